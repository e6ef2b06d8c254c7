"""Whatever people type, paste or are called goes through the whole line letter for letter.

Saved, reopened, found, sealed, taken in by the secretariat and printed in two directions; nothing
in a text is ever run or read as markup. Our own strings stand for the real lists where the folder
of real inputs is absent.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from carefacilitator.app import build
from carefacilitator.bundle.read import open_bundle
from carefacilitator.model.records import ids
from carefacilitator.model.records.cells import clean_text
from carefacilitator.model.records.records import Consent, Note, Participation, Person
from carefacilitator.model.text.folding import fold
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.services.program import Program
from carefacilitator.storage import doctor

OWN_TEXTS = [
    "<script>alert(1)</script> <b>bold</b> &amp; &lt;para&gt; <img src=x onerror=run()>",
    "Robert'); DROP TABLE person;-- \" ` \\ % _ ${HOME} {0} {name} %s %n $(touch /tmp/blns.fail)",
    "=HYPERLINK(\"http://example.org\";\"press\")",
    "+1+1|' /C calc'!A0",
    "@SUM(A1:A9)\ttab",
    "＝1+1",
    "first line\nsecond line\r\nthird line\u2028fourth\u2029fifth",
    "\u202eright to left override\u202c and \u2066isolated\u2069",
    "Z\u0335a\u0321\u034el\u0348g\u0334o\u0310 ḉ ﬁ ǆ İstanbul ﷺ",
    "👩🏽‍🌾 family 👨‍👩‍👧‍👦 flag 🇲🇽 é e\u0301",
    "اجتماع ٢٠٢٢ about care و financement \u200fمع\u200e (INMUJERES)",
    "শিশু যত্ন · የእንክብካቤ ሥራ · 照护工作 · งานดูแล · काम · ケア · 돌봄 · טיפול",
    "\u0001\u0002 control \u0085 and half a letter \ud83d end",
    "None", "null", "NaN", "0", "-5", "1e400", "true", "../../etc/passwd", "C:\\x\\y", "con",
]  # fmt: skip
OWN_NAMES = [
    "Ana",
    "أسماء",
    "আয়েশা",
    "ሀና",
    "小红",
    "สมหญิง",
    "Ólafur",
    "Владислава",
    "Ngọc",
    "O'Neil",
]


@dataclass
class Line:
    """One text of every kind, at the hall that typed it and the office that received it."""

    texts: list[str]
    names: list[str]
    hall: Program
    office: Program
    workshop: str
    bundle: Path


@pytest.fixture(scope="module")
def folder(request: pytest.FixtureRequest) -> Path | None:
    """The real texts and names, or None."""
    try:
        found: Path = request.getfixturevalue("inputs") / "08_text_and_names"
    except pytest.skip.Exception:
        return None
    return found


@pytest.fixture(scope="module")
def texts(folder: Path | None) -> list[str]:
    """Our own strings and the whole list of naughty ones."""
    real = json.loads((folder / "blns.json").read_text("utf-8")) if folder else []
    return [text for text in [*OWN_TEXTS, *real] if text.strip()]


@pytest.fixture(scope="module")
def names(folder: Path | None) -> list[str]:
    """Our own names; of each country and gender the first two and the last; every script."""
    if folder is None:
        return OWN_NAMES
    path = folder / "common-forenames-by-country.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    groups: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault((row["Country"], row["Gender"]), []).append(row)
    kept = _names([row for group in groups.values() for row in (*group[:2], group[-1])])
    for name in _names(rows):
        if not scripts([name]) <= scripts(kept):
            kept.append(name)
    return [*OWN_NAMES, *(name for name in kept if name not in OWN_NAMES)]


def _names(rows: list[dict[str, str]]) -> list[str]:
    told = (row[key] for row in rows for key in ("Localized Name", "Romanized Name"))
    return list(dict.fromkeys(name for name in told if name))


def scripts(names: list[str]) -> set[str]:
    letters = {char for name in names for char in name if char.isalpha()}
    return {unicodedata.name(char).split()[0] for char in letters}


@pytest.fixture(scope="module")
def line(
    texts: list[str], names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Line]:
    """Type everything in the hall, close and open it, and hand it to the office."""
    folder = tmp_path_factory.mktemp("line")
    hall, office = build(folder / "hall"), build(folder / "office")
    workshop = hall.workshops.create("Exchange", "2022-09-22").id
    block = hall.agenda.add(workshop, "Everything", 60)
    for text in texts[:40]:
        hall.notes.add(workshop, text, block.id, "key_point")
    _type_at_once(hall, workshop, block.id, texts[40:], [*names, *texts])
    hall.close()
    hall = build(folder / "hall")
    bundle = folder / "all.carebundle"
    hall.sharing.export([workshop], bundle, [office.identity.card("own_group").recipient()])
    office.arrivals.apply(bundle, trust=True)
    yield Line(texts, names, hall, office, workshop, bundle)
    hall.close()
    office.close()


def _type_at_once(
    hall: Program, workshop: str, block: str, texts: list[str], names: list[str]
) -> None:
    new_id = hall.workspace.new_id
    with hall.workspace.change("note_add", len(texts)) as change:
        for text in texts:
            note = Note(id=new_id(), workshop_id=workshop, block_id=block, text=text)
            change.put(note)
    with hall.workspace.change("attendees_import", len(names)) as change:
        for name in names:
            person = new_id()
            change.put(Person(id=person, name=name))
            taking_part = ids.participation_id(workshop, person)
            change.put(Participation(id=taking_part, workshop_id=workshop, person_id=person))
            for purpose in ("store", "list_in_report"):  # every text is somebody's name, too
                change.put(
                    Consent(
                        id=ids.consent_id(workshop, person, purpose),
                        workshop_id=workshop,
                        person_id=person,
                        purpose=purpose,
                        status="given",
                    )
                )


def kept(program: Program) -> tuple[dict[str, str], dict[str, str]]:
    notes = {one.id: one.text for one in program.workspace.all(Note)}
    return notes, {one.id: one.name for one in program.workspace.all(Person)}


def test_everything_is_saved_as_it_was_typed(line: Line) -> None:
    notes, people = kept(line.hall)
    assert sorted(notes.values()) == sorted(map(clean_text, line.texts))
    assert sorted(people.values()) == sorted(map(clean_text, [*line.names, *line.texts]))
    changed = [text for text in line.texts if clean_text(text) != text]
    assert all(re.search("[\0\ud800-\udfff]", text) for text in changed)


def test_the_secretariat_has_every_letter(line: Line) -> None:
    assert kept(line.office) == kept(line.hall)
    assert doctor.check(line.office.workspace) == []


def test_search_finds_whatever_can_be_looked_for(line: Line) -> None:
    notes, people = kept(line.office)
    named = {key: name for key, name in people.items() if name in set(line.names)}
    looked_for = 0
    for record, text in (notes | named).items():
        if fold(text):
            looked_for += 1
            hits = line.office.finding.search(text, limit=3000)
            assert record in {hit.record for hit in hits}, text
    assert looked_for >= len(notes) + len(named) - 8


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", ["summary", "report"])
def test_it_is_printed_and_nothing_in_it_runs(
    line: Line, tmp_path: Path, read_pdf_text: Any, kind: str, language: str
) -> None:
    out = tmp_path / "x.pdf"
    made = line.office.papers.write(DocumentRequest(kind, [line.workshop], language), out)
    assert made.pages == len(pikepdf.open(out).pages)
    with pikepdf.open(out) as pdf:
        active = {
            "/JavaScript",
            "/JS",
            "/Launch",
            "/SubmitForm",
            "/OpenAction",
            "/AA",
            "/RichMedia",
        }
        met = {key for one in pdf.objects if isinstance(one, pikepdf.Dictionary) for key in one}
        assert met & active == set()
    if kind == "report":
        told = read_pdf_text(out)
        for text in ("<script>alert(1)</script>", "DROP TABLE person;--", "&lt;para&gt;"):
            assert text in told
    assert not list(Path("/tmp").glob("blns*"))


def test_no_spreadsheet_runs_what_people_wrote(line: Line) -> None:
    with open_bundle(line.bundle, [line.office.identity.own()]) as bundle:
        for kind in bundle.info.records:
            table = bundle.table(kind).decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(table)))
            assert all(len(row) == len(rows[0]) for row in rows)
            for cell in (cell for row in rows for cell in row):
                if cell[:1] in ("=", "@", "\t", "\r", "\n", "＝"):
                    pytest.fail(f"{kind}: {cell!r}")
                if cell[:1] in ("+", "-"):
                    assert re.fullmatch(r"[+-][\d\s().-]*", cell), cell
            if kind == "note":
                told = {row[rows[0].index("text")].removeprefix("'") for row in rows[1:]}
                assert {clean_text(text).removeprefix("'") for text in line.texts} == told


# --- long texts -----------------------------------------------------------------------------------


def paste(program: Program, pieces: list[tuple[str, str]]) -> str:
    """A workshop with these (language, text) as notes."""
    workshop = program.workshops.create("Pasted", "2022-09-22").id
    block = program.agenda.add(workshop, "Reading", 60).id
    for language, text in pieces:
        program.notes.add(workshop, text, block, "key_point", language)
    return workshop


def not_printed(text: str, paper: str) -> list[str]:
    """The words of a text that stand nowhere on paper; where lines end is nothing to compare."""
    told = re.sub(r"[\s-]", "", fold(paper))
    return [word for word in re.findall(r"[^\W_]{3,}", fold(text)) if word not in told]


def test_notes_of_real_meetings_are_pasted_whole(
    inputs: Path, device: Any, tmp_path: Path, read_pdf_text: Any
) -> None:
    hall, office = device("Hall"), device("Secretariat")
    files = sorted((inputs / "07_notes").iterdir())
    pieces = [(path.name[:2], path.read_text("utf-8")) for path in files]
    workshop = paste(hall, pieces)
    out = tmp_path / "x.carebundle"
    hall.sharing.export([workshop], out, [office.identity.card().recipient()])
    office.arrivals.apply(out, trust=True)
    assert [view.note.text for view in office.notes.of(workshop)] == [text for _, text in pieces]
    for language in ("pt", "ar"):
        paper = tmp_path / f"{language}.pdf"
        made = office.papers.write(DocumentRequest("report", [workshop], language), paper)
        assert made.missing_glyphs == ()
        told = read_pdf_text(paper)
        for _, text in pieces:
            assert not_printed(text, told) == []
        with pikepdf.open(paper) as pdf:
            noted = [one for page in pdf.pages for one in page.get("/Annots", [])]
            links = [one for one in noted if "/Dest" not in one]  # but to its own pages
            assert links == []


@pytest.mark.parametrize("language", ["arb", "eng", "fra", "por_BR", "spa"])
def test_declarations_of_human_rights_are_printed_whole(
    inputs: Path, device: Any, tmp_path: Path, read_pdf_text: Any, language: str
) -> None:
    path = inputs / "08_text_and_names" / f"udhr_{language}.xml"
    paragraphs = [
        " ".join("".join(one.itertext()).split())
        for one in ElementTree.parse(path).iter("{http://efele.net/udhr}para")
    ]
    code = {"arb": "ar"}.get(language, language[:2])
    hall = device("Hall")
    workshop = paste(hall, [(code, text) for text in paragraphs])
    out = tmp_path / "x.pdf"
    made = hall.papers.write(DocumentRequest("report", [workshop], code), out)
    assert made.missing_glyphs == ()
    assert made.pages > 2
    assert not_printed(" ".join(paragraphs), read_pdf_text(out)) == []
