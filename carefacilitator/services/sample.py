"""The sample programme: fixed records and operations, the same in every workspace.

Everything in it is illustrative and says so; people are placeholders. Because its operations are
constants, two copies of the sample merge into one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import yaml

from carefacilitator import paths
from carefacilitator.model.agenda import agenda
from carefacilitator.model.merge import operations
from carefacilitator.model.merge.operations import Operation
from carefacilitator.model.records import ids
from carefacilitator.model.records.cells import cells_of
from carefacilitator.model.records.records import (
    AgendaBlock,
    Attendance,
    Coding,
    Commitment,
    Consent,
    HeadCount,
    Lesson,
    Note,
    Organisation,
    Participation,
    Person,
    Programme,
    Record,
    Workshop,
    WorkshopOrganisation,
    kind_of,
    rules_of,
)
from carefacilitator.storage.backup import WorkspaceNotEmpty
from carefacilitator.storage.imports import arrivals
from carefacilitator.storage.workspace import Workspace

_CHANGE = ids.derived_id("sample", "change")
DEVICE = hashlib.blake2b(b"carefacilitator sample", digest_size=8).hexdigest()
_CLOCK = 1_672_444_800_000  # 2022-12-31, the day the scenario speaks of
_TYPES = {
    "WORKSHOPS": ("exchange_workshop", "America/Mexico_City"),
    "COMMUNITY": ("community_of_analysis", "America/Mexico_City"),
    "RABAT": ("conference", "Africa/Casablanca"),
}
_SPANS = {
    "WORKSHOPS": ("2022-06-01", "2022-12-31"),
    "COMMUNITY": ("2022-05-01", "2022-12-31"),
    "RABAT": ("2024-06-25", "2024-06-26"),
}
_PURPOSES = {
    "store": "store",
    "share_secretariat": "share",
    "sensitive_data": "share",
    "photo": "photo",
    "list_in_report": "in_list",
}
_OFFSET_HOURS = {"America/Mexico_City": 5, "Africa/Casablanca": -1}
"""Hours from local time to UTC on the days of the scenario (illustrative note times)."""


def sample_id(key: str) -> str:
    """The fixed id of a thing in the scenario (``W4``, ``P001``, ``inmujeres``, ``K13``)."""
    return ids.derived_id("sample", key)


class Sample:
    """Fills an empty workspace with the sample programme."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def fill(self) -> dict[str, int]:
        """Bring in the whole scenario; returns how many of what.

        Raises WorkspaceNotEmpty where there are workshops already that are not the sample's.
        """
        held = self._workspace.all(Workshop)
        if any(not workshop.sample for workshop in held):
            raise WorkspaceNotEmpty()
        if not held:
            plan = arrivals.plan(self._workspace, sample_operations())
            told = {"name": "sample"}
            arrival = arrivals.BundleSource(ids.derived_id("sample", "bundle"), DEVICE, 0, "", told)
            arrivals.apply(self._workspace, plan, arrival, role="sample", label="sample_fill")
        counted = (Workshop, Person, Note, Lesson, Commitment)
        names = ("workshops", "people", "notes", "lessons", "commitments")
        return {
            name: len(self._workspace.all(kind)) for name, kind in zip(names, counted, strict=True)
        }


def sample_operations() -> Iterator[Operation]:
    """Every operation of the sample, always the same."""
    for number, record in enumerate(sample_records()):
        kind = kind_of(record)
        rules = rules_of(kind)
        for field, value in cells_of(record).items():
            rule = rules[field.partition("/")[0]]
            plain = [] if rule.type == "list" else rule.default
            if value == plain and field != next(iter(rules)):
                continue
            secret = f"sample nonce {record.id} {field}".encode()
            yield operations.make(
                change=_CHANGE,
                device=DEVICE,
                clock=_CLOCK + number,
                kind=kind,
                record=record.id,
                field=field,
                value=value,
                nonce=hashlib.blake2b(secret, digest_size=16).hexdigest(),
            )


