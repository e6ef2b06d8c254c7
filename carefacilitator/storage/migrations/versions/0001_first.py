"""The first version of the workspace: every table as released with 0.1.0."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:  # long: the released tables one after the other, never edited again
    """Create every table."""
    for name, texts, numbers in _RECORDS:
        op.create_table(
            name,
            sa.Column("id", sa.Text(), primary_key=True),
            *(sa.Column(text, sa.Text(), nullable=False) for text in texts),
            *(sa.Column(number, sa.Integer(), nullable=False) for number in numbers),
        )
    op.create_table(
        "arrived_again",
        sa.Column("operation", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("bundle", sa.Integer(), primary_key=True, autoincrement=False),
    )
    op.create_table(
        "blob",
        sa.Column("sha256", sa.Text(), primary_key=True),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "bundle_in",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("undone", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "change_log",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("bundle", sa.Integer(), nullable=False),
        sa.UniqueConstraint("id", name="change_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "erased",
        sa.Column("record", sa.Text(), primary_key=True),
        sa.Column("person", sa.Text(), nullable=False),
    )
    op.create_table(
        "flag",
        sa.Column("record", sa.Text(), primary_key=True),
        sa.Column("field", sa.Text(), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    op.create_table(
        "operation",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("clock", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("parents", sa.Text(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text()),
        sa.Column("value", sa.Text()),
        sa.Column("origin", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Integer(), nullable=False),
        sa.UniqueConstraint("id", name="operation_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "peer",
        sa.Column("device", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("age", sa.Text(), nullable=False),
        sa.Column("minisign", sa.Text(), nullable=False),
        sa.Column("met_at", sa.Text(), nullable=False),
        sa.Column("trusted", sa.Integer(), nullable=False),
    )
    op.create_table(
        "shared",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("workshops", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("bundle", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "search_due",
        sa.Column("record", sa.Text(), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
    )
    op.create_table(
        "search_row",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.UniqueConstraint("record", "kind", name="search_row_of"),
        sqlite_autoincrement=True,
    )
    op.execute(_SEARCH)
    for name, column in _INDEXES:
        op.create_index(f"{name}_by_{column}", name, [column])
    own = sa.text("origin = 0")
    op.create_index(
        "operation_by_change", "operation", ["change"], sqlite_where=own, postgresql_where=own
    )


_RECORDS = (
    (
        "agenda_block",
        (
            "workshop_id",
            "title",
            "titles",
            "session_type",
            "room",
            "parallel",
            "fixed_start",
            "materials",
            "instructions",
            "question",
            "lead",
            "rabat_theme",
            "started_at",
            "ended_at",
        ),
        ("day", "position", "minutes", "added_minutes", "paused_seconds", "_deleted"),
    ),
    (
        "attachment",
        (
            "workshop_id",
            "target_kind",
            "target_id",
            "name",
            "media_type",
            "sha256",
            "caption",
            "people",
            "taken_on",
        ),
        ("size", "_deleted"),
    ),
    (
        "attendance",
        ("workshop_id", "participation_id", "slot", "status", "arrived_at", "left_at", "reason"),
        ("_deleted",),
    ),
    ("coding", ("workshop_id", "target_kind", "target_id", "scheme", "code"), ("_deleted",)),
    (
        "commitment",
        (
            "workshop_id",
            "programme_id",
            "organisation_id",
            "who",
            "what",
            "type",
            "partnership",
            "level",
            "start",
            "due",
            "status",
            "track",
            "support_needed",
            "indicator",
            "evidence",
            "code",
            "source",
        ),
        ("collective", "position", "_deleted"),
    ),
    (
        "commitment_partner",
        ("workshop_id", "commitment_id", "organisation_id", "contribution"),
        ("_deleted",),
    ),
    (
        "commitment_update",
        ("workshop_id", "commitment_id", "reported_on", "status", "track", "text"),
        ("_deleted",),
    ),
    (
        "consent",
        (
            "workshop_id",
            "person_id",
            "purpose",
            "status",
            "method",
            "notice_language",
            "notice_version",
            "given_on",
            "expires_on",
            "withdrawn_on",
            "recorded_by",
        ),
        ("_deleted",),
    ),
    (
        "evaluation",
        ("workshop_id", "question", "answer", "comment", "language"),
        ("count", "_deleted"),
    ),
    ("head_count", ("workshop_id", "slot", "group", "origin"), ("count", "_deleted")),
    (
        "lesson",
        (
            "workshop_id",
            "kind",
            "level",
            "text",
            "language",
            "texts",
            "evidence",
            "status",
            "validated_at",
            "who",
            "place",
            "action",
            "results",
            "conditions",
            "sources",
            "region",
            "sensitivity",
            "source",
        ),
        ("position", "_deleted"),
    ),
    (
        "note",
        (
            "workshop_id",
            "block_id",
            "kind",
            "text",
            "language",
            "speaker_person_id",
            "speaker_group",
            "taken_at",
            "source",
        ),
        ("verbatim", "parked", "position", "_deleted"),
    ),
    (
        "organisation",
        (
            "name",
            "acronym",
            "names",
            "other_names",
            "category",
            "country",
            "membership",
            "member_since",
            "source",
        ),
        ("_deleted",),
    ),
    ("participation", ("workshop_id", "person_id", "role", "code"), ("walk_in", "_deleted")),
    (
        "person",
        (
            "name",
            "organisation_id",
            "category",
            "position",
            "email",
            "phone",
            "country",
            "locality",
            "language",
            "gender",
            "gender_text",
            "age_band",
            "seeing",
            "hearing",
            "walking",
            "remembering",
            "self_care",
            "communicating",
            "access_needs",
            "care_needs",
        ),
        ("_deleted",),
    ),
    (
        "programme",
        ("code", "title", "titles", "description", "start", "end", "sensitivity"),
        ("sample", "position", "_deleted"),
    ),
    (
        "resource",
        ("workshop_id", "block_id", "type", "title", "author", "year", "link", "language"),
        ("_deleted",),
    ),
    ("same_as", ("target_kind", "first_id", "second_id"), ("same", "_deleted")),
    (
        "workshop",
        (
            "programme_id",
            "code",
            "title",
            "titles",
            "purpose",
            "start",
            "end",
            "day_starts",
            "must_end",
            "time_zone",
            "place",
            "places",
            "country",
            "event_type",
            "mode",
            "level",
            "languages",
            "priority_area",
            "themes",
            "sensitivity",
            "hidden_fields",
            "current_block_id",
            "paused_at",
            "closed_at",
            "date_note",
            "source",
        ),
        ("number", "sample", "_deleted"),
    ),
    ("workshop_organisation", ("workshop_id", "organisation_id", "role"), ("position", "_deleted")),
)

_INDEXES = (
    ("agenda_block", "workshop_id"),
    ("attachment", "target_id"),
    ("attachment", "workshop_id"),
    ("attendance", "participation_id"),
    ("attendance", "workshop_id"),
    ("bundle_in", "id"),
    ("coding", "target_id"),
    ("coding", "workshop_id"),
    ("commitment", "organisation_id"),
    ("commitment", "programme_id"),
    ("commitment", "workshop_id"),
    ("commitment_partner", "commitment_id"),
    ("commitment_partner", "organisation_id"),
    ("commitment_partner", "workshop_id"),
    ("commitment_update", "commitment_id"),
    ("commitment_update", "workshop_id"),
    ("consent", "person_id"),
    ("consent", "workshop_id"),
    ("evaluation", "workshop_id"),
    ("head_count", "workshop_id"),
    ("lesson", "workshop_id"),
    ("note", "workshop_id"),
    ("operation", "record"),
    ("participation", "person_id"),
    ("participation", "workshop_id"),
    ("person", "organisation_id"),
    ("resource", "workshop_id"),
    ("workshop", "programme_id"),
    ("workshop_organisation", "organisation_id"),
    ("workshop_organisation", "workshop_id"),
)

_SEARCH = (
    "CREATE VIRTUAL TABLE search_text USING fts5("
    "record UNINDEXED, kind UNINDEXED, workshop UNINDEXED, folded, "
    "tokenize = 'trigram case_sensitive 1')"
)
