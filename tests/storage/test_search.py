from __future__ import annotations

import pytest

from carefacilitator.model.records.records import (
    KINDS,
    Lesson,
    Note,
    Organisation,
    Person,
    Workshop,
    fields_of,
)
from carefacilitator.storage import search
from carefacilitator.storage.imports import arrivals
from carefacilitator.storage.workspace import Workspace
from tests.storage.conftest import Hand


def _found(workspace: Workspace, words: str) -> set[str]:
    return {hit.record for hit in search.search(workspace, words)}


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    texts = {
        "n1": "La relève des proches aidantes à São Paulo",
        "n2": "قالت إن المدرسة بعيدة والطريق طويل",
        "n3": "مَدْرَسَةٌ جديدة في القـــرية",
        "n4": "El agua llega a las 5: 100 % sin_costo",
        "n5": "Œuvre commune, naïve – ﬁn",
        "n6": "কেমন আছো",
        "n7": "Care is WORK; care is time",
    }
    with workspace.change("notes") as change:
        change.put(Workshop(id="w1", title="Community of Analysis", code="C1"))
        change.put(Person(id="p1", name="Nguyễn Thị Hằng", email="one@example.org"))
        change.put(
            Organisation(id="o1", names={"fr": "Réseau des soignantes", "ar": "شبكة الرعاية"})
        )
        for note, text in texts.items():
            change.put(Note(id=note, workshop_id="w1", text=text))
        change.put(Lesson(id="l1", workshop_id="w1", texts={"es": "El cuidado", "ar": "العناية"}))
    return workspace


@pytest.mark.parametrize(
    ("words", "records"),
    [
        ("releve", {"n1"}),
        ("RELÈVE sao", {"n1"}),
        ("relev", {"n1"}),
        ("idant", {"n1"}),
        ("مدرسة", {"n2", "n3"}),
        ("المدرسه", {"n2"}),
        ("مدرسه", {"n2", "n3"}),
        ("القرية", {"n3"}),
        ("ان المدرسة", {"n2"}),
        ("إن", {"n2"}),
        ("oeuvre", {"n5"}),
        ("fin", {"n5"}),
        ("naive", {"n5"}),
        ("আছো", {"n6"}),
        ("hang", {"p1"}),
        ("nguyen", {"p1"}),
        ("example.org", {"p1"}),
        ("réseau soignantes", {"o1"}),
        ("رعايه", {"o1"}),
        ("cuidado", {"l1"}),
        ("عنايه", {"l1"}),
        ("community", {"w1"}),
        ("C1", {"w1"}),
        ("100 %", {"n4"}),
        ("n_c", {"n4"}),
        ("% s", {"n4"}),
        ('"', set()),
        ("", set()),
        ("   ", set()),
        ("work OR time", {"n7"}),
        ("care time", {"n7"}),
        ("care NOT time", set()),
        ("nowhere", set()),
    ],
)
def test_words_are_found_in_every_writing(filled: Workspace, words: str, records: set[str]) -> None:
    assert _found(filled, words) == records


def test_one_letter_finds_too(filled: Workspace) -> None:
    assert "n4" in _found(filled, "5")
    assert _found(filled, "o x") == {"p1"}


def test_a_hit_tells_where_it_is(filled: Workspace) -> None:
    (hit,) = search.search(filled, "cuidado")
    assert hit == search.Hit("lesson", "l1", "w1", "El cuidado")
    (hit,) = search.search(filled, "community")
    assert (hit.kind, hit.workshop) == ("workshop", "w1")


def test_what_was_deleted_or_changed_is_not_found_any_more(filled: Workspace) -> None:
    assert _found(filled, "agua") == {"n4"}
    with filled.change("note_edit") as change:
        change.set(Note, "n4", text="La carretera")
    assert _found(filled, "agua") == set()
    assert _found(filled, "carretera") == {"n4"}
    with filled.change("note_delete") as change:
        change.delete(Note, "n4")
    assert _found(filled, "carretera") == set()
    with filled.change("note_restore") as change:
        change.restore(Note, "n4")
    assert _found(filled, "carretera") == {"n4"}


def test_imports_are_found_and_not_after_they_were_taken_out(
    filled: Workspace, other: Workspace, hand: Hand
) -> None:
    with other.change("note_add") as change:
        change.put(Note(id="n9", text="La carretera"))
    step = arrivals.import_step(filled, hand(other, filled))
    assert _found(filled, "carretera") == {"n9"}
    assert step is not None
    arrivals.undo_import(filled, step)
    assert _found(filled, "carretera") == set()
    assert filled.database.rows("SELECT record FROM search_text WHERE record='n9'") == []
    hand(other, filled)
    assert _found(filled, "carretera") == {"n9"}


def test_every_record_is_indexed_once_in_parts_of_any_size(filled: Workspace) -> None:
    read = search.refresh(filled, most=3)
    assert read >= 11
    assert search.refresh(filled) == 0
    rows = filled.database.rows("SELECT record, count(*) FROM search_text GROUP BY 1")
    assert {count for _, count in rows} == {1}
    assert len(rows) == 11
    for text in ("one", "two", "three"):
        with filled.change("note_edit") as change:
            change.set(Note, "n1", text=text)
        search.refresh(filled)
    assert filled.database.one("SELECT count(*) FROM search_text") == 11
    assert _found(filled, "three") == {"n1"}
    assert _found(filled, "two") == set()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_word_is_found_in_the_fields_that_say_so_and_in_no_other(
    workspace: Workspace, kind: str
) -> None:
    values = {}
    for number, rule in enumerate(fields_of(kind)):
        token = f"zq{number:03}qz"
        if rule.type in ("text", "texts", "list"):
            values[rule.name] = {"text": token, "texts": {"es": token}, "list": (token,)}[rule.type]
    with workspace.change("fill") as change:
        change.put(KINDS[kind](id="r1", **values))
    for number, rule in enumerate(fields_of(kind)):
        if rule.name in values:
            found = _found(workspace, f"zq{number:03}qz")
            assert found == ({"r1"} if rule.searched else set()), rule.name


def test_of_texts_that_hold_as_much_a_title_is_shown_before_a_place_and_a_purpose(
    workspace: Workspace,
) -> None:
    told = {"purpose": "Care in Tumba", "place": "Tumba", "code": "Tumba 1"}
    with workspace.change("workshop_add") as change:
        change.put(Workshop(id="w1", title="Day", **told))
    assert [hit.text for hit in search.search(workspace, "tumba")] == ["Tumba 1"]
    with workspace.change("workshop_edit") as change:
        change.set(Workshop, "w1", title="From Tumba", code="W1")
    assert [hit.text for hit in search.search(workspace, "tumba")] == ["From Tumba"]
    with workspace.change("workshop_edit") as change:
        change.set(Workshop, "w1", title="Day")
    assert [hit.text for hit in search.search(workspace, "tumba")] == ["Tumba"]
