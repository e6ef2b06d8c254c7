"""The bidirectional algorithm for paragraphs without marks of direction: rules as patterns.

Nearly every note is such a paragraph. One letter stands for the class of each character, and each
rule is one replacement in that string: a tenth of the time that rule by rule and letter by letter
takes. The tests hold it against :mod:`bidi`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from carefacilitator.reports.text.bidi_brackets import pair_brackets
from carefacilitator.reports.text.characters import CLOSING, bidi_class

_CODES = {
    "L": "L", "R": "R", "AL": "A", "EN": "E", "AN": "N", "ES": "+", "ET": "#", "CS": ",",
    "NSM": "m", "ON": "o", "WS": "w",
}  # fmt: skip
_NAMES = {"L": "L", "R": "R", "E": "EN", "N": "AN", "o": "ON", "w": "WS"}
_OTHER = "x"
_MARKS = re.compile("(.)(m+)")
_AFTER_ARABIC = re.compile("A[^LR]*")
_AFTER_LATIN = re.compile("L[^LR]*")
_IN_NUMBER = re.compile("(?<=E)[+,](?=E)")
_IN_ARABIC_NUMBER = re.compile("(?<=N),(?=N)")
_BESIDE_NUMBER = re.compile("(?<=E)#+|#+(?=E)")
_BETWEEN_LATIN = re.compile("(?<=L)[ow]+(?=L)")
_BETWEEN_RIGHT = re.compile("(?<=[REN])[ow]+(?=[REN])")
_SEPARATORS = str.maketrans("+,#", "ooo")
_LEVELS = (
    str.maketrans("LRENow", "\0\1\2\2\0\0"),
    str.maketrans("LRENow", "\2\1\2\2\1\1"),
)
"""Rules N2, I1 and I2 for both directions of a paragraph."""


class _Classes(dict[int, str]):
    """The letter for the class of a character, by its code point."""

    def __missing__(self, point: int) -> str:
        found = self[point] = _CODES.get(bidi_class(chr(point)), _OTHER)
        return found


_CLASSES = _Classes()


def levels(text: str, base: int) -> list[int] | None:
    """The level of every character, or None where separators or marks of direction stand in it."""
    original = text.translate(_CLASSES)
    if _OTHER in original:
        return None
    edge = "R" if base else "L"
    kinds = _weak(original, edge)
    if not CLOSING.isdisjoint(text):
        kinds = _brackets(text, original, kinds, edge)
    between, strong = (_BETWEEN_LATIN, "L") if base else (_BETWEEN_RIGHT, "R")
    kinds = between.sub(_all(strong), kinds)  # N1
    found = list(kinds.translate(_LEVELS[base]).encode("latin-1"))
    closing = len(text) - len(original.rstrip("w"))
    if closing:
        found[-closing:] = [base] * closing  # L1
    return found


def _weak(kinds: str, edge: str) -> str:
    """Rules W1 to W7."""
    if "m" in kinds:
        kinds = _MARKS.sub(lambda found: found[1] * (1 + len(found[2])), edge + kinds)[1:]
    if "E" in kinds:
        kinds = _AFTER_ARABIC.sub(lambda found: found[0].replace("E", "N"), kinds)
    kinds = kinds.replace("A", "R")
    kinds = _IN_ARABIC_NUMBER.sub("N", _IN_NUMBER.sub("E", kinds))
    kinds = _BESIDE_NUMBER.sub(_all("E"), kinds).translate(_SEPARATORS)
    if "E" in kinds:
        kinds = _AFTER_LATIN.sub(lambda found: found[0].replace("E", "L"), edge + kinds)[1:]
    return kinds


def _brackets(text: str, original: str, kinds: str, edge: str) -> str:
    """Rule N0, which the general way knows."""
    names = [_NAMES[kind] for kind in kinds]
    classes = ["NSM" if kind == "m" else "" for kind in original]
    before = list(names)
    pair_brackets(text, classes, names, range(len(text)), edge, edge)
    return kinds if names == before else "".join(name[0].translate(_SHORT) for name in names)


_SHORT = str.maketrans("OWA", "owN")


def _all(kind: str) -> Callable[[re.Match[str]], str]:
    return lambda found: kind * len(found[0])
