"""A dossier made from the sample programme, as services would gather it, and ways to read PDFs."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from carefacilitator import paths
from carefacilitator.model.document.content import (
    BlockLine,
    CommitmentLine,
    LessonLine,
    NoteLine,
    Presence,
    WorkshopContent,
)
from carefacilitator.model.privacy.withheld import Withheld

_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b\ufeff]")
_BREAKS = ("break", "lunch", "coffee")


@pytest.fixture(scope="session")
def scenario() -> dict[str, Any]:
    text = (paths.resources() / "scenario.yaml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


@pytest.fixture(scope="session")
def dossier_of(scenario: dict[str, Any]) -> Callable[[str, str], WorkshopContent]:
    """A workshop of the sample programme by code and language of the paper."""

    def make(code: str, language: str) -> WorkshopContent:
        event = next(one for one in scenario["events"] if one["id"] == code)
        return _dossier(scenario, event, language)

    return make


def _name(scenario: dict[str, Any], key: str, language: str) -> str:
    one = scenario["organizations"][key]
    return str(one.get("names", {}).get(language) or one["acronym"] or one["name"])


def _in(texts: Any, language: str) -> str:
    return str(texts.get(language) or texts["en"]) if isinstance(texts, dict) else str(texts)


def _dossier(scenario: dict[str, Any], event: dict[str, Any], language: str) -> WorkshopContent:
    own = event.get(f"title_{language}")
    people = [one for one in scenario["people"] if one["id"] in event.get("attendees", [])]
    blocks = _blocks(event)
    return WorkshopContent(
        code=event["id"],
        title=own or event["title"],
        title_language=language if own else "en",
        other_titles=(("en", event["title"]),) if own else (),
        programme=str(scenario["series"][event["series"]]).split(" (")[0],
        start=str(event["date"]),
        end=str(event.get("end_date") or event["date"]),
        day_times=tuple(
            (days[0].start, days[-1].end)
            for day in sorted({block.day for block in blocks})
            if (days := [block for block in blocks if block.day == day])
        ),
        place=_in(event.get("place", ""), language),
        mode=event["mode"],
        level=event["level"],
        event_type="exchange_workshop",
        languages=tuple(event["languages"]),
        organisations=tuple(
            (one["role"], _name(scenario, one["organization"], language)) for one in event["orgs"]
        ),
        blocks=blocks,
        presence=_presence(scenario, people, event),
        notes=_notes(event),
        lessons=tuple(
            LessonLine(
                kind=one["kind"],
                text=one["text"],
                language=one["lang"],
                level=one["level"],
                codes=tuple(one["five_r"]),
                themes=(one["theme"],),
            )
            for one in event["lessons"]
        ),
        commitments=_commitments(scenario, event, language),
        withheld=(
            Withheld(kind="contact", count=len(people), reason="contact"),
            Withheld(kind="speaker", count=1, reason="quote_by_name"),
        ),
        sample=True,
    )


def _blocks(event: dict[str, Any]) -> tuple[BlockLine, ...]:
    found = []
    for at, one in enumerate(event["agenda"]):
        start = int(one["start"][:2]) * 60 + int(one["start"][3:])
        end = start + one["minutes"]
        beside = sum(o["start"] == one["start"] and o["day"] == one["day"] for o in event["agenda"])
        found.append(
            BlockLine(
                id=f"block-{at + 1}",
                day=one["day"],
                date=str(event["date"]) if one["day"] == 1 else str(event.get("end_date", "")),
                start=one["start"],
                end=f"{end // 60:02d}:{end % 60:02d}",
                minutes=one["minutes"],
                title=one["title"],
                session_type=one["type"],
                room=one["room"],
                parallel=one["start"] if beside > 1 else "",
                is_break=one["type"] in _BREAKS,
            )
        )
    return tuple(found)


def _notes(event: dict[str, Any]) -> tuple[NoteLine, ...]:
    return tuple(
        NoteLine(
            block_id=f"block-{one['session']}",
            kind=one["kind"],
            text=one["text"],
            language=one["lang"],
            verbatim=one["kind"] == "quote",
        )
        for one in event.get("notes", [])
    )


def _commitments(
    scenario: dict[str, Any], event: dict[str, Any], language: str
) -> tuple[CommitmentLine, ...]:
    return tuple(
        CommitmentLine(
            who=_name(scenario, one["organization"], language),
            what=one["what"],
            due=str(one.get("due") or ""),
            status=one["status"],
            track=one["track"],
            collective=one["collective"],
            codes=tuple(one["five_r"]),
        )
        for one in scenario["commitments"]
        if one["from_event"] == event["id"]
    )


_CIVIL = ("civil_society", "grassroots_womens_org", "care_workers_org", "trade_union", "youth_org")


def _presence(
    scenario: dict[str, Any], people: list[dict[str, Any]], event: dict[str, Any]
) -> Presence:
    homes = [scenario["organizations"].get(str(one.get("organization")), {}) for one in people]
    counts = Counter(
        one.get("category") or home.get("category") or "individual"
        for one, home in zip(people, homes, strict=True)
    )
    return Presence(
        named=len(people),
        counted=int(event.get("anonymous") or 0),
        by_category=tuple(counts.most_common()),
        civil_society=sum(counts[key] for key in _CIVIL),
    )


@pytest.fixture(scope="session")
def read_pdf() -> Callable[..., str]:
    """The text of a PDF in logical order, as poppler reads it, without invisible marks."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed")

    def read(path: Path) -> str:
        done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
        return _MARKS.sub("", done.stdout.decode("utf-8"))

    return read
