"""Badges and certificates: who gets one, and codes that only holders of the workshop can check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carefacilitator.i18n import words
from carefacilitator.model.document import certificate_code
from carefacilitator.model.document.content import WorkshopContent
from carefacilitator.model.records.records import Participation
from carefacilitator.services.documents import badges_certificates
from carefacilitator.services.documents.attendance_minutes import minutes_of
from carefacilitator.services.documents.badges_certificates import NeedsNames, NobodyPresent
from carefacilitator.services.documents.certificates import (
    CertificateMistyped,
    CertificateUnknown,
    told_of,
)
from carefacilitator.services.documents.documents import DocumentRequest, SecondLanguage
from carefacilitator.services.program import Program
from carefacilitator.storage.workspace import open_workspace

SLOT = "1-am"


@pytest.fixture
def held(program: Program, day: str) -> dict[str, str]:
    """A morning with people present, expected, excused and without consent; person ids by name."""
    program.agenda.add(day, "Opening", 100)
    people = program.people
    found = {}
    for name, status in (("1", "present"), ("2", ""), ("3", "excused"), ("4", "present")):
        line = people.walk_in(day, f"Participant {name}, Group", SLOT)
        people.mark(line.participation.id, SLOT, status)
        if name != "4":
            people.consent(day, line.person.id, {"store": "given", "list_in_report": "given"})
        found[name] = line.person.id
    return found


@pytest.fixture
def certificates(program: Program, day: str) -> Callable[..., WorkshopContent]:
    """The dossier of the day's certificates, of one person where she is named."""

    def gather(person: str = "") -> WorkshopContent:
        dossier = program.dossiers.gather(day, "en")
        workshop = program.workshops.find(day)
        wanted = program.joining.joined().members(person) if person else ()
        return badges_certificates.with_certificates(
            program.dossiers, workshop, dossier, "en", frozenset(wanted)
        )

    return gather


def test_badges_are_for_those_present_or_expected_who_agreed(
    program: Program, day: str, held: dict[str, str]
) -> None:
    workshop = program.workshops.find(day)
    dossier = badges_certificates.with_badges(
        program.dossiers, workshop, program.dossiers.gather(day, "en"), "en"
    )
    assert [line.name for line in dossier.sign_in] == ["Participant 1", "Participant 2"]
    assert {line.organisation for line in dossier.sign_in} == {"Group"}


def test_certificates_are_for_those_who_were_there(
    held: dict[str, str], certificates: Callable[..., WorkshopContent]
) -> None:
    (line,) = certificates().certificates
    assert line.name == "Participant 1"
    assert line.minutes == 105  # a hundred, in whole quarters
    reading = certificate_code.read(line.code)
    assert reading is not None
    assert reading.minutes == 105


def test_one_person_may_have_hers_alone(
    held: dict[str, str], certificates: Callable[..., WorkshopContent]
) -> None:
    assert len(certificates(held["1"]).certificates) == 1
    with pytest.raises(NobodyPresent):
        certificates(held["3"])


def test_names_are_what_these_papers_are_made_of(sample: Program, tmp_path: Path) -> None:
    for kind in ("badges", "certificates"):
        with pytest.raises(NeedsNames):
            sample.papers.write(
                DocumentRequest(kind, "W4", "en", anonymous=True), tmp_path / "x.pdf"
            )
    assert list(tmp_path.glob("*.pdf")) == []


def test_only_the_summary_takes_a_second_language(sample: Program, tmp_path: Path) -> None:
    for kind, second in (("report", "ar"), ("summary", "en")):
        with pytest.raises(SecondLanguage):
            sample.papers.write(
                DocumentRequest(kind, "W4", "en", second=second), tmp_path / "x.pdf"
            )
    made = sample.papers.write(
        DocumentRequest("summary", "W4", "en", second="ar"), tmp_path / "x.pdf"
    )
    assert made.pages <= 2
    (line,) = sample.sharing.log(sample.workshops.find("W4").id)
    assert line.told["second"] == "ar"


def test_a_genuine_code_is_known_and_says_what_the_paper_must_say(
    program: Program, held: dict[str, str], certificates: Callable[..., WorkshopContent]
) -> None:
    (line,) = certificates().certificates
    found = program.certificates.check(line.code.lower().replace("-", ""))
    assert (found.name, found.number, found.minutes) == ("Participant 1", line.number, 105)
    assert found.unchanged
    told = " ".join(told_of(found, words("en")))
    assert "genuine" in told
    assert "1 hour and 45 minutes" in told


def test_a_list_that_changed_since_is_told(
    program: Program, day: str, held: dict[str, str], certificates: Callable[..., WorkshopContent]
) -> None:
    (line,) = certificates().certificates
    program.agenda.add(day, "More", 60)
    found = program.certificates.check(line.code)
    assert (found.minutes, found.minutes_now) == (105, 165)
    assert "2 hours and 45 minutes" in " ".join(told_of(found, words("en")))


def test_another_time_on_the_paper_needs_another_code(
    program: Program, held: dict[str, str], certificates: Callable[..., WorkshopContent]
) -> None:
    (line,) = certificates().certificates
    entry = next(
        one.id for one in program.workspace.all(Participation) if one.person_id == held["1"]
    )
    forged = certificate_code.make("0" * 32, entry, 600)
    with pytest.raises(CertificateUnknown):
        program.certificates.check(forged)
    with pytest.raises(CertificateMistyped):
        program.certificates.check(line.code[:-1])


def test_another_computer_that_holds_the_workshop_checks_it_without_the_name(
    sample: Program, tmp_path: Path
) -> None:
    workshop = sample.workshops.find("W4")
    line = badges_certificates.with_certificates(
        sample.dossiers, workshop, sample.dossiers.gather(workshop.id, "en"), "en"
    ).certificates[0]
    other = Program(open_workspace(tmp_path / "other"))
    with pytest.raises(CertificateUnknown):
        other.certificates.check(line.code)
    bundle = tmp_path / "w4.carebundle"
    sample.sharing.export(
        ["W4"], bundle, [sample.identity.recipient(other.identity.card().age)], False
    )
    other.arrivals.apply(bundle, trust=True)
    found = other.certificates.check(line.code)
    assert (found.number, found.unchanged) == (line.number, True)
    other.close()


def test_minutes_name_those_who_agreed_to_the_list(
    program: Program, day: str, held: dict[str, str]
) -> None:
    program.people.consent(day, held["1"], {"list_in_report": "withdrawn"})
    program.people.set_heads(day, SLOT, "visitors from the street", 2)
    made = minutes_of(program.dossiers, day, "en")
    assert (made.present.count, made.present.names) == (2, ())
    assert made.excused.names == ("Participant 3 (Group)",)
    assert made.counted == 2
    assert "Participant 1" not in made.text
    assert made.text.splitlines()[-1] == "Excused (1): Participant 3 (Group)."


def test_observers_are_visitors(program: Program, day: str, held: dict[str, str]) -> None:
    entry = next(one for one in program.workspace.all(Participation) if one.person_id == held["1"])
    with program.workspace.change("participation_edit") as change:
        change.set(Participation, entry.id, role="observer")
    made = minutes_of(program.dossiers, day, "en")
    assert made.visitors.names == ("Participant 1 (Group)",)
    assert made.present.count == 1


def test_minutes_in_arabic_carry_no_invisible_marks(sample: Program) -> None:
    made = minutes_of(sample.dossiers, "R1", "ar")
    assert made.present.count == 59
    assert len(made.present.names) == 48
    assert not {"\u2066", "\u2067", "\u2068", "\u2069"} & set(made.text)
    assert "؛ " in made.text
