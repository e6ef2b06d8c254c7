"""The tables, derived from the records: the one place that knows SQLAlchemy beside the migrations.

Every kind of record has a table of its fields; beside them stand the operations they are projected
from, the log of changes and bundles, and what belongs to this computer alone. Only portable column
types are used; the full-text index is the one SQLite-only part and can be rebuilt at any time.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

from carefacilitator.model.records.records import KINDS, fields_of

SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE search_text USING fts5("
    "record UNINDEXED, kind UNINDEXED, workshop UNINDEXED, folded, "
    "tokenize = 'trigram case_sensitive 1')"
)

_INDEXED = {
    "workshop_id",
    "person_id",
    "participation_id",
    "target_id",
    "organisation_id",
    "programme_id",
    "commitment_id",
}


def build() -> MetaData:
    """The whole schema as SQLAlchemy tables."""
    schema = MetaData()
    for kind in KINDS:
        _record_table(schema, kind)
    _operation_tables(schema)
    _own_tables(schema)
    _exchange_tables(schema)
    return schema


def _record_table(schema: MetaData, kind: str) -> None:
    columns: list[Column[Any]] = [Column("id", Text, primary_key=True)]
    for rule in fields_of(kind):
        stored = Integer() if rule.type in ("integer", "flag") else Text()
        columns.append(Column(rule.name, stored, nullable=False))
    columns.append(Column("_deleted", Integer, nullable=False))
    table = Table(kind, schema, *columns)
    for rule in fields_of(kind):
        if rule.name in _INDEXED:
            Index(f"{kind}_by_{rule.name}", table.c[rule.name])


def _operation_tables(schema: MetaData) -> None:
    table = Table(
        "operation",
        schema,
        Column("seq", Integer, primary_key=True, autoincrement=True),
        Column("id", Text, nullable=False),
        Column("change", Text, nullable=False),
        Column("device", Text, nullable=False),
        Column("clock", Integer, nullable=False),
        Column("kind", Text, nullable=False),
        Column("record", Text, nullable=False),
        Column("field", Text, nullable=False),
        Column("parents", Text, nullable=False),
        Column("commitment", Text, nullable=False),
        Column("nonce", Text),
        Column("value", Text),
        Column("origin", Integer, nullable=False),
        Column("hidden", Integer, nullable=False),
        UniqueConstraint("id", name="operation_id"),
        sqlite_autoincrement=True,
    )
    Index("operation_by_record", table.c.record)
    own = table.c.origin == 0
    Index("operation_by_change", table.c.change, sqlite_where=own, postgresql_where=own)
    Table(
        "flag",
        schema,
        Column("record", Text, primary_key=True),
        Column("field", Text, primary_key=True),
        Column("kind", Text, primary_key=True),
    )
    Table(
        "arrived_again",
        schema,
        Column("operation", Integer, primary_key=True, autoincrement=False),
        Column("bundle", Integer, primary_key=True, autoincrement=False),
    )
    Table(
        "erased",
        schema,
        Column("record", Text, primary_key=True),
        Column("person", Text, nullable=False),
    )
    acts = Table(
        "act",
        schema,
        Column("operation", Text, primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("kind", "record", "field")),
        *(Column(name, Text, nullable=False) for name in ("after", "state")),
    )
    Index("act_by_record", acts.c.record)
    Table(
        "set_aside",
        schema,
        Column("operation", Text, primary_key=True),
        Column("nonce", Text, nullable=False),
        Column("value", Text, nullable=False),
    )


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _counter() -> Column[int]:
    return Column("seq", Integer, primary_key=True, autoincrement=True)


def _own_tables(schema: MetaData) -> None:
    Table("meta", schema, Column("key", Text, primary_key=True), _text("value"))
    Table(
        "change_log",
        schema,
        _counter(),
        _text("id"),
        _text("label"),
        _number("count"),
        _text("at"),
        _text("role"),
        _text("target"),
        _text("state"),
        _number("bundle"),
        UniqueConstraint("id", name="change_id"),
        sqlite_autoincrement=True,
    )
    Table(
        "search_row",
        schema,
        _counter(),
        _text("kind"),
        _text("record"),
        UniqueConstraint("record", "kind", name="search_row_of"),
        sqlite_autoincrement=True,
    )
    Table(
        "search_due",
        schema,
        Column("record", Text, primary_key=True),
        Column("kind", Text, primary_key=True),
    )
    Table(
        "blob",
        schema,
        Column("sha256", Text, primary_key=True),
        Column("bytes", LargeBinary, nullable=False),
    )
    Table(
        "named_in_text",
        schema,
        Column("kind", Text, primary_key=True),
        Column("record", Text, primary_key=True),
        Column("field", Text, primary_key=True),
        Column("digest", Text, primary_key=True),
        Column("person", Text, primary_key=True),
        _text("decision"),
        _text("at"),
    )


def _exchange_tables(schema: MetaData) -> None:
    bundles = Table(
        "bundle_in",
        schema,
        _counter(),
        _text("id"),
        _text("device"),
        _number("sequence"),
        _text("previous"),
        _text("at"),
        _text("change"),
        _number("undone"),
        _text("told"),
        sqlite_autoincrement=True,
    )
    Index("bundle_in_by_id", bundles.c.id)
    Table(
        "peer",
        schema,
        Column("device", Text, primary_key=True),
        _text("name"),
        _text("role"),
        _text("age"),
        _text("minisign"),
        _text("met_at"),
        _number("trusted"),
    )
    Table(
        "share",
        schema,
        Column("device", Text, primary_key=True),
        Column("scope", Text, primary_key=True),
        _text("at"),
    )
    Table(
        "shared",
        schema,
        _counter(),
        _text("at"),
        _text("kind"),
        _text("name"),
        _text("workshops"),
        _text("recipient"),
        _number("sequence"),
        _text("bundle"),
        _text("told"),
        sqlite_autoincrement=True,
    )
