from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from carefacilitator.model.merge.operations import Operation
from carefacilitator.storage import change
from carefacilitator.storage.imports import arrivals, planning, standing
from carefacilitator.storage.removal import erasure
from carefacilitator.storage.workspace import Workspace
from tests.model.merge_machine import Step, histories
from tests.model.planted import caught
from tests.storage.stored_copy import STORED_ACTS, Shelf

DEEPER = int(os.environ.get("CAREFACILITATOR_DEEPER", "1"))
"""How many times more histories than usual; other ones every time when above 1."""

HISTORIES = histories(STORED_ACTS, 32, shortest=12)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    memory = Path("/dev/shm")  # a file is a file, and thousands of them need not reach the disk
    if memory.is_dir() and os.access(memory, os.W_OK):
        with tempfile.TemporaryDirectory(dir=memory) as folder:
            yield Shelf(Path(folder))
    else:
        yield Shelf(tmp_path_factory.mktemp("shelf"))


def test_any_history_means_the_same_on_real_files(shelf: Shelf) -> None:
    @settings(
        max_examples=40 * DEEPER,
        derandomize=DEEPER == 1,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(HISTORIES)
    def play(history: Sequence[Step]) -> None:
        shelf.play(history)

    play()


# --- planted bugs ---------------------------------------------------------------------------------

Plant = Callable[[pytest.MonkeyPatch], None]


def _typing_replaces_what_has_left(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Workspace, "end_visit", lambda workspace, visit="": None)


def _a_deletion_does_not_freeze_what_it_saw(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Workspace, "_freeze", lambda workspace, change: None)


def _later_arrivals_are_not_blanked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(planning, "_leave_out_erased", lambda workspace, made: None)


def _own_later_words_are_not_blanked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(change, "blanked", lambda op, erased: op)


def _blanking_leaves_the_nonce(patch: pytest.MonkeyPatch) -> None:
    whole = erasure._blank_where

    def half(connection: Any, where: str, value: str, everything: bool) -> Any:
        nonces = connection.execute("SELECT seq, nonce FROM operation").fetchall()
        touched = whole(connection, where, value, everything)
        connection.executemany(
            "UPDATE operation SET nonce=? WHERE seq=?", ((nonce, seq) for seq, nonce in nonces)
        )
        return touched

    patch.setattr(erasure, "_blank_where", half)


def _undo_hides_what_also_came_otherwise(patch: pytest.MonkeyPatch) -> None:
    query = "SELECT seq, kind, record, change FROM operation WHERE hidden=0 AND origin=?"
    patch.setattr(
        standing,
        "_only_from",
        lambda workspace, bundle: [
            standing.Row(*row) for row in workspace.database.rows(query, (bundle,))
        ],
    )


def _undo_takes_away_the_erasure(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(standing, "ACT_KINDS", frozenset({"never"}))


def _withheld_values_never_complete(patch: pytest.MonkeyPatch) -> None:
    whole = planning._sort_out

    def forgetful(*arguments: Any) -> None:
        whole(*arguments)
        arguments[-1].completing.clear()

    patch.setattr(planning, "_sort_out", forgetful)


def _imports_do_not_look_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(arrivals, "state_of", lambda workspace: _Any())


class _Any:
    def __ne__(self, other: object) -> bool:
        return False


def _only_the_newest_operation_arrives(patch: pytest.MonkeyPatch) -> None:
    whole = arrivals.plan

    def newest(workspace: Workspace, ops: Iterable[Operation]) -> arrivals.Plan:
        last: dict[tuple[str, str], Operation] = {}
        for op in ops:
            key = (op.record, op.field)
            if key not in last or last[key].clock < op.clock:
                last[key] = op
        return whole(workspace, last.values())

    patch.setattr(arrivals, "plan", newest)


def _a_decision_leaves_the_other_version(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(change, "heads_of", lambda ops: list(ops)[-1:])


TAKING = ("put", "text", "value", "send", "send", "take", "take", "take")
PLANTS: dict[Plant, tuple[str, ...]] = {
    _typing_replaces_what_has_left: ("type", "type", "type", "send", "take", "value"),
    _a_deletion_does_not_freeze_what_it_saw: ("type", "type", "type", "delete", "send", "take"),
    _later_arrivals_are_not_blanked: (*TAKING, "erase", "erase"),
    _own_later_words_are_not_blanked: (*TAKING, "erase", "erase"),
    _blanking_leaves_the_nonce: (*TAKING, "erase", "erase"),
    _undo_hides_what_also_came_otherwise: ("hand_over", "hand_over", "take_back"),
    _undo_takes_away_the_erasure: ("hand_over", "hand_over", "erase", "take_back"),
    _withheld_values_never_complete: TAKING,
    _imports_do_not_look_again: (*TAKING, "take_late", "take_late"),
    _only_the_newest_operation_arrives: TAKING,
    _a_decision_leaves_the_other_version: (*TAKING, "settle", "settle"),
}
"""Planted bugs, and the acts among which each one shows."""


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__.strip("_"))
def test_a_planted_bug_is_caught(
    plant: Plant, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    assert caught(shelf.play, histories(PLANTS[plant], 24, shortest=12), 60)
