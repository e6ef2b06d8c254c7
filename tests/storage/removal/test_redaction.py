from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carefacilitator.model.merge.operations import REDACTION_KIND, verify
from carefacilitator.model.records.records import (
    Attachment,
    Coding,
    Commitment,
    CommitmentUpdate,
    Lesson,
    Note,
    Workshop,
)
from carefacilitator.storage import acts_file, backup, doctor, history, peers, search, undo
from carefacilitator.storage.database import DATABASE_FILE
from carefacilitator.storage.failures import RecordUnknown
from carefacilitator.storage.imports import arrivals, planning, standing
from carefacilitator.storage.removal import erasure, floors, redaction
from carefacilitator.storage.removal.redaction import Target
from carefacilitator.storage.workspace import Workspace, open_workspace
from tests.model.planted import caught
from tests.storage.conftest import Hand, Opener, everything
from tests.storage.removal.test_erasure import _pages

SECRET = "Participant 007 is beaten"
PHRASE = "four plain words here"
KEPT = "[…] told of it"


def _note(workspace: Workspace, text: str = SECRET, note: str = "n1") -> None:
    with workspace.change("note_add") as change:
        change.put(Note(id=note, workshop_id="w1", text=text))


def _edit(workspace: Workspace, text: str, note: str = "n1") -> None:
    with workspace.change("note_edit") as change:
        change.set(Note, note, text=text)


def holds(workspace: Workspace, *secrets: str) -> set[str]:
    """Which of these stand anywhere in the clear pages of the file, its log, or the index."""
    workspace.database.one("PRAGMA wal_checkpoint(TRUNCATE)")
    file = workspace.folder / DATABASE_FILE
    whole = b"".join(_pages(file, workspace.key))
    assert b"CREATE TABLE" in whole
    return {one for one in secrets if one.encode() in whole or one.casefold().encode() in whole}


def shown(workspace: Workspace, note: str = "n1") -> str:
    found = workspace.find(Note, note)
    return found.text if found else ""


def test_a_reworded_text_leaves_nothing_of_the_earlier_one(workspace: Workspace) -> None:
    _note(workspace)
    _edit(workspace, SECRET + " zweimal")
    search.refresh(workspace)
    assert holds(workspace, SECRET) == {SECRET}
    redaction.redact(workspace, [Target("note", "n1", "text", KEPT)])
    assert shown(workspace) == KEPT
    assert holds(workspace, SECRET, "zweimal") == set()
    assert search.search(workspace, "beaten") == []
    assert doctor.check(workspace) == []
    for op in everything(workspace):
        assert verify(op)
        assert op.known or op.nonce is None
    assert [one.value for one in history.history(workspace, "n1") if one.value == KEPT]


def test_undo_never_offers_it_and_brings_nothing_back(workspace: Workspace) -> None:
    _note(workspace)
    _edit(workspace, SECRET + " zweimal")
    redaction.redact(workspace, [Target("note", "n1", "text", KEPT)])
    step = undo.next_undo(workspace)
    assert step is not None
    assert step.label == "note_edit"
    assert undo.undo(workspace).kept == (("note", "n1", "text"),)
    assert shown(workspace) == KEPT
    undo.undo(workspace)  # the note itself: its text is somebody's later word
    assert holds(workspace, SECRET) == set()
    _edit(workspace, "and more")
    undo.undo(workspace)
    assert shown(workspace) == KEPT


def test_a_whole_record_goes_with_what_belongs_to_it(workspace: Workspace) -> None:
    picture = b"\xff\xd8 a photo of a person " * 50
    digest = peers.put_blob(workspace, picture)
    with workspace.change("note_add") as change:
        change.put(Lesson(id="l1", workshop_id="w1", text=SECRET, texts={"es": "secreto largo"}))
        change.put(Coding(id="x1", workshop_id="w1", target_kind="lesson", target_id="l1"))
        change.put(Commitment(id="c1", workshop_id="w1", what="clear words"))
        change.put(
            CommitmentUpdate(id="u1", workshop_id="w1", commitment_id="c1", text="monthly report")
        )
        change.put(
            Attachment(
                id="f1", workshop_id="w1", target_kind="workshop", caption="by the well",
                sha256=digest,
            )
        )  # fmt: skip
    search.refresh(workspace)
    whole = [Target("lesson", "l1"), Target("commitment", "c1"), Target("attachment", "f1")]
    redaction.redact(workspace, whole)
    secrets = (
        SECRET,
        "secreto largo",
        "clear words",
        "monthly report",
        "by the well",
        "photo of a person",
    )
    assert holds(workspace, *secrets) == set()
    assert peers.blob(workspace, digest) is None
    for kind in (Lesson, Coding, Commitment, CommitmentUpdate, Attachment):
        assert workspace.all(kind) == []
        (left,) = workspace.all(kind, in_bin=True)
        assert getattr(left, "workshop_id", "") == "w1"
    assert undo.next_undo(workspace) is None
    assert doctor.check(workspace) == []
    with pytest.raises(RecordUnknown), workspace.change("lesson_edit") as change:
        change.set(Lesson, "l1", text="new words")
    with workspace.change("bin_restore") as change:
        change.restore(Lesson, "l1")
    assert workspace.find(Lesson, "l1") is None


