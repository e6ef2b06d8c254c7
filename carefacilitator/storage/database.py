"""Connections to the encrypted file: one per thread, keyed, durable.

The everyday road speaks to SQLCipher's driver directly, because importing SQLAlchemy after Qt costs
longer than drawing the first window; the schema itself is SQLAlchemy's (see ``schema.py``).
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from carefacilitator.machine import files
from carefacilitator.storage import private
from carefacilitator.storage.failures import named_failures

DATABASE_FILE = "workspace.db"
CACHE_KIB = 16_000
LARGE_CACHE_KIB = 64_000
"""How much of the file a connection keeps in memory, usually and while much is read or written."""

MANY = 5_000
"""So many operations at once are worth more memory."""

_driver: Any = dbapi2


class Database:
    """The encrypted SQLite file of a workspace.

    Every thread gets its own connection on first use. WAL with ``synchronous=FULL``: what a commit
    confirmed survives the loss of power.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key
        self._here = threading.local()
        self._all: list[Any] = []
        self._guard = threading.Lock()
        self.writing = threading.RLock()

    @property
    def connection(self) -> Any:
        """This thread's connection (a DB-API connection in autocommit mode)."""
        connection = getattr(self._here, "connection", None)
        if connection is None:
            connection = self.connect()
            self._here.connection = connection
            with self._guard:
                self._all.append(connection)
        return connection

    def connect(self) -> Any:
        """A new keyed connection that the caller closes."""
        with named_failures(self.path.name, self.path.parent):
            connection = _driver.connect(
                str(self.path), isolation_level=None, check_same_thread=False, timeout=10
            )
            try:
                run = connection.execute
                run(f"PRAGMA key = \"x'{self._key.hex()}'\"")
                run("PRAGMA cipher_memory_security = OFF")
                run("PRAGMA journal_mode = WAL")
                run("PRAGMA synchronous = FULL")
                run("PRAGMA temp_store = MEMORY")
                run(f"PRAGMA cache_size = {-CACHE_KIB}")
                run("PRAGMA secure_delete = ON")
            except BaseException:
                connection.close()
                raise
            return connection

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """One durable transaction: all of it on leaving, none of it on any exception."""
        with self.writing, named_failures(self.path.name, self.path.parent):
            connection = self.connection
            self._end_moment(connection)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """All that this thread reads inside is of one moment, whatever others commit meanwhile.

        Writing inside ends the moment: what is read afterwards is as new as what was written.
        """
        connection = self.connection
        if connection.in_transaction:
            yield
            return
        with named_failures(self.path.name, self.path.parent):
            connection.execute("BEGIN")
        self._here.moment = True
        try:
            yield
        finally:
            self._end_moment(connection)

    def _end_moment(self, connection: Any) -> None:
        """Let this thread read what is new again."""
        if getattr(self._here, "moment", False):
            self._here.moment = False
            connection.execute("COMMIT")

    @contextmanager
    def lent(self, operations: int) -> Iterator[None]:
        """Room for as many operations at once, where that is worth it.

        Measured on 100 workshops: with more pages in memory none is encrypted again and again (a
        third of the time), and without Python's search for cycles a quarter less.
        """
        if operations < MANY:
            yield
            return
        collects = gc.isenabled()
        connection = self.connection
        connection.execute(f"PRAGMA cache_size = {-LARGE_CACHE_KIB}")
        gc.disable()
        try:
            yield
        finally:
            if collects:
                gc.enable()
            connection.execute(f"PRAGMA cache_size = {-CACHE_KIB}")

    def rows(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows of a reading statement."""
        with named_failures(self.path.name, self.path.parent):
            return list(self.connection.execute(sql, values).fetchall())

    def one(self, sql: str, values: tuple[object, ...] = ()) -> Any:
        """The first value of the first row, or None."""
        with named_failures(self.path.name, self.path.parent):
            row = self.connection.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def copy_to(self, target: Path) -> None:
        """Write a whole copy under the same key, as of now; an earlier one is replaced.

        Readers beside us do not matter: the copy is taken page by page from one snapshot. It needs
        no more room than its own size. Raises what the file's place or our own pages give.
        """
        temporary = target.with_name(target.name + ".part")
        try:
            with self.writing, named_failures(target.name, target.parent):
                private.new_file(temporary).close()
                with closing(_alone(temporary, self._key)) as copy:
                    self.connection.backup(copy)
                files.replace(temporary, target)
        finally:
            for name in (temporary.name, f"{temporary.name}-wal", f"{temporary.name}-journal"):
                with suppress(OSError):
                    temporary.with_name(name).unlink(missing_ok=True)

    def close(self) -> None:
        """Close every thread's connection; the write-ahead log is folded into the file."""
        with self._guard:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._here = threading.local()


def is_whole(path: Path, key: bytes) -> bool:
    """Whether a file that nobody uses opens with ``key`` and every page of it can be read.

    Raises WorkspaceDamaged where it does not open.
    """
    with named_failures(path.name, path.parent), closing(_alone(path, key)) as connection:
        return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")


def _alone(path: Path, key: bytes) -> Any:
    """A connection to a file that is ours alone, with no log and no index beside it."""
    connection = _driver.connect(str(path), isolation_level=None)
    try:
        run = connection.execute
        run(f"PRAGMA key = \"x'{key.hex()}'\"")
        run("PRAGMA cipher_memory_security = OFF")
        run("PRAGMA locking_mode = EXCLUSIVE")
        run("PRAGMA journal_mode = OFF")
        run("PRAGMA synchronous = FULL")
        run("PRAGMA temp_store = MEMORY")
        run(f"PRAGMA cache_size = {-CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection
