"""What is counted in the room: hands, dots, speaking time, groups."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TEXTS = (
    "workshop_id",
    "block_id",
    "asked_id",
    "purpose",
    "text",
    "language",
    "group",
    "note_id",
    "person_id",
    "name",
    "made_at",
)
_NUMBERS = ("count", "seconds", "position", "_deleted")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "tally",
        sa.Column("id", sa.Text(), primary_key=True),
        *(sa.Column(text, sa.Text(), nullable=False) for text in _TEXTS),
        *(sa.Column(number, sa.Integer(), nullable=False) for number in _NUMBERS),
    )
    for column in ("person_id", "workshop_id"):
        op.create_index(f"tally_by_{column}", "tally", [column])
