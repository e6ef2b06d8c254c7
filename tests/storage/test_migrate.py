from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from carefacilitator.model.records.records import KINDS, Note, fields_of
from carefacilitator.storage import doctor, history, keys, migrate, peers, search, shares, undo
from carefacilitator.storage.database import Database
from carefacilitator.storage.migrations import configuration
from carefacilitator.storage.migrations.configuration import alembic_config
from carefacilitator.storage.schema import build
from carefacilitator.storage.workspace import open_workspace
from tests.storage.conftest import Opener

FROZEN = Path(__file__).parents[1] / "data" / "databases"
FOLDERS = sorted(path for path in FROZEN.iterdir() if path.is_dir() and path.name[0] == "v")


def _upgraded(path: Path) -> Database:
    """A file that came all the way through the steps."""
    database = Database(path, b"k" * 32)
    with migrate.engine(database).begin() as connection:
        command.upgrade(alembic_config(connection), "head")
    return database


def _described(database: Database) -> dict[str, Any]:
    """What a schema consists of, without the order in which things were added."""
    with migrate.engine(database).connect() as connection:
        found = inspect(connection)
        described: dict[str, Any] = {}
        for table in found.get_table_names():
            if table.startswith("search_text") or table == "alembic_version":
                continue
            described[table] = {
                "columns": sorted(
                    (one["name"], str(one["type"]), one["nullable"])
                    for one in found.get_columns(table)
                ),
                "key": found.get_pk_constraint(table)["constrained_columns"],
                "unique": sorted(
                    (str(one["name"]), tuple(one["column_names"]))
                    for one in found.get_unique_constraints(table)
                ),
                "indexes": sorted(
                    (str(one["name"]), str(one["column_names"]), _where(one))
                    for one in found.get_indexes(table)
                ),
            }
        return described


def _where(index: Any) -> str:
    return str(index["dialect_options"].get("sqlite_where", ""))


def test_the_steps_lead_to_the_schema_of_the_records(tmp_path: Path) -> None:
    database = _upgraded(tmp_path / "upgraded.db")
    created = Database(tmp_path / "created.db", b"k" * 32)
    migrate.prepare(created)
    assert _described(database) == _described(created)
    assert _described(created)["note"]["indexes"]
    virtual = "SELECT name, sql FROM sqlite_master WHERE name LIKE 'search_text%' ORDER BY name"
    assert database.rows(virtual) == created.rows(virtual)
    counted = "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%' ORDER BY name"
    assert database.rows(counted) == created.rows(counted)
    with migrate.engine(database).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, build())
    unknown = [one for one in found if "search_text" not in repr(one)]
    assert unknown == []
    assert migrate.is_ready(database)
    database.close()
    created.close()


def test_the_newest_step_is_the_programs_version() -> None:
    script = ScriptDirectory.from_config(alembic_config())
    assert script.get_current_head() == migrate.VERSION
    steps = [one.revision for one in script.walk_revisions()]
    assert tuple(reversed(steps)) == migrate.KNOWN
    assert migrate.KNOWN[-1] == migrate.VERSION


def test_every_version_was_frozen() -> None:
    assert [folder.name for folder in FOLDERS] == [f"v{one}" for one in migrate.KNOWN]