def sample_records() -> Iterator[Record]:
    """Every record of the sample, in the order in which they depend on one another."""
    told = yaml.load((paths.resources() / "scenario.yaml").read_bytes(), yaml.CSafeLoader)
    yield from _programmes(told["series"])
    yield from _organisations(told["organizations"])
    people = {person["id"]: person for person in told["people"]}
    yield from _people(people, told["organizations"])
    for event in told["events"]:
        yield from _event(event, people)
    yield from _commitments(told["commitments"], {e["id"]: e for e in told["events"]})


def _programmes(series: dict[str, str]) -> Iterator[Record]:
    for position, (key, text) in enumerate(series.items()):
        title, _, rest = text.partition(" (")
        start, end = _SPANS[key]
        yield Programme(
            id=sample_id(key),
            code=key,
            title=title,
            description=rest.rstrip(")"),
            start=start,
            end=end,
            sample=True,
            position=position,
        )


def _organisations(told: dict[str, Any]) -> Iterator[Record]:
    for key, one in told.items():
        yield Organisation(
            id=sample_id(key),
            name=one["name"],
            acronym=one.get("acronym", ""),
            names=dict(one.get("names", {})),
            other_names=tuple(one.get("other_names", ())),
            category=one["category"],
            country="" if one["country"] == "-" else one["country"],
            source=one.get("source", ""),
        )


def _people(people: dict[str, Any], organisations: dict[str, Any]) -> Iterator[Record]:
    for key, one in people.items():
        yield Person(
            id=sample_id(key),
            name=one["name"],
            organisation_id=sample_id(one["organization"]),
            category=organisations[one["organization"]]["category"],
            gender=one["gender"],
            age_band=one["age_band"],
        )


def _event(event: dict[str, Any], people: dict[str, Any]) -> Iterator[Record]:
    workshop = _workshop(event)
    yield workshop
    for position, one in enumerate(event["orgs"]):
        organisation = sample_id(one["organization"])
        yield WorkshopOrganisation(
            id=ids.role_id(workshop.id, organisation, one["role"]),
            workshop_id=workshop.id,
            organisation_id=organisation,
            role=one["role"],
            position=position,
        )
    blocks = list(_blocks(event, workshop))
    yield from blocks
    marked = agenda.slots(workshop, blocks)
    for key in event["attendees"]:
        yield from _attendee(workshop, marked, people[key])
    for slot in marked if event.get("anonymous") else ():
        yield HeadCount(
            id=ids.head_count_id(workshop.id, slot, "not_recorded"),
            workshop_id=workshop.id,
            slot=slot,
            group="not_recorded",
            count=event["anonymous"],
        )
    yield from _notes(event, workshop, blocks)
    yield from _lessons(event, workshop)


def _workshop(event: dict[str, Any]) -> Workshop:
    event_type, zone = _TYPES[event["series"]]
    days = sorted({block["day"] for block in event["agenda"]})
    places = event.get("place", {})
    code = event["id"]
    return Workshop(
        id=sample_id(code),
        programme_id=sample_id(event["series"]),
        code=code,
        title=event["title"],
        titles={k[6:]: v for k, v in event.items() if k.startswith("title_")},
        start=event["date"],
        end=event.get("end_date", event["date"]),
        day_starts=tuple(
            min(block["start"] for block in event["agenda"] if block["day"] == day) for day in days
        ),
        time_zone=zone,
        place=places.get("en", ""),
        places={k: v for k, v in places.items() if k != "en"},
        country=event.get("country", ""),
        event_type=event_type,
        mode=event["mode"],
        level=event["level"],
        languages=tuple(event["languages"]),
        priority_area=event["priority_area"],
        number=int(code[1:]),
        date_note=event.get("date_status", ""),
        sample=True,
    )


def _blocks(event: dict[str, Any], workshop: Workshop) -> Iterator[AgendaBlock]:
    told = event["agenda"]
    at_once = [(block["day"], block["start"]) for block in told]
    for position, one in enumerate(told):
        when = (one["day"], one["start"])
        yield AgendaBlock(
            id=ids.derived_id("sample", event["id"], "block", str(position + 1)),
            workshop_id=workshop.id,
            day=one["day"],
            position=(position + 1) * 10,
            title=one["title"],
            minutes=one["minutes"],
            session_type=one["type"],
            room=one["room"],
            parallel=f"{when[0]}-{when[1]}" if at_once.count(when) > 1 else "",
            fixed_start=one["start"] if one["type"] == "lunch" else "",
        )


