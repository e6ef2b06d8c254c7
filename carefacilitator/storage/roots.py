"""The first operations of records: ids that every holder of a record knows and nobody can guess."""

from __future__ import annotations

from collections.abc import Sequence

from carefacilitator.storage import oplog
from carefacilitator.storage.workspace import Workspace


def roots(
    workspace: Workspace, kind: str, field: str, records: Sequence[str] | None = None
) -> dict[str, list[str]]:
    """Ids of the operations that first wrote ``field``, by record; of all records or of these.

    There are several where the same record was made on two devices that had not met.
    """
    query = "SELECT record, id FROM operation WHERE kind=? AND field=? AND parents='' AND hidden=0"
    found: dict[str, list[str]] = {}
    connection = workspace.database.connection
    parts = [None] if records is None else list(oplog.chunks(records))
    for part in parts:
        only = "" if part is None else f" AND record IN ({','.join('?' * len(part))})"
        for record, operation in connection.execute(
            f"{query}{only} ORDER BY id", (kind, field, *(part or ()))
        ):
            found.setdefault(record, []).append(operation)
    return found
