"""The workspace: everything this computer keeps, and the one road for writing to it.

``with workspace.change("note_add") as change:`` is the only way a person's act is stored. On
leaving it, rows and operations are committed together, durably, or not at all.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

from carefacilitator.model.merge import operations
from carefacilitator.model.merge.operations import CHANGE_KIND
from carefacilitator.model.records.ids import new_id
from carefacilitator.model.records.records import Record, fields_of, kind_of
from carefacilitator.storage import keys, migrate, oplog, private
from carefacilitator.storage.change import Change, Visit
from carefacilitator.storage.database import DATABASE_FILE, Database
from carefacilitator.storage.failures import (
    ReadOnlyFolder,
    RecordUnknown,
    WorkspaceDamaged,
    named_failures,
)
from carefacilitator.storage.lock import WriteLock
from carefacilitator.storage.projection import columns, project, record_of
from carefacilitator.storage.touched import Touched, Written

_DAY = 86_400_000
"""Milliseconds: a clock that is further ahead than this is not followed."""

R = TypeVar("R", bound=Record)
Clock = Callable[[], dt.datetime]


class Changed(NamedTuple):
    """What a committed change touched; listeners hear it on the thread that wrote."""

    change: str
    label: str
    kinds: frozenset[str]
    records: frozenset[str]


def utc_now() -> dt.datetime:
    """The present moment, in UTC."""
    return dt.datetime.now(dt.UTC)


class Workspace:
    """An open workspace.

    Reading works from any thread and beside another program; writing takes the workspace's lock
    on the first write (WorkspaceInUse where another program has it).
    """

    def __init__(
        self,
        folder: Path,
        key: bytes,
        clock: Clock = utc_now,
        make_id: Callable[[], str] = new_id,
    ) -> None:
        self.folder = folder
        self.database = Database(folder / DATABASE_FILE, key)
        self.lock = WriteLock(folder)
        self.clock = clock
        self.new_id = make_id
        self.listeners: list[Callable[[Changed], None]] = []
        self.touched = Touched()
        self._key = key
        self._visits: dict[str, Visit] = {}
        self._visits_ended = 0
        self._last_clock = 0
        self._device = ""

    # -- reading ---------------------------------------------------------------------------

    def one_moment(self) -> AbstractContextManager[None]:
        """All that this thread reads inside belongs together: no change comes in between."""
        return self.database.one_moment()

    def get(self, kind: type[R], record_id: str) -> R:
        """One record that is in use. Raises RecordUnknown."""
        found = self.find(kind, record_id)
        if found is None:
            raise RecordUnknown(kind=kind_of(kind))
        return found

    def find(self, kind: type[R], record_id: str, *, in_bin: bool = False) -> R | None:
        """One record, or None; ``in_bin`` also finds what was deleted."""
        name = kind_of(kind)
        bin_too = "" if in_bin else " AND _deleted=0"
        sql = f'SELECT {columns(name)} FROM "{name}" WHERE id=?{bin_too}'
        rows = self.database.rows(sql, (record_id,))
        return cast("R", record_of(name, rows[0])) if rows else None

    def all(self, kind: type[R], /, *, in_bin: bool = False, **equal: object) -> list[R]:
        """Every record of a kind whose fields equal ``equal``, in the order they were made."""
        name = kind_of(kind)
        known = {rule.name for rule in fields_of(name)}
        where = ['"_deleted"=?']
        for field in equal:
            if field not in known:
                raise KeyError(field)
            where.append(f'"{field}"=?')
        condition = " AND ".join(where)
        sql = f'SELECT {columns(name)} FROM "{name}" WHERE {condition} ORDER BY id'
        rows = self.database.rows(sql, (int(in_bin), *equal.values()))
        return [cast("R", record_of(name, row)) for row in rows]

    def some(self, kind: type[R], ids: Sequence[str]) -> dict[str, R]:
        """The records with these ids that are in use, by id."""
        return {one.id: one for one in self.where(kind, "id", ids)}

    def where(self, kind: type[R], field: str, values: Sequence[str]) -> list[R]:
        """The records in use whose ``field`` is one of ``values``, in any order."""
        name = kind_of(kind)
        if field != "id" and field not in {rule.name for rule in fields_of(name)}:
            raise KeyError(field)
        found: list[R] = []
        for part in oplog.chunks(list(dict.fromkeys(values))):
            marks = ",".join("?" * len(part))
            sql = (
                f'SELECT {columns(name)} FROM "{name}" WHERE "{field}" IN ({marks}) AND _deleted=0'
            )
            rows = self.database.rows(sql, tuple(part))
            found += [cast("R", record_of(name, row)) for row in rows]
        return found

    # -- writing ---------------------------------------------------------------------------

    @contextmanager
    def change(self, label: str, count: int = 0, visit: str = "") -> Iterator[Change]:
        """Gather one change and commit it whole on leaving; on any exception nothing is written.

        ``label`` is the permanent key of what was done (``model/history.py`` has its words),
        ``count`` what it counts. ``visit`` names one stay in one field: while it lasts, typing
        replaces its own last operation instead of adding one for every pause.
        """
        with self.database.writing:
            self.begin_writing()
            ended = self._visits_ended
            stay = self._visits.get(visit) if visit else None
            if visit and stay is None:
                stay = Visit(self.new_id(), {})
            written = dict(stay.written) if stay else {}
            change = Change(
                self.database.connection,
                stay.change if stay else self.new_id(),
                self.device,
                self.tick,
                stay,
            )
            change.label, change.count = label, count
            try:
                yield change
                if change.operations:
                    self._commit(change)
            except BaseException:
                if stay is not None:
                    stay.written.clear()
                    stay.written.update(written)
                raise
            if visit and stay is not None and change.operations and ended == self._visits_ended:
                self._visits[visit] = stay
        if change.operations:
            self.tell_change(change)

    def _commit(self, change: Change) -> None:
        with self.database.transaction():
            self.write_change(change, "do", "")

    def write_change(self, change: Change, role: str, target: str) -> None:
        """Write operations, rows, bytes and log line; the caller holds the transaction."""
        connection = self.database.connection
        for replaced in change.replaced:
            connection.execute("DELETE FROM operation WHERE id=?", (replaced,))
        oplog.insert(connection, change.operations)
        connection.executemany("INSERT OR IGNORE INTO blob VALUES (?,?)", change.blobs.items())
        project(connection, change.touched)
        self._log(change, role, target)
        self._freeze(change)

    def _freeze(self, change: Change) -> None:
        """What a deletion named as seen is not replaced any more by the typing that wrote it."""
        for stay in self._visits.values():
            for cell, written in list(stay.written.items()):
                if written in change.seen:
                    del stay.written[cell]

    def _log(self, change: Change, role: str, target: str) -> None:
        run = self.database.connection.execute
        at = self.now()
        known = run("SELECT 1 FROM change_log WHERE id=?", (change.id,)).fetchone()
        if known:
            run("UPDATE change_log SET at=? WHERE id=?", (at, change.id))
            return
        run(
            "INSERT INTO change_log (id,label,count,at,role,target,state,bundle)"
            " VALUES (?,?,?,?,?,?,'done',0)",
            (change.id, change.label, change.count, at, role, target),
        )
        told = operations.make(
            change=change.id,
            device=self.device,
            clock=self.tick(),
            kind=CHANGE_KIND,
            record=change.id,
            field="told",
            value={"label": change.label, "count": change.count, "at": at},
        )
        oplog.insert(self.database.connection, [told])

    def new_change(self, label: str, count: int = 0) -> Change:
        """A change whose maker calls :meth:`write_change` (undo does)."""
        change = Change(self.database.connection, self.new_id(), self.device, self.tick)
        change.label, change.count = label, count
        return change

    def tell_change(self, change: Change) -> None:
        """Tell every listener what a committed change touched."""
        touched = change.touched
        kinds = frozenset(kind for kind, _ in touched)
        records = frozenset(record for _, record in touched)
        self.touched.note(Written(kinds, records))
        self._tell(Changed(change.id, change.label, kinds, records))

    def tell(self, changed: Changed) -> None:
        """Tell every listener what was committed beside the road of changes."""
        self.touched.note(None)
        self._tell(changed)

    def _tell(self, changed: Changed) -> None:
        for listener in list(self.listeners):
            listener(changed)

    def end_visit(self, visit: str = "") -> None:
        """End one visit to a field, or all of them: what it wrote is history from now on."""
        self._visits_ended += 1
        if visit:
            self._visits.pop(visit, None)
        else:
            self._visits.clear()

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Nobody writes while this lasts, and no visit goes on after it.

        What is read here may leave the computer: typing will not replace it in place any more.
        """
        with self.database.writing:
            self.end_visit()
            yield

    def begin_writing(self) -> None:
        """Make sure this program may write. Raises WorkspaceInUse, NoPermission, ReadOnlyFolder."""
        if not self.lock.held:
            with named_failures(self.folder.name, self.folder):
                self.lock.take()
                keys.drop_unfinished(self.folder)
                for left in self.folder.glob("passing-*"):  # a backup that was cut off
                    shutil.rmtree(left, ignore_errors=True)

    # -- time and identity -----------------------------------------------------------------

    @property
    def device(self) -> str:
        """The short name of this device in operations (16 hexadecimal digits)."""
        if not self._device:
            self._device = self.database.one("SELECT value FROM meta WHERE key='device'") or ""
        return self._device

    def meta(self, key: str) -> str:
        """A small value kept with the workspace, or an empty text."""
        return self.database.one("SELECT value FROM meta WHERE key=?", (key,)) or ""

    def set_meta(self, key: str, value: str) -> None:
        """Keep a small value with the workspace (not history, never travels)."""
        self.begin_writing()
        with self.database.transaction() as connection:
            connection.execute(
                "INSERT INTO meta VALUES (?,?) ON CONFLICT(key) DO UPDATE SET value=excluded.value",
                (key, value),
            )
        if key == "device":
            self._device = value

    def tick(self) -> int:
        """A clock that never goes back: milliseconds, at least one more than the last."""
        self._start_clock()
        self._last_clock = max(self._last_clock + 1, self._millis())
        return self._last_clock

    def _start_clock(self) -> None:
        """Go on from the last operations written or taken in, whatever the time of day says."""
        if not self._last_clock:
            newest = (
                "SELECT max(clock) FROM (SELECT clock FROM operation ORDER BY seq DESC LIMIT 1000)"
                " WHERE clock < ?"
            )
            self._last_clock = self.database.one(newest, (self._millis() + _DAY,)) or 0

    def saw_clock(self, clock: int) -> bool:
        """Follow another device's clock, unless it is more than a day ahead; whether it was not."""
        self._start_clock()
        followed = clock < self._millis() + _DAY
        if followed:
            self._last_clock = max(self._last_clock, clock)
        return followed

    def _millis(self) -> int:
        return int(self.clock().timestamp() * 1000)

    def now(self) -> str:
        """The present moment as records write it (UTC, seconds)."""
        return self.clock().strftime("%Y-%m-%dT%H:%M:%SZ")

    # -- life ------------------------------------------------------------------------------

    @property
    def key(self) -> bytes:
        """The data key, for copies of the file that must open with the same key."""
        return self._key

    @property
    def has_passphrase(self) -> bool:
        """Whether opening this workspace asks for a passphrase."""
        return keys.has_passphrase(self.folder)

    def set_passphrase(self, passphrase: str | None) -> None:
        """Wrap the key anew; nothing is encrypted again."""
        self.begin_writing()
        with named_failures(self.folder.name):
            keys.write_key(self.folder, self._key, passphrase)

    def close(self) -> None:
        """Close the file and let other programs write."""
        self.end_visit()
        self.database.close()
        self.lock.release()