def test_a_workshop_takes_everything_of_it_along(workspace: Workspace) -> None:
    with workspace.change("workshop_add") as change:
        change.put(Workshop(id="w1", title="Secret village", code="W9"))
    _note(workspace)
    _note(workspace, "of another", "n2")
    with workspace.change("note_edit") as change:
        change.set(Note, "n2", workshop_id="w2")
    told = {"name": "Secret village.carebundle", "workshops": ["W9", "other"]}
    shared = ("2026-03-01T09:00:00Z", "bundle", "Secret village.carebundle", ("w1",), "", 1, "b1")
    peers.note_shared(workspace, peers.Shared(*shared, told))
    redaction.redact(workspace, [Target("workshop", "w1")])
    assert holds(workspace, SECRET, "Secret village") == set()
    assert shown(workspace, "n2") == "of another"
    assert peers.shared(workspace)[0].told["workshops"] == ["other"]


@pytest.mark.parametrize("field", ["deleted", "position", "none"])
def test_only_texts_are_reworded(workspace: Workspace, field: str) -> None:
    _note(workspace)
    with pytest.raises(redaction.FieldUnfit):
        redaction.redact(workspace, [Target("note", "n1", field, "x")])
    with pytest.raises(RecordUnknown):
        redaction.redact(workspace, [Target("note", "n9", "text", "x")])
    assert shown(workspace) == SECRET


def test_a_text_in_the_bin_is_reworded_there(workspace: Workspace) -> None:
    _note(workspace)
    with workspace.change("note_delete") as change:
        change.delete(Note, "n1")
    redaction.redact(workspace, [Target("note", "n1", "text", KEPT)])
    assert workspace.find(Note, "n1") is None
    found = workspace.find(Note, "n1", in_bin=True)
    assert found is not None
    assert found.text == KEPT


# -- elsewhere ---------------------------------------------------------------------------------


def _both_have_it(workspace: Workspace, other: Workspace, hand: Hand) -> list[Any]:
    _note(workspace)
    hand(workspace, other)
    return everything(workspace)


