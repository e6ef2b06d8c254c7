"""Random histories of answers, bundles and undoing: a no holds wherever it is known, a yes arrives.

One laptop writes the answers, so they stand in one order; a bundle carries all of them up to its
number. What each of two offices must show follows from the numbers of what came, and stays.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from carefacilitator.model.merge import forgetting
from carefacilitator.model.merge.merge import ancestors
from carefacilitator.model.merge.operations import Operation
from carefacilitator.model.privacy import consent
from carefacilitator.model.records import ids
from carefacilitator.model.records.records import Consent, Workshop
from carefacilitator.services.privacy.quotes import Quotes
from carefacilitator.services.program import Program
from carefacilitator.storage import doctor, oplog
from carefacilitator.storage.imports import reconsent, standing
from carefacilitator.storage.removal import erasure
from carefacilitator.storage.workspace import open_workspace
from tests.services.exchanged import Hands, keeps, name_of

NAME, WORDS = "Participant 731", "My husband must never hear of this."
PURPOSES = ("store", "share_secretariat", "quote")
NO = ("withdrawn", "refused")
ACTS = (
    *("answer", "answer", "answer", "hand", "hand", "hand", "again"),
    *("undo", "undo", "slip", "pass_on", "phone", "for_good"),
)


class Step(NamedTuple):
    """One step; what its numbers choose depends on the act."""

    act: str
    a: int
    b: int
    yes: bool


STEPS = st.lists(
    st.builds(Step, st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 11), st.booleans()),
    min_size=4,
    max_size=16,
)


class World:
    """A laptop and two offices that are one group."""

    def __init__(self, folder: Path) -> None:
        self.hands = Hands(folder)
        self.field = Program(open_workspace(folder / "field"))
        self.offices = [Program(open_workspace(folder / f"office{one}")) for one in range(2)]
        self.steps: list[list[str]] = [[], []]
        self.workshop = self.field.workshops.create("Exchange", "2022-09-22").id
        self.person = self.field.people.walk_in(self.workshop, NAME, "1-am").person.id
        self.note = self.field.notes.add(self.workshop, WORDS, speaker_person_id=self.person).id
        self.gone = False
        self.say(dict.fromkeys(PURPOSES, "given"))
        self.bundles: list[list[Path]] = []
        self.seal()

    def close(self) -> None:
        for program in (self.field, *self.offices):
            program.close()

    def say(self, answers: dict[str, str]) -> None:
        self.field.people.consent(self.workshop, self.person, answers)

    def seal(self) -> None:
        self.bundles.append(
            [self.hands.seal(self.field, one, self.workshop) for one in self.offices]
        )

    def play(self, steps: Sequence[Step]) -> None:
        """Do all steps, check after each, and hand over what is newest in the end."""
        for step in steps:
            getattr(self, f"_{step.act}")(step)
            for office in self.offices:
                self._check(office)
        self.seal()
        for number, office in enumerate(self.offices):
            self._take(number, self.bundles[-1][number], yes=True)
            self._check(office)
            self._check_end(office)

    # -- steps -----------------------------------------------------------------------------

    def _answer(self, step: Step) -> None:
        if not self.gone:  # nobody knows any more which words were hers
            self.say({PURPOSES[step.a % 3]: "given" if step.yes else NO[step.b % 2]})

    def _hand(self, step: Step) -> None:
        self.seal()
        self._take(step.a % 2, self.bundles[-1][step.a % 2], step.yes)

    def _again(self, step: Step) -> None:
        older = self.bundles[step.b % len(self.bundles)]
        self._take(step.a % 2, older[step.a % 2], step.yes)

    def _take(self, number: int, path: Path, yes: bool) -> None:
        office = self.offices[number]
        done = office.arrivals.apply(path, trust=True, forget=True, back=yes)
        self.steps[number] += [done.change] if done.change else []

    def _undo(self, step: Step) -> None:
        number = step.a % 2
        if self.steps[number]:
            change = self.steps[number].pop(step.b % len(self.steps[number]))
            self.offices[number].history.undo(change, sure=True)

    def _slip(self, _step: Step) -> None:
        """The laptop takes its own last step back, and brings it again."""
        if not self.gone:
            self.field.history.undo()
            self.field.history.redo()

    def _pass_on(self, step: Step) -> None:
        giver, taker = self.offices[step.a % 2], self.offices[1 - step.a % 2]
        if giver.workspace.find(Workshop, self.workshop) is None:
            return
        path = self.hands.seal(giver, taker, self.workshop, "own_group")
        self._take(1 - step.a % 2, path, step.yes)

    def _phone(self, step: Step) -> None:
        if not self.gone:
            self.field.people.edit(self.person, phone=f"+000 {step.b}")

    def _for_good(self, step: Step) -> None:
        if step.b == 0 and not self.gone:
            self.field.people.forget(self.person)
            self.gone = True

    # -- what must hold --------------------------------------------------------------------

    def _check(self, office: Program) -> None:
        assert doctor.differences(office.workspace) == []
        refused = {one for one in PURPOSES if self._knows_a_no(office, one)}
        for purpose in refused:
            assert not self._may(office, purpose), f"{purpose}: a no is used as a yes"
        notes = office.notes.of(self.workshop)
        if refused & {"quote", "store"}:
            assert all(view.note.text == "" for view in notes), "withdrawn words are shown"
            assert office.finding.search("husband never") == []
        acts = self._acts(office)
        assert all(hidden == 0 for _, hidden in acts), "an act was taken out"
        forgotten = forgetting.unanswered(op for op, _ in acts)
        kept = {self.person} if forgotten else set()
        assert erasure.erased_people(office.workspace) == kept, "the acts say something else"
        if forgotten:
            assert not keeps(office, NAME), "who is forgotten is kept"
            assert not keeps(office, "+000")

    def _knows_a_no(self, office: Program, purpose: str) -> bool:
        """Whether a no was ever stored that no visible answer replaced; hidden ones count."""
        record = ids.consent_id(self.workshop, self.person, purpose)
        rows = office.workspace.database.rows(
            f"SELECT {oplog.COLUMNS}, hidden FROM operation WHERE record=? AND field='status'",
            (record,),
        )
        ops = [(oplog.op_of(row[:-1]), row[-1]) for row in rows]
        below: set[str] = set()
        for op, hidden in ops:
            if not hidden and op.value == "given":
                below |= ancestors({one.id: one for one, _ in ops}, op.id)
        return any(op.value in NO and op.id not in below for op, _ in ops)

    def _may(self, program: Program, purpose: str) -> bool:
        day = program.workspace.clock().date().isoformat()
        about = {"workshop_id": self.workshop, "person_id": self.person}
        return consent.may(program.workspace.all(Consent, **about), purpose, day)

    def _acts(self, office: Program) -> list[tuple[Operation, int]]:
        rows = office.workspace.database.rows(
            f"SELECT {oplog.COLUMNS}, hidden FROM operation WHERE kind='erasure'"
        )
        return [(oplog.op_of(row[:-1]), row[-1]) for row in rows]

    def _check_end(self, office: Program) -> None:
        """What she says now has reached everybody who took the newest bundle and agreed."""
        for purpose in PURPOSES:
            assert self._may(office, purpose) == self._may(self.field, purpose)
        shared = self._may(self.field, "share_secretariat") and not self.gone
        assert name_of(office, self.person) == (NAME if shared else "")
        if not self.gone:
            (view,) = office.notes.of(self.workshop)
            assert view.note.text == (WORDS if self._may(self.field, "quote") else "")


def play(steps: Sequence[Step]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="answers-"))
    try:
        world = World(folder)
        try:
            world.play(steps)
        finally:
            world.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


DEEPER = int(os.environ.get("CAREFACILITATOR_DEEPER", "1"))


@settings(
    max_examples=25 * DEEPER,
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
@given(STEPS)
def test_a_no_holds_wherever_it_is_known_and_a_yes_arrives(steps: list[Step]) -> None:
    play(steps)


# --- planted faults -------------------------------------------------------------------------------

Plant = Callable[[pytest.MonkeyPatch], None]


def _undo_takes_answers_away(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(standing, "_yes_since", lambda _fields: None)


def _undo_keeps_only_a_no_that_stands(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(standing, "_yes_since", lambda f: set() if standing.says_no(f) else None)


def _undo_hides_acts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(standing, "ACT_KINDS", frozenset({"never"}))


def _an_offer_is_taken_unasked(patch: pytest.MonkeyPatch) -> None:
    whole = reconsent.sort_out

    def forgetful(*arguments: Any) -> reconsent.Told:
        return whole(*arguments)._replace(pending=frozenset())

    patch.setattr(reconsent, "sort_out", forgetful)


def _any_yes_answers_every_request(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(forgetting, "_answered", lambda _op, agreed, _devices: bool(agreed))


def _nobody_is_ever_taken_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(reconsent, "let_back", lambda _connection, _people: None)


def _a_no_leaves_no_mark(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Quotes, "follow", lambda *_: None)


def _marks_stay_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Quotes, "_unmark", lambda *_: None)


STORE, SHARE, QUOTE = range(3)
HAND, TAKE_BACK = Step("hand", 0, 0, False), Step("hand", 0, 0, True)
LAST = Step("undo", 0, 1, False)
"""Undo the second of the imports that still stand."""


def _no(purpose: int) -> Step:
    return Step("answer", purpose, 0, False)


def _yes(purpose: int) -> Step:
    return Step("answer", purpose, 0, True)


PLANTS: dict[Plant, list[Step]] = {
    _undo_takes_answers_away: [HAND, _no(QUOTE), HAND, LAST],
    _undo_keeps_only_a_no_that_stands: [
        *(HAND, _no(QUOTE), HAND, _yes(QUOTE), HAND),
        *(LAST, LAST),
    ],
    _undo_hides_acts: [HAND, _no(SHARE), HAND, LAST],
    _an_offer_is_taken_unasked: [HAND, _no(SHARE), HAND, _yes(SHARE), HAND],
    _any_yes_answers_every_request: [
        *(HAND, _no(SHARE), HAND, _yes(SHARE), TAKE_BACK),
        *(_no(SHARE), HAND),
    ],
    _nobody_is_ever_taken_back: [HAND, _no(SHARE), HAND, _yes(SHARE), TAKE_BACK],
    _a_no_leaves_no_mark: [HAND, _no(QUOTE), HAND],
    _marks_stay_for_ever: [HAND, _no(QUOTE), HAND, _yes(QUOTE), HAND],
}
"""Planted faults, and a history that each one spoils."""


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__.strip("_"))
def test_a_planted_fault_is_caught(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    play(PLANTS[plant])
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        play(PLANTS[plant])
