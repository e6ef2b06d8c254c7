"""Which workshops a device gets, as a person here decided: nothing until then.

Before, every known device got everything made here; those are remembered once, to be named at the
next exchange.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table of decisions, empty, and remember who received without one."""
    op.create_table(
        "share",
        sa.Column("device", sa.Text(), primary_key=True, nullable=False),
        sa.Column("scope", sa.Text(), primary_key=True, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
    )
    connection = op.get_bind()
    known = connection.execute(sa.text("SELECT device FROM peer WHERE trusted=1 ORDER BY device"))
    devices = [row[0] for row in known]
    if devices:
        connection.execute(
            sa.text("INSERT INTO meta (key, value) VALUES ('share.before', :devices)"),
            {"devices": json.dumps(devices)},
        )
