"""The figures of the summary, and what it does with a nearly empty page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from carefacilitator import reports
from carefacilitator.i18n import Words
from carefacilitator.model.dossier import Dossier
from carefacilitator.reports.summary import _civil_society_together


def test_nobody_is_counted_twice_when_civil_society_is_one_bar() -> None:
    rows = [("trade_union", 7), ("grassroots_womens_org", 12), ("academia", 5), ("other", 9)]
    together = _civil_society_together(rows, 23)
    assert together == [("", 23), ("academia", 5), ("other", 5)]
    assert sum(count for _, count in together) == sum(count for _, count in rows)


def test_a_group_that_is_civil_society_through_and_through_leaves_no_other_bar() -> None:
    assert _civil_society_together([("trade_union", 7), ("other", 4)], 11) == [("", 11)]


def test_a_few_lines_do_not_take_a_page_of_their_own(
    tmp_path: Path, dossier_of: Callable[[str, str], Dossier]
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
