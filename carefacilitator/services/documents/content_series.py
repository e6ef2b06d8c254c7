"""Several workshops as one document tells them: who came how often, and what each brought.

Whoever is on several lists, under one name or two that were said to be one person, is one person
here; what she refused at one workshop holds for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from carefacilitator.i18n import Words
from carefacilitator.model.document import figures, series
from carefacilitator.model.document.content import Presence, WorkshopContent
from carefacilitator.model.document.figures import FigureRecords
from carefacilitator.model.document.series import FaithfulLine, Series, SessionLine
from carefacilitator.model.privacy import consent
from carefacilitator.model.privacy.consent import Counter
from carefacilitator.model.privacy.withheld import Withheld
from carefacilitator.model.records import joined
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import Programme, Workshop
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.model.text.folding import fold
from carefacilitator.services.documents import content_attendance, content_branding, small_groups
from carefacilitator.services.documents.content_base import ContentOfWorkshop
from carefacilitator.services.documents.small_groups import Disclosed


def together(
    each: Sequence[ContentOfWorkshop], told: FigureRecords, parts: Sequence[WorkshopContent]
) -> WorkshopContent:
    """One dossier of several workshops; ``parts`` are theirs in the same order, ``told`` of all."""
    first, workshops = each[0], [one.workshop for one in each]
    anonymous = any(part.anonymous for part in parts)
    naming = first.naming
    telling = ContentOfWorkshop(
        first.sources, first.workshop, _as_one(told), first.language, anonymous, naming
    )
    present = _present(telling.told, workshops)
    disclosed = _disclosed(telling, each, parts, present)
    presence = disclosed.presence
    made = WorkshopContent(
        code=_codes(workshops),
        title=_title(telling, workshops),
        start=min((part.start for part in parts if part.start), default=""),
        end=max((part.end for part in parts if part.end), default=""),
        event_type=_shared([part.event_type for part in parts]),
        languages=tuple(dict.fromkeys(one for part in parts for one in part.languages)),
        organisations=_by_role([one for part in parts for one in part.organisations]),
        presence=presence,
        notes=tuple(one for part in parts for one in part.notes),
        lessons=tuple(one for part in parts for one in part.lessons),
        drafts=tuple(one for part in parts for one in part.drafts),
        drafts_left=sum(part.drafts_left for part in parts),
        commitments=tuple(one for part in parts for one in part.commitments),
        resources=tuple(dict.fromkeys(one for part in parts for one in part.resources)),
        sample=any(part.sample for part in parts),
        anonymous=anonymous,
        open_conflicts=sum(part.open_conflicts for part in parts),
        expected=presence.expected,
        parts=tuple(parts),
        series=_series(telling, workshops, parts, disclosed, present),
    )
    made = content_branding.with_looks(telling, made, workshops)
    return replace(made, withheld=_withheld(parts, telling.counter, presence))


def _disclosed(
    telling: ContentOfWorkshop,
    each: Sequence[ContentOfWorkshop],
    parts: Sequence[WorkshopContent],
    present: Sequence[frozenset[str]],
) -> Disclosed:
    """The figures of people that may stand beside those of each workshop."""
    presence = content_attendance.presence(telling)
    alone = replace(presence, by_group=(), companions=0, half_days=(), expected=0)
    one_is = Joined(telling.told.same_as)

    def of(one: ContentOfWorkshop) -> dict[str, tuple[str, str, str]]:
        told = figures.described(content_attendance.for_statistics(one))
        return {one_is.of(key): values for key, values in told.items()}

    return small_groups.together(alone, of(telling), present, parts, [of(one) for one in each])


def _codes(workshops: Sequence[Workshop]) -> str:
    """All codes where they are few, “C1–C8” where they are of one kind, else nothing."""
    codes = [one.code for one in workshops if one.code]
    if len(codes) <= 3:
        return ", ".join(codes)
    alike = len({re.sub(r"\d+$", "", code) for code in codes}) == 1
    return f"{codes[0]}–{codes[-1]}" if alike else ""


def _by_role(found: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """(role, name), each once, in the order of roles."""
    order = {key: at for at, key in enumerate(vocabulary().keys("organizing_role"))}
    once = dict.fromkeys(found)
    return tuple(sorted(once, key=lambda one: order.get(one[0], len(order))))


def _shared(keys: Sequence[str]) -> str:
    """What is the same everywhere, else nothing."""
    return keys[0] if len(set(keys)) == 1 else ""


def _title(telling: ContentOfWorkshop, workshops: Sequence[Workshop]) -> str:
    key = _shared([one.programme_id for one in workshops])
    found = telling.sources.workspace.find(Programme, key) if key else None
    language = telling.language
    if found is not None:
        own = in_language(found, "title", language)
        if not telling.names_somebody("title", key, own):
            return own
    words = Words(language)
    return words.say_n("{n} workshop", "{n} workshops", len(workshops))


def _as_one(told: FigureRecords) -> FigureRecords:
    """The records with every person under the one id that stands for her."""
    one_is = Joined(told.same_as)
    people = joined.known(told.people, one_is)
    return replace(
        told,
        people=people,
        participations=[
            replace(one, person_id=one_is.of(one.person_id)) for one in told.participations
        ],
        consents=[replace(one, person_id=one_is.of(one.person_id)) for one in told.consents],
    )


def _series(
    telling: ContentOfWorkshop,
    workshops: Sequence[Workshop],
    parts: Sequence[WorkshopContent],
    disclosed: Disclosed,
    present: Sequence[frozenset[str]],
) -> Series:
    sessions = tuple(
        _session(part, new, again) for part, (new, again) in zip(parts, disclosed.flow, strict=True)
    )
    times = series.times_present(present)
    ids = {one.id for one in workshops}
    kept = [one for one in telling.told.commitments if one.workshop_id in ids]
    return Series(
        sessions=sessions,
        attended=disclosed.attended,
        people=_faithful(telling, times) if disclosed.presence.people else (),
        commitments=figures.commitment_figures(kept, telling.may.day),
        day=telling.may.day,
    )


def _present(told: FigureRecords, workshops: Sequence[Workshop]) -> list[frozenset[str]]:
    """The people of the list who were at each workshop."""
    there = figures.present_participations(told.attendances)
    found: dict[str, set[str]] = {one.id: set() for one in workshops}
    for one in told.participations:
        if one.id in there:
            found[one.workshop_id].add(one.person_id)
    return [frozenset(found[one.id]) for one in workshops]


def _session(part: WorkshopContent, new: int | None, again: int | None) -> SessionLine:
    kinds = [one.kind for one in part.lessons]
    return SessionLine(
        code=part.code,
        title=part.title,
        title_language=part.title_language,
        start=part.start,
        end=part.end,
        place=part.place,
        mode=part.mode,
        named=part.presence.named,
        counted=part.presence.counted,
        new=new,
        again=again,
        lessons=len(kinds),
        opportunities=kinds.count("opportunity"),
        challenges=kinds.count("challenge"),
        commitments=len(part.commitments),
    )


def _faithful(
    telling: ContentOfWorkshop, times: Mapping[str, tuple[bool, ...]]
) -> tuple[FaithfulLine, ...]:
    """Those who agreed to be listed, by name, with the workshops they were at."""
    found = []
    for key, marks in times.items():
        person = telling.told.people.get(key)
        if person is None or not person.name or telling.anonymous:
            continue
        if telling.may.may(key, consent.LIST):
            home = telling.home_of(person.organisation_id)
            found.append(FaithfulLine(name=person.name, organisation=home, present=marks))
    return tuple(sorted(found, key=lambda one: (fold(one.name), one.name, one.organisation)))


_OF_PEOPLE = ("name", "statistics")
"""What is held back of people, who are counted once over all workshops."""


def _withheld(
    parts: Sequence[WorkshopContent], counter: Counter, presence: Presence
) -> tuple[Withheld, ...]:
    """People are counted once over all workshops, everything else where it was said.

    Where it is not told how many there were, it is not told either how many names are left out.
    """
    sums: dict[tuple[str, str], int] = {}
    content_attendance.left_out(presence, counter)
    for one in counter.lines():
        untold = presence.untold and one.kind in _OF_PEOPLE
        sums[one.kind, one.reason] = 0 if untold else one.count
    for part in parts:
        for one in part.withheld:
            if one.kind not in _OF_PEOPLE:
                key = (one.kind, one.reason)
                sums[key] = sums.get(key, 0) + one.count
    return tuple(
        Withheld(kind=kind, reason=reason, count=count)
        for (kind, reason), count in sorted(sums.items())
    )
