"""A search while the window is open on the same workspace."""

from __future__ import annotations

from pathlib import Path

from carefacilitator.model.records.ids import new_id
from carefacilitator.model.records.records import Note, Record, Workshop
from carefacilitator.storage.search import search
from carefacilitator.storage.workspace import Workspace, open_workspace


def _write(workspace: Workspace, *records: Record) -> None:
    with workspace.change("Write") as change:
        for record in records:
            change.put(record)


def _texts(workspace: Workspace, words: str) -> list[str]:
    return sorted(hit.text for hit in search(workspace, words))


def test_words_written_since_the_index_are_found_where_nothing_may_be_written(
    tmp_path: Path,
) -> None:
    window = open_workspace(tmp_path / "workspace")
    workshop = Workshop(id=new_id(), title="Encuentro de cuidados")
    old = Note(id=new_id(), workshop_id=workshop.id, text="Quien cuida, descansa")
    _write(window, workshop, old)
    assert _texts(window, "descansa") == ["Quien cuida, descansa"]  # and now it is in the index
    new = Note(id=new_id(), workshop_id=workshop.id, text="تحتاج المدرسة إلى حضانة")
    _write(window, new)
    reader = open_workspace(tmp_path / "workspace")

    assert _texts(reader, "المدرسه حضانة") == [new.text]
    assert [hit.workshop for hit in search(reader, "حضانه")] == [workshop.id]
    assert _texts(reader, "cuidados") == ["Encuentro de cuidados"]
    reader.close()
    window.close()


def test_an_index_that_lags_never_shows_what_was_changed_or_deleted(tmp_path: Path) -> None:
    window = open_workspace(tmp_path / "workspace")
    workshop = Workshop(id=new_id(), title="Encuentro")
    changed = Note(id=new_id(), workshop_id=workshop.id, text="lavar juntos")
    deleted = Note(id=new_id(), workshop_id=workshop.id, text="cocinar juntos")
    _write(window, workshop, changed, deleted)
    assert _texts(window, "juntos") == ["cocinar juntos", "lavar juntos"]
    with window.change("Correct") as change:
        change.set(Note, changed.id, text="lavar solas")
        change.delete(Note, deleted.id)
    reader = open_workspace(tmp_path / "workspace")

    assert _texts(reader, "juntos") == []
    assert _texts(reader, "lavar so") == ["lavar solas"]
    reader.close()
    window.close()
