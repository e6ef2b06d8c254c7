"""Where a line may end: the line breaking algorithm (UAX #14) in a compact form.

Classes are derived from Unicode's general categories and short lists instead of the full table; the
tests measure how many of Unicode's own cases agree. Beyond the annex: Thai, Lao and Khmer break
between syllable clusters (a dictionary would do better); the inner spaces of French quotation
marks and short spans of figures do not break.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata

_LISTS = {
    "GL": "\u00a0\u202f\u2007\u2011\u034f\u035c\u0f08\u0f0c\u0f12",
    "WJ": "\u2060",
    "ZW": "\u200b",
    "ZWJ": "\u200d",
    "HY": "-",
    "BA": "\u00ad\u058a\u05be\u0964\u0965\u0e5a\u0e5b\u0f0b\u1361\u2010\u2012\u2013\u2027\u3000|"
    "\u1400\u2056\u2058\u2059\u205a\u205b\u205d\u205e\u2e0e\u2e17\u2e40\u16eb\u16ec\u16ed\u17d4\u17d5",
    "B2": "\u2014\u2e3a\u2e3b",
    "BB": "\u00b4\u02c8\u02cc\u02df\u1ffd",
    "EX": "!?\u05c6\u060c\u061b\u061d\u061e\u061f\u06d4\u07f9\uff01\uff1f\ufe15\ufe16"
    "\ufe56\ufe57\u2762\u2763",
    "IS": ",.:;\u037e\u0589\u060d\u07f8\u2044\ufe10\ufe13\ufe14",
    "SY": "/",
    "CP": ")]",
    "QU": "\"'\u275b\u275c\u275d\u275e\u2760\u2e0b\U0001f676\U0001f677\U0001f678",
    "IN": "\u2024\u2025\u2026\u22ef\ufe19",
    "NS": "\u17d6\u203c\u203d\u2047\u2048\u2049\u3005\u301c\u303b\u303c\u309b\u309c\u309d\u309e"
    "\u30a0\u30fb\u30fd\u30fe\ufe54\ufe55\uff1a\uff1b\uff65\uff9e\uff9f",
    "CJ": "\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u3095\u3096\u30a1\u30a3"
    "\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6\u30fc",
    "CL": "\u3001\u3002\uff0c\uff0e\uff61\uff64\ufe11\ufe12\ufe50\ufe52",
    "PR": "+\\\u00b1\u2116\u2212\u2213\u00a3",
    "PO": "%\u00a2\u00b0\u2030\u2031\u2032\u2033\u2034\u2035\u2036\u2037\u2103\u2109\u0609\u060a"
    "\u066a\u2057\u20bb\ufdfc\ufe6a\uff05\uffe0\u20a7",
    "OP": "\u00a1\u00bf\u2e18",
    "CB": "\ufffc",
    "EB": "\u261d\u26f9\u270a\u270b\u270c\u270d\U0001f385\U0001f3c2\U0001f3c3\U0001f3c4",
}
_CLASS_OF = {letter: name for name, letters in _LISTS.items() for letter in letters}
_THAI_LEADING = frozenset("เแโใไເແໂໃໄ")
_THAI_FOLLOWING = frozenset("\u0e30\u0e32\u0e33\u0e45\u0e46\u0e2f\u0eb0\u0eb2\u0eb3\u0ec6\u0eaf")
_NEVER_FIRST = frozenset({"CL", "CP", "EX", "IS", "SY", "WJ", "ZW"})
_LETTERS = frozenset({"AL", "HL"})


@functools.cache
def break_class(letter: str) -> str:  # noqa: C901  (one line a class, in the annex's order)
    """The line breaking class of one character."""
    if letter in _CLASS_OF:
        return _CLASS_OF[letter]
    category = unicodedata.category(letter)
    point = ord(letter)
    if 0x0E01 <= point <= 0x0EDF and category[0] == "L":
        return "SA"
    if 0x1780 <= point <= 0x17D3 and category[0] == "L":
        return "SA"
    if category in ("Mn", "Me", "Mc", "Cc"):
        return "CM"
    if 0x1F3FB <= point <= 0x1F3FF:
        return "EM"
    if 0x1F1E6 <= point <= 0x1F1FF:
        return "RI"
    if category == "Cf":
        return "CM"
    wide = unicodedata.east_asian_width(letter) in ("W", "F")
    if category == "Ps":
        return "OP"
    if category == "Pe":
        return "CL"
    if category in ("Pi", "Pf"):
        return "QU"
    if category == "Nd":
        return "ID" if wide else "NU"
    if category == "Sc":
        return "PR"
    if category == "Zs":
        return "BA"
    if 0x05D0 <= point <= 0x05F2 or 0xFB1D <= point <= 0xFB4F:
        return "HL"
    if 0xAC00 <= point <= 0xD7A3 or 0x1100 <= point <= 0x11FF:
        return "H"
    return "ID" if wide or 0x1F000 <= point <= 0x1FAFF else "AL"


_FIGURES = re.compile(r"\W*[A-Z]?[\d:.]{1,5}–[A-Z]?[\d:.]{1,5}[\W_]*")
"""A short span such as “09:00–15:40” or “W1–W5”, which a reader takes in at one look."""
_TOKEN = re.compile(r"[^ ]+ *| +")
_PLAIN = re.compile(
    "[^\\W\\d_\u0e00-\u0eff\u1780-\u17ff\u1100-\u11ff\u2e80-\ud7ff\uf900-\uffff\U00010000-\U0010ffff]+"
)


def pieces(text: str) -> list[str]:
    """Cut one line of text at every place where it may be broken; joined they are ``text``.

    A piece ends with the spaces after it, which vanish when the line ends there.
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
    cuts = [at for at in range(1, len(core)) if _allowed(core, classes, at)]
    edges = [0, *cuts, len(token)]
    return tuple(token[a:b] for a, b in itertools.pairwise(edges))


