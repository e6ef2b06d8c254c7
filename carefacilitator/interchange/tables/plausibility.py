"""Judge whether decoded text looks like writing in English, Spanish, French, Portuguese or Arabic.

Wrong eight-bit encodings betray themselves: a capital in the middle of a small word (“MÈxico”), a
symbol between letters (“Garc’a”, “Per·”), Arabic letters glued to Latin ones, a ta marbuta that
does not end its word. Every character outside ASCII is looked at with its two neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LATIN = frozenset("šžŠŽáéíóúüñàâçèêëîïôœùûÿãõäöåøæìòÁÉÍÓÚÜÑÀÂÇÈÊËÎÏÔŒÙÛÃÕÄÖÅØÆÌÒ")
_ARABIC = frozenset(map(chr, [*range(0x0621, 0x063B), *range(0x0641, 0x064B)]))
_ARABIC_EXTRA = frozenset("پچژگڤٹڈڑںھہےک")
_ARABIC_SIGNS = frozenset(map(chr, range(0x064B, 0x0653)))
_ARABIC_COMMON = frozenset("اليمونرتبدعسحفهكة")
_ENDS_WORD = frozenset("ةى")
_NEVER_FIRST = frozenset("ؤئةى")
_OPENS = frozenset("“«‘„‹")
_CLOSES = frozenset("”»’›")
_QUIET = frozenset("–—…•€£°™®©§×÷²³½¼ـ،؛؟\u200c\u200d\u200e\u200f\u00ad")
_FOLLOWED_BY = {
    "ñ": "aeiouáéíóú",
    "ç": "aeiouáâàãéêíóôõúûœ",
    "ã": "oesi",
    "õ": "e",
    "œ": "uicdnst",
}
"""Letters that stand before few others in our languages."""
_ELISION = re.compile(
    r"(?i:(?:^|[^a-zà-ÿ])(?:[ldjnsctmqo]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|aujourd))$"
)
_POSSESSIVE = re.compile(r"(?i:^(?:s|t|m|d|re|ve|ll)(?![a-zà-ÿ]))")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many points speak for a reading of a text, and how many against it."""

    good: int
    bad: int

    @property
    def score(self) -> int:
        """To compare readings with each other."""
        return self.good - 2 * self.bad

    @property
    def plausible(self) -> bool:
        """Whether at most one point in five speaks against the reading."""
        return self.bad * 4 <= self.good


def implausible_share(text: str) -> float:
    """Share of characters that no writing uses: unassigned, private or control characters."""
    odd = sum(unicodedata.category(c) in ("Cn", "Co", "Cc") and c not in "\t\n\v\f\r" for c in text)
    return odd / max(1, len(text))


def judge(text: str) -> Evidence:
    """Weigh every character outside ASCII by its neighbours."""
    good = bad = 0
    arabic = common = 0
    for found in re.finditer(r"[^\x00-\x7f]", text):
        at = found.start()
        char = text[at]
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if char in _ARABIC or char in _ARABIC_EXTRA:
            arabic += 1
            common += char in _ARABIC_COMMON
            points = _arabic_letter(char, before, after)
        elif char in _LATIN:
            points = _latin_letter(text, at)
        else:
            points = _mark(text, at)
        good, bad = good + max(0, points), bad + max(0, -points)
    if arabic >= 8 and common * 2 < arabic:  # the usual letters are 3 in 4 of real Arabic text
        bad += arabic
    good += 2 * len(re.findall(r"(?<![\u0621-\u064a])ال(?=[\u0621-\u064a])", text))
    return Evidence(good, bad)


def _is_arabic(char: str) -> bool:
    return char in _ARABIC or char in _ARABIC_EXTRA or char in _ARABIC_SIGNS or char == "ـ"


def _is_latin(char: str) -> bool:
    return char.isalpha() and not _is_arabic(char)


def _arabic_letter(char: str, before: str, after: str) -> int:
    if (before and _is_latin(before)) or (after and _is_latin(after)):
        return -2
    joined_before = bool(before) and _is_arabic(before)
    joined_after = bool(after) and _is_arabic(after)
    if char in _ENDS_WORD and joined_after and after not in _ARABIC_SIGNS:
        return -2
    if char in _NEVER_FIRST and not joined_before:
        return -2
    return 1 if joined_before or joined_after else 0


def _latin_letter(text: str, at: int) -> int:
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if (before and _is_arabic(before)) or (after and _is_arabic(after)):
        return -2
    if char.isupper() and before.isalpha() and before.islower():
        return -2
    if char.isupper() and before.isupper() and after.isalpha() and after.islower():
        return -1
    follow = _FOLLOWED_BY.get(char.lower())
    if follow and after.isalpha() and after.lower() not in follow:
        return -1
    if char.lower() in "äöåøæìò":  # letters of names from elsewhere
        return 1
    if not before.isalpha() and not after.isalpha():  # “à” and “é” are words, “ñ” is not
        return 1 if char in "àéóÀÉÓ" else 0
    if before.isalpha() and not before.isascii():
        further = text[at - 2 : at - 1]
        return -2 if further.isalpha() and not further.isascii() else 0
    return 2


def _mark(text: str, at: int) -> int:
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    inside = before.isalpha() and after.isalpha()
    if char in _ARABIC_SIGNS:
        return 0 if before and before in _ARABIC | _ARABIC_SIGNS else -2
    if char in "¿¡":
        closing = "?" if char == "¿" else "!"
        return 1 if not before.isalpha() and closing in text[at : at + 300] else -2
    if char == "’" and inside:
        return _apostrophe(text, at)
    if char == "·":
        return 0 if inside else -1
    if char in "ªº":
        return 0 if before.isdigit() or before in "ºªnNDdMmaAoO." else -1
    if char == "\u00a0":
        return -1 if inside else 0
    if char in _OPENS:
        return -2 if before.isalpha() else 0
    if char in _CLOSES:
        return -2 if inside else 0
    if char in _QUIET:
        return _quiet(text, at) if inside else 0
    return -2 if before.isalpha() or after.isalpha() else -1


def _apostrophe(text: str, at: int) -> int:
    """“l’eau” and “women’s” are writing; “Garc’a” is an accented letter read wrongly."""
    if _ELISION.search(text[max(0, at - 12) : at]) or _POSSESSIVE.match(text[at + 1 : at + 5]):
        return 2
    return -2


def _quiet(text: str, at: int) -> int:
    """A dash may join two words, not the single letter of “coraz—n”; other marks join nothing."""
    if text[at] not in "–—":
        return -2
    before, after = text[max(0, at - 2) : at], text[at + 1 : at + 3]
    return 0 if before.isalpha() and after.isalpha() and len(before + after) == 4 else -2
