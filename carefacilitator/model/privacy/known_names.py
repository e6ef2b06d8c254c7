"""Finds the names of known people in what somebody typed, however they are spelled there.

Names are compared folded (:mod:`.folding`), in any order of their parts, with or without hyphens,
apostrophes, particles, titles, Arabic prefixes and articles, plural and possessive endings; numbers
in any spelling, addresses in any case. What is typed wrongly, nicknames, and a name written in
another script are not found.

A part of a name alone counts where it is that of one person only among those who are *near* (the
people of the workshop). Of everybody else a name of one word counts, and a first name nobody else
has, where it is written like a name. What may as well be an everyday word is found as “perhaps”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from carefacilitator.model.privacy.everyday_names import EVERYDAY
from carefacilitator.model.privacy.name_words import (
    FEWEST_DIGITS,
    SKIPPED,
    WEAK,
    WORD,
    Token,
    forms_of,
    is_strong,
    joined_forms,
    number_key,
    tokens_of,
)
from carefacilitator.model.text.folding import fold, fold_map

MASK = "[…]"
"""What stands for a name that is not shown."""

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that put no space between words."""
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+")
_NUMBER = re.compile(r"\d(?:[\s().\-/]{0,3}\d){5,}")
_NUMBERS_APART = re.compile(r"[;,/|]|[^\W\d_]+")
_WIDEST_GAP = 5
"""Characters that may stand between two parts of one name."""
_MOST_KEPT = 50_000

Span = tuple[int, int]


class KnownPerson(NamedTuple):
    """Whom to look for; ``contacts`` are e-mail addresses and telephone numbers."""

    id: str
    name: str
    contacts: tuple[str, ...] = ()


class Found(NamedTuple):
    """A place in a text (``start``, ``end``) that names somebody of ``people`` (ids).

    ``sure`` is false where it may be an everyday word, or one of several people; ``contact`` tells
    that it is no name but where she can be reached.
    """

    start: int
    end: int
    people: tuple[str, ...]
    sure: bool
    contact: bool = False


class _Name(NamedTuple):
    """The words of a name; ``strong`` say who it is, ``all`` have those that do not, too."""

    strong: tuple[str, ...]
    all: tuple[str, ...]


class KnownNames:
    """The names of people, indexed by their words; built once and asked about many texts."""

    def __init__(self, people: Iterable[KnownPerson]) -> None:
        self.ids: list[str] = []
        self.names: list[_Name] = []
        self.places: dict[str, list[int]] = {}
        self.bare: set[str] = set()
        self.by_word: dict[str, list[int]] = {}
        self.joined: dict[str, list[int]] = {}
        self.numbers: dict[str, list[int]] = {}
        self.addresses: dict[str, list[int]] = {}
        self.unspaced: dict[str, list[tuple[str, int]]] = {}
        for one in people:
            self._add(one)
        self.lengths = sorted({len(key) for key in self.numbers}, reverse=True)

    def __len__(self) -> int:
        return len(self.ids)

    def put(self, one: KnownPerson) -> None:
        """Know a person under another name from now on, or no more where it is empty.

        Views that were made before do not know it.
        """
        for before in self.places.pop(one.id, []):
            for index in (self.by_word, self.joined, self.numbers, self.addresses):
                for known in index.values():
                    if before in known:
                        known.remove(before)
            for names in self.unspaced.values():
                names[:] = [pair for pair in names if pair[1] != before]
        self._add(one)
        self.lengths = sorted({len(key) for key in self.numbers}, reverse=True)

    def also(self, people: Iterable[KnownPerson]) -> None:
        """Know these under one more name each."""
        for one in people:
            self._add(one)
        self.lengths = sorted({len(key) for key in self.numbers}, reverse=True)

    def _add(self, one: KnownPerson) -> None:
        at = len(self.ids)
        self.places.setdefault(one.id, []).append(at)  # several where she has several names
        self.ids.append(one.id)
        folded = fold(one.name)
        words = WORD.findall(folded)
        strong = [word for word in words if is_strong(word)]
        whole = [word for word in words if word not in SKIPPED]
        if words and not whole:  # “Ben”, “Mama”: a name all the same
            whole, self.bare = words, self.bare | set(words)
        self.names.append(_Name(tuple(strong), tuple(whole)))
        for word in dict.fromkeys(words):
            self.by_word.setdefault(word, []).append(at)
        if len(words) > 1:
            for joined in joined_forms(words, strong, folded):
                self.joined.setdefault(joined, []).append(at)
        if not folded.isascii():
            self._add_forms(words, folded, at)
        for contact in one.contacts:
            if contact:
                self._add_contact(fold(contact), at)

    def _add_forms(self, words: Sequence[str], folded: str, at: int) -> None:
        """Arabic names also without their article; names of scripts without spaces as they are."""
        for word in words:
            if word.startswith("ال") and len(word) > 4:
                _once(self.by_word, word[2:], at)
        if _UNSPACED.search(folded):
            plain = folded.replace(" ", "")
            if len(plain) > 1:
                self.unspaced.setdefault(plain[:2], []).append((plain, at))

    def _add_contact(self, contact: str, at: int) -> None:
        if "@" in contact:
            for address in _ADDRESS.findall(contact):
                _once(self.addresses, address.strip("."), at)
            return
        apart = _NUMBERS_APART.split(contact)
        for part in {contact, *apart} if len(apart) > 1 else (contact,):
            key = number_key(part)
            if key:
                _once(self.numbers, key, at)

    def among(self, near: Collection[str] | None = None) -> NamesNear:
        """These names with those who are near (ids) told apart; everybody is, where not given."""
        return NamesNear(self, near)