def exists(folder: Path) -> bool:
    """Whether ``folder`` holds a workspace, be it one that was only begun."""
    return any((folder / name).exists() for name in (keys.KEY_FILE, keys.UNFINISHED, DATABASE_FILE))


def open_workspace(
    folder: Path,
    passphrase: str | None = None,
    clock: Clock = utc_now,
    make_id: Callable[[], str] = new_id,
) -> Workspace:
    """Open the workspace in ``folder``, or make a new one with this passphrase.

    Raises WrongPassphrase, PassphraseMissing, PassphraseShort (a new one), WorkspaceNewer,
    WorkspaceInUse, WorkspaceDamaged, ReadOnlyFolder, NoPermission or DiskFull; an existing
    workspace is left as it was.
    """
    with named_failures(folder.name, folder):
        key = _key(folder, passphrase)
        private.tighten(folder)
        workspace = Workspace(folder, key, clock, make_id)
        try:
            if (folder / keys.UNFINISHED).exists() or not migrate.is_ready(workspace.database):
                workspace.begin_writing()
                migrate.prepare(workspace.database)
                _name_device(workspace)
                keys.finish(folder)
                private.tighten(folder)
        except BaseException:
            workspace.close()
            raise
    return workspace


def _key(folder: Path, passphrase: str | None) -> bytes:
    if not exists(folder):
        keys.check_new(passphrase)
        _make_folder(folder)
        return keys.create_key(folder, passphrase)
    begun = not (folder / keys.KEY_FILE).exists() and (folder / keys.UNFINISHED).exists()
    file = folder / DATABASE_FILE
    if not begun and not (file.exists() and file.stat().st_size):
        raise WorkspaceDamaged(place=DATABASE_FILE)
    return keys.read_key(folder, passphrase)


def _make_folder(folder: Path) -> None:
    private.make_folder(folder)
    if not os.access(folder, os.W_OK):
        raise ReadOnlyFolder(place=folder.name)


def _name_device(workspace: Workspace) -> None:
    if not workspace.device:
        workspace.set_meta("device", os.urandom(8).hex())
        workspace.set_meta("made_at", workspace.now())
