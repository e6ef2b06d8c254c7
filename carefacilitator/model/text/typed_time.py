"""A time of day as people type it, in any of the ways they do."""

from __future__ import annotations

import re

from carefacilitator.model.text.folding import fold

_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:h.]\s*(\d{2}))?(?::\d{2})?\s*([ap])?\.?\s?(?:m\.?)?h?")


def clock(text: str) -> str:
    """A time of day as ``HH:MM``: “9h30”, “9:30 AM”, “09.30”, “9:30:00”; empty where it is none."""
    found = _CLOCK.fullmatch(fold(text))
    if not found:
        return ""
    hours, minutes = int(found[1]), int(found[2] or 0)
    if found[3]:
        hours = hours % 12 + (12 if found[3] == "p" else 0)
    return f"{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else ""
