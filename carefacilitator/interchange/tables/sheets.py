"""Write lists for people's own spreadsheet programs, as CSV.

In a CSV a spreadsheet program takes a text that begins with ``=``, ``+``, ``-`` or ``@`` for a
formula, which a stranger's answer may use to reach out of the file. Such texts get an apostrophe
in front, the sign by which spreadsheet programs mark text; reading attendees takes it off again.
"""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from carefacilitator.errors import DeviceGone, DiskFull, NoPermission, refused_by_system
from carefacilitator.machine import files

Rows = Sequence[Mapping[str, object]]
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")


def guarded(value: object) -> object:
    """A value safe in a CSV: text that would be a formula gets an apostrophe in front."""
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return "" if value is None else value


def write_csv(
    path: Path, rows: Rows, headings: Mapping[str, str] | None = None, separator: str = ","
) -> None:
    """Write ``rows`` as CSV that Excel opens with all its letters (UTF-8 with a mark, CRLF).

    ``headings`` are the columns in their order with what stands above them; without it the keys of
    the first row. Excel in languages with a decimal comma expects ``;`` as ``separator``.
    """
    columns = _columns(rows, headings)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow([guarded(heading) for heading in columns.values()])
    writer.writerows([guarded(row.get(key)) for key in columns] for row in rows)
    write_bytes(path, text.getvalue().encode("utf-8-sig", "replace"))


def _columns(rows: Rows, headings: Mapping[str, str] | None) -> Mapping[str, str]:
    if headings is not None:
        return headings
    return {key: key for key in rows[0]} if rows else {}


def write_bytes(path: Path, content: bytes) -> None:
    """Write beside the goal and put in place when whole; a failure leaves what was there.

    Raises DiskFull or NoPermission.
    """
    unfinished = ""
    try:
        handle, unfinished = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            files.hide(Path(unfinished))
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        files.replace(unfinished, path)
    except OSError as error:
        if unfinished:
            Path(unfinished).unlink(missing_ok=True)
        found = refused_by_system(error, path.parent.name)
        named = isinstance(found, DiskFull | NoPermission | DeviceGone)
        raise (found if named else NoPermission(place=path.parent.name)) from error