def _attendee(workshop: Workshop, slots: tuple[str, ...], told: dict[str, Any]) -> Iterator[Record]:
    person = sample_id(told["id"])
    participation = ids.participation_id(workshop.id, person)
    yield Participation(
        id=participation, workshop_id=workshop.id, person_id=person, role="participant"
    )
    for purpose, answer in _PURPOSES.items():
        yield Consent(
            id=ids.consent_id(workshop.id, person, purpose),
            workshop_id=workshop.id,
            person_id=person,
            purpose=purpose,
            status="given" if told[answer] else "refused",
            method="written",
            notice_language=workshop.languages[0],
            notice_version="1",
            given_on=workshop.start,
        )
    for slot in slots:
        yield Attendance(
            id=ids.attendance_id(participation, slot),
            workshop_id=workshop.id,
            participation_id=participation,
            slot=slot,
            status="present",
        )


def _notes(
    event: dict[str, Any], workshop: Workshop, blocks: list[AgendaBlock]
) -> Iterator[Record]:
    offset = _OFFSET_HOURS[workshop.time_zone] * 60
    for position, one in enumerate(event["notes"]):
        block = blocks[one["session"] - 1]
        start = agenda.minutes_of(event["agenda"][one["session"] - 1]["start"]) or 0
        time = agenda.time_of(start + 12 + 7 * (position % 4) + offset)
        day = event["date"] if block.day == 1 else event["end_date"]
        yield Note(
            id=ids.derived_id("sample", event["id"], "note", str(position + 1)),
            workshop_id=workshop.id,
            block_id=block.id,
            kind=one["kind"],
            text=one["text"],
            language=one["lang"],
            verbatim=one["kind"] == "quote",
            taken_at=f"{day}T{time}:00Z",
            position=(position + 1) * 10,
            source=one["source"],
        )


def _lessons(event: dict[str, Any], workshop: Workshop) -> Iterator[Record]:
    last = len(event["lessons"]) - 1
    for position, one in enumerate(event["lessons"]):
        lesson = ids.derived_id("sample", event["id"], "lesson", str(position + 1))
        waits = event["id"] == "R1" or (event["id"] == "W4" and position == last)
        yield Lesson(
            id=lesson,
            workshop_id=workshop.id,
            kind=one["kind"],
            level=one["level"],
            text=one["text"],
            language=one["lang"],
            status="draft" if waits else "validated_group",
            position=(position + 1) * 10,
            source=one["source"],
        )
        yield from _codes(workshop.id, "lesson", lesson, one["five_r"], [one["theme"]])


def _codes(
    workshop: str, kind: str, target: str, five_r: list[str], themes: list[str]
) -> Iterator[Record]:
    for scheme, codes in (("five_r", five_r), ("care_theme", themes)):
        for code in codes:
            yield Coding(
                id=ids.coding_id(target, scheme, code),
                workshop_id=workshop,
                target_kind=kind,
                target_id=target,
                scheme=scheme,
                code=code,
            )


def _commitments(told: list[dict[str, Any]], events: dict[str, Any]) -> Iterator[Record]:
    for position, one in enumerate(told):
        event = one.get("from_event") or ""
        workshop = sample_id(event) if event else ""
        series = events[event]["series"] if event else "WORKSHOPS"
        yield Commitment(
            id=sample_id(one["id"]),
            workshop_id=workshop,
            programme_id=sample_id(series),
            organisation_id=sample_id(one["organization"]),
            what=one["what"],
            type=one["type"],
            collective=one["collective"],
            partnership=one["partnership"],
            level=one["level"],
            due=one["due"],
            status=one["status"],
            track=one["track"],
            code=one["id"],
            position=(position + 1) * 10,
            source=one["source"],
        )
        yield from _codes(workshop, "commitment", sample_id(one["id"]), one["five_r"], [])
