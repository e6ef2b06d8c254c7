"""The kind of a lesson: changed by putting the record whole, since the field is called ``kind``."""

from __future__ import annotations

import dataclasses

from carefacilitator.model.records import Lesson
from carefacilitator.storage.workspace import Workspace


def set_lesson_kind(workspace: Workspace, lesson_id: str, kind: str) -> None:
    """Make a lesson one of another kind; nothing happens where it is of that kind already.

    Raises RecordUnknown. Only the field that differs is written.
    """
    with workspace.change("lesson_edit") as change:
        change.put(dataclasses.replace(workspace.get(Lesson, lesson_id), kind=kind))