def _resolved(core: str) -> list[str]:
    """Classes with marks taking what they stand on (LB9 and LB10)."""
    classes: list[str] = []
    for letter in core:
        kind = break_class(letter)
        if kind in ("CM", "ZWJ"):
            kind = "AL" if not classes or classes[-1] == "ZW" else classes[-1]
        classes.append("NS" if kind == "CJ" else kind)
    return classes


def _allowed(core: str, classes: list[str], at: int) -> bool:
    """Whether the line may end between ``core[at - 1]`` and ``core[at]`` (LB7 to LB31)."""
    before, after = classes[at - 1], classes[at]
    if break_class(core[at]) in ("CM", "ZWJ") and before != "ZW":
        return False
    if before == "ZW":
        return after != "ZW"
    if core[at - 1] == "\u200d" or "WJ" in (before, after):
        return False
    if before == "SA" and after == "SA":
        return _between_syllables(core, at)
    before, after = ("AL" if kind == "SA" else kind for kind in (before, after))
    if before == "RI" and after == "RI":
        start = at
        while start and classes[start - 1] == "RI":
            start -= 1
        return (at - start) % 2 == 0
    hebrew = after != "HL" and at > 1 and classes[at - 2] == "HL" and before in ("HY", "BA")
    return not hebrew and _pair(before, after, core, at)


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
    if after in _NEVER_FIRST or before == "OP":
        return False
    if "QU" in (before, after):
        return False
    if "CB" in (before, after):
        return True
    if (before, after) == ("BA", "NU") and core[at - 1] == "\u2013":
        return False  # a range such as 10–12, kept whole beyond the annex
    if after in ("BA", "HY", "NS", "IN") or before == "BB" or (before, after) == ("B2", "B2"):
        return False
    if before == "CL" and after == "NS":
        return False
    if before == "SY" and after == "HL":
        return False
    return not (_numbers(before, after) or _words(before, after, core, at))


def _numbers(before: str, after: str) -> bool:
    """Whether two neighbours belong to one number (LB23 to LB25)."""
    together = {
        ("PO", "OP"), ("PR", "OP"), ("PO", "NU"), ("PR", "NU"), ("HY", "NU"), ("IS", "NU"),
        ("NU", "NU"), ("SY", "NU"), ("NU", "PO"), ("NU", "PR"), ("CL", "PO"), ("CP", "PO"),
        ("CL", "PR"), ("CP", "PR"), ("PR", "ID"), ("PR", "EB"), ("PR", "EM"), ("ID", "PO"),
        ("EB", "PO"), ("EM", "PO"), ("PR", "H"), ("H", "PO"),
    }  # fmt: skip
    if (before, after) in together:
        return True
    if before in _LETTERS:
        return after in ("NU", "PR", "PO")
    return after in _LETTERS and before in ("NU", "PR", "PO")


def _words(before: str, after: str, core: str, at: int) -> bool:
    """Whether two neighbours belong to one word (LB28 to LB30b)."""
    if before in _LETTERS and after in _LETTERS:
        return True
    if before == "IS" and after in _LETTERS:
        return True
    if (before, after) == ("EB", "EM"):
        return True
    if before in ("AL", "HL", "NU") and after == "OP":
        return unicodedata.east_asian_width(core[at]) not in ("W", "F", "H")
    if before == "CP" and after in ("AL", "HL", "NU"):
        return True
    jamo = 0x1100 <= ord(core[at]) <= 0x11FF and 0x1100 <= ord(core[at - 1]) <= 0x11FF
    return before == "H" and after == "H" and jamo


def _between_letters(before: str, after: str) -> bool:
    """Whether a single space stands between two letters, as nearly always."""
    return before[-2:-1].isalpha() and after[0].isalpha() and before[-1] == " "


def _may_part(before: str, after: str) -> bool:
    """Whether the line may end at the spaces that close ``before``."""
    left = before.rstrip(" ")
    if not left or not after or after[0] == " ":
        return bool(left) or not after
    right = break_class(after[0])
    if right in _NEVER_FIRST:
        return False
    last = break_class(left[-1])
    if last == "OP" or (last == "QU" and right == "OP"):
        return False
    if last in ("CL", "CP") and right in ("NS", "CJ"):
        return False
    if (last, right) == ("B2", "B2"):
        return False
    opened = unicodedata.category(left[-1]) == "Pi" and (len(left) == 1 or left[-2] in " (")
    closes = unicodedata.category(after[0]) == "Pf"
    return not (opened or closes)
