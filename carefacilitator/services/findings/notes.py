"""Notes: what is said, written down on the block in which it is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from carefacilitator.model.agenda.agenda import in_order
from carefacilitator.model.merge.merge import NO_EDIT
from carefacilitator.model.records import ids
from carefacilitator.model.records.records import AgendaBlock, Coding, Note
from carefacilitator.services.failures import EmptyName, TwoSpeakers
from carefacilitator.services.privacy.quotes import Quotes
from carefacilitator.storage import listing
from carefacilitator.storage.change import Change
from carefacilitator.storage.workspace import Workspace

_STEP = 10


@dataclass(frozen=True)
class NoteView:
    """A note with its codes: 5R and themes.

    Where its words are ``withdrawn`` here (``quotes.py``) the note has none.
    """

    note: Note
    codes: tuple[str, ...]
    themes: tuple[str, ...]
    withdrawn: bool = False


class Codes:
    """The codes on notes, lessons and commitments; on and off, the same on every laptop."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of_workshop(self, workshop_id: str) -> dict[tuple[str, str], list[str]]:
        """Codes by (target id, scheme) of everything in a workshop, in the order of their keys."""
        found: dict[tuple[str, str], list[str]] = {}
        for target, scheme, code in listing.codes(self._workspace, workshop_id):
            found.setdefault((target, scheme), []).append(code)
        return found

    def of(self, target_id: str, scheme: str) -> tuple[str, ...]:
        """The codes of one scheme on one target."""
        found = self._workspace.all(Coding, target_id=target_id, scheme=scheme)
        return tuple(sorted(one.code for one in found))

    def of_targets(self, target_ids: Sequence[str], scheme: str) -> dict[str, tuple[str, ...]]:
        """The codes of one scheme by target, for those of these targets that have any."""
        found: dict[str, list[str]] = {}
        for one in self._workspace.where(Coding, "target_id", target_ids):
            if one.scheme == scheme:
                found.setdefault(one.target_id, []).append(one.code)
        return {target: tuple(sorted(codes)) for target, codes in found.items()}

    def put(
        self, change: Change, target: tuple[str, str, str], scheme: str, codes: tuple[str, ...]
    ) -> None:
        """Make ``codes`` the codes of a target (workshop id, kind, id) within a change."""
        workshop, kind, target_id = target
        for one in self._workspace.all(Coding, target_id=target_id, scheme=scheme):
            if one.code not in codes:
                change.delete(Coding, one.id)
        for code in codes:
            identity = ids.coding_id(target_id, scheme, code)
            change.restore(Coding, identity)
            change.put(
                Coding(
                    id=identity,
                    workshop_id=workshop,
                    target_kind=kind,
                    target_id=target_id,
                    scheme=scheme,
                    code=code,
                )
            )


def views_of(notes: Sequence[Note], codes: Mapping[tuple[str, str], list[str]]) -> list[NoteView]:
    """Notes with their codes, by (note id, scheme)."""
    none: list[str] = []
    return [
        NoteView(
            note,
            tuple(codes.get((note.id, "five_r"), none)),
            tuple(codes.get((note.id, "care_theme"), none)),
        )
        for note in notes
    ]


def _place(blocks: Mapping[str, tuple[int, int]], view: NoteView) -> tuple[object, ...]:
    note = view.note
    return (blocks.get(note.block_id, (0, 0)), note.position, note.taken_at, note.id)


