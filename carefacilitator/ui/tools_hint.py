"""What stands where a list of the room's tools has no rows yet: what to do next."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from carefacilitator.ui.kit import Kit
from carefacilitator.ui.strips import EmptyState
from carefacilitator.ui.tools_rows import ToolList


class ListOrHint(QStackedWidget):
    """A list, or a sentence while it is empty."""

    def __init__(self, kit: Kit, rows: ToolList) -> None:
        super().__init__()
        self.hint = EmptyState(kit, "")
        self._rows = rows
        self.addWidget(self.hint)
        self.addWidget(rows)

    def show_hint(self, sentence: str) -> None:
        """Show the sentence, or for an empty text the list."""
        if sentence:
            self.hint.sentence.setText(sentence)
            self.hint.setAccessibleName(sentence)
        self.setCurrentWidget(self.hint if sentence else self._rows)


def count_hint(kit: Kit, *, dots: bool, asked: bool, lines: bool) -> str:
    """What to do next in a count or a vote; nothing once there is something to count."""
    say = kit.words.say
    if lines:
        return ""
    if asked and dots:
        return say("Add what people can choose below, or take it from the notes.")
    if asked:
        return say("Add the first answer below.")
    if dots:
        return say("Write above what people choose between, then Enter. The options come next.")
    return say("Write a question above, then Enter. Yes and No are ready, and + counts a hand.")
