"""What a stored spreadsheet number means to the person who looks at it.

Excel stores dates as days since 1900 (or 1904) and tells them from numbers by the cell's number
format only (ECMA-376 part 1, 18.8.30 and 18.17.4). Dates are written as ISO 8601, whole numbers
without a decimal point, fractions with the 15 digits Excel shows.
"""

from __future__ import annotations

import datetime as dt
import math
import re

_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_CODES = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_CODES = re.compile(r"[dmyhs]|\[[hms]+\]|[ge](?=[/.年-])", re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_DAY = 2_958_465
"""The 31 December 9999, the last day Excel knows."""


def is_date_format(number: int, code: str | None) -> bool:
    """Whether a number format shows a date or a time.

    ``code`` is the workbook's own definition of the format ``number``, None for a built-in one.
    """
    if code is None:
        return number in _BUILT_IN_DATES
    if code.lower() in ("general", "standard", "@"):
        return False
    return bool(_DATE_CODES.search(_NOT_CODES.sub("", code.split(";")[0])))


def number_text(stored: str) -> str:
    """A number as text: ``3.0`` is ``3``, ``0.30000000000000004`` is ``0.3``."""
    try:
        value = float(stored)
    except ValueError:
        return stored
    if not math.isfinite(value):
        return stored
    if value == int(value) and abs(value) < 1e21:
        return f"{value:.0f}" if value else "0"
    return f"{value:.15g}"


def date_text(stored: str, since_1904: bool) -> str:
    """A stored day count as ``2022-07-11``, ``2022-07-11 09:00`` or ``09:00``; else as a number."""
    try:
        value = float(stored)
    except ValueError:
        return stored
    if not 0 <= value <= _LAST_DAY:
        return number_text(stored)
    seconds = round((value % 1) * 86_400)
    days = int(value)
    if seconds == 86_400:
        days, seconds = days + 1, 0
    if not days and not since_1904:
        return clock_text(seconds)
    # Excel believes that 1900 was a leap year; days before its 29 February are one off.
    leap = dt.date(1899, 12, 30 if days > 59 else 31)
    start = dt.date(1904, 1, 1) if since_1904 else leap
    try:
        day = (start + dt.timedelta(days=days)).isoformat()
    except OverflowError:
        return number_text(stored)
    return f"{day} {clock_text(seconds)}" if seconds else day


def iso_text(stored: str) -> str:
    """A date that is stored as ISO 8601 text, in the same shape as the others."""
    day, _, clock = stored.partition("T")
    clock = clock.rstrip("Z").split(".")[0]
    if clock in ("", "00:00:00"):
        return day
    return f"{day} {clock.removesuffix(':00') if clock.count(':') == 2 else clock}".strip()


def unescaped(stored: str) -> str:
    """Undo ``_x000D_``, the way workbooks write characters that XML cannot hold."""
    if "_x" not in stored:
        return stored
    return _ESCAPE.sub(_escaped, stored)


def _escaped(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16))
    if "\ud800" <= char <= "\udfff":  # half a character: leave the escape as it stands
        return found[0]
    return "" if char < " " and char not in "\t\n\r" else char


def clock_text(seconds: int) -> str:
    """A time of day, or a span, as ``09:00`` or ``09:00:30``."""
    hours, rest = divmod(seconds, 3600)
    minutes, last = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}" + (f":{last:02}" if last else "")
