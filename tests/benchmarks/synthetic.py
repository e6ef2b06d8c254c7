"""Workshops of a usual size, made up: the same texts and sizes every time.

One workshop: 60 people of nine fields who take part, 240 attendance marks, 200 notes of about
250 letters, 80 lessons and 30 commitments, each written in a change of its own as a person would.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from carefacilitator.model.merge.operations import CHANGE_KIND, Operation, make
from carefacilitator.model.records.ids import derived_id

_START = 1_760_000_000_000
_SAID = (
    "care work time water childcare road cooperative women elders children municipal school "
    "cuidado tiempo agua vecinas comunidad soins garde marché trabalho casa comunidade "
    "رعاية عمل وقت ماء نساء أطفال مدرسة طريق تعاونية مركز"
)
_WORDS = _SAID.split(" ")


class Device:
    """A laptop that writes operations with a clock that goes on by half a minute a change."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.name = f"{seed:016x}"
        self.clock = _START + seed * 1_000_000
        self._change = ""

    def write(self, kind: str, record: str, /, **values: Any) -> Iterator[Operation]:
        """One change that gives a record its values."""
        yield from self.begin(kind)
        yield from self.more(kind, record, **values)

    def begin(self, kind: str) -> Iterator[Operation]:
        """Begin a change, to which :meth:`more` adds records."""
        self.clock += 30_000
        self._change = self._id("change")
        told = {"label": f"{kind}_add", "count": 0, "at": "2026-03-01T09:00:00Z"}
        yield self._one(self._change, CHANGE_KIND, self._change, "told", told)

    def more(self, kind: str, record: str, /, **values: Any) -> Iterator[Operation]:
        """Give a record its values in the change that was begun last."""
        for field, value in values.items():
            yield self._one(self._change, kind, record, field, value)

    def _one(self, change: str, kind: str, record: str, field: str, value: Any) -> Operation:
        return make(
            change=change,
            device=self.name,
            clock=self.clock,
            kind=kind,
            record=record,
            field=field,
            value=value,
            nonce=self.chance.randbytes(16).hex(),
        )

    def new(self, kind: str) -> str:
        """An id that is the same in every run."""
        return self._id(kind)

    def _id(self, kind: str) -> str:
        return derived_id(kind, self.name, str(self.chance.getrandbits(64)))

    def text(self, letters: int) -> str:
        """Words of about so many letters."""
        words: list[str] = []
        length = 0
        while length < letters:
            words.append(self.chance.choice(_WORDS))
            length += len(words[-1]) + 1
        return " ".join(words)


def workshop(seed: int) -> list[Operation]:
    """Every operation of one workshop."""
    device = Device(seed)
    ops: list[Operation] = []
    here = device.new("workshop")
    title = device.text(40)
    ops += device.write("workshop", here, title=title, start="2026-03-01", end="2026-03-02")
    for number in range(60):
        ops += _attendee(device, here, number)
    for number in range(200):
        ops += device.write(
            "note",
            device.new("note"),
            workshop_id=here,
            kind="key_point",
            text=device.text(device.chance.randint(60, 440)),
            language="es",
            taken_at="2026-03-01T10:00:00Z",
            position=number,
        )
    for number in range(80):
        ops += device.write(
            "lesson",
            device.new("lesson"),
            workshop_id=here,
            kind="practice",
            level="local",
            text=device.text(200),
            language="es",
            position=number,
        )
    for _ in range(30):
        ops += device.write(
            "commitment",
            device.new("commitment"),
            workshop_id=here,
            who=device.text(20),
            what=device.text(120),
            due="2026-12-31",
            type="policy",
        )
    return ops


def _attendee(device: Device, here: str, number: int) -> Iterator[Operation]:
    person, participation = device.new("person"), device.new("participation")
    yield from device.write(
        "person",
        person,
        name=f"Participant {number:03}",
        category="civil_society",
        position=device.text(20),
        email=f"participant{number:03}@example.org",
        phone=f"+000 {number:06}",
        country="CO",
        locality=device.text(10),
        language="es",
        gender="woman",
    )
    yield from device.write(
        "participation", participation, workshop_id=here, person_id=person, role="participant"
    )
    for half in ("1-am", "1-pm", "2-am", "2-pm"):
        yield from device.write(
            "attendance",
            derived_id("attendance", participation, half),
            workshop_id=here,
            participation_id=participation,
            slot=half,
            status="present",
        )
