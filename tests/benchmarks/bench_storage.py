"""Saving a note and taking in 100 workshops, against the same rows written by the bare driver."""

from __future__ import annotations

import os
import pickle
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from harness import Candidate, Reading, child, compare
from synthetic import workshop

from carefacilitator.model.records.records import KINDS, Note
from carefacilitator.storage import migrate
from carefacilitator.storage.database import LARGE_CACHE_KIB, Database
from carefacilitator.storage.imports import arrivals
from carefacilitator.storage.projection import columns
from carefacilitator.storage.workspace import Workspace, open_workspace

PROJECT = Path(__file__).resolve().parents[2]
WORKSHOPS = 100
NOTES = 300
_TEXT = "What was said about care, and who will do what about it. " * 4

Rows = dict[str, list[tuple[Any, ...]]]


# --- the bare driver ------------------------------------------------------------------------------


def _bare(path: Path) -> sqlite3.Connection:
    """A plain SQLite file with the program's own tables and indexes, as durable as ours."""
    made = Database(path.with_suffix(".keyed"), os.urandom(32))
    migrate.prepare(made)
    tables = made.rows(
        "SELECT sql FROM sqlite_master WHERE sql NOT NULL AND name NOT LIKE 'search_text%'"
        " AND name NOT LIKE 'sqlite_%' AND type IN ('table','index')"
    )
    made.close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = {-LARGE_CACHE_KIB}")
    for (sql,) in tables:
        connection.execute(sql)
    return connection


def _tables(workspace: Workspace) -> Rows:
    """The rows that an import left: of every record table, and of the operations."""
    found = {
        kind: workspace.database.rows(f'SELECT {columns(kind)},"_deleted" FROM "{kind}"')
        for kind in KINDS
    }
    found["operation"] = workspace.database.rows("SELECT * FROM operation ORDER BY seq")
    return {name: rows for name, rows in found.items() if rows}


def _insert_all(connection: sqlite3.Connection, tables: Rows) -> None:
    connection.execute("BEGIN")
    for name, rows in tables.items():
        marks = ",".join("?" * len(rows[0]))
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    connection.execute("COMMIT")


# --- one note -------------------------------------------------------------------------------------


def _save_notes(workspace: Workspace) -> float:
    start = time.perf_counter()
    for number in range(NOTES):
        note = Note(
            id=workspace.new_id(), workshop_id="w", kind="key_point", text=_TEXT, position=number
        )
        with workspace.change("note_add") as change:
            change.put(note)
    return time.perf_counter() - start


def _type_notes(workspace: Workspace) -> float:
    note = Note(id=workspace.new_id(), workshop_id="w", kind="key_point", text="W")
    with workspace.change("note_add") as change:
        change.put(note)
    start = time.perf_counter()
    for number in range(NOTES):
        with workspace.change("note_edit", visit="one") as change:
            change.set(Note, note.id, text=_TEXT[: 10 + number % 200])
    return time.perf_counter() - start


def _save_bare(connection: sqlite3.Connection, tables: Rows) -> float:
    """The same notes, each with its operations and its line in the log in one durable commit."""
    by_change: dict[str, list[tuple[Any, ...]]] = {}
    for row in tables["operation"]:
        by_change.setdefault(row[2], []).append(row)
    notes = {row[0]: row for row in tables["note"]}
    log = {row[1]: row for row in tables["change_log"]}
    saved = [
        (notes[ops[0][6]], ops, log[change]) for change, ops in by_change.items() if change in log
    ]
    marks = {name: ",".join("?" * len(rows[0])) for name, rows in tables.items()}
    start = time.perf_counter()
    for note, ops, line in saved:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO operation VALUES ({marks['operation']})", ops)
        connection.execute(f"INSERT INTO note VALUES ({marks['note']})", note)
        connection.execute(f"INSERT INTO change_log VALUES ({marks['change_log']})", line)
        connection.execute("COMMIT")
    return time.perf_counter() - start


