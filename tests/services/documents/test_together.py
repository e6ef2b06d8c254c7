"""Documents about several workshops: the figures of the scenario, people once, names by consent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from carefacilitator import paths
from carefacilitator.bundle.keys import Recipient
from carefacilitator.i18n import Words
from carefacilitator.model.document.compendium import Selection
from carefacilitator.model.document.content import WorkshopContent
from carefacilitator.model.records.records import Consent, Participation, Person
from carefacilitator.model.records.vocabulary import UnknownKey as UnknownEntry
from carefacilitator.services.documents import compendium
from carefacilitator.services.documents.compendium import NothingSelected
from carefacilitator.services.documents.documents import DocumentRequest, OneWorkshopOnly
from carefacilitator.services.exchange.export import NothingChosen
from carefacilitator.services.failures import UnknownKey, WorkshopUnknown
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id
from carefacilitator.storage.workspace import open_workspace

SESSIONS = [f"C{number}" for number in range(1, 9)]


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    told = yaml.load((paths.resources() / "scenario.yaml").read_bytes(), yaml.CSafeLoader)
    totals: dict[str, Any] = told["expected_totals"]["COMMUNITY"]
    return totals


@pytest.fixture
def series(sample: Program) -> WorkshopContent:
    return sample.dossiers.gather_many(SESSIONS[::-1], "en")


def test_the_series_counts_people_once_and_attendances_each_time(
    series: WorkshopContent, expected: dict[str, Any]
) -> None:
    assert series.series is not None
    assert series.presence.named == expected["people_named"]
    assert sum(one.named for one in series.series.sessions) == expected["attendances_named"]
    assert sum(one.counted for one in series.series.sessions) == expected["attendances_anonymous"]
    assert [one.code for one in series.series.sessions] == SESSIONS
    assert (series.code, series.start, series.end) == ("C1–C8", "2022-05-26", "2022-12-15")
    assert series.title == "Community of Analysis on Challenges and Perspectives of Care as a Right"


def test_who_came_how_often_adds_up(series: WorkshopContent) -> None:
    assert series.series is not None
    assert sum(people for _, _, people in series.series.attended) == 17
    assert all(people >= 5 for _, _, people in series.series.attended)


def test_names_stand_only_where_nothing_was_refused(
    sample: Program, series: WorkshopContent
) -> None:
    assert series.series is not None
    names = {one.name for one in series.series.people}
    assert names == {name for name, _ in series.presence.people}
    first = series.series.people[0]
    people = {one.name: one.id for one in sample.workspace.all(Person)}
    sample.people.consent(sample_id("C5"), people[first.name], {"list_in_report": "refused"})
    again = sample.dossiers.gather_many(SESSIONS, "en")
    assert again.series is not None
    assert {one.name for one in again.series.people} == names - {first.name}
    assert first.name not in dict(again.presence.people)
    before = {one.kind: one.count for one in series.withheld}
    assert {one.kind: one.count for one in again.withheld}["name"] == before["name"] + 1


def test_two_records_of_one_person_count_once(sample: Program) -> None:
    before = sample.dossiers.gather_many(SESSIONS, "en")
    c1 = sample_id("C1")
    there = sample.workspace.all(Participation, workshop_id=c1)[0].person_id
    walk_in = sample.people.walk_in(c1, "Participant 901, Organisation 9", "1-am")
    sample.people.say_same(there, walk_in.person.id)
    after = sample.dossiers.gather_many(SESSIONS, "en")
    assert after.presence.named == before.presence.named


def test_an_anonymous_series_has_no_names(sample: Program) -> None:
    told = sample.dossiers.gather_many(SESSIONS, "es", anonymous=True)
    assert told.series is not None
    assert told.series.people == () == told.presence.people
    assert {(one.kind, one.reason, one.count) for one in told.withheld} >= {
        ("name", "anonymous", 17)
    }


@pytest.mark.parametrize("kind", ["series", "compendium"])
def test_documents_about_several_carry_all_of_them(
    sample: Program, tmp_path: Path, kind: str
) -> None:
    office = Program(open_workspace(tmp_path / "office"))
    to: Recipient = office.identity.card().recipient()
    out = tmp_path / "a.pdf"
    made = sample.papers.write(DocumentRequest(kind, ["W1", "W2"], "fr", attach_to=[to]), out)
    taken = office.arrivals.apply(out, trust=True)
    assert set(taken.workshops) == {sample_id("W1"), sample_id("W2")}
    assert taken.bundle == made.bundle
    assert len(sample.sharing.log(sample_id("W2"))) == 2
    office.close()


@pytest.mark.parametrize("group", ["five_r", "country", "theme"])
def test_a_compendium_takes_the_lessons_worth_repeating(
    sample: Program, tmp_path: Path, group: str
) -> None:
    draft = sample.papers.draft(
        DocumentRequest(
            "compendium", ["W1", "W2", "W3", "W4", "W5"], "en", selection=Selection(group=group)
        )
    )
    assert draft.made.pages >= 4
    assert draft.file_name == "W1–W5-compendium-en.pdf"


def test_what_cannot_be_made_is_refused(sample: Program, tmp_path: Path) -> None:
    papers, out = sample.papers, tmp_path / "a.pdf"
    with pytest.raises(UnknownKey):
        papers.write(
            DocumentRequest("compendium", "W1", "en", selection=Selection(group="moon")), out
        )
    with pytest.raises(UnknownEntry):
        papers.write(
            DocumentRequest("compendium", "W1", "en", selection=Selection(kinds=("poem",))), out
        )
    with pytest.raises(NothingSelected):
        papers.write(
            DocumentRequest("compendium", "W1", "en", selection=Selection(least="published")), out
        )
    with pytest.raises(NothingChosen):
        papers.write(DocumentRequest("series", [], "en"), out)
    with pytest.raises(WorkshopUnknown):
        papers.write(DocumentRequest("series", ["W1", "W99"], "en"), out)
    with pytest.raises(OneWorkshopOnly):
        papers.write(DocumentRequest("report", ["W1", "W2"], "en"), out)
    assert not out.exists()
    assert sample.workspace.all(Consent)


def test_what_a_compendium_may_take_is_listed_with_what_it_takes_usually_first(
    sample: Program,
) -> None:
    found = compendium.candidates(sample.dossiers.sources, [sample_id("W1"), sample_id("W4")], "en")
    assert [one.usual for one in found] == sorted((one.usual for one in found), reverse=True)
    assert {one.workshop for one in found} == {"W1", "W4"}
    assert len({one.id for one in found}) == len(found) > 0
    some = [one for one in found if one.usual]
    taken = sample.dossiers.gather_many(["W1", "W4"], "en")
    usual = compendium.with_selection(taken, None, Words("en"))
    assert {one.id for one in usual.lessons} == {one.id for one in some}
    only = Selection(lessons=(some[0].id,))
    assert [one.id for one in compendium.with_selection(taken, only, Words("en")).lessons] == [
        some[0].id
    ]
