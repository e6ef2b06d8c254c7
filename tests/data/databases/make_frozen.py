"""Freezes a small workspace of the program's present version, for tests of later versions.

    python tests/data/databases/make_frozen.py

writes ``v<version>/`` beside this file: a workspace without a passphrase that holds a few records
of every kind, a record in the bin, a conflict that waits, an import, one that was undone, a person
who was erased, an attachment's bytes, and a device with what it gets. What must be found in it is
in ``expected.json`` there.

Run it once for every released version, and never again for that version: old files are what later
programs must open. (Before a version is released, run it again when its tables changed.)
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2]))

from carefacilitator.model.records.records import KINDS, Note, Person, Record, fields_of  # noqa: E402
from carefacilitator.storage import (  # noqa: E402
    doctor,
    history,
    migrate,
    oplog,
    peers,
    search,
    shares,
)
from carefacilitator.storage.imports import arrivals  # noqa: E402
from carefacilitator.storage.removal import erasure  # noqa: E402
from carefacilitator.storage.workspace import Workspace, open_workspace  # noqa: E402

_NOW = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)
_USUAL: dict[str, Any] = {
    "integer": 3,
    "flag": True,
    "list": ("one", "dos"),
    "texts": {"es": "agua", "ar": "ماء"},
    "day": "2026-03-01",
    "moment": "2026-03-01T09:00:00Z",
    "time": "09:30",
}


_OFFICE = "00112233445566aa"


def _ids() -> Any:
    count = 0

    def following() -> str:
        nonlocal count
        count += 1
        return f"019b0000-0000-7000-8000-{count:012x}"

    return following


def _whole(kind: str, number: int) -> Record:
    """A record of a kind with every field filled."""
    values = {
        rule.name: f"r-{rule.of}-1"
        if rule.of and rule.type == "text"
        else _USUAL.get(rule.type, f"{kind} {rule.name} {number} é ورشة")
        for rule in fields_of(kind)
    }
    return KINDS[kind](id=f"r-{kind}-{number}", **values)


def _fill(workspace: Workspace) -> None:
    for kind in KINDS:
        with workspace.change(f"{kind}_add", 2) as change:
            change.put(_whole(kind, 1))
            change.put(KINDS[kind](id=f"r-{kind}-2"))
    peers.put_blob(workspace, b"the bytes of a photo")
    met = "2026-03-01T09:00:00Z"
    peers.keep_peer(
        workspace, peers.KnownDevice(_OFFICE, "Office", "other", "age1", "RW", met, True)
    )
    shares.decide(workspace, _OFFICE, ["programme/r-programme-1"])
    with workspace.change("note_delete") as change:
        change.delete(Note, "r-note-2")
    with workspace.change("person_add") as change:
        change.put(Person(id="forgotten", name="Participant 009"))
    erasure.erase(workspace, "forgotten")


def _exchange(workspace: Workspace, other: Workspace) -> None:
    """Another laptop's words: one import that stays, with a conflict, and one that was undone."""
    _hand(workspace, other, 1)
    with other.change("note_edit") as change:
        change.set(Note, "r-note-1", text="said by the other", kind="question")
    with workspace.change("note_edit") as change:
        change.set(Note, "r-note-1", text="said by this one")
    _hand(other, workspace, 1)
    with other.change("note_add") as change:
        change.put(Note(id="taken-back", text="taken back"))
    step = arrivals.import_step(workspace, _hand(other, workspace, 2))
    assert step is not None
    arrivals.undo_import(workspace, step)


def _hand(giver: Workspace, taker: Workspace, number: int) -> str:
    query = f"SELECT {oplog.COLUMNS} FROM operation WHERE hidden=0 ORDER BY seq"
    ops = [oplog.op_of(row) for row in giver.database.rows(query)]
    arrival = arrivals.BundleSource(f"{number:032x}", giver.device, number, "", {"file": "x"})
    return arrivals.apply(taker, arrivals.plan(taker, ops), arrival)


def main() -> None:
    """Write the folder of the present version."""
    target = HERE / f"v{migrate.VERSION}"
    with tempfile.TemporaryDirectory() as inside:
        folder = Path(inside) / "workspace"
        workspace = open_workspace(folder, clock=lambda: _NOW, make_id=_ids())
        other = open_workspace(Path(inside) / "other", clock=lambda: _NOW)
        _fill(workspace)
        _exchange(workspace, other)
        search.refresh(workspace)
        expected = {
            "rows": {kind: len(rows) for kind, rows in doctor.snapshot(workspace).items()},
            "operations": workspace.database.one("SELECT count(*) FROM operation"),
            "waiting": [[one.record, one.field] for one in history.waiting(workspace)],
            "note": workspace.get(Note, "r-note-1").text,
            "device": workspace.device,
            "shares": {one: list(found) for one, found in shares.scopes(workspace).items()},
        }
        assert doctor.check(workspace) == []
        workspace.close()
        other.close()
        (folder / "workspace.lock").unlink()
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(folder, target)
    text = json.dumps(expected, indent=1, ensure_ascii=False)
    (target / "expected.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
