#!/usr/bin/env python3
"""Write resources/unicode/line_break.txt from Unicode's LineBreak.txt.

Usage: packaging/line_break_table.py [FOLDER OF UNICODE'S DATA]

Each line of the table is the first character of a run in hexadecimal and its class; a run ends
where the next begins. Characters without a class of their own count as alphabetic (UAX #14, LB1).
"""

from __future__ import annotations

import sys
from pathlib import Path

SOURCE = Path("/usr/share/unicode")
TABLE = Path(__file__).resolve().parent.parent / "resources" / "unicode" / "line_break.txt"
ALPHABETIC = frozenset({"AL", "AI", "SG", "XX"})


def table_of(source: str) -> str:
    """The table made of the text of LineBreak.txt, with its first line as the source it is of."""
    classes: dict[int, str] = {}
    for line in source.splitlines():
        told = line.partition("#")[0].strip()
        if told:
            span, kind = (part.strip() for part in told.split(";"))
            first, _, last = span.partition("..")
            for point in range(int(first, 16), int(last or first, 16) + 1):
                classes[point] = "AL" if kind in ALPHABETIC else kind
    lines, before = [source.splitlines()[0]], "AL"
    for point in range(max(classes) + 2):
        kind = classes.get(point, "AL")
        if kind != before:
            lines.append(f"{point:X} {kind}")
            before = kind
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    TABLE.write_text(table_of((folder / "LineBreak.txt").read_text("utf-8")), "utf-8")
    print(f"{TABLE}: {TABLE.stat().st_size} bytes")
