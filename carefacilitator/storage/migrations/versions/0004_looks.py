"""The colour of a programme, and the order of its logos."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add both columns."""
    colour = sa.Column("colour", sa.Text(), nullable=False, server_default="")
    op.add_column("programme", colour)
    position = sa.Column("position", sa.Integer(), nullable=False, server_default="0")
    op.add_column("attachment", position)
