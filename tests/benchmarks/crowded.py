"""A workspace at the size that the program must bear, made up: the same every time.

One workshop with 10 000 people on its list, 2 000 notes and 300 lessons; 299 others; 2 000
commitments in all of them. What a person typed in years, and what a secretariat took in.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from synthetic import Device

from carefacilitator.model.merge.operations import Operation
from carefacilitator.model.records import ids
from carefacilitator.storage.imports import arrivals
from carefacilitator.storage.workspace import open_workspace

PEOPLE, NOTES, LESSONS, WORKSHOPS, COMMITMENTS = 10_000, 2_000, 300, 300, 2_000
HALL, DOOR, OTHER = "H1", "H2", "H3"
"""Codes: what holds everything, a small one whose door knows everybody else, and an empty one."""
_BLOCKS, _ORGANISATIONS, _AT_THE_DOOR = 20, 200, 40
_DAY = "2026-03-01"


class Crowd:
    """Writes the operations of such a workspace, of ``share`` times that size."""

    def __init__(self, share: float = 1.0) -> None:
        self.device = Device(7)
        self._share = share
        self._known = 0
        self._programme = self.device.new("programme")
        self._groups = [self.device.new("organisation") for _ in range(_ORGANISATIONS)]
        self._places = [self.device.new("workshop") for _ in range(self._size(WORKSHOPS))]
        self._blocks: list[str] = []

    def _size(self, of: int) -> int:
        return max(2, round(of * self._share))

    def operations(self) -> Iterator[Operation]:
        """Every operation, in the order in which it was written."""
        yield from self._frame()
        yield from self._people(self._places[0], self._size(PEOPLE))
        yield from self._people(self._places[1], _AT_THE_DOOR)
        notes = [self.device.new("note") for _ in range(self._size(NOTES))]
        yield from self._notes(notes)
        yield from self._lessons(notes)
        yield from self._commitments()

    def _frame(self) -> Iterator[Operation]:
        write, more, text = self.device.write, self.device.more, self.device.text
        yield from write("programme", self._programme, title="Programme", start=_DAY)
        for number, group in enumerate(self._groups):
            yield from write("organisation", group, name=f"Organisation {number:03}")
        for number, place in enumerate(self._places, 1):
            yield from write(
                "workshop",
                place,
                title=text(40),
                code=f"H{number}",
                programme_id=self._programme,
                start=_DAY,
                end=_DAY,
                day_starts=["09:00"],
                time_zone="UTC",
                languages=["es"],
            )
            for at in range(_BLOCKS if number == 1 else 3):
                block = self.device.new("agenda_block")
                self._blocks += [block] if number == 1 else []
                title = text(30)
                yield from more(
                    "agenda_block",
                    block,
                    workshop_id=place,
                    title=title,
                    day=1,
                    position=at * 10,
                    minutes=20,
                )

    def _people(self, place: str, people: int) -> Iterator[Operation]:
        write, more = self.device.write, self.device.more
        for _ in range(people):
            self._known += 1
            person = self.device.new("person")
            here = ids.participation_id(place, person)
            yield from write(
                "person",
                person,
                name=f"Participant {self._known:05}",
                organisation_id=self._groups[self._known % len(self._groups)],
                email=f"participant{self._known:05}@example.org",
                category="civil_society",
                gender="woman",
                language="es",
            )
            yield from more(
                "participation", here, workshop_id=place, person_id=person, role="participant"
            )
            for purpose in ("store", "share_secretariat"):
                yield from more(
                    "consent",
                    ids.consent_id(place, person, purpose),
                    workshop_id=place,
                    person_id=person,
                    purpose=purpose,
                    status="given",
                )
            if self._known % 2:
                yield from more(
                    "attendance",
                    ids.attendance_id(here, "1-am"),
                    workshop_id=place,
                    participation_id=here,
                    slot="1-am",
                    status="present",
                    arrived_at=f"{_DAY}T08:55:00Z",
                )

    def _notes(self, notes: list[str]) -> Iterator[Operation]:
        for number, note in enumerate(notes):
            yield from self.device.write(
                "note",
                note,
                workshop_id=self._places[0],
                block_id=self._blocks[number * len(self._blocks) // len(notes)],
                kind="key_point",
                text=self.device.text(self.device.chance.randint(60, 440)),
                language="es",
                taken_at=f"{_DAY}T10:00:00Z",
                position=number * 10,
            )
            yield from self.device.more(
                "coding",
                ids.coding_id(note, "five_r", "reduce"),
                workshop_id=self._places[0],
                target_kind="note",
                target_id=note,
                scheme="five_r",
                code="reduce",
            )

    def _lessons(self, notes: list[str]) -> Iterator[Operation]:
        for number in range(self._size(LESSONS)):
            yield from self.device.write(
                "lesson",
                self.device.new("lesson"),
                workshop_id=self._places[0],
                kind="practice",
                level="local",
                text=self.device.text(200),
                language="es",
                evidence=notes[number : number + 2],
                position=number * 10,
            )

    def _commitments(self) -> Iterator[Operation]:
        for number in range(self._size(COMMITMENTS)):
            yield from self.device.write(
                "commitment",
                self.device.new("commitment"),
                workshop_id=self._places[number % len(self._places)],
                programme_id=self._programme,
                organisation_id=self._groups[number % len(self._groups)],
                what=self.device.text(120),
                due=f"2026-{1 + number % 12:02}-15",
                status="in_progress" if number % 3 else "planning",
                position=number,
            )


def crowded_workspace(folder: Path, share: float = 1.0) -> None:
    """Write such a workspace, without a passphrase, into ``folder``."""
    workspace = open_workspace(folder)
    ops = list(Crowd(share).operations())
    arrival = arrivals.BundleSource("0" * 32, "a" * 16, 1, "", {})
    arrivals.apply(workspace, arrivals.plan(workspace, ops), arrival)
    workspace.close()