def test_where_it_arrives_it_hides_and_then_blanks(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    old = _both_have_it(workspace, other, hand)
    search.refresh(other)
    redaction.redact(workspace, [Target("note", "n1", "text", KEPT)])
    hand(workspace, other)
    assert shown(other) == KEPT
    assert search.search(other, "beaten") == []
    assert all(SECRET not in str(op.value) for op in everything(other))
    assert [one.act.record for one in redaction.waiting(other)] == ["n1"]
    assert hand(workspace, other, old) == ""  # an older bundle says nothing new
    assert holds(other, SECRET) == {SECRET}  # hidden, not destroyed
    asked = [one.operation for one in redaction.waiting(other)]
    assert redaction.answer(other, asked, agree=True) == 1
    assert holds(other, SECRET) == set()
    assert redaction.waiting(other) == []
    assert hand(workspace, other, old) == ""
    assert shown(other) == KEPT
    assert doctor.check(other) == []


def test_who_says_no_sees_it_again_and_is_not_asked_again(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _both_have_it(workspace, other, hand)
    redaction.redact(workspace, [Target("note", "n1")])
    hand(workspace, other)
    assert other.find(Note, "n1") is None
    asked = [one.operation for one in redaction.waiting(other)]
    redaction.answer(other, asked, agree=False)
    found = other.find(Note, "n1", in_bin=True)
    assert found is not None
    assert found.text == SECRET
    assert redaction.waiting(other) == []
    with other.change("bin_restore") as change:
        change.restore(Note, "n1")
    assert shown(other) == SECRET
    hand(workspace, other)
    assert shown(other) == SECRET
    assert holds(workspace, SECRET) == set()
    hand(other, workspace)
    assert workspace.find(Note, "n1") is None
    assert holds(workspace, SECRET) == set()
    for space in (workspace, other):
        assert doctor.check(space) == []


@pytest.mark.parametrize("agree", [None, True])
def test_what_was_written_elsewhere_without_having_seen_it_goes_too(
    workspace: Workspace, other: Workspace, hand: Hand, agree: bool | None
) -> None:
    _both_have_it(workspace, other, hand)
    _edit(other, f"{SECRET} there")
    redaction.redact(workspace, [Target("note", "n1", "text", KEPT)])
    plan = arrivals.plan(other, everything(workspace))
    arrival = arrivals.BundleSource("b" * 32, workspace.device, 1, "", {})
    arrivals.apply(other, plan, arrival, redact=agree)
    assert shown(other) == KEPT
    hand(other, workspace)
    assert shown(workspace) == KEPT
    assert holds(workspace, SECRET) == set()
    assert holds(other, SECRET) == (set() if agree else {SECRET})
    for space in (workspace, other):
        assert history.waiting(space) == []


def test_two_who_reword_side_by_side_keep_both(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _both_have_it(workspace, other, hand)
    redaction.redact(workspace, [Target("note", "n1", "text", "here […]")])
    redaction.redact(other, [Target("note", "n1", "text", "there […]")])
    hand(workspace, other)
    hand(other, workspace)
    for space in (workspace, other):
        (waits,) = history.waiting(space)
        assert {one.value for one in waits.versions} == {"here […]", "there […]"}
        assert holds(space, SECRET) == set()
        assert shown(space) == ""  # each may hold what the other took away
        assert search.search(space, "here there") == []
        assert floors.contested(space.database.connection) == {("note", "n1", "text")}
    with workspace.change("conflict_settle") as change:
        change.settle("note", "n1", "text", "both […]")
    hand(workspace, other)
    assert (shown(workspace), shown(other)) == ("both […]", "both […]")
    assert floors.contested(other.database.connection) == set()
    assert doctor.check(other) == []


def test_a_gone_record_stays_gone_whatever_arrives(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _both_have_it(workspace, other, hand)
    _edit(other, f"{SECRET} there")
    redaction.redact(workspace, [Target("note", "n1")])
    hand(other, workspace)
    assert workspace.find(Note, "n1") is None
    assert history.waiting(workspace) == []
    assert holds(workspace, SECRET) == set()
    assert doctor.check(workspace) == []


def test_a_stranger_who_never_had_the_record_takes_nothing(
    workspace: Workspace, other: Workspace, hand: Hand, opened: Opener
) -> None:
    _note(workspace)
    forger = opened("forger")
    _note(forger, "mine")  # of the same id, and nothing of what is here
    redaction.redact(forger, [Target("note", "n1")])
    acts = [op for op in everything(forger) if op.kind == REDACTION_KIND]
    hand(forger, workspace, acts)
    assert shown(workspace) == SECRET
    assert [one.state for one in floors.acts(workspace.database.connection)] == ["unproven"]
    assert redaction.waiting(workspace) == []


def test_an_act_that_comes_before_its_record_hides_it_on_arrival(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _note(workspace)
    old = everything(workspace)
    redaction.redact(workspace, [Target("note", "n1")])
    hand(workspace, other, [op for op in everything(workspace) if op.kind == REDACTION_KIND])
    assert redaction.waiting(other) == []  # there is nothing to ask about
    hand(workspace, other, old)
    assert other.find(Note, "n1") is None
    assert len(redaction.waiting(other)) == 1


def test_taking_back_the_import_brings_nothing_back(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _both_have_it(workspace, other, hand)
    redaction.redact(workspace, [Target("note", "n1", "text", KEPT)])
    for answer in (False, True):
        step = arrivals.import_step(other, hand(workspace, other))
        if step is None:
            break
        if answer:
            asked = [one.operation for one in redaction.waiting(other)]
            redaction.answer(other, asked, agree=True)
        arrivals.undo_import(other, step, sure=True)
        assert SECRET not in shown(other)
        assert all(SECRET not in str(op.value) for op in everything(other))


def test_an_erasure_blanks_what_was_set_aside(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    from carefacilitator.model.records.records import Person

    with workspace.change("person_add") as change:
        change.put(Person(id="p1", name="Participant 077", phone="+000 1"))
    hand(workspace, other)
    redaction.redact(workspace, [Target("person", "p1", "name", "R.")])
    hand(workspace, other)
    erasure.erase(other, "p1")
    assert holds(other, "Participant 077") == set()


# -- copies ------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["workspace", "copies"])
def test_a_copy_that_is_brought_back_obeys(
    workspace: Workspace, tmp_path: Path, where: str, opened: Opener
) -> None:
    _note(workspace)
    _note(workspace, "Participant 044 said", "n2")
    (tmp_path / "copies").mkdir()
    packed = tmp_path / "copies" / "one.carebackup"
    backup.back_up(workspace, packed, PHRASE)
    redaction.redact(workspace, [Target("note", "n1", "text", KEPT), Target("note", "n2")])
    folder = workspace.folder
    if where == "copies":
        acts_file.write(workspace, packed.parent)
        folder = tmp_path / "new laptop"
    workspace.close()
    for name in (DATABASE_FILE, f"{DATABASE_FILE}-wal", f"{DATABASE_FILE}-shm", "workspace.key"):
        (workspace.folder / name).unlink(missing_ok=True)
    back = backup.restore(packed, folder, PHRASE)
    try:
        assert shown(back) == ""
        assert back.find(Note, "n2") is None
        assert holds(back, SECRET, "Participant 044") == set()
        assert doctor.check(back) == []
    finally:
        back.close()
    again = backup.restore(packed, tmp_path / "elsewhere", PHRASE)
    again.close()


def test_the_file_of_acts_holds_no_text_and_is_another_workspaces_to_no_use(
    workspace: Workspace, other: Workspace
) -> None:
    _note(workspace)
    redaction.redact(workspace, [Target("note", "n1", "text", KEPT)])
    place = workspace.folder / acts_file.name_of(workspace.key)
    found = acts_file.read(place, workspace.key)
    assert {op.kind for op in found} == {"note", REDACTION_KIND}
    assert not any(op.known for op in found if op.kind == "note")
    assert acts_file.read(place, other.key) == []
    place.write_bytes(place.read_bytes()[:-1])
    assert acts_file.read(place, workspace.key) == []


# -- random histories --------------------------------------------------------------------------

Step = tuple[str, int, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["edit", "edit", "redact", "give", "give", "give"]  # noqa: RUF005 - as often as written
            + ["old", "back", "undo", "remove", "answer", "restore"]
        ),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(0, 30),
    ),
    min_size=5,
    max_size=16,
)


class Laptops:
    """Three workspaces on real files; what was redacted by whom had seen it may be nowhere."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count(1)
        self.spaces = [open_workspace(folder / f"l{number}") for number in range(3)]
        self.sent: list[tuple[str, list[Any]]] = []
        self.copies: list[tuple[int, Path]] = []
        self.banned: set[str] = set()
        _note(self.spaces[0], self.word())
        for other in (1, 2):
            self.give(0, other)
        self.packed = folder / "first.carebackup"
        backup.back_up(self.spaces[1], self.packed, PHRASE)

    def word(self) -> str:
        return f"word{next(self.numbers):03d}x"

    def give(self, first: int, second: int, ops: list[Any] | None = None) -> None:
        number = next(self.numbers)
        if ops is None:
            ops = everything(self.spaces[first])
            self.sent.append((self.spaces[first].device, ops))
        arrival = arrivals.BundleSource(f"{number:032x}", f"d{first}", number, "", {})
        arrivals.apply(self.spaces[second], arrivals.plan(self.spaces[second], ops), arrival)

    def step(self, step: Step) -> None:
        what, first, second, number = step
        space = self.spaces[first]
        match what:
            case "edit" if space.find(Note, "n1"):
                _edit(space, self.word())
            case "redact" if space.find(Note, "n1"):
                self.ban(space)
                redaction.redact(space, [Target("note", "n1", "text", self.word())])
            case "remove" if number == 7 and space.find(Note, "n1", in_bin=True):
                self.ban(space)
                redaction.redact(space, [Target("note", "n1")])
            case "give" if first != second:
                self.give(first, second)
            case "old" if self.sent:
                self.give(0, second, self.sent[number % len(self.sent)][1])
            case "back":
                self.take_back(space)
            case "undo" if undo.next_undo(space) and undo.next_undo(space).role != "import":
                undo.undo(space)
            case "answer":
                asked = [one.operation for one in redaction.waiting(space)]
                redaction.answer(space, asked, agree=True)
            case "restore":
                self.restore()

    def ban(self, space: Workspace) -> None:
        query = "SELECT value FROM operation WHERE record='n1' AND hidden=0"
        rows = space.database.rows(query)
        self.banned |= {row[0].strip('"') for row in rows if row[0] and "word" in row[0]}

    def take_back(self, space: Workspace) -> None:
        rows = space.database.rows("SELECT change FROM bundle_in WHERE undone=0 ORDER BY seq DESC")
        step = arrivals.import_step(space, rows[0][0]) if rows else None
        if step is not None:
            arrivals.undo_import(space, step, sure=True)

    def restore(self) -> None:
        """The second laptop's folder dies; its first copy is brought back where it lay."""
        gone = self.spaces[1]
        gone.close()
        for name in (DATABASE_FILE, f"{DATABASE_FILE}-wal", f"{DATABASE_FILE}-shm"):
            (gone.folder / name).unlink(missing_ok=True)
        (gone.folder / "workspace.key").unlink()
        self.spaces[1] = backup.restore(self.packed, gone.folder, PHRASE)

    def finish(self) -> None:
        for _ in range(2):
            for first, second in itertools.permutations(range(3), 2):
                self.give(first, second)
            for space in self.spaces:
                asked = [one.operation for one in redaction.waiting(space)]
                redaction.answer(space, asked, agree=True)
        for _, ops in list(self.sent):
            for second in range(3):
                self.give(0, second, ops)

    def check(self) -> None:
        for space in self.spaces:
            left = {
                str(row[0])
                for row in space.database.rows(
                    "SELECT value FROM operation WHERE value IS NOT NULL"
                    " UNION ALL SELECT value FROM set_aside"
                    " UNION ALL SELECT text FROM note UNION ALL SELECT folded FROM search_text"
                )
            }
            assert not {one for one in self.banned if any(one in text for text in left)}
            assert holds(space, *self.banned) == set()
            assert doctor.check(space) == []
        notes = [doctor.snapshot(space)["note"] for space in self.spaces]
        assert notes[0] == notes[1] == notes[2]

    def close(self) -> None:
        for space in self.spaces:
            space.close()


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[Callable[[list[Step]], None]]:
    count = itertools.count()

    def play(steps: list[Step]) -> None:
        made = Laptops(tmp_path / f"h{next(count)}")
        try:
            for step in steps:
                made.step(step)
            made.finish()
            made.check()
        finally:
            made.close()

    return play


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_random_histories_on_files(
    laptops: Callable[[list[Step]], None], steps: list[Step]
) -> None:
    laptops(steps)


def _undo_takes_acts_back(patch: pytest.MonkeyPatch) -> None:
    whole = standing._only_from

    def forgetful(workspace: Workspace, bundle: int) -> Any:
        for row in workspace.database.rows(
            "SELECT id FROM operation WHERE origin=? AND kind=?", (bundle, REDACTION_KIND)
        ):
            workspace.database.connection.execute("DELETE FROM act WHERE operation=?", row)
        floors_now = [
            (row[0],) for row in workspace.database.rows("SELECT DISTINCT operation FROM set_aside")
        ]
        workspace.database.connection.executemany(
            "UPDATE operation SET value=(SELECT value FROM set_aside WHERE operation=?1),"
            " nonce=(SELECT nonce FROM set_aside WHERE operation=?1) WHERE id=?1",
            floors_now,
        )
        workspace.database.connection.execute("DELETE FROM set_aside")
        return whole(workspace, bundle)

    patch.setattr(standing, "_only_from", forgetful)


def _older_bundles_are_believed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(planning, "_leave_out_redacted", lambda workspace, made: None)
    patch.setattr(floors, "enforce", lambda connection, keys: set())


@pytest.mark.parametrize("plant", [_undo_takes_acts_back, _older_bundles_are_believed])
def test_a_planted_bug_is_caught(
    plant: Callable[[pytest.MonkeyPatch], None],
    laptops: Callable[[list[Step]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plant(monkeypatch)
    assert caught(laptops, STEPS, 40)
