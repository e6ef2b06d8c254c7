"""Every kind of document is declared once, and whole."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from carefacilitator.i18n import LANGUAGES, Words
from carefacilitator.model.document.kinds import DOCUMENTS


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_kind_has_a_builder_words_and_an_icon(kind: str, project: Path) -> None:
    told = DOCUMENTS[kind]
    module, _, function = told.builder.partition(".")
    builder = import_module(f"carefacilitator.reports.documents.{module}")
    assert callable(getattr(builder, function))
    assert callable(getattr(builder, "paper", None)) or not told.own_paper
    assert (project / "resources" / "icons" / "regular" / f"{told.icon}.svg").is_file()
    for language in LANGUAGES:
        words = Words(language)
        assert words.say(told.name)
        assert words.say(told.hint)
        assert language == "en" or words.say(told.hint) != told.hint


def test_what_a_person_may_choose_fits_together() -> None:
    for told in DOCUMENTS.values():
        assert told.carries or not (told.beside or told.together)
        assert told.names == "all" or not told.person
        assert told.together or not told.selects
