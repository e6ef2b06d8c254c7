"""A copy of the workshop on a real, encrypted file, and histories that only such a copy knows."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from carefacilitator.model.merge.merge import project_cell
from carefacilitator.model.merge.operations import ERASURE_KIND, Json, Operation
from carefacilitator.model.records.records import KINDS, text_fields
from carefacilitator.storage import doctor, oplog, undo
from carefacilitator.storage.failures import NothingToRedo, NothingToUndo, RecordUnknown
from carefacilitator.storage.imports import arrivals
from carefacilitator.storage.removal import erasure
from carefacilitator.storage.workspace import open_workspace
from tests.model.merge_machine import (
    COPIES,
    MERGING,
    START,
    WRITING,
    Cell,
    Step,
    World,
    play,
)

STORED_ACTS = (
    *(WRITING + MERGING),
    *("undo", "undo", "redo", "take_back", "take_back", "take_late", "erase"),
)


class StoredCopy:
    """An open workspace that keeps watch over its own imports."""

    def __init__(self, folder: Path, number: int) -> None:
        self.name = f"{number:016x}"
        self.now = START
        self.workspace = open_workspace(folder, clock=self._time)
        self.workspace.set_meta("device", self.name)
        self._imports: list[tuple[str, set[str], bool]] = []
        self._own: set[str] = set()

    def _time(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(self.now / 1000, dt.UTC)

    # -- what is here ----------------------------------------------------------------------

    def _all(self) -> list[Operation]:
        rows = self.workspace.database.rows(
            f"SELECT {oplog.COLUMNS} FROM operation WHERE hidden=0 ORDER BY seq"
        )
        return [oplog.op_of(row) for row in rows]

    def held(self) -> dict[str, Operation]:
        return {op.id: op for op in self._all() if op.kind in KINDS}

    def shown(self, cell: Cell) -> Json:
        kind, record, name = cell
        ops = oplog.of_record(self.workspace.database.connection, record, kind).get(name, [])
        return project_cell(ops, name.partition("/")[0] in text_fields(kind)).value

    def meaning(self) -> dict[str, list[tuple[Any, ...]]]:
        found = doctor.snapshot(self.workspace)
        return {**found, "flag": [(kind, record, name) for record, name, kind in found["flag"]]}

    def check(self) -> None:
        assert doctor.differences(self.workspace) == [], "tables differ from the operations"
        rows = self.workspace.database.rows(
            "SELECT count(*) FROM operation WHERE (value IS NULL) <> (nonce IS NULL)"
        )
        assert rows == [(0,)], "a value that is not there could be guessed"
        hidden = self.workspace.database.rows("SELECT kind FROM operation WHERE hidden=1")
        assert (ERASURE_KIND,) not in hidden, "what was forgotten may come back"
        expected = self._own.union(*(ids for _, ids, counts in self._imports if counts))
        assert set(self.held()) == expected, "what counts is not what came and stayed"

    # -- people write ----------------------------------------------------------------------

    def _after(self) -> None:
        rows = self.workspace.database.rows("SELECT id, kind FROM operation WHERE origin=0")
        self._own = {row[0] for row in rows if row[1] in KINDS}

    def write(self, cell: Cell, value: Json, visit: str = "") -> None:
        kind, record, name = cell
        base, _, language = name.partition("/")
        with self.workspace.change("write", visit=visit) as change:
            change.set(kind, record, **{base: {language: value} if language else value})
        self._after()

    def put(self, kind: str, record: str, values: dict[str, Json]) -> None:
        old = self.workspace.find(KINDS[kind], record, in_bin=True)
        fields = dict(old.__dict__) if old else {}
        with self.workspace.change("put") as change:
            change.put(KINDS[kind](**{**fields, "id": record, **values}))
        self._after()

    def delete(self, kind: str, record: str) -> None:
        with self.workspace.change("delete") as change:
            change.delete(kind, record)
        self._after()

    def restore(self, kind: str, record: str) -> None:
        with self.workspace.change("restore") as change:
            change.restore(kind, record)
        self._after()

    def settle(self, cell: Cell, value: Json) -> None:
        with self.workspace.change("settle") as change:
            change.settle(*cell, value)
        self._after()

    def leave(self) -> None:
        self.workspace.end_visit()

    # -- bundles ---------------------------------------------------------------------------

    def send(self) -> list[Operation]:
        with self.workspace.at_rest():
            return self._all()

    def take(self, ops: list[Operation], bundle: str) -> bool:
        return self._taken(arrivals.plan(self.workspace, ops), ops, bundle)

    def _taken(self, plan: arrivals.Plan, ops: list[Operation], bundle: str) -> bool:
        sequence = len(self._imports) + 1
        arrival = arrivals.BundleSource(bundle, "f" * 16, sequence, "", {})
        change = arrivals.apply(self.workspace, plan, arrival)
        if change:
            ids = {op.id for op in ops if op.kind in KINDS}
            self._imports.append((change, ids, True))
        return bool(change)

    # -- only here -------------------------------------------------------------------------

    def do(self, step: Step, world: World) -> None:
        getattr(self, f"_{step.act}")(step, world)

    def _undo(self, step: Step, world: World) -> None:
        following = undo.next_undo(self.workspace)
        if following is not None and following.role == "import":
            self._take_back(step, world)
        elif following is not None:
            world.watched(self, self._undo_own)

    def _undo_own(self) -> None:
        undo.undo(self.workspace)
        self._after()

    def _redo(self, step: Step, world: World) -> None:
        def act() -> None:
            try:
                undo.redo(self.workspace)
            except NothingToRedo:
                return
            self._after()

        world.watched(self, act)

    def _take_back(self, step: Step, world: World) -> None:
        """Undo one of the imports."""
        if not self._imports:
            return
        at = -1 - step.a % len(self._imports)
        change, ids, counts = self._imports[at]
        line = arrivals.import_step(self.workspace, change)
        assert line is not None
        try:
            arrivals.undo_import(self.workspace, line, sure=True)
        except NothingToUndo:
            assert not counts
        self._imports[at] = (change, ids, False)
        self.check()

    def _take_late(self, step: Step, world: World) -> None:
        """Somebody goes on writing while the plan of an import waits for a yes."""
        if not world.bundles:
            return
        name, ops = world.bundles[-1 - step.a % len(world.bundles)]
        plan = arrivals.plan(self.workspace, ops)
        world.step(step._replace(act=("text", "value", "delete", "take")[step.c % 4]))
        self._taken(plan, ops, name)

    def _erase(self, step: Step, world: World) -> None:
        try:
            erasure.erase(self.workspace, "p1")
        except RecordUnknown:
            return
        world.judge.erased.add("p1")

    def close(self) -> None:
        self.workspace.close()


class Shelf:
    """Makes empty copies quickly: the tables are created once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._blank = folder / "blank"
        open_workspace(self._blank).close()

    def play(self, history: Sequence[Step]) -> None:
        """Play a history on three real files."""
        with tempfile.TemporaryDirectory(dir=self._folder) as inside:
            copies: list[StoredCopy] = []
            try:
                for number in range(COPIES):
                    folder = Path(inside) / str(number)
                    shutil.copytree(self._blank, folder)
                    copies.append(StoredCopy(folder, number + 1))
                play(World(list(copies)), history)
            finally:
                for copy in copies:
                    copy.close()
