"""Finds out whether a property catches a bug that was planted for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.model.merge_machine import Step


def caught(
    play: Callable[[Sequence[Step]], None],
    histories: st.SearchStrategy[list[Step]],
    examples: int,
) -> bool:
    """Whether any of so many histories (the same ones every time) fails."""

    class Found(Exception):
        """Ends the search at the first failure, whatever it is."""

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(histories)
    def search(history: Sequence[Step]) -> None:
        try:
            play(history)
        except Exception as failure:
            raise Found from failure

    try:
        search()
    except Found:
        return True
    return False
