"""Where a line may end: Unicode's line breaking algorithm (UAX #14, Unicode 15.0).

Classes come from Unicode's own table, which ``packaging/line_break_table.py`` writes into the
resources; numbers stay whole as the annex's example 7 has them. Beyond the annex: Thai, Lao and
Khmer break between syllable clusters (a dictionary would do better); the inner spaces of French
quotation marks and short spans of figures do not break.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from bisect import bisect_right

from carefacilitator import paths

_THAI_LEADING = frozenset("เแโใไເແໂໃໄ")
_THAI_FOLLOWING = frozenset("\u0e30\u0e32\u0e33\u0e45\u0e46\u0e2f\u0eb0\u0eb2\u0eb3\u0ec6\u0eaf")
_ENDS = frozenset({"BK", "CR", "LF", "NL"})
_NEVER_FIRST = _ENDS | {"CL", "CP", "EX", "IS", "SY", "WJ", "ZW"}
_LETTERS, _HANGUL = ("AL", "HL"), ("JL", "JV", "JT", "H2", "H3")
_PICTURES = ("ID", "EB", "EM")
_NUMBER = re.compile(r"[rp]?[oh]?n[nsi]*[cl]?(?=([rp]?))")
"""The sign after a number is looked at only: it may stand before the next one too."""
_IN_NUMBER = {
    "PR": "r",
    "PO": "p",
    "OP": "o",
    "HY": "h",
    "NU": "n",
    "SY": "s",
    "IS": "i",
    "CL": "c",
    "CP": "l",
}


def _pairs(*rules: tuple[tuple[str, ...], tuple[str, ...]]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (before, after) for first, second in rules for before in first for after in second
    )


_TOGETHER = _pairs(
    (("CR",), ("LF",)),  # LB5
    (("CL", "CP"), ("NS",)),  # LB16
    (("B2",), ("B2",)),  # LB17
    (("SY",), ("HL",)),  # LB21b
    (_LETTERS, ("NU", "PR", "PO")),  # LB23, LB24
    (("NU", "PR", "PO"), _LETTERS),
    (("PR",), (*_PICTURES, *_HANGUL)),  # LB23a, LB27
    ((*_PICTURES, *_HANGUL), ("PO",)),
    (("JL",), ("JL", "JV", "H2", "H3")),  # LB26
    (("JV", "H2"), ("JV", "JT")),
    (("JT", "H3"), ("JT",)),
    ((*_LETTERS, "IS"), _LETTERS),  # LB28, LB29
    (("EB",), ("EM",)),  # LB30b
)
"""Neighbours that stay together whatever stands around them."""
_OVER_SPACES = _pairs(
    (("QU",), ("OP",)),  # LB15
    (("CL", "CP"), ("NS",)),  # LB16
    (("B2",), ("B2",)),  # LB17
)
"""Neighbours that stay together with spaces between them."""


@functools.cache
def _table() -> tuple[list[int], list[str]]:
    """The first character of each run of one class, and the classes."""
    lines = (paths.resources() / "unicode" / "line_break.txt").read_text("utf-8").splitlines()
    runs = [line.split() for line in lines if not line.startswith("#")]
    return [int(first, 16) for first, _ in runs], [kind for _, kind in runs]


@functools.cache
def break_class(letter: str) -> str:
    """The line breaking class of one character, decided as LB1 asks.

    SA stays for the scripts whose syllables are known here; the others break at spaces only.
    """
    starts, kinds = _table()
    kind = kinds[bisect_right(starts, ord(letter)) - 1]
    if kind == "SA":
        if unicodedata.category(letter) in ("Mn", "Mc"):
            return "CM"
        return "SA" if "\u0e00" <= letter <= "\u0eff" or "\u1780" <= letter <= "\u17ff" else "AL"
    return "NS" if kind == "CJ" else kind


_FIGURES = re.compile(r"\W*[A-Z]?[\d:.]{1,5}–[A-Z]?[\d:.]{1,5}[\W_]*")
"""A short span such as “09:00–15:40” or “W1–W5”, which a reader takes in at one look."""
_TOKEN = re.compile("[^ \n\r\x0b\x0c\x85\u2028\u2029]+ *|\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]| +")
_PLAIN = re.compile(
    "[^\\W\\d_\u02c8\u02cc\u09f9\u0e00-\u0eff\u1780-\u17ff\u1100-\u11ff\u2e80-\ud7ff\uf900-\uffff\U00010000-\U0010ffff]+"
)


def pieces(text: str) -> list[str]:
    """Cut text at every place where a line may or must end; joined they are ``text``.

    A piece ends with the spaces after it, which vanish when the line ends there, or with the
    character that ends the line (LB4 to LB6).
    """
    found: list[str] = []
    for token in _TOKEN.findall(text):
        parts = _token_pieces(token) if len(token) < 64 else _cut(token)
        if (
            found
            and not _between_letters(found[-1], parts[0])
            and not _may_part(found[-1], parts[0])
        ):
            found[-1] += parts[0]
            found.extend(parts[1:])
        else:
            found += parts
    return found


@functools.lru_cache(maxsize=20_000)
def _token_pieces(token: str) -> tuple[str, ...]:
    return (token,) if _FIGURES.fullmatch(token) else _cut(token)


def _cut(token: str) -> tuple[str, ...]:
    """Cut a run without inner spaces between its letters."""
    core = token.rstrip(" ")
    if _PLAIN.fullmatch(core) or len(core) < 2:
        return (token,)
    classes = _resolved(core)
    kept = _in_numbers(classes)
    cuts = [at for at in range(1, len(core)) if at not in kept and _allowed(core, classes, at)]
    edges = [0, *cuts, len(token)]
    return tuple(token[a:b] for a, b in itertools.pairwise(edges))


def _resolved(core: str) -> list[str]:
    """Classes with marks taking what they stand on (LB9 and LB10)."""
    classes: list[str] = []
    for letter in core:
        kind = break_class(letter)
        if kind in ("CM", "ZWJ"):
            kind = "AL" if not classes or classes[-1] == "ZW" else classes[-1]
        classes.append(kind)
    return classes


def _in_numbers(classes: list[str]) -> frozenset[int]:
    """The places inside numbers, with their signs and brackets (LB25, as example 7 has it)."""
    if "NU" not in classes:
        return frozenset()
    told = "".join(_IN_NUMBER.get(kind, "-") for kind in classes)
    spans = ((found.start(), found.end(1)) for found in _NUMBER.finditer(told))
    return frozenset(at for first, last in spans for at in range(first + 1, last))


def _allowed(core: str, classes: list[str], at: int) -> bool:
    """Whether the line may end between ``core[at - 1]`` and ``core[at]`` (LB8 to LB31)."""
    before, after = classes[at - 1], classes[at]
    if before == "ZW":
        return after != "ZW"
    if break_class(core[at]) in ("CM", "ZWJ"):
        return False
    if core[at - 1] == "\u200d" or "WJ" in (before, after):
        return False
    if before == "SA" and after == "SA":
        return _between_syllables(core, at)
    before, after = ("AL" if kind == "SA" else kind for kind in (before, after))
    if before == "RI" and after == "RI":
        return _between_flags(core, classes, at)
    hebrew = at > 1 and classes[at - 2] == "HL" and before in ("HY", "BA")
    return not hebrew and _pair(before, after, core, at)


def _between_flags(core: str, classes: list[str], at: int) -> bool:
    """Whether the flags before ``at`` are whole: two letters each, marks aside (LB30a)."""
    letters, earlier = 0, at - 1
    while earlier >= 0 and classes[earlier] == "RI":
        letters += break_class(core[earlier]) == "RI"
        earlier -= 1
    return letters % 2 == 0


def _between_syllables(core: str, at: int) -> bool:
    after, before = core[at], core[at - 1]
    if before in _THAI_LEADING or after in _THAI_FOLLOWING or before == "\u17d2":
        return False
    if after in _THAI_LEADING:
        return True
    # A consonant that carries nothing most often closes the syllable before it.
    return at + 1 < len(core) and _carries(core[at + 1])


def _carries(letter: str) -> bool:
    silencing = letter in "\u0e4c\u0ecc"
    return not silencing and (break_class(letter) == "CM" or letter in _THAI_FOLLOWING)


def _pair(before: str, after: str, core: str, at: int) -> bool:
    """Rules about two neighbours, LB12 to LB30; ``core`` decides the few that look at widths."""
    if before == "GL" or (after == "GL" and before not in ("BA", "HY")):
        return False
    if after in _NEVER_FIRST or before == "OP" or "QU" in (before, after):
        return False
    if "CB" in (before, after):
        return True
    if (before, after) == ("BA", "NU") and core[at - 1] == "\u2013":
        return False  # a range such as 10–12, kept whole beyond the annex
    if after in ("BA", "HY", "NS", "IN") or before == "BB" or (before, after) in _TOGETHER:
        return False
    if after == "OP" and before in (*_LETTERS, "NU"):
        return _is_wide(core[at])
    if before == "CP" and after in (*_LETTERS, "NU"):
        return _is_wide(core[at - 1])
    return not (after == "EM" and _is_unassigned_picture(core[at - 1]))


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in ("W", "F", "H")


def _is_unassigned_picture(letter: str) -> bool:
    return break_class(letter) == "ID" and unicodedata.category(letter) == "Cn"


def _between_letters(before: str, after: str) -> bool:
    """Whether a single space stands between two letters, as nearly always."""
    return before[-2:-1].isalpha() and after[0].isalpha() and before[-1] == " "


def _may_part(before: str, after: str) -> bool:
    """Whether the line may end after ``before``, which spaces or the end of a line close."""
    left, right = before.rstrip(" "), break_class(after[0])
    last = break_class(left[-1]) if left else "SP"
    if last in ("CM", "ZWJ"):
        last = _resolved(left)[-1]
    if last in _ENDS:
        return True
    if last == "ZW":
        return right != "ZW" and right not in _ENDS
    if right in _NEVER_FIRST or last == "OP" or (last, right) in _OVER_SPACES:
        return False
    return not (_opens_quotation(left) or unicodedata.category(after[0]) == "Pf")


def _opens_quotation(left: str) -> bool:
    """Whether a French quotation begins here, whose inner space never ends the line."""
    opens = bool(left) and unicodedata.category(left[-1]) == "Pi"
    return opens and left[-2:-1] in ("", " ", "(")
