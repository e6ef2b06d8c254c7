"""From words to placed glyphs: cut by face, script and direction, shape with HarfBuzz, remember.

A *run* is a stretch of one word that one face draws in one direction. A *word* is what may not be
broken across lines; its runs are in logical order, the letters inside a run from left to right.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from carefacilitator.reports.text.characters import (
    COMMON,
    clusters,
    harfbuzz,
    is_invisible,
    script_of,
)
from carefacilitator.reports.text.fonts import FontFace, FontList, faces, is_neutral

_LATIN = re.compile("[!-~\u00a0-\u00ac\u00ae-\u017f\u2010-\u2027]+")
"""What the main face surely draws; most words, and so worth a shortcut."""
_CACHED_LENGTH = 64
_CACHED_WORDS = 40_000


class Glyph(NamedTuple):
    """One glyph with its advance and offsets, in thousandths of the face's size."""

    number: int
    advance: float
    right: float
    up: float


class Letter(NamedTuple):
    """The glyphs of one cluster and the text they stand for."""

    text: str
    glyphs: tuple[Glyph, ...]
    advance: float


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Letters of one face and level, from left to right.

    ``width`` is in thousandths of the text's size (the face's scale is in it); ``missing`` holds
    the characters that no face has and a box stands for.
    """

    face: FontFace
    level: int
    letters: tuple[Letter, ...]
    width: float
    missing: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """Runs that stay on one line unless they are wider than it."""

    runs: tuple[Run, ...]
    width: float


@dataclass(slots=True)
class _Stretch:
    face: FontFace | None
    level: int
    script: str
    text: str

    def goes_with(self, face: FontFace | None, level: int, script: str) -> bool:
        same = self.face is face and self.level == level
        return same and (self.script == script or COMMON in (self.script, script))

    def draws(self, neutral: str, level: int) -> bool:
        """Whether a letter of no script may take this stretch's face."""
        if self.face is None or self.level != level or self.script == COMMON or neutral == " ":
            return False
        return self.face.covers(neutral)


class Shaper:
    """Shapes words in one weight and remembers them."""

    def __init__(self, stack: FontList) -> None:
        self._stack = stack
        self._words: dict[tuple[str, int], Word] = {}

    def word(self, text: str, level: int) -> Word:
        """A word whose letters all have one level."""
        key = (text, level)
        found = self._words.get(key)
        if found is None:
            found = self.mixed(text, [level] * len(text))
            if len(text) <= _CACHED_LENGTH:
                if len(self._words) >= _CACHED_WORDS:
                    self._words.clear()
                self._words[key] = found
        return found

    def mixed(self, text: str, levels: list[int]) -> Word:
        """A word whose letters have different levels."""
        runs = tuple(self._shape(stretch) for stretch in self._stretches(text, levels))
        return Word(runs, sum(run.width for run in runs))

    def space(self, level: int, count: int = 1) -> Word:
        """``count`` spaces; their width always comes from a text face, never from a symbol one."""
        return self.word(" " * count, level)

    def _stretches(self, text: str, levels: list[int]) -> list[_Stretch]:
        """Cut by face, level and script; letters of no script go with the one before, or after."""
        if _LATIN.fullmatch(text) and max(levels) == min(levels) and not levels[0] & 1:
            return [_Stretch(self._stack.main, levels[0], "Latn", text)]
        found: list[_Stretch] = []
        at = 0
        for cluster in clusters(text):
            level = levels[at]
            at += len(cluster)
            if all(map(is_invisible, cluster)):
                if found and cluster in "\u200c\u200d":
                    found[-1].text += cluster  # joiners shape their neighbours
                continue
            if not is_neutral(cluster) and self._stack.choose(cluster) is None:
                for letter in cluster:
                    self._add(found, letter, level)
            else:
                self._add(found, cluster, level)
        return found

    def _add(self, found: list[_Stretch], cluster: str, level: int) -> None:
        last = found[-1] if found else None
        face, script = self._belongs(cluster, level, last)
        if last is not None and last.goes_with(face, level, script):
            last.script = last.script or script
            last.text += cluster
            return
        found.append(_Stretch(face, level, script, cluster))

    def _belongs(
        self, cluster: str, level: int, last: _Stretch | None
    ) -> tuple[FontFace | None, str]:
        if not is_neutral(cluster):
            return self._stack.choose(cluster), script_of(cluster[0])
        if last is not None and last.draws(cluster, level):
            return last.face, last.script
        return self._stack.neutral(cluster, level), COMMON

    def _shape(self, stretch: _Stretch) -> Run:
        if stretch.face is None:
            return self._boxes(stretch)
        face, text, rtl = stretch.face, stretch.text, bool(stretch.level & 1)
        buffer = harfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.script = stretch.script or ("Arab" if rtl else "Latn")
        buffer.cluster_level = harfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES
        harfbuzz.shape(face.font, buffer)
        infos, places = buffer.glyph_infos, buffer.glyph_positions
        if any(info.codepoint == 0 for info in infos):
            return self._boxes(stretch)
        letters = _letters(text, infos, places, face)
        width = face.scale * sum(letter.advance for letter in letters)
        return Run(face, stretch.level, letters, width)

    def _boxes(self, stretch: _Stretch) -> Run:
        """A visible box for each cluster no face has; its text stays readable for machines."""
        face, number = self._stack.box
        glyph = Glyph(number, face.advance(number), 0.0, 0.0)
        pieces = clusters(stretch.text)
        if stretch.level & 1:
            pieces.reverse()
        letters = tuple(Letter(piece, (glyph,), glyph.advance) for piece in pieces)
        width = face.scale * glyph.advance * len(letters)
        return Run(face, stretch.level, letters, width, stretch.text)


def _letters(text: str, infos: Any, places: Any, face: FontFace) -> tuple[Letter, ...]:
    """HarfBuzz's glyphs grouped by the text they came from, still from left to right.

    Equal letters of one face are one object: a word of 200 000 letters would else be a million.
    """
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    grouped: list[tuple[int, tuple[_Shaped, ...]]] = []
    last = -1
    for info, place in zip(infos, places, strict=True):
        shaped = (info.codepoint, place.x_advance, place.x_offset, place.y_offset)
        if info.cluster == last:
            grouped[-1] = (last, (*grouped[-1][1], shaped))
        else:
            last = info.cluster
            grouped.append((last, (shaped,)))
    made = _letter_of
    return tuple(made(face, text[start : ends[start]], glyphs) for start, glyphs in grouped)


_Shaped = tuple[int, int, int, int]
"""Number, advance and offsets of a glyph, in the face's own units."""


@functools.lru_cache(maxsize=20_000)
def _letter_of(face: FontFace, text: str, shaped: tuple[_Shaped, ...]) -> Letter:
    unit = face.unit
    glyphs = tuple(
        Glyph(number, advance * unit, right * unit, up * unit)
        for number, advance, right, up in shaped
    )
    return Letter(text, glyphs, sum(glyph.advance for glyph in glyphs))


_SHAPERS: dict[bool, Shaper] = {}


def shaper(bold: bool) -> Shaper:
    """The shared shaper of one weight."""
    found = _SHAPERS.get(bold)
    if found is None:
        found = _SHAPERS[bold] = Shaper(faces(bold))
    return found


def part_of(run: Run, letters: Sequence[Letter]) -> Run:
    """Some of a run's letters, from left to right, where an overlong word is cut."""
    width = run.face.scale * sum(letter.advance for letter in letters)
    missing = "".join(letter.text for letter in letters) if run.missing else ""
    return Run(run.face, run.level, tuple(letters), width, missing)
