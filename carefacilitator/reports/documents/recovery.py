"""The recovery sheet: the passphrase on paper, so that forgetting it does not lose the work.

Each word, or four signs of a long one, is a group in large letters with its number of signs and a
word for every sign that handwriting and fonts make alike (capitals, digits, marks). What the file
says about itself holds nothing of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from carefacilitator.i18n import Words, isolate
from carefacilitator.reports.blocks.blocks import Beside, Block, Space, Stack
from carefacilitator.reports.blocks.cells import DOT, Desk
from carefacilitator.reports.blocks.fitting import fitted
from carefacilitator.reports.blocks.pages import Placed
from carefacilitator.reports.blocks.paragraph import Paragraph
from carefacilitator.reports.blocks.table import Row, Table
from carefacilitator.reports.blocks.writing_line import WritingLine
from carefacilitator.reports.style import GUTTER, LEAD, MM, SMALL_ASH, TABLE_HEAD, TEXT, TITLE
from carefacilitator.reports.text.characters import bidi_class, clean, clusters

_LONG_WORD, _PART = 10, 4
_GROUP = replace(TITLE, size=22, leading=30, tag="P", after=0)
_INSET = 5.0


class Group(NamedTuple):
    """Signs that stand together, and how many spaces follow them."""

    signs: tuple[str, ...]
    spaces: int

    @property
    def text(self) -> str:
        """The signs as they are typed."""
        return "".join(self.signs)


def groups(passphrase: str) -> list[Group]:
    """The groups of a passphrase; joined with their spaces they are the passphrase again.

    Spaces at the beginning are a group without signs.
    """
    found = []
    typed = unicodedata.normalize("NFC", passphrase)
    for word, spaces in re.findall(r"([^ ]*)( *)", typed):
        signs = clusters(word)
        step = len(signs) if len(signs) <= _LONG_WORD else _PART
        parts = [tuple(signs[at : at + step]) for at in range(0, len(signs), max(1, step))]
        found += [Group(part, 0) for part in parts[:-1]]
        if parts or spaces:
            found.append(Group(parts[-1] if parts else (), len(spaces)))
    return found


def pages(desk: Desk, passphrase: str, day: str) -> list[Placed]:
    """The sheet, laid out."""
    return fitted(desk, partial(_blocks, passphrase=passphrase, day=day), 1)


def _blocks(desk: Desk, passphrase: str, day: str) -> Iterator[Block]:
    say = desk.words.say
    yield desk.text(say("Recovery sheet"), TITLE)
    told = say("This is the passphrase of one computer with CareFacilitator. Keep it like a key.")
    yield desk.text(told, replace(LEAD, after=10))
    yield _which(desk, day)
    yield desk.text(say("The passphrase"), desk.section)
    yield _table(desk, groups(passphrase))
    yield desk.text(say("What to do with this paper"), desk.section)
    for line in _advice(desk.words):
        yield desk.text(f"• {line}", replace(TEXT, after=1 if desk.tight else 4))


def _which(desk: Desk, day: str) -> Block:
    """The day, and lines to write which computer it is and who else has a paper."""
    say, width = desk.words.say, desk.paper.text_width
    labels = (say("Which computer"), say("Where else a copy of this paper lies"))
    written = say("Written on {day}", day=desk.words.day(day))
    lines = [Stack([Space(10), WritingLine(14.0), desk.text(one, SMALL_ASH)]) for one in labels]
    gap = 10 * MM
    beside = Beside(lines, [(width - gap) / 2] * 2, gap, desk.rtl)
    return Stack([desk.text(written, TEXT), beside])


def _table(desk: Desk, found: list[Group]) -> Block:
    say = desk.words.say
    number, after = 14 * MM, 34 * MM
    rest = desk.paper.text_width - 2 * _INSET - number - after - 3 * GUTTER
    layout = desk.table(number, rest * 0.5, rest * 0.5, after, inset=_INSET)
    heads = (say("No."), say("Type this"), say("Look closely"), say("Then"))
    head = Row(tuple(desk.text(one, TABLE_HEAD) for one in heads), head=True)
    last = len(found)
    rows = [_row(desk, one, at, at == last) for at, one in enumerate(found, 1)]
    return Table(layout, rows, head)


def _row(desk: Desk, group: Group, at: int, last: bool) -> Row:
    words = desk.words
    count = words.say_n("{n} sign", "{n} signs", len(group.signs))
    told = DOT.join(isolate(one) for one in (count, *_alike(words, group)))
    return Row(
        (
            desk.text(words.number(at), SMALL_ASH),
            Paragraph(group.text, _GROUP, desk.rtl, base=int(_runs_left(group))),
            desk.text(told, SMALL_ASH),
            desk.text(_then(words, group, last), TEXT),
        )
    )


def _then(words: Words, group: Group, last: bool) -> str:
    """What follows a group."""
    if group.spaces:
        return words.say_n("{n} space", "{n} spaces", group.spaces)
    return words.say("The end") if last else words.say("No space, go on")


def _runs_left(group: Group) -> bool:
    """Whether a group is typed from right to left; digits and marks alone are not."""
    return any(bidi_class(letter) in ("R", "AL") for letter in group.text)


def _mixed(group: Group) -> bool:
    """Whether the order in which signs are seen is not the order in which they are typed."""
    others = any(bidi_class(letter) in ("L", "EN", "AN") for letter in group.text)
    return _runs_left(group) and others


def _alike(words: Words, group: Group) -> list[str]:
    """Which signs are capitals, digits or marks; small letters are not mentioned."""
    say = words.say
    kinds: dict[str, list[str]] = {"capital": [], "digit": [], "mark": []}
    for sign in group.signs:
        category = unicodedata.category(sign[0])
        if category in ("Lu", "Lt"):
            kinds["capital"].append(sign)
        elif category[0] == "N":
            kinds["digit"].append(sign)
        elif category[0] in "PSC":
            kinds["mark"].append(sign)
    told = {
        "capital": say("Capital letters: {signs}", signs=_list(kinds["capital"])),
        "digit": say("Digits: {signs}", signs=_list(kinds["digit"])),
        "mark": say("Marks: {signs}", signs=_list(kinds["mark"])),
    }
    order = [say("In this order: {signs}", signs=_list(list(group.signs)))]
    found = [told[kind] for kind, signs in kinds.items() if signs]
    return [*order, *found] if _mixed(group) else found


def _list(signs: list[str]) -> str:
    return "  ".join(isolate(clean(sign)) for sign in signs)


def _advice(words: Words) -> tuple[str, ...]:
    say = words.say
    return (
        say("Keep it apart from the computer, in a closed envelope, with somebody you trust."),
        say("Whoever has both this paper and the computer can read every name in it."),
        say(
            "Nobody can open the work without the passphrase, not even those who made the program."
        ),
        say("To open it, type the groups in this order, with spaces only where the paper says so."),
        say("With a new passphrase make a new sheet, and tear this one up."),
        say("Copies made before still need this one: keep it as long as you keep them."),
    )
