"""Texts that name a person: every spelling by which the search would find her.

Names are compared folded, word by word: in any order, with or without hyphens, written in one or in
two, in Arabic also behind a joined particle; her first name alone too, and her telephone number
however it is spaced. Rather too much is found than too little: a person looks at each text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from carefacilitator.model.folding import fold
from carefacilitator.model.joined import Joined
from carefacilitator.model.records import KINDS, Person, SameAs
from carefacilitator.storage.search import SEARCHED
from carefacilitator.storage.workspace import Workspace

MASK = "[…]"
"""What stands where a name was."""

_MORE: dict[str, tuple[str, ...]] = {
    "workshop": ("date_note",),
    "agenda_block": ("lead", "materials", "instructions", "question"),
    "commitment": ("indicator",),
    "commitment_partner": ("contribution",),
    "attendance": ("reason",),
    "attachment": ("name",),
}
"""Fields with words of people that the search does not look into."""

_WORD = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u0670\u200b-\u200f])*"
)
_NUMBER = re.compile(r"\+?\d[\d\s().\-/\u00a0]{4,}\d")
_PARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")
_SHORTEST = 2
_TELLING = 4
"""A word in the middle of a name is looked for by itself from so many letters on: not “de la”."""

_DIGITS = 7
"""So many last digits make a telephone number."""


@dataclass(frozen=True)
class Naming:
    """A text that names somebody; ``masked`` is the same with :data:`MASK` where she is named.

    ``field`` may name a language version (``texts/es``); ``whole`` tells that her whole name or her
    number stands there, not her first name alone.
    """

    kind: str
    record: str
    field: str
    text: str
    masked: str
    whole: bool


def texts_naming(workspace: Workspace, person: str) -> list[Naming]:
    """Every text of everything in use or in the bin that names a person, surest first."""
    joined = Joined(workspace.all(SameAs, target_kind="person"))
    found = (workspace.find(Person, one, in_bin=True) for one in joined.members(person))
    people = [one for one in found if one is not None]
    looked = _Looked([one.name for one in people], [one.phone for one in people])
    every = [
        Naming(kind, record, field, text, *told)
        for kind, record, field, text in _texts(workspace)
        if (told := looked.masked(text)) is not None
    ]
    return sorted(every, key=lambda one: not one.whole)


def _texts(workspace: Workspace) -> Iterator[tuple[str, str, str, str]]:
    for kind in KINDS:
        if kind == "person":  # who is forgotten with all her records
            continue
        fields = (*SEARCHED.get(kind, ()), *_MORE.get(kind, ()))
        for in_bin in (False, True):
            for record in workspace.all(KINDS[kind], in_bin=in_bin) if fields else ():
                for field in fields:
                    value = getattr(record, field)
                    if isinstance(value, dict):
                        for language, text in value.items():
                            yield kind, record.id, f"{field}/{language}", text
                    elif isinstance(value, str) and value:
                        yield kind, record.id, field, value


class _Looked:
    """The words of somebody's names, and her numbers, made ready to be looked for."""

    def __init__(self, names: Iterable[str], phones: Iterable[str]) -> None:
        self._names = [tuple(_parts(name)) for name in names]
        self._names = [one for one in self._names if one]
        self._numbers = {digits[-9:] for one in phones if len(digits := _digits(one)) >= _DIGITS}
        self._alone = {one[0] for one in self._names if len(one) == 1}
        self._words = {part for one in self._names for part in one}
        self._together = {
            "".join(one[start:end])
            for one in self._names
            for start in range(len(one))
            for end in range(start + 2, len(one) + 1)
        }

        ends = {word for one in self._names for word in (one[0], one[-1])}
        long = {word for word in self._words if len(word) >= _TELLING}
        self._strong = ends | long | self._together

    def masked(self, text: str) -> tuple[str, bool] | None:
        """The text without her, and whether her whole name stood there; None where it did not."""
        words = [(match.start(), match.end(), fold(match[0])) for match in _WORD.finditer(text)]
        hits = [self._hit(folded) for _, _, folded in words]
        places: list[tuple[int, int]] = []
        whole = False
        number = 0
        while number < len(words):
            end = number
            while end < len(words) and hits[end] and _near(text, words, number, end):
                end += 1
            run = [one for one in range(number, end) if hits[one] in self._strong]
            if run:  # more of her name than “de la”
                places.append((words[run[0]][0], words[run[-1]][1]))
                whole = whole or self._is_whole({hits[one] for one in run})
            number = max(end, number + 1)
        for match in _NUMBER.finditer(text):
            if any(_digits(match[0]).endswith(one[-_DIGITS:]) for one in self._numbers):
                places.append(match.span())
                whole = True
        return (_without(text, places), whole) if places else None

    def _hit(self, folded: str) -> str:
        """The word of her name that a word of a text is, or an empty text."""
        for word in (folded, *(folded.removeprefix(one) for one in _PARTICLES)):
            if word in self._words or word in self._together:
                return word
        return ""

    def _is_whole(self, words: set[str]) -> bool:
        return len(words) > 1 or bool(words & (self._together | self._alone))


def _near(text: str, words: Sequence[tuple[int, int, str]], first: int, last: int) -> bool:
    """Whether nothing but blanks and hyphens stands between a word and the one before it."""
    if first == last:
        return True
    between = text[words[last - 1][1] : words[last][0]]
    return not between.strip(" \t\n\u00a0-‐‑–—'’.,،\u200b")


def _parts(name: str) -> Iterator[str]:
    for match in _WORD.finditer(name):
        folded = fold(match[0])
        if len(folded) >= _SHORTEST:
            yield folded


def _digits(text: str) -> str:
    return "".join(char for char in fold(text) if char.isdigit())


def _without(text: str, places: Iterable[tuple[int, int]]) -> str:
    out, upto = [], 0
    for start, end in sorted(places):
        if start >= upto:
            out += [text[upto:start], MASK]
            upto = end
    return "".join((*out, text[upto:]))
