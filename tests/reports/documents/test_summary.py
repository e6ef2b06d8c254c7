"""What the summary does with a nearly empty page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from carefacilitator import reports
from carefacilitator.i18n import Words
from carefacilitator.model.document.content import WorkshopContent


def test_a_few_lines_do_not_take_a_page_of_their_own(
    tmp_path: Path, dossier_of: Callable[[str, str], WorkshopContent]
) -> None:
    """The pages grow with what was said, and no last page holds only a line or two."""
    whole = dossier_of("W4", "en")
    seen = []
    for count in range(1, 12):
        dossier = replace(whole, lessons=(whole.lessons * 3)[:count], withheld=())
        outcome = reports.write("summary", dossier, Words("en"), tmp_path / "a.pdf")
        seen.append(outcome.pages)
    assert seen == sorted(seen)
    assert seen[0] == 1
    assert seen[-1] == 2