def _note_round(folder: Path) -> Callable[[str], Mapping[str, Reading]]:
    def run(which: str) -> Mapping[str, Reading]:
        with tempfile.TemporaryDirectory(dir=folder) as inside:
            workspace = open_workspace(Path(inside) / "workspace")
            seconds = _save_notes(workspace)
            tables = _tables(workspace)
            tables["change_log"] = workspace.database.rows("SELECT * FROM change_log")
            typed = _type_notes(workspace)
            workspace.close()
            if which == "program":
                each = {"a new note": seconds, "typing on": typed}
            else:
                connection = _bare(Path(inside) / "bare.db")
                each = {"a new note": _save_bare(connection, tables)}
                connection.close()
        return {stage: Reading(taken / NOTES) for stage, taken in each.items()}

    return run


# --- a hundred workshops --------------------------------------------------------------------------


def _prepare(folder: Path) -> None:
    """Write the operations, and the rows that importing them gives, for the children to read."""
    ops = [op for seed in range(1, WORKSHOPS + 1) for op in workshop(seed)]
    (folder / "operations").write_bytes(pickle.dumps([tuple(op) for op in ops]))
    workspace = open_workspace(folder / "first")
    arrivals.apply(workspace, arrivals.plan(workspace, ops), _ARRIVAL)
    tables = _tables(workspace)
    workspace.close()
    (folder / "rows").write_bytes(pickle.dumps(tables))
    print(f"{len(ops)} operations, {sum(map(len, tables.values())) - len(ops)} rows")


_ARRIVAL = arrivals.BundleSource("0" * 32, "a" * 16, 1, "", {})


def _import(which: str, folder: Path) -> None:
    """In a child: import once and print the seconds of each stage."""
    from carefacilitator.model.merge.operations import Operation

    if which == "prepare":
        _prepare(folder)
        return
    if which == "bare":
        tables = pickle.loads((folder / "rows").read_bytes())
        with tempfile.TemporaryDirectory(dir=folder) as inside:
            connection = _bare(Path(inside) / "bare.db")
            start = time.perf_counter()
            _insert_all(connection, tables)
            print("import", time.perf_counter() - start)
            connection.close()
        return
    ops = [Operation(*row) for row in pickle.loads((folder / "operations").read_bytes())]
    if which == "nothing":
        print("import", 0.0)
        return
    with tempfile.TemporaryDirectory(dir=folder) as inside:
        workspace = open_workspace(Path(inside) / "workspace")
        start = time.perf_counter()
        arrivals.apply(workspace, arrivals.plan(workspace, ops), _ARRIVAL)
        print("import", time.perf_counter() - start)
        start = time.perf_counter()
        again = arrivals.plan(workspace, ops)
        print("again", time.perf_counter() - start)
        assert again.changes_nothing
        workspace.close()


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PROJECT)}


def _child(which: str, folder: Path) -> Mapping[str, Reading]:
    ended = child([__file__, which, str(folder)], _env())
    lines = [line.split() for line in ended.printed.splitlines()]
    return {stage: Reading(float(seconds), ended.peak) for stage, seconds in lines}


def main() -> None:
    """Print both ratios (limit 3 × each); ``nothing`` only reads the operations into memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run = _note_round(folder)
        compare(
            f"Saving one note, of {NOTES}",
            Candidate("bare SQLite", lambda: run("bare")),
            [Candidate("program", lambda: run("program"), {"a new note": 3.0, "typing on": 3.0})],
            rounds=5,
        )
        # In a child as well: a process counts the memory of the one it was forked from as its own.
        told = child([__file__, "prepare", name], _env()).printed.strip()
        print(f"\nTaking in {WORKSHOPS} workshops: {told}")
        compare(
            "Taking in what a bundle brings",
            Candidate("bare SQLite", lambda: _child("bare", folder)),
            [
                Candidate("program", lambda: _child("program", folder), {"import": 3.0}),
                Candidate("operations in memory", lambda: _child("nothing", folder)),
            ],
            rounds=3,
        )


if __name__ == "__main__":
    _import(sys.argv[1], Path(sys.argv[2]))
