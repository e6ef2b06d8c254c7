"""Decisions between versions that are made together with an import, and leave with it."""

from __future__ import annotations

from collections.abc import Mapping

from carefacilitator.model.merge.operations import Json
from carefacilitator.storage.undo import step_of
from carefacilitator.storage.workspace import Workspace

Choices = Mapping[tuple[str, str, str], Json]
"""The value that stands, by kind, record and field."""


def settle_with(workspace: Workspace, import_change: str, choices: Choices) -> None:
    """Let the chosen values stand, as part of an import that was just taken in.

    The decisions are kept as if the bundle had brought them: undoing the import takes them along,
    and undo does not offer them by themselves. Nothing happens where the import is not there.
    """
    with workspace.database.writing:
        workspace.begin_writing()
        step = step_of(workspace, import_change)
        if step is None or step.role != "import" or not choices:
            return
        change = workspace.new_change("conflict_settle", len(choices))
        for (kind, record, field), value in choices.items():
            change.settle(kind, record, field, value)
        with workspace.database.transaction() as connection:
            workspace.write_change(change, "with", import_change)
            connection.execute(
                "UPDATE operation SET origin=? WHERE change=?", (step.bundle, change.id)
            )
    workspace.tell_change(change)
