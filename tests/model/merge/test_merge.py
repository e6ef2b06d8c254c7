from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from carefacilitator.model.merge import merge, text_merge
from carefacilitator.model.merge.merge import Cell, RecordState
from carefacilitator.model.merge.operations import DELETED, Operation
from tests.model.merge_machine import MODEL_ACTS, Step, histories, play_on_model
from tests.model.planted import caught

DEEPER = int(os.environ.get("CAREFACILITATOR_DEEPER", "1"))
"""How many times more histories than usual; other ones every time when above 1."""

HISTORIES = histories(MODEL_ACTS, 40)
LIFE_AND_DEATH = histories(
    ("put", "delete", "delete", "restore", "restore", "send", "send", "take", "take"), 40
)


@settings(
    max_examples=200 * DEEPER,
    derandomize=DEEPER == 1,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(HISTORIES)
def test_any_history_means_the_same_everywhere(history: Sequence[Step]) -> None:
    play_on_model(history)


# --- planted bugs ---------------------------------------------------------------------------------

Plant = Callable[[pytest.MonkeyPatch], None]
_project_cell, _heads_of, _life_of = merge.project_cell, merge.heads_of, merge.life_of


def _drop_overlapping_text(patch: pytest.MonkeyPatch) -> None:
    whole = text_merge._choose

    def ours_only(base: list[str], ours: list[str], theirs: list[str]) -> Any:
        piece, clean = whole(base, ours, theirs)
        return (piece, True) if clean else (ours, False)

    patch.setattr(text_merge, "_choose", ours_only)


def _last_to_arrive_wins(patch: pytest.MonkeyPatch) -> None:
    def last(ops: Collection[Operation], text: bool) -> Cell:
        cell = _project_cell(ops, text)
        heads = {op.id for op in cell.heads if op.known}
        newest = [op for op in ops if op.id in heads]
        return cell._replace(value=newest[-1].value) if newest and not text else cell

    patch.setattr(merge, "project_cell", last)


def _ignore_what_was_replaced(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "heads_of", lambda ops: sorted(ops, key=merge._order))


def _latest_clock_wins_text(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "_merged_text", lambda ops, heads: heads[-1].value)


def _deletion_wins(patch: pytest.MonkeyPatch) -> None:
    def life(fields: Mapping[str, Collection[Operation]]) -> RecordState:
        told = _life_of(fields)
        return RecordState(False, False) if told.revived else told

    patch.setattr(merge, "life_of", life)


def _restored_against_a_deletion_in_silence(patch: pytest.MonkeyPatch) -> None:
    def life(fields: Mapping[str, Collection[Operation]]) -> RecordState:
        told = _life_of(fields)
        restored = any(op.value is False for op in _heads_of(fields.get(DELETED, ())))
        return RecordState(True, False) if told.revived and restored else told

    patch.setattr(merge, "life_of", life)


def _equal_clocks_are_no_conflict(patch: pytest.MonkeyPatch) -> None:
    def quiet(ops: Collection[Operation], text: bool) -> Cell:
        cell = _project_cell(ops, text)
        clocks = [op.clock for op in cell.heads]
        return cell._replace(flagged=cell.flagged and len(set(clocks)) == len(clocks))

    patch.setattr(merge, "project_cell", quiet)


def _only_two_versions_are_merged(patch: pytest.MonkeyPatch) -> None:
    whole = merge._merged_text
    patch.setattr(merge, "_merged_text", lambda ops, heads: whole(ops, heads[-2:]))


def _clocks_replace(patch: pytest.MonkeyPatch) -> None:
    def newest(ops: Collection[Operation]) -> list[Operation]:
        heads = _heads_of(ops)
        first = min((op.clock for op in heads), default=0)
        return [op for op in heads if op.clock > first] or heads

    patch.setattr(merge, "heads_of", newest)


def _a_withheld_value_keeps_its_nonce(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Operation, "withheld", lambda op: op._replace(value=None, known=False))


@pytest.mark.parametrize(
    "plant",
    [
        _drop_overlapping_text,
        _last_to_arrive_wins,
        _ignore_what_was_replaced,
        _latest_clock_wins_text,
        _deletion_wins,
        _restored_against_a_deletion_in_silence,
        _equal_clocks_are_no_conflict,
        _only_two_versions_are_merged,
        _clocks_replace,
        _a_withheld_value_keeps_its_nonce,
    ],
    ids=lambda plant: plant.__name__.strip("_"),
)
def test_a_planted_bug_is_caught(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    tried = LIFE_AND_DEATH if plant is _restored_against_a_deletion_in_silence else HISTORIES
    assert caught(play_on_model, tried, 400)