class NamesNear:
    """Known names as they are looked for in the texts of one workshop."""

    def __init__(self, names: KnownNames, near: Collection[str] | None) -> None:
        self._index = names
        self._near: frozenset[int] | None = None
        if near is not None:
            self._near = frozenset(at for key in near for at in names.places.get(key, ()))
        self._known: dict[str, frozenset[int]] = {}

    # -- asking ----------------------------------------------------------------------------

    def find(self, text: str) -> list[Found]:
        """Every place in a text that names somebody, in order; places do not overlap."""
        if not text or not self._may_name(text):
            return []
        folded, places = fold_map(text)
        found = [
            *self._contacts(folded),
            *self._unspaced(folded),
            *self._by_words(folded, text, places),
        ]
        return _apart(
            one._replace(start=places[one.start], end=_end(places, one.end)) for one in found
        )

    def names(self, text: str) -> bool:
        """Whether a text names somebody, sure or not."""
        return bool(self.find(text))

    def masked(self, text: str, *, hides: Collection[str] | None = None) -> str:
        """The text with ``[…]`` for every name, or for those of ``hides`` (ids) only."""
        return mask(text, [one for one in self.find(text) if _is_of(one, hides)])

    def _may_name(self, text: str) -> bool:
        """A quick look: nearly every text names nobody, and that must cost next to nothing."""
        names, before, digits = self._index, "", 0
        folded = fold(text)
        for word in WORD.findall(folded):
            if self._people(word) or (before and self._people(before + word)):
                return True
            before = word
            digits += sum(map(str.isdigit, word)) if not word.isalpha() else 0
        if digits >= FEWEST_DIGITS and names.numbers:
            return True
        return bool(
            (names.addresses and "@" in folded) or (names.unspaced and _UNSPACED.search(folded))
        )

    # -- words -----------------------------------------------------------------------------

    def _people(self, word: str) -> frozenset[int]:
        """Who bears a word as a part of her name, however it is inflected or joined."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            found: set[int] = set()
            for form in forms_of(word):
                found.update(self._index.by_word.get(form, ()))
                found.update(self._index.joined.get(form, ()))
            known = self._known[word] = frozenset(found)
        return known

    def _by_words(self, folded: str, text: str, places: Sequence[int]) -> Iterator[Found]:
        tokens = tokens_of(folded)
        at = 0
        while at < len(tokens):
            step = self._run(tokens, at)
            if step is None:
                step = self._joined_pair(tokens, at, text, places)
            if step is None:
                step = self._alone(tokens, at, text, places)
            if step is None:
                at += 1
                continue
            found, at = step
            yield found

    def _run(self, tokens: Sequence[Token], at: int) -> tuple[Found, int] | None:
        """Several parts of one name, one after the other, in any order."""
        people = self._people(tokens[at].word)
        if not people or tokens[at].word in SKIPPED:
            return None
        used, last, end = [tokens[at].word], at, tokens[at].end
        for next_ in range(at + 1, min(at + 12, len(tokens))):
            token = tokens[next_]
            if token.start - tokens[next_ - 1].end > _WIDEST_GAP:
                break
            both = people & self._people(token.word)
            if both and token.word not in SKIPPED and token.word not in used:
                people, last, end = both, next_, token.end
                used.append(token.word)
            elif token.word not in SKIPPED and len(token.word) > 1:
                break
        whole = [one for one in people if self._covers(one, used)]
        named = whole or [one for one in people if self._strong_in(one, used) >= 2]
        if len(used) < 2 or not named:
            return None
        nearest = self._nearest(named)
        sure = len(nearest) == 1 or bool(whole)
        return self._found(tokens[at].start, end, nearest, sure), last + 1

    def _covers(self, person: int, used: Sequence[str]) -> bool:
        """Whether these words are the whole of her name."""
        forms = {form for word in used for form in forms_of(word)}
        return forms.issuperset(self._index.names[person].all)

    def _strong_in(self, person: int, used: Sequence[str]) -> int:
        strong = self._index.names[person].strong
        return sum(any(form in strong for form in forms_of(word)) for word in used)

    def _joined_pair(
        self, tokens: Sequence[Token], at: int, text: str, places: Sequence[int]
    ) -> tuple[Found, int] | None:
        """One part of a name that was written as two words: “Marie Claire”, “N’Diaye”."""
        if at + 1 >= len(tokens) or tokens[at + 1].start - tokens[at].end > 2:
            return None
        one, other = tokens[at], tokens[at + 1]
        if not self._people(one.word + other.word):
            return None
        both = Token(one.word + other.word, one.start, other.end)
        alone = self._alone([both], 0, text, places)
        return (alone[0], at + 2) if alone else None

    def _alone(
        self, tokens: Sequence[Token], at: int, text: str, places: Sequence[int]
    ) -> tuple[Found, int] | None:
        """One part of a name by itself."""
        token, names = tokens[at], self._index
        people = self._people(token.word)
        if not people or (token.word in SKIPPED and token.word not in names.bare):
            return None
        if len(token.word) < 2 or token.word.isdigit():
            return None
        forms = set(forms_of(token.word))
        small = text[places[token.start]].islower()
        joined = {one for form in forms for one in names.joined.get(form, ())}
        close = people if self._near is None else people & self._near
        whole = [one for one in people if self._covers(one, [token.word]) or one in joined]
        chosen: Sequence[int] = [one for one in whole if one in close]
        sure = True
        if not chosen and len(close) == 1 and self._says_who(close, forms):
            chosen = list(close)
        if not chosen and not close:
            first = [one for one in people if forms & set(names.names[one].strong[:1])]
            is_only = len(people) == 1 and first and not small and not forms & EVERYDAY
            chosen, sure = whole or (first if is_only else []), bool(whole)
        if not chosen:
            return None
        sure = sure and len(chosen) == 1 and not small and not forms & (EVERYDAY | WEAK)
        sure = sure and len(token.word) > 2
        return self._found(token.start, token.end, chosen, sure), at + 1

    def _says_who(self, people: Iterable[int], forms: set[str]) -> bool:
        return any(forms & set(self._index.names[one].strong) for one in people)

    # -- contacts and scripts without spaces ------------------------------------------------

    def _contacts(self, folded: str) -> Iterator[Found]:
        names = self._index
        for match in _ADDRESS.finditer(folded) if names.addresses and "@" in folded else ():
            told = match.group().strip(".")
            if told in names.addresses:
                found = self._found(match.start(), match.end(), names.addresses[told], True)
                yield found._replace(contact=True)
        for match in _NUMBER.finditer(folded) if names.numbers else ():
            yield from self._numbers_in(match.group(), match.start())

    def _numbers_in(self, run: str, start: int) -> Iterator[Found]:
        """Known numbers in a run of digits, each ending where a group of digits ends."""
        at = [place for place, char in enumerate(run) if char.isdigit()]
        digits = "".join(run[place] for place in at)
        for stop in range(len(digits), FEWEST_DIGITS - 1, -1):
            place = at[stop - 1] + 1
            if place < len(run) and run[place].isdigit():
                continue
            for length in self._index.lengths:
                people = self._index.numbers.get(digits[max(0, stop - length) : stop])
                if people:
                    begin = 0 if stop - length <= 7 else at[stop - length]
                    found = self._found(start + begin, start + place, people, True)
                    yield found._replace(contact=True)
                    break

    def _unspaced(self, folded: str) -> Iterator[Found]:
        known = self._index.unspaced
        if not known:
            return
        for at in range(len(folded) - 1):
            for name, person in known.get(folded[at : at + 2], ()):
                if folded.startswith(name, at):
                    yield self._found(at, at + len(name), [person], True)

    # -- telling ---------------------------------------------------------------------------

    def _nearest(self, people: Sequence[int]) -> list[int]:
        near = [one for one in people if self._near is None or one in self._near]
        return near or list(people)

    def _found(self, start: int, end: int, people: Iterable[int], sure: bool) -> Found:
        ids = tuple(sorted(self._index.ids[one] for one in set(people)))
        return Found(start, end, ids, sure)


def mask(text: str, found: Iterable[Found]) -> str:
    """The text with ``[…]`` in each of these places."""
    told, at = [], 0
    for one in found:
        told += [text[at : one.start], MASK]
        at = one.end
        while at < len(text) and unicodedata.combining(text[at]):
            at += 1  # an accent written by itself belongs to the letter before it
    return "".join((*told, text[at:]))


def _once(index: dict[str, list[int]], key: str, at: int) -> None:
    """Note a person under a key, not twice."""
    known = index.setdefault(key, [])
    if not known or known[-1] != at:
        known.append(at)


def _is_of(found: Found, people: Collection[str] | None) -> bool:
    return people is None or any(one in people for one in found.people)


def _end(places: Sequence[int], end: int) -> int:
    """Where in the text a match ends; signs that fold to nothing stay outside."""
    return max(places[end - 1] + 1, min(places[end], places[end - 1] + 1))


def _apart(found: Iterable[Found]) -> list[Found]:
    """The places in order; of two that overlap the one that begins first, or is longer."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and one.start < kept[-1].end:
            before = kept[-1]
            people = tuple(sorted({*before.people, *one.people}))
            end = max(before.end, one.end)
            sure, contact = before.sure or one.sure, before.contact or one.contact
            kept[-1] = Found(before.start, end, people, sure, contact)
        else:
            kept.append(one)
    return kept
