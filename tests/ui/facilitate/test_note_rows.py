"""Rows of the notes list: the name of a kind is never cut, and a row is as high as it needs."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QStyleOptionViewItem

from carefacilitator.i18n import LANGUAGES, Words
from carefacilitator.model.records.records import Note
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.findings.notes import NoteView
from carefacilitator.ui.facilitate.note_rows import NoteDelegate, NoteRow, NotesModel
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import make_kit


def rows(language: str, percent: int = 100) -> tuple[NotesModel, NoteDelegate]:
    """An empty list of notes at a width of 700 px."""
    model = NotesModel(make_kit(Words(language), text_percent=percent))
    delegate = NoteDelegate(model.kit, model)
    delegate.fit(700)
    return model, delegate


def note(kind: str) -> NoteRow:
    """A note of one short line."""
    return NoteRow("n", "10:00", view=NoteView(Note(id="n", text="Short.", kind=kind), (), ()))


def high(model: NotesModel, delegate: NoteDelegate, kind: str) -> int:
    """How high the only row is."""
    model.show_rows([note(kind)])
    return delegate.sizeHint(QStyleOptionViewItem(), model.index(0)).height()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_kind_is_cut(fonts, language: str, percent: int) -> None:
    _model, delegate = rows(language, percent)
    for kind in vocabulary().keys("note_kind"):
        whole = vocabulary().short("note_kind", kind, language)
        assert " ".join(delegate._kind_lines(kind)) == whole


def test_a_row_grows_with_its_kind_and_shrinks_again(fonts) -> None:
    model, delegate = rows("en")
    small = paint.QFontMetrics(model.kit.font("small", bold=True)).height()
    plain = high(model, delegate, "decision")
    assert len(delegate._kind_lines("observation")) == 2
    assert high(model, delegate, "observation") >= 24 + 2 * small > plain
    assert high(model, delegate, "decision") == plain


def test_what_fits_on_no_line_is_cut_on_the_second(fonts) -> None:
    model, _delegate = rows("en")
    font = model.kit.font("small", bold=True)
    first, second = paint.two_lines("Facilitator and everybody else in the room", font, 90)
    assert first == "Facilitator"
    assert second.startswith("and")
    assert second.endswith("…")
    assert paint.two_lines("Decision", font, 90) == ("Decision",)
