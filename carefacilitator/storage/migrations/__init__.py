"""Steps that lift the tables of an older workspace (Alembic); operations are never touched."""
