"""Who may be one: pairs with a reason, proposed for a person to decide, never joined by themselves.

Reasons, the strongest first: ``email``, ``phone``, ``name`` (one name in any spelling or order of
words), ``part`` (one name holds all words of the other), ``spelling`` (one letter apart).
Organisations are compared by ``name`` and ``acronym``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import Organisation, Person, SameAs
from carefacilitator.model.text.folding import fold
from carefacilitator.services.same.recognition import address

Known = Person | Organisation

_PHONE_DIGITS = 7
"""Shorter numbers are extensions or slips; longer ones are compared by their last nine digits."""
_CROWD = 40
"""A word that more names share (a village, a family) proposes nobody."""
_LONG_WORD = 5
"""Words of fewer letters differ by one letter too easily."""


@dataclass(frozen=True)
class Likely:
    """Two people, or two organisations, who may be one, and why (a key of this module)."""

    first: Known
    second: Known
    reason: str

    @property
    def of_people(self) -> bool:
        """Whether these are people; otherwise organisations."""
        return isinstance(self.first, Person)


class _Said:
    """What was said about who is one with whom, and what was proposed."""

    def __init__(self, statements: Iterable[SameAs]) -> None:
        told = list(statements)
        self._one = Joined(told)
        self._apart = {self._pair(one.first_id, one.second_id) for one in told if not one.same}

    def _pair(self, first: str, second: str) -> frozenset[str]:
        return frozenset((self._one.of(first), self._one.of(second)))

    def open(self, first: Known, second: Known) -> bool:
        """Whether nobody has said yet if these two are one."""
        pair = self._pair(first.id, second.id)
        return len(pair) == 2 and pair not in self._apart

    def proposed(self, first: Known, second: Known) -> None:
        """Do not propose these two again for another reason."""
        self._apart.add(self._pair(first.id, second.id))


def pairs(people: Sequence[Person], statements: Iterable[SameAs]) -> list[Likely]:
    """Pairs of one list who may be one person.

    Each person is proposed once per reason, together with the first she may be.
    """
    said = _Said(statements)
    keys = (("email", _email_key), ("phone", _phone_key), ("name", _name_key))
    found = [one for reason, key in keys for one in _by_key(people, said, reason, key)]
    return [*found, *_alike(people, said)]


def organisation_pairs(
    organisations: Sequence[Organisation], statements: Iterable[SameAs]
) -> list[Likely]:
    """Pairs of organisations that may be one: by any of their names, or by their short name."""
    said = _Said(statements)
    found: list[Likely] = []
    known: dict[str, Organisation] = {}
    for one in organisations:
        names = (one.name, one.acronym, *one.names.values(), *one.other_names)
        for name in names:
            key = " ".join(sorted(fold(name).split()))
            other = known.setdefault(key, one) if len(key) > 1 else one
            if other is not one and said.open(other, one):
                said.proposed(other, one)
                reason = "acronym" if fold(one.acronym) == key else "name"
                found.append(Likely(other, one, reason))
    return found


def elsewhere(
    here: Sequence[Person], everybody: Iterable[Person], statements: Iterable[SameAs]
) -> list[Likely]:
    """People of one list who may be somebody of another, by the rule that holds within a list."""
    said = _Said(statements)
    own = {person.id for person in here}
    known: dict[tuple[str, str], list[Person]] = {}
    for person in everybody:
        if person.id not in own:
            for key in _keys(person):
                known.setdefault(key, []).append(person)
    found: list[Likely] = []
    for person in here:
        for key in _keys(person):
            others = known.get(key, ())
            second = next((one for one in others if said.open(person, one)), None)
            if second is not None:
                said.proposed(person, second)
                found.append(Likely(person, second, key[0]))
                break
    return found


def _by_key(
    people: Sequence[Person], said: _Said, reason: str, key_of: Callable[[Person], str]
) -> Iterator[Likely]:
    groups: dict[str, list[Person]] = {}
    for person in people:
        key = key_of(person)
        group = groups.setdefault(key, []) if key else []
        others = (one for one in group if reason != "phone" or _share_a_word(one, person))
        first = next((one for one in others if said.open(one, person)), None)
        if first is not None:
            said.proposed(first, person)
            yield Likely(first, person, reason)
        group.append(person)


def _share_a_word(first: Person, second: Person) -> bool:
    """One telephone often serves a whole house or office: a name must speak for it, too."""
    return bool(set(fold(first.name).split()) & set(fold(second.name).split()))


def _alike(people: Sequence[Person], said: _Said) -> Iterator[Likely]:
    """Pairs that share a word, one name holding the other or differing in one letter."""
    by_word: dict[str, list[tuple[Person, tuple[str, ...]]]] = {}
    for person in people:
        words = tuple(sorted(set(fold(person.name).split())))
        for word in words if len(words) > 1 else ():
            by_word.setdefault(word, []).append((person, words))
    for word in sorted(by_word):
        sharing = by_word[word]
        if not 1 < len(sharing) <= _CROWD:
            continue
        for (first, mine), (second, hers) in combinations(sharing, 2):
            reason = _alike_by(first, second, set(mine), set(hers))
            if reason and said.open(first, second):
                said.proposed(first, second)
                yield Likely(first, second, reason)


def _alike_by(first: Person, second: Person, mine: set[str], hers: set[str]) -> str:
    """``part``, ``spelling`` or nothing; two addresses say that they are two."""
    if first.email and second.email and address(first.email) != address(second.email):
        return ""
    if mine < hers or hers < mine:
        return "part"
    left, right = mine - hers, hers - mine
    if len(left) == len(right) == 1 and _one_letter_apart(left.pop(), right.pop()):
        return "spelling"
    return ""


def _one_letter_apart(one: str, two: str) -> bool:
    """Whether two long words (no numbers) differ by one letter put in, left out or changed."""
    short, long = sorted((one, two), key=len)
    if len(short) < _LONG_WORD or len(long) - len(short) > 1:
        return False
    if any(letter.isdigit() for letter in short + long):
        return False
    at = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _email_key(person: Person) -> str:
    return address(person.email)


def _phone_key(person: Person) -> str:
    digits = "".join(sign for sign in fold(person.phone) if sign.isdecimal())
    return digits[-9:] if len(digits) >= _PHONE_DIGITS else ""


def _name_key(person: Person) -> str:
    """A key that spelling and word order do not change."""
    return " ".join(sorted(fold(person.name).split()))


def _keys(person: Person) -> list[tuple[str, str]]:
    """What a person goes by in any workshop: her address, her name at her organisation."""
    keys = [("email", address(person.email)), ("name", fold(person.name))]
    place = f"\x1f{person.organisation_id}"
    return [(why, key + place if why == "name" else key) for why, key in keys if key]