@pytest.mark.parametrize("frozen", FOLDERS, ids=lambda folder: folder.name)
def test_a_frozen_workspace_opens_and_is_whole(frozen: Path, tmp_path: Path) -> None:
    shutil.copytree(frozen, tmp_path / "workspace")
    expected = json.loads((frozen / "expected.json").read_text("utf-8"))
    workspace = open_workspace(tmp_path / "workspace")
    try:
        assert doctor.check(workspace) == []
        rows = {kind: len(found) for kind, found in doctor.snapshot(workspace).items()}
        assert {kind: rows[kind] for kind in expected["rows"]} == expected["rows"]
        count = workspace.database.one("SELECT count(*) FROM operation")
        assert count == expected["operations"]
        assert workspace.device == expected["device"]
        assert workspace.get(Note, "r-note-1").text == expected["note"]
        waiting = [[one.record, one.field] for one in history.waiting(workspace)]
        assert waiting == expected["waiting"] != []
        for kind in expected["rows"].keys() & KINDS.keys():
            record = workspace.find(KINDS[kind], f"r-{kind}-1", in_bin=True)
            assert record is not None
            assert any(getattr(record, rule.name) for rule in fields_of(kind))
        kept = {one: list(found) for one, found in shares.scopes(workspace).items()}
        assert kept == expected.get("shares", {})
        assert search.search(workspace, "taken back") == []
        assert {hit.record for hit in search.search(workspace, "ورشه lesson")} == {"r-lesson-1"}
        with workspace.change("note_edit") as change:
            change.set(Note, "r-note-1", text="and it goes on")
        undo.undo(workspace)
        assert workspace.get(Note, "r-note-1").text == expected["note"]
    finally:
        workspace.close()


def test_whoever_received_before_begins_at_nothing_and_is_remembered(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    shutil.copytree(FROZEN / "v0004", folder)
    database = Database(folder / "workspace.db", keys.read_key(folder, None))
    with database.transaction() as connection:
        for device, trusted in (("aa" * 8, 1), ("bb" * 8, 0), ("cc" * 8, 1)):
            row = (device, "Office", "other", "age1", "RW", "2026-03-01T09:00:00Z", trusted)
            connection.execute("INSERT INTO peer VALUES (?,?,?,?,?,?,?)", row)
    database.close()
    workspace = open_workspace(folder)
    try:
        assert shares.scopes(workspace) == {}
        assert shares.received_before(workspace) == ["aa" * 8, "cc" * 8]
        shares.decide(workspace, "aa" * 8, [])
        assert shares.received_before(workspace) == ["cc" * 8]
        peers.forget_peer(workspace, "cc" * 8)
        assert shares.received_before(workspace) == []
    finally:
        workspace.close()


# --- a version to come ----------------------------------------------------------------------------

_BEFORE = migrate.VERSION
_STEP = """
import sqlalchemy as sa
from alembic import op
revision = "9999"
down_revision = "{before}"
def upgrade():
    op.add_column("note", sa.Column("mood", sa.Text(), nullable=False, server_default=""))
    {more}
"""


def _come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str) -> None:
    """Let there be a version to come."""
    steps = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, steps)
    (steps / "versions" / "9999_mood.py").write_text(_STEP.format(more=more, before=_BEFORE))

    def config(connection: Any = None) -> Config:
        made = alembic_config(connection)
        made.set_main_option("script_location", str(steps))
        return made

    monkeypatch.setattr(configuration, "alembic_config", config)
    monkeypatch.setattr(migrate, "VERSION", "9999")
    monkeypatch.setattr(migrate, "KNOWN", (*migrate.KNOWN, "9999"))


def test_an_older_workspace_is_lifted_and_a_copy_kept(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened(passphrase="agua y tiempo")
    with workspace.change("note_add") as change:
        change.put(Note(id="n1", text="said"))
    workspace.close()
    _come(tmp_path, monkeypatch, "pass")
    lifted = opened(passphrase="agua y tiempo")
    assert lifted.get(Note, "n1").text == "said"
    assert lifted.database.one("SELECT version_num FROM alembic_version") == "9999"
    assert lifted.database.one("SELECT mood FROM note") == ""
    assert doctor.check(lifted) == []
    copy = Database(tmp_path / "workspace" / "workspace.db.before-9999", lifted.key)
    assert copy.one("SELECT version_num FROM alembic_version") == _BEFORE
    assert copy.one("SELECT text FROM note") == "said"
    copy.close()


def test_a_step_that_fails_leaves_everything_as_it_was(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = opened()
    with workspace.change("note_add") as change:
        change.put(Note(id="n1", text="said"))
    workspace.close()
    with monkeypatch.context() as later:
        _come(tmp_path, later, "raise ZeroDivisionError")
        with pytest.raises(ZeroDivisionError):
            opened()
    again = opened()
    assert again.get(Note, "n1").text == "said"
    assert doctor.check(again) == []
