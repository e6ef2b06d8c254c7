"""``datapackage.json``: the Frictionless descriptor by which public tools read the tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from carefacilitator.bundle.manifest import ATTACHMENTS
from carefacilitator.bundle.tables import Table
from carefacilitator.model.merge.operations import Json


@dataclass(frozen=True)
class FileDigest:
    """The length and SHA-256 (hex) of a file as it was written."""

    bytes: int
    sha256: str


def descriptor(
    made_at: str,
    tables: Mapping[str, Table],
    others: Iterable[tuple[str, str]],
    files: Mapping[str, FileDigest],
) -> bytes:
    """The descriptor of all payload files.

    ``others`` are (path, media type) of what is not a table: declared as plain files, so that
    validators check their hash and do not try to read rows.
    """
    resources: list[dict[str, Json]] = [
        {
            "name": kind,
            "type": "table",
            "path": table.path,
            "scheme": "file",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            **_weight(files[table.path]),
            "schema": table.schema(tables),
        }
        for kind, table in tables.items()
    ]
    resources += [
        {
            "name": _name(path),
            "type": "file",
            "path": path,
            "mediatype": media_type,
            **_weight(files[path]),
        }
        for path, media_type in others
    ]
    told = {
        "name": "carefacilitator-bundle",
        "profile": "data-package",
        "created": made_at,
        "resources": resources,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _weight(file: FileDigest) -> dict[str, Json]:
    return {"bytes": file.bytes, "hash": f"sha256:{file.sha256}"}


def _name(path: str) -> str:
    if path.startswith(ATTACHMENTS):
        return f"attachment-{path.removeprefix(ATTACHMENTS)}"
    return path.rpartition("/")[2].partition(".")[0]
