"""Who was there as lines to paste into minutes: present, excused, visitors.

Names stand there only where people agreed to appear in a list; the others are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carefacilitator.i18n import Words
from carefacilitator.model.document import figures
from carefacilitator.model.document.figures import FigureRecords
from carefacilitator.model.privacy import consent
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import Organisation, Participation, Workshop
from carefacilitator.model.text.folding import fold
from carefacilitator.services.documents.badges_certificates import permissions
from carefacilitator.services.privacy.naming_rule import Naming

if TYPE_CHECKING:
    from carefacilitator.services.documents.content import DocumentContents

VISITORS = frozenset({"observer"})
"""Roles (``participant_role``) of those who visit."""
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


@dataclass(frozen=True)
class Group:
    """One kind of presence: how many, and the names that may be told, with organisations."""

    count: int
    names: tuple[str, ...]

    @property
    def unnamed(self) -> int:
        """How many are not named."""
        return self.count - len(self.names)


@dataclass(frozen=True)
class Minutes:
    """The block; ``counted`` were in the room without being on the list, ``text`` is to paste."""

    present: Group
    excused: Group
    visitors: Group
    counted: int
    text: str


def minutes_of(dossiers: DocumentContents, workshop_id: str, language: str) -> Minutes:
    """The block of a workshop (id or code) in a language. Raises WorkshopUnknown."""
    words = Words(language)
    workshop = dossiers.sources.workshops.find(workshop_id)
    told = dossiers.records([workshop.id])
    there = figures.present_participations(told.attendances)
    excused = {one.participation_id for one in told.attendances if one.status == "excused"} - there
    came = [one for one in told.participations if one.id in there]
    groups = (
        _group(dossiers, told, [one for one in came if one.role not in VISITORS], language),
        _group(dossiers, told, [one for one in told.participations if one.id in excused], language),
        _group(dossiers, told, [one for one in came if one.role in VISITORS], language),
    )
    counted = sum(figures.counted_without_name(told.head_counts).values())
    rule = dossiers.sources.names_in_text.naming([workshop.id], consent.LIST)
    title = _public(rule, workshop, "title", in_language(workshop, "title", language))
    place = _public(rule, workshop, "place", in_language(workshop, "place", language))
    days = words.days(workshop.start, workshop.end) if workshop.start else ""
    head = [title, " · ".join(part for part in (days, place) if part)]
    lines = [line for line in head if line] + _lines(words, *groups, counted)
    return Minutes(*groups, counted, "\n".join(lines).translate(_ISOLATES))


def _public(rule: Naming, record: Workshop | Organisation, field: str, text: str) -> str:
    """A text, or nothing where it names somebody who did not agree to that."""
    kind = "workshop" if isinstance(record, Workshop) else "organisation"
    return "" if rule.against(kind, record.id, field, text) else text


def _group(
    dossiers: DocumentContents, told: FigureRecords, entries: Sequence[Participation], language: str
) -> Group:
    """People in alphabetical order; whoever did not agree to the list is only counted."""
    may = permissions(told, dossiers.today(), consent.PAPER)
    rule = dossiers.sources.names_in_text.naming([one.id for one in told.workshops], consent.LIST)
    named = []
    for one in entries:
        person = told.people.get(one.person_id)
        if person is None or not person.name or may.against("person", person.id):
            continue
        home = told.organisations.get(person.organisation_id)
        name = in_language(home, "name", language) if home else ""
        own = _public(rule, home, "name", name) if home else ""
        named.append((fold(person.name), f"{person.name} ({own})" if own else person.name))
    return Group(len(entries), tuple(name for _, name in sorted(named)))


def _lines(
    words: Words, present: Group, excused: Group, visitors: Group, counted: int
) -> list[str]:
    say = words.say
    lines = [_line(say("Present ({n}): {names}", n=present.count, names=_names(words, present)))]
    if counted:
        lines.append(
            words.say_n(
                "{n} more person was in the room, counted without a name.",
                "{n} more people were in the room, counted without a name.",
                counted,
            )
        )
    if excused.count:
        names = _names(words, excused)
        lines.append(_line(say("Excused ({n}): {names}", n=excused.count, names=names)))
    if visitors.count:
        names = _names(words, visitors)
        lines.append(_line(say("Visitors ({n}): {names}", n=visitors.count, names=names)))
    return lines


def _line(told: str) -> str:
    return told if told.endswith(".") else f"{told}."


def _names(words: Words, group: Group) -> str:
    """The names, and how many more are not named."""
    told = list(group.names)
    if group.unnamed:
        told.append(
            words.say_n("{n} without a name here", "{n} without a name here", group.unnamed)
        )
    return ("\u061b " if words.rtl else "; ").join(told)  # names of organisations hold commas