class Notes:
    """What a person can do with notes."""

    def __init__(self, workspace: Workspace, codes: Codes) -> None:
        self._workspace = workspace
        self._codes = codes
        self._quotes = Quotes(workspace)

    def of(self, workshop_id: str) -> list[NoteView]:
        """The notes of a workshop by block, in the order in which they were taken."""
        order = self.order(workshop_id)
        notes = self._workspace.all(Note, workshop_id=workshop_id)
        codes = self._codes.of_workshop(workshop_id)
        return sorted(self._veiled(views_of(notes, codes)), key=order)

    def _veiled(self, views: list[NoteView]) -> list[NoteView]:
        gone = self._quotes.withdrawn(view.note for view in views)
        if not gone:
            return views
        return [
            replace(view, note=replace(view.note, text=""), withdrawn=True)
            if view.note.id in gone
            else view
            for view in views
        ]

    def some(self, note_ids: Sequence[str]) -> list[NoteView]:
        """Those of these notes that are in use, in the order of their ids here."""
        found = self._workspace.some(Note, note_ids)
        codes: dict[tuple[str, str], list[str]] = {}
        for one in self._workspace.where(Coding, "target_id", list(found)):
            codes.setdefault((one.target_id, one.scheme), []).append(one.code)
        for marks in codes.values():
            marks.sort()
        return self._veiled(views_of([found[one] for one in note_ids if one in found], codes))

    def order(self, workshop_id: str) -> Callable[[NoteView], tuple[object, ...]]:
        """The order of the notes of a workshop: by day, block and place in it."""
        blocks = {
            one.id: (one.day, one.position)
            for one in self._workspace.all(AgendaBlock, workshop_id=workshop_id)
        }
        return partial(_place, blocks)

    def add(
        self,
        workshop_id: str,
        text: str,
        block_id: str = "",
        kind: str = "discussion",
        language: str = "",
        codes: tuple[str, ...] = (),
        themes: tuple[str, ...] = (),
        visit: str = "",
        **fields: Any,
    ) -> Note:
        """Keep a note on a block. Raises EmptyName for an empty text.

        ``visit`` lets a line be kept while it is still being typed; give the note's ``id`` then.
        """
        note = self.new(workshop_id, text, block_id, kind, language, **fields)
        with self._workspace.change("note_add", 1, visit=visit) as change:
            change.put(note)
            self._codes.put(change, (workshop_id, "note", note.id), "five_r", codes)
            self._codes.put(change, (workshop_id, "note", note.id), "care_theme", themes)
        return note

    def new(
        self,
        workshop_id: str,
        text: str,
        block_id: str = "",
        kind: str = "discussion",
        language: str = "",
        **fields: Any,
    ) -> Note:
        """A note behind all others that is not stored yet. Raises EmptyName for an empty text."""
        if not text.strip():
            raise EmptyName()
        return Note(
            id=fields.pop("id", "") or self._workspace.new_id(),
            workshop_id=workshop_id,
            block_id=block_id,
            kind=kind,
            text=text,
            language=language,
            verbatim=fields.pop("verbatim", kind == "quote"),
            taken_at=fields.pop("taken_at", "") or self._workspace.now(),
            position=fields.pop("position", 0) or self._last(workshop_id) + _STEP,
            **fields,
        )

    def _last(self, workshop_id: str) -> int:
        return listing.last_position(self._workspace, Note, workshop_id)

    def edit(self, note_id: str, visit: str = "", **fields: Any) -> None:
        """Change fields of a note; ``visit`` names one stay in its text while typing."""
        with self._workspace.change("note_edit", visit=visit) as change:
            change.set(Note, note_id, **fields)

    def code(self, note_id: str, scheme: str, codes: tuple[str, ...]) -> None:
        """Make ``codes`` the codes of one scheme on a note."""
        note = self._workspace.get(Note, note_id)
        with self._workspace.change("note_code") as change:
            self._codes.put(change, (note.workshop_id, "note", note_id), scheme, codes)

    def park(self, note_id: str, parked: bool = True) -> None:
        """Put a note aside for later, or take it back."""
        with self._workspace.change("note_park") as change:
            change.set(Note, note_id, parked=parked)

    def move(self, note_id: str, block_id: str) -> None:
        """Move a note to another block."""
        with self._workspace.change("note_move") as change:
            change.set(Note, note_id, block_id=block_id)

    def shift(self, note_id: str, steps: int) -> None:
        """Move a note earlier (−1) or later (+1) in its block.

        From the edge of its block it goes on into the block beside it, on days before and after
        too; at the edge of the workshop it stays.
        """
        note = self._workspace.get(Note, note_id)
        views = self.of(note.workshop_id)
        mine = [one.note for one in views if one.note.block_id == note.block_id]
        old = next(place for place, one in enumerate(mine) if one.id == note_id)
        new = old + steps
        if 0 <= new < len(mine):
            mine.insert(new, mine.pop(old))
            self._renumber(note, mine)
            return
        blocks = in_order(self._workspace.all(AgendaBlock, workshop_id=note.workshop_id))
        order = [one.id for one in blocks]
        here = order.index(note.block_id) if note.block_id in order else -1
        beside = here + (1 if steps > 0 else -1)
        if 0 <= beside < len(order):
            there = [one.note for one in views if one.note.block_id == order[beside]]
            moved = replace(note, block_id=order[beside])
            self._renumber(moved, [moved, *there] if steps > 0 else [*there, moved])

    def _renumber(self, moved: Note, order: list[Note]) -> None:
        """Give the notes of a block growing positions, keeping those that may stay."""
        last = min(one.position for one in order) - _STEP
        with self._workspace.change("note_move") as change:
            change.set(Note, moved.id, block_id=moved.block_id)
            wanted = sorted(one.position for one in order)
            for one, position in zip(order, wanted, strict=True):
                last = max(last + 1, position)
                change.set(Note, one.id, position=last)

    def split(self, note_id: str, at: int) -> Note:
        """Split a note's text at a letter; the rest becomes a note behind it.

        Raises EmptyName where one of the parts would be empty.
        """
        (note,) = self._quotes.shown([self._workspace.get(Note, note_id)])
        first, second = note.text[:at].rstrip(), note.text[at:].lstrip()
        if not first or not second:
            raise EmptyName()
        rest = replace(note, id=self._workspace.new_id(), text=second, position=note.position + 1)
        with self._workspace.change("note_split") as change:
            change.set(Note, note_id, text=first)
            change.put(rest)
            for scheme in ("five_r", "care_theme"):
                codes = self._codes.of(note_id, scheme)
                self._codes.put(change, (note.workshop_id, "note", rest.id), scheme, codes)
        return rest

    def join(self, note_ids: list[str]) -> Note:
        """Join notes into the first of them, with the codes of all; the others go to the bin.

        Words that are withdrawn here are not joined.
        Words of a named person stay hers: the joined note is said by her, and notes of two people
        are not joined. What somebody refused who was forgotten holds for the whole. Raises
        TwoSpeakers, EmptyName.
        """
        notes = [self._workspace.get(Note, one) for one in note_ids]
        speakers = {one.speaker_person_id for one in notes if one.speaker_person_id}
        if len(speakers) > 1:
            raise TwoSpeakers()
        if self._quotes.withdrawn(notes):
            raise EmptyName()
        text = "\n".join(note.text for note in notes)
        first = notes[0]
        with self._workspace.change("note_join", len(notes)) as change:
            change.set(Note, first.id, text=text)
            for speaker in speakers - {first.speaker_person_id}:
                change.set(Note, first.id, speaker_person_id=speaker)
            for field in NO_EDIT:
                if any(getattr(one, field) for one in notes):
                    change.set(Note, first.id, **{field: True})
            for scheme in ("five_r", "care_theme"):
                codes = dict.fromkeys(
                    code for one in notes for code in self._codes.of(one.id, scheme)
                )
                self._codes.put(change, (first.workshop_id, "note", first.id), scheme, tuple(codes))
            for note in notes[1:]:
                change.delete(Note, note.id)
        return self._workspace.get(Note, notes[0].id)

    def delete(self, note_id: str) -> None:
        """Move a note to the bin."""
        with self._workspace.change("note_delete", 1) as change:
            change.delete(Note, note_id)
