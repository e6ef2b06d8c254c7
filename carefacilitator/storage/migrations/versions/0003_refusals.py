"""What a speaker refused stays with her note when she is forgotten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; the rows are written anew from the operations afterwards."""
    for name in ("not_quoted", "not_stored"):
        op.add_column("note", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
