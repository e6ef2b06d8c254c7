"""Bring the file to the program's version: create it, lift an older one, refuse a newer one.

The everyday case (the version is right) costs one query and imports neither SQLAlchemy nor Alembic.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.storage.database import Database
from carefacilitator.storage.failures import WorkspaceNewer, named_failures
from carefacilitator.storage.projection import rebuild

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"

KNOWN = tuple(sorted(step.name[:4] for step in (MIGRATIONS / "versions").glob("[0-9]*.py")))
"""Every version this program can lift, oldest first: steps are named by their numbers."""

VERSION = KNOWN[-1]
"""The newest step in ``migrations/versions``."""


def is_ready(database: Database) -> bool:
    """Whether the file has this program's version; raises WorkspaceNewer for a newer one."""
    found = _version(database)
    if found is not None and found not in KNOWN:
        raise WorkspaceNewer(found=found, known=VERSION)
    return found == VERSION


def prepare(database: Database) -> None:
    """Make the file ready, or raise WorkspaceNewer and leave it untouched.

    The caller holds the workspace's lock.
    """
    found = _version(database)
    if found == VERSION:
        return
    if found is None:
        _create(database)
    elif found in KNOWN:
        _lift(database)
    else:
        raise WorkspaceNewer(found=found, known=VERSION)


def _version(database: Database) -> str | None:
    named = database.one(
        "SELECT name FROM sqlite_master WHERE type='table' AND name='alembic_version'"
    )
    return database.one("SELECT version_num FROM alembic_version") if named else None


def _create(database: Database) -> None:
    with database.transaction() as connection:
        for statement in _statements():
            connection.execute(statement)
        connection.execute("INSERT INTO alembic_version VALUES (?)", (VERSION,))


@functools.cache
def _statements() -> tuple[str, ...]:
    """What creates the newest tables, without the detour over every older version."""
    from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    from carefacilitator.storage.schema import SEARCH_TABLE, build

    dialect = SQLiteDialect_pysqlite()
    made: list[CreateTable | CreateIndex] = []
    for table in build().sorted_tables:
        made.append(CreateTable(table))
        made += [CreateIndex(one) for one in sorted(table.indexes, key=lambda one: str(one.name))]
    versions = "CREATE TABLE alembic_version (version_num TEXT NOT NULL PRIMARY KEY)"
    return (*(str(one.compile(dialect=dialect)) for one in made), SEARCH_TABLE, versions)


def _lift(database: Database) -> None:
    from alembic import command

    from carefacilitator.storage.migrations.configuration import alembic_config

    with database.writing:
        database.copy_to(database.path.with_name(f"{database.path.name}.before-{VERSION}"))
        trouble = named_failures(database.path.name, database.path.parent)
        with trouble, engine(database).connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                command.upgrade(alembic_config(connection), "head")
                rebuild(connection.connection.driver_connection)
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")


def engine(database: Database) -> Engine:
    """A SQLAlchemy engine on the encrypted file, for migrations and schema checks."""
    from sqlalchemy import NullPool, create_engine

    return create_engine("sqlite://", creator=database.connect, poolclass=NullPool)


__all__ = ["KNOWN", "MIGRATIONS", "VERSION", "Connection", "engine", "prepare"]
