"""What was removed for good, what was answered to it, and values that wait for the answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add both tables."""
    op.create_table(
        "act",
        sa.Column("operation", sa.Text(), primary_key=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
    )
    op.create_index("act_by_record", "act", ["record"])
    op.create_table(
        "set_aside",
        sa.Column("operation", sa.Text(), primary_key=True, nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
    )
