"""The key line: what is saved, keys that fit, undo."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QCoreApplication

from carefacilitator.errors import DiskFull
from carefacilitator.ui.runtime.autosave import SaveState, SaveStatus
from carefacilitator.ui.shell.status_bar import KeyHint, KeyLine
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.theme.kit import Kit

AT = dt.datetime(2026, 3, 4, 14, 32)


def test_what_it_says_of_saving(kit: Kit, qtbot) -> None:
    line = KeyLine(kit)
    qtbot.addWidget(line)
    assert line.save_mark.words() == "All saved"
    line.show_state(SaveState(SaveStatus.SAVING))
    assert line.save_mark.words() == "Saving…"
    line.show_state(SaveState(SaveStatus.SAVED, AT))
    assert line.save_mark.words() == "Saved 14:32"
    line.show_state(SaveState(SaveStatus.FAILED, AT, DiskFull(place="disk")))
    assert line.save_mark.words().startswith("Not saved: ")
    assert line.save_mark.accessibleName() == line.save_mark.words()


def test_the_last_keys_go_first_and_undo_stays(kit: Kit, qtbot) -> None:
    line = KeyLine(kit)
    qtbot.addWidget(line)
    acts = [Act(f"a{n}", f"F{n}", f"does number {n}", print) for n in range(2, 12)]
    line.show_acts(acts)
    line.show_undo("length 60 to 70")
    line.resize(1366, line.height())
    line.show()
    wide = [hint.isVisible() for hint in line._made]
    line.resize(900, line.height())
    QCoreApplication.processEvents()
    narrow = [hint.isVisible() for hint in line._made]
    assert sum(narrow) < sum(wide)
    assert narrow == sorted(narrow, reverse=True)
    assert line._undo.isVisible()
    assert line._help.isVisible()
    for hint in line.findChildren(KeyHint):
        if hint.isVisible():
            assert hint.x() >= 0
            assert hint.x() + hint.width() <= 900


def test_a_key_can_be_clicked(kit: Kit, qtbot) -> None:
    line, done = KeyLine(kit), []
    qtbot.addWidget(line)
    line.show_acts([Act("a", "F2", "kind", lambda: done.append(1))])
    hint = line._made[0]
    assert hint.accessibleName() == "F2: kind"
    hint.click()
    assert done == [1]


def test_keys_changed_twice_at_once_open_no_window(kit: Kit, qtbot, qapp) -> None:
    line = KeyLine(kit)
    qtbot.addWidget(line)
    line.show()
    for words in ("first", "second"):
        line.show_acts([Act("a", "F2", words, print)])
    QCoreApplication.processEvents()
    assert [one for one in qapp.topLevelWidgets() if isinstance(one, KeyHint)] == []
    assert [hint.words for hint in line._made] == ["second"]
