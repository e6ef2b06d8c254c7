"""What single characters are: direction, script, brackets, and what clings to what.

Python's own Unicode tables give most of it; HarfBuzz knows the scripts. Nothing depends on fonts.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Any

import uharfbuzz

harfbuzz: Any = uharfbuzz  # a compiled module without type information

_PAIRS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋〈〉❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽"
    "⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
CLOSER_OF = {
    CANONICAL.get(a, a): CANONICAL.get(b, b) for a, b in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)
}
CLOSERS = frozenset(CLOSER_OF.values())
CLOSING = CLOSERS | {letter for letter, same in CANONICAL.items() if same in CLOSERS}
"""All characters that close a bracket, those that stand for another among them."""


@functools.cache
def bidi_class(letter: str) -> str:
    """The bidirectional class of one character; unassigned ones take their block's default."""
    known = unicodedata.bidirectional(letter)
    if known:
        return known
    point = ord(letter)
    if point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF or 0xE0000 <= point <= 0xE0FFF:
        return "BN"
    if 0x20A0 <= point <= 0x20CF:
        return "ET"
    arabic = ((0x600, 0x7BF), (0x860, 0x8FF), (0xFB50, 0xFDCF), (0xFDF0, 0xFDFF), (0xFE70, 0xFEFF))
    astral = ((0x10D00, 0x10D3F), (0x10F30, 0x10F6F), (0x1EC70, 0x1ECBF), (0x1ED00, 0x1ED4F))
    if any(a <= point <= b for a, b in arabic + astral) or 0x1EE00 <= point <= 0x1EEFF:
        return "AL"
    right = ((0x590, 0x8FF), (0xFB1D, 0xFB4F), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF))
    return "R" if any(a <= point <= b for a, b in right) else "L"


COMMON = ""
"""The script of characters that serve every script: digits, spaces, most punctuation."""

_SIMPLE = re.compile(
    "[\u0020-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u4e00-\u9fff]*"
)
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
    "|[" + "".join(f"{chr(p << 16 | 0xFFFE)}{chr(p << 16 | 0xFFFF)}" for p in range(1, 17)) + "]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_TROUBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(p << 16 | 0xFFFE)}{chr(p << 16 | 0xFFFF)}" for p in range(1, 17))
    + "]"
)
"""Whether anything must be done at all: one class of characters, as alternatives are slow."""


def clean(value: object) -> str:
    """Text that can be set, from anything.

    Characters that no page can show (controls, halves of surrogate pairs, non-characters) become
    U+FFFD, which is visible; every kind of line end becomes a line feed, a tab a space.
    """
    if value is None:
        return ""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    if _TROUBLE.search(text) is None:
        return text
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ").replace("\ufeff", "\u2060")
    return _UNSHOWABLE.sub("\ufffd", text)


@functools.cache
def script_of(letter: str) -> str:
    """The script of one character as its four-letter tag, or :data:`COMMON`."""
    buffer = harfbuzz.Buffer()
    buffer.add_str(letter)
    buffer.guess_segment_properties()
    return buffer.script or COMMON


@functools.cache
def is_invisible(letter: str) -> bool:
    """Whether a character only steers others and is never drawn (marks of direction, joiners)."""
    point = ord(letter)
    return (
        0x200B <= point <= 0x200F
        or 0x202A <= point <= 0x202E
        or 0x2060 <= point <= 0x206F
        or 0xFE00 <= point <= 0xFE0F
        or 0xE0000 <= point <= 0xE0FFF
        or point in (0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0)
        or 0x180B <= point <= 0x180F
    )


@functools.cache
def _clings(letter: str) -> bool:
    point = ord(letter)
    return (
        unicodedata.category(letter) in ("Mn", "Me", "Mc")
        or point in (0x200C, 0x200D, 0x0E33, 0x0EB3)
        or 0xFE00 <= point <= 0xFE0F
        or 0x1F3FB <= point <= 0x1F3FF
        or 0xE0020 <= point <= 0xE007F
    )


@functools.cache
def _is_flag(letter: str) -> bool:
    return 0x1F1E6 <= ord(letter) <= 0x1F1FF


_JOINING_VIRAMAS = frozenset("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0d4d\u0dca\u17d2\u1039")


def clusters(text: str) -> list[str]:
    """Cut ``text`` into what a reader takes for one letter: base and marks, emoji families, flags.

    Close to the extended clusters of UAX #29, with conjuncts kept whole; joined they are ``text``.
    """
    if _SIMPLE.fullmatch(text):
        return list(text)
    found: list[str] = []
    start, flags = 0, 0
    for at in range(1, len(text)):
        previous, letter = text[at - 1], text[at]
        flags = flags + 1 if _is_flag(previous) else 0
        joined = (
            _clings(letter)
            or (previous == "\u200d" and unicodedata.category(letter)[0] in "SL")
            or (_is_flag(letter) and flags % 2 == 1)
            or (previous in _JOINING_VIRAMAS and unicodedata.category(letter) == "Lo")
        )
        if not joined:
            found.append(text[start:at])
            start, flags = at, 0
    if text:
        found.append(text[start:])
    return found
