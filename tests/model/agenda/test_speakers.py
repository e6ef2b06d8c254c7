from __future__ import annotations

from carefacilitator.model.agenda.speakers import Speaker, SpeakerList

ANA, BEA, CARO = (
    Speaker("Participant 001", "p1"),
    Speaker("Participant 002", "p2"),
    Speaker("Youth"),
)


def asked(**wishes) -> SpeakerList:
    made = SpeakerList(**wishes)
    for one in (ANA, BEA, CARO):
        assert made.ask(one)
    return made


def test_the_list_goes_in_the_order_of_asking_and_counts_time() -> None:
    made = asked()
    assert made.next(100.0) == ANA
    assert made.elapsed(112.4) == 12
    assert made.next(160.0) == BEA
    made.stop(175.0)
    assert made.now is None
    told = [(one.speaker, one.turns, one.seconds) for one in made.spoken(500.0)]
    assert told == [(ANA, 1, 60), (BEA, 1, 15)]
    assert made.in_turn() == [CARO]


def test_nobody_stands_on_the_list_twice_at_once() -> None:
    made = asked()
    assert not made.ask(Speaker("Another name", "p1"))
    assert not made.ask(Speaker("YOUTH"))
    assert not made.ask(Speaker("  "))
    made.next(0.0)
    assert made.ask(ANA)


def test_whoever_has_not_spoken_goes_first_only_when_asked() -> None:
    made = asked()
    made.next(0.0)
    made.next(10.0)
    made.ask(ANA)
    made.ask(Speaker("New"))
    assert [one.label for one in made.in_turn()] == ["Youth", "Participant 001", "New"]
    made.first_timers = True
    assert [one.label for one in made.in_turn()] == ["Youth", "New", "Participant 001"]
    assert made.next(20.0) == CARO


def test_the_running_turn_is_counted_and_turns_add_up() -> None:
    made = SpeakerList()
    for start in (0.0, 100.0):
        made.ask(ANA)
        made.next(start)
        made.stop(start + 30)
    made.ask(ANA)
    made.next(200.0)
    assert [(one.turns, one.seconds) for one in made.spoken(205.0)] == [(3, 65)]


def test_somebody_is_dropped_or_moved() -> None:
    made = asked()
    made.move("p2", -1)
    assert made.in_turn() == [BEA, ANA, CARO]
    made.move("p2", 5)
    made.drop("p1")
    made.move("p1", 1)
    assert made.in_turn() == [CARO, BEA]
    assert not made.is_empty


def test_next_with_nobody_waiting_ends_the_turn() -> None:
    made = SpeakerList()
    assert made.is_empty
    made.ask(ANA)
    made.next(0.0)
    assert made.next(9.0) is None
    assert made.now is None
