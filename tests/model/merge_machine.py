"""Random histories on several copies of a workshop, and an independent judge of what they mean.

A history is a list of steps: people on three copies write, delete, restore, decide, stay in a
field and leave it, while bundles travel between them torn, shuffled, repeated and with values
withheld, and clocks jump. :class:`Judge` watches from outside. It knows what each writer had before
their eyes (not what an operation claims to replace) and says from that alone which fields are in
conflict and which records live. :func:`play` plays a history and compares.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from hypothesis import strategies as st

from carefacilitator.model.merge import merge, operations
from carefacilitator.model.merge.operations import DELETED, Json, Operation
from carefacilitator.model.records.records import KINDS, rules_of, text_fields

COPIES = 3
START = 1_770_000_000_000
DAY = 86_400_000

Cell = tuple[str, str, str]
"""(kind, record, field)"""


class Step(NamedTuple):
    """One step of a history; what the numbers mean depends on what is done."""

    act: str
    copy: int
    a: int
    b: int
    c: int


def histories(
    acts: Sequence[str], longest: int, shortest: int = 16
) -> st.SearchStrategy[list[Step]]:
    """Histories of these acts; an act named twice comes twice as often.

    Short ones find little: it takes three people to fall out and be reconciled.
    """
    number = st.integers(0, 11)
    step = st.builds(
        Step, st.sampled_from(acts), st.integers(0, COPIES - 1), number, number, number
    )
    return st.lists(step, min_size=shortest, max_size=longest)


WRITING = (
    *("put", "text", "text", "text", "value", "value", "language"),
    *("delete", "delete", "restore", "restore"),
)
MERGING = (
    *("settle", "type", "type", "leave", "clock"),
    *("send", "send", "take", "take", "take", "hand_over"),
)
MODEL_ACTS = WRITING + MERGING

RECORDS = (
    *(("note", "n1"),) * 5,  # where most people write
    *(("person", "p1"),) * 3,
    *(("lesson", "l1"),) * 2,
    *(("note", "n2"),) * 2,
)
_TEXTS = {"note": "text", "lesson": "conditions", "person": "care_needs"}
_VALUES = {
    "note": ("kind", "position", "parked", "speaker_person_id"),
    "lesson": ("status", "position", "evidence"),
    "person": ("name", "phone", "gender"),
}
_LANGUAGES = ("texts/es", "texts/ar")


class Copy(Protocol):
    """One copy of the workshop, whatever keeps it."""

    name: str
    now: int

    def held(self) -> dict[str, Operation]:
        """Every operation that counts on this copy, by id."""

    def shown(self, cell: Cell) -> Json:
        """What a field shows here, or None."""

    def write(self, cell: Cell, value: Json, visit: str = "") -> None:
        """Set a field as a person would."""

    def put(self, kind: str, record: str, values: dict[str, Json]) -> None:
        """Store a record with these values."""

    def delete(self, kind: str, record: str) -> None: ...
    def restore(self, kind: str, record: str) -> None: ...
    def settle(self, cell: Cell, value: Json) -> None: ...
    def leave(self) -> None: ...

    def send(self) -> list[Operation]:
        """What goes into a bundle; whoever typed has left the field then."""

    def take(self, ops: list[Operation], bundle: str) -> bool:
        """Take in a bundle; whether anything changed."""

    def do(self, step: Step, world: World) -> None:
        """Any act that only this kind of copy knows."""

    def meaning(self) -> Any:
        """Everything the operations mean here: equal on equal copies."""

    def check(self) -> None:
        """Whatever must hold on this copy at any time."""


# --- the judge ------------------------------------------------------------------------------------


@dataclass
class Judge:
    """Knows who had seen what; decides conflicts without looking at what operations replace."""

    ops: dict[str, Operation] = field(default_factory=dict)
    past: dict[str, frozenset[str]] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)

    def saw(self, before: dict[str, Operation], after: dict[str, Operation]) -> None:
        """Somebody wrote: what was before their eyes, and what stands there now."""
        gone = set(before) - set(after)
        assert not gone & self.left, "an operation that had left the copy was replaced in place"
        for oid in gone:
            del self.ops[oid], self.past[oid]
            assert not any(oid in past for past in self.past.values()), "replaced, though seen"
        for oid in set(after) - set(before):
            op = after[oid]
            self.ops[oid] = op
            self.past[oid] = frozenset(
                one.id
                for one in before.values()
                if (one.kind, one.record) == (op.kind, op.record)
                # who deletes a record has seen the whole of it
                and (one.field == op.field or (op.field == DELETED and op.value is not False))
                and one.id not in gone
            )

    def known(self, op: Operation) -> bool:
        """Whether somebody may still know the value of an operation."""
        if not op.known:  # it was about somebody who had been erased before
            return False
        rule = rules_of(op.kind).get(op.field.partition("/")[0])
        if rule is None or rule.privacy == "open" or not self.erased:
            return True
        names = op.value if isinstance(op.value, list) else [op.value]
        about = rule.of == "person" and self.erased.intersection(map(str, names))
        return op.record not in self.erased and not about

    def cells(self) -> dict[Cell, list[Operation]]:
        """All operations ever written, by field."""
        found: dict[Cell, list[Operation]] = defaultdict(list)
        for op in self.ops.values():
            found[op.kind, op.record, op.field].append(op)
        return found

    def last(self, ops: Iterable[Operation]) -> list[Operation]:
        """Those that no other writer of the same field had seen."""
        ops = list(ops)
        return [op for op in ops if not any(op.id in self.past[one.id] for one in ops)]

    def before(self, oid: str) -> set[str]:
        """What a writer had seen, and what those had seen who wrote that."""
        found: set[str] = set()
        waiting = [oid]
        while waiting:
            new = self.past.get(waiting.pop(), frozenset()) - found
            found |= new
            waiting += new
        return found

    def conflicts(self) -> set[Cell]:
        """Fields where people wrote different things without seeing each other."""
        found = set()
        cells = self.cells()
        for cell, ops in cells.items():
            kind, record, name = cell
            if name == DELETED:
                if self.life(kind, record, cells)[1]:
                    found.add(cell)
                continue
            values = {operations.canonical(op.value) for op in self.last(ops) if self.known(op)}
            if len(values) > 1:
                found.add(cell)
        return found

    def life(self, kind: str, record: str, cells: dict[Cell, list[Operation]]) -> tuple[bool, bool]:
        """Whether a record lives, and whether that is news to somebody who deleted it."""
        deletions = cells.get((kind, record, DELETED), [])
        standing = self.last(deletions)
        if any(op.value is False for op in standing):
            return True, any(op.value is not False for op in standing)
        for (k, r, name), ops in cells.items():
            if (k, r) == (kind, record) and name != DELETED:
                for op in self.last(ops):
                    if not any(op.id in self.past[one.id] for one in deletions if one.value):
                        return True, bool(deletions)
        return False, False


# --- the world ------------------------------------------------------------------------------------


@dataclass
class World:
    """Copies, the bundles that travel between them, and the judge."""

    copies: list[Copy]
    judge: Judge = field(default_factory=Judge)
    bundles: list[tuple[str, list[Operation]]] = field(default_factory=list)
    words: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def word(self) -> str:
        """A word that nobody wrote before; every third one in Arabic letters."""
        self.words += 1
        if self.words % 3:
            return f"w{self.words}"
        return "".join("ابتجحدرسعف"[int(digit)] for digit in str(self.words)) + "كلمة"

    def watched(self, copy: Copy, act: Callable[[], object]) -> None:
        """Let a person act while the judge looks over her shoulder."""
        before = copy.held()
        act()
        self.judge.saw(before, copy.held())

    def step(self, step: Step) -> None:
        """Play one step."""
        copy = self.copies[step.copy]
        act = getattr(self, f"_{step.act}", None)
        if act is None:
            copy.do(step, self)
        else:
            act(copy, step)

    # -- people write ----------------------------------------------------------------------

    def _put(self, copy: Copy, step: Step) -> None:
        kind, record = RECORDS[step.a % len(RECORDS)]
        values = {_TEXTS[kind]: self._new_text(step.b), _VALUES[kind][0]: f"v{step.c % 3}"}
        self.watched(copy, lambda: copy.put(kind, record, values))

    def _text(self, copy: Copy, step: Step, visit: str = "") -> None:
        cell = self._text_cell(step)
        text = self._edited(str(copy.shown(cell) or ""), step)
        self.watched(copy, lambda: copy.write(cell, text, visit))

    def _language(self, copy: Copy, step: Step) -> None:
        cell = ("lesson", "l1", _LANGUAGES[step.a % 2])
        text = "" if step.b == 11 else self._edited(str(copy.shown(cell) or ""), step)
        self.watched(copy, lambda: copy.write(cell, text))

    def _value(self, copy: Copy, step: Step) -> None:
        kind, record = RECORDS[step.a % len(RECORDS)]
        name = _VALUES[kind][step.b % len(_VALUES[kind])]
        self.watched(copy, lambda: copy.write((kind, record, name), _value_of(name, step.c)))

    def _delete(self, copy: Copy, step: Step) -> None:
        kind, record = RECORDS[step.a % len(RECORDS)]
        if any((op.kind, op.record) == (kind, record) for op in copy.held().values()):
            self.watched(copy, lambda: copy.delete(kind, record))

    def _restore(self, copy: Copy, step: Step) -> None:
        kind, record = RECORDS[step.a % len(RECORDS)]
        self.watched(copy, lambda: copy.restore(kind, record))

    def _settle(self, copy: Copy, step: Step) -> None:
        """Decide the first field that shows one of several versions."""
        by_cell: dict[Cell, list[Operation]] = defaultdict(list)
        for op in copy.held().values():
            by_cell[op.kind, op.record, op.field].append(op)
        for cell in sorted(by_cell):
            heads = [op for op in merge.heads_of(by_cell[cell]) if op.known]
            if len(heads) > 1 and cell[2] != DELETED:
                choice = [op.value for op in heads] + [copy.shown(cell)]
                value = choice[step.a % len(choice)]
                if value is not None:
                    self.watched(copy, lambda: copy.settle(cell, value))  # noqa: B023
                return

    def _type(self, copy: Copy, step: Step) -> None:
        self._text(copy, step, visit=f"{step.a % len(RECORDS)}")

    def _leave(self, copy: Copy, step: Step) -> None:
        copy.leave()

    def _clock(self, copy: Copy, step: Step) -> None:
        copy.now += (step.a - 5) * (DAY // 4 if step.b % 2 else 1)

    # -- bundles travel --------------------------------------------------------------------

    def _send(self, copy: Copy, step: Step) -> None:
        ops = copy.send()
        self.judge.left |= {op.id for op in ops}
        self.chance.seed(f"{step.a} {step.b} {len(self.bundles)}")
        if step.a % 3 == 0:
            ops = [self._without_value(op) for op in ops]
        if step.b % 3 == 0:
            ops = [op for op in ops if self.chance.random() < 0.7]
        self.bundles.append((f"{len(self.bundles):032x}", ops))

    def _without_value(self, op: Operation) -> Operation:
        kept = op.kind not in KINDS or op.field == DELETED or self.chance.random() < 0.6
        out = op if kept else op.withheld()
        assert out.known or (out.nonce is None and out.value is None), "a value could be guessed"
        return out

    def _take(self, copy: Copy, step: Step) -> None:
        if self.bundles:
            name, ops = self.bundles[-1 - step.a % len(self.bundles)]
            self.chance.seed(f"{step.b} {step.c}")
            shuffled = [*ops, *ops[: step.c]]
            self.chance.shuffle(shuffled)
            copy.take(shuffled, name)

    def _hand_over(self, copy: Copy, step: Step) -> None:
        """Somebody writes, and another one takes it in at once."""
        self._text(copy, step)
        self._send(copy, step)
        other = self.copies[(step.copy + 1 + step.c % (COPIES - 1)) % COPIES]
        self._take(other, step._replace(a=0))

    # -- texts -----------------------------------------------------------------------------

    def _text_cell(self, step: Step) -> Cell:
        kind, record = RECORDS[step.a % len(RECORDS)]
        return kind, record, _TEXTS[kind]

    def _new_text(self, length: int) -> str:
        return " ".join(self.word() for _ in range(1 + length % 5))

    def _edited(self, text: str, step: Step) -> str:
        """What somebody makes of a text: adds, takes out, replaces, writes it all anew."""
        words = text.split(" ") if text else []
        at = step.b % (len(words) + 1)
        match step.c % 5:
            case 0 | 1:
                words.insert(at, self.word())
            case 2 if len(words) > 1:
                del words[at - 1]
            case 3 if words:
                words[at - 1] = self.word()
            case _:
                return self._new_text(step.b)
        return " ".join(words)


def _value_of(name: str, number: int) -> Json:
    match name:
        case "position":
            return number % 4
        case "parked":
            return bool(number % 2)
        case "evidence":
            return [f"n{one}" for one in range(1, 1 + number % 3)]
        case "speaker_person_id":
            return ("", "p1", "p2")[number % 3]
    return f"v{number % 4}"


# --- what must hold -------------------------------------------------------------------------------


def play(world: World, history: Sequence[Step]) -> None:
    """Play a history, let everybody have everything, and compare with the judge."""
    for number, step in enumerate(history):
        world.step(step)
        if number % 4 == 3:
            world.copies[step.copy].check()
    exchange(world)
    same_everywhere(world)
    nothing_is_lost(world)
    conflicts_are_those_of_the_judge(world)
    again_changes_nothing(world)


def exchange(world: World) -> None:
    """Everybody sends everything to everybody, in turns, until nobody has news."""
    news = True
    rounds = 0
    while news:
        news = False
        rounds += 1
        assert rounds < 6, "copies never agree"
        for sender in world.copies:
            ops = sender.send()
            world.judge.left |= {op.id for op in ops}
            for receiver in world.copies:
                if receiver is not sender:
                    world.words += 1
                    news |= receiver.take(ops, f"f{world.words:031x}")


def same_everywhere(world: World) -> None:
    """Any order, any grouping, any repetition: the same state, byte for byte."""
    first, *others = world.copies
    for other in others:
        assert other.meaning() == first.meaning(), "copies differ"
    for copy in world.copies:
        copy.check()
        ours = {oid for oid, op in copy.held().items() if op.kind in KINDS}
        assert ours == set(world.judge.ops), "operations were lost or made up"


def nothing_is_lost(world: World) -> None:
    """Every value that was written is in the history, every new word of every version is shown."""
    for copy in world.copies:
        for oid, op in copy.held().items():
            if op.kind not in KINDS:
                continue
            written = world.judge.ops[oid]
            if world.judge.known(written):
                assert (op.known, op.value) == (True, written.value), "a value is gone"
            else:
                assert not op.known, "an erased value is still there"
    for cell, ops in world.judge.cells().items():
        kind, _, name = cell
        if name != DELETED and name.partition("/")[0] in text_fields(kind):
            _words_are_shown(world, cell, ops)


def _words_are_shown(world: World, cell: Cell, ops: list[Operation]) -> None:
    judge = world.judge
    last = [op for op in judge.last(ops) if judge.known(op)]
    common = [op for op in ops if all(op.id in judge.before(one.id) for one in last)]
    old = {word for op in common for word in _words(op.value)}
    shown = _words(world.copies[0].shown(cell))
    for op in last:
        missing = _words(op.value) - old - shown
        assert not missing, f"words are gone: {missing}"


def _words(text: Json) -> set[str]:
    return set(re.findall(r"\w+", text)) if isinstance(text, str) else set()


def conflicts_are_those_of_the_judge(world: World) -> None:
    """A field is flagged exactly where people wrote without seeing each other."""
    expected = world.judge.conflicts()
    for copy in world.copies:
        assert flags_of(copy) == expected, "flags differ from who saw what"


def flags_of(copy: Copy) -> set[Cell]:
    """The flagged fields in what a copy means."""
    return {tuple(one) for one in copy.meaning()["flag"]}


def again_changes_nothing(world: World) -> None:
    """Everything once more, torn in two and turned round: nothing moves."""
    for receiver in world.copies:
        before = receiver.meaning()
        for sender in world.copies:
            ops = sender.send()[::-1]
            for part in (ops[: len(ops) // 2], ops[len(ops) // 3 :], ops):
                assert not receiver.take(part, "e" * 32), "taking it in again changed something"
        assert receiver.meaning() == before


# --- a copy that is nothing but the rule ----------------------------------------------------------


class ModelCopy:
    """A set of operations in memory, read with :mod:`carefacilitator.model.merge.merge` alone."""

    def __init__(self, name: str, now: int = START) -> None:
        self.name = name
        self.now = now
        self._last = 0
        self._ops: dict[str, Operation] = {}
        self._visit: dict[Cell, str] = {}
        self._changes = 0

    def held(self) -> dict[str, Operation]:
        return dict(self._ops)

    def _cell(self, cell: Cell) -> list[Operation]:
        return [op for op in self._ops.values() if (op.kind, op.record, op.field) == cell]

    def shown(self, cell: Cell) -> Json:
        ops = self._cell(cell)
        return merge.project_cell(ops, cell[2].partition("/")[0] in text_fields(cell[0])).value

    def write(self, cell: Cell, value: Json, visit: str = "") -> None:
        ops = self._cell(cell)
        if ops and self.shown(cell) == value:
            return
        heads = merge.heads_of(ops)
        parents = [op.id for op in heads]
        if visit and len(heads) == 1 and self._visit.get(cell) == heads[0].id:
            parents = list(heads[0].parents)
            del self._ops[heads[0].id]
        self._add(cell, value, parents)
        if visit:
            self._visit[cell] = next(reversed(self._ops))

    def _add(self, cell: Cell, value: Json, parents: list[str]) -> None:
        self._last = max(self._last + 1, self.now)
        self._changes += 1
        kind, record, name = cell
        op = operations.make(
            change=f"{self.name}{self._changes}",
            device=self.name,
            clock=self._last,
            kind=kind,
            record=record,
            field=name,
            value=value,
            parents=parents,
            nonce=f"{self.name:>02.2}{self._changes:030x}".encode().hex()[:32],
        )
        self._ops[op.id] = op

    def put(self, kind: str, record: str, values: dict[str, Json]) -> None:
        for name, value in values.items():
            self.write((kind, record, name), value)

    def delete(self, kind: str, record: str) -> None:
        fields = self._fields(kind, record)
        seen = {
            op.id for name, ops in fields.items() if name != DELETED for op in merge.heads_of(ops)
        }
        self._visit = {cell: oid for cell, oid in self._visit.items() if oid not in seen}
        self._decide((kind, record, DELETED), {"seen": sorted(seen)})

    def restore(self, kind: str, record: str) -> None:
        if DELETED in self._fields(kind, record):
            self._decide((kind, record, DELETED), False)

    def settle(self, cell: Cell, value: Json) -> None:
        self._decide(cell, value)

    def _decide(self, cell: Cell, value: Json) -> None:
        self._add(cell, value, [op.id for op in merge.heads_of(self._cell(cell))])

    def leave(self) -> None:
        self._visit.clear()

    def send(self) -> list[Operation]:
        self.leave()
        return sorted(self._ops.values(), key=lambda op: op.id)

    def take(self, ops: list[Operation], bundle: str) -> bool:
        self.leave()
        changed = False
        for op in ops:
            held = self._ops.get(op.id)
            if held is None or (op.known and not held.known):
                self._ops[op.id] = op
                changed = True
            if op.clock < self.now + DAY:
                self._last = max(self._last, op.clock)
        return changed

    def do(self, step: Step, world: World) -> None:
        raise AssertionError(step.act)

    def _fields(self, kind: str, record: str) -> dict[str, list[Operation]]:
        fields: dict[str, list[Operation]] = defaultdict(list)
        for op in self._ops.values():
            if (op.kind, op.record) == (kind, record):
                fields[op.field].append(op)
        return fields

    def meaning(self) -> dict[str, Any]:
        records = sorted({(op.kind, op.record) for op in self._ops.values()})
        shown = {
            key: merge.project_record(self._fields(*key), text_fields(key[0])) for key in records
        }
        flags = [(kind, rec, name) for (kind, rec), one in shown.items() for name in one.flagged]
        rows = {
            f"{kind} {rec}": operations.canonical([one.values, list(one.life)])
            for (kind, rec), one in shown.items()
        }
        return {"flag": sorted(flags), "rows": rows}

    def check(self) -> None:
        for op in self._ops.values():
            assert operations.verify(op)
            assert op.known or op.nonce is None


def play_on_model(history: Sequence[Step]) -> None:
    """Play a history on three copies that are nothing but the rule of merging."""
    play(World([ModelCopy(f"d{number}") for number in range(COPIES)]), history)
