"""What a report of several workshops tells beyond each of them: who came how often, what changed.

Filtered by consent like a dossier. A number that is None belongs to a group too small to be told,
or could be found by subtraction from one that is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from carefacilitator.model.document.figures import FLOOR, CommitmentFigures


@dataclass(frozen=True, kw_only=True)
class SessionLine:
    """One workshop of the series in figures.

    ``new`` are people of the list who came to the series for the first time, ``again`` those who
    had been at an earlier workshop of it.
    """

    code: str
    title: str
    title_language: str = ""
    start: str = ""
    end: str = ""
    place: str = ""
    mode: str = ""
    named: int = 0
    counted: int = 0
    new: int | None = None
    again: int | None = None
    lessons: int = 0
    opportunities: int = 0
    challenges: int = 0
    commitments: int = 0


@dataclass(frozen=True, kw_only=True)
class FaithfulLine:
    """A person who agreed to be listed, and whether she was at each workshop, in their order."""

    name: str
    organisation: str
    present: tuple[bool, ...]

    @property
    def times(self) -> int:
        """At how many workshops she was."""
        return sum(self.present)


@dataclass(frozen=True, kw_only=True)
class Series:
    """Several workshops side by side.

    ``attended`` are (from, to, people): so many people came to so many workshops.
    """

    sessions: tuple[SessionLine, ...] = ()
    attended: tuple[tuple[int, int, int], ...] = ()
    people: tuple[FaithfulLine, ...] = ()
    commitments: CommitmentFigures | None = None
    day: str = ""
    """The day on which the commitments stood so."""

    @property
    def anybody(self) -> bool:
        """Whether anybody was there at all."""
        return any(one.named + one.counted for one in self.sessions)


def attended(times: Iterable[int], floor: int = FLOOR) -> tuple[tuple[int, int, int], ...]:
    """How many people came to how many workshops: (from, to, people), small groups joined.

    Neighbouring numbers are joined until no group is smaller than ``floor``; nothing is told where
    everybody together is fewer.
    """
    counted = sorted(Counter(times).items())
    if sum(count for _, count in counted) < floor:
        return ()
    spans: list[tuple[int, int, int]] = []
    for number, count in counted:
        if spans and spans[-1][2] < floor:
            first, _, before = spans.pop()
            spans.append((first, number, before + count))
        else:
            spans.append((number, number, count))
    if len(spans) > 1 and spans[-1][2] < floor:
        _, last, count = spans.pop()
        first, _, before = spans.pop()
        spans.append((first, last, before + count))
    return tuple(spans)


def new_and_again(
    present: Sequence[frozenset[str]], floor: int = FLOOR
) -> list[tuple[int | None, int | None]]:
    """For each workshop, how many came for the first time and how many had come before.

    ``present`` are the people (ids) of each. Both are None where one of them is a small group,
    since together they are the number of people on the list.
    """
    known: set[str] = set()
    found: list[tuple[int | None, int | None]] = []
    for people in present:
        new, again = len(people - known), len(people & known)
        known |= people
        small = 0 < new < floor or 0 < again < floor
        found.append((None, None) if small else (new, again))
    return found


def times_present(present: Sequence[frozenset[str]]) -> Mapping[str, tuple[bool, ...]]:
    """For each person (id) whether she was at each workshop."""
    everybody = frozenset().union(*present)
    return {one: tuple(one in people for people in present) for one in everybody}
