"""What a person is told before being asked: the notice, in her language."""

from __future__ import annotations

from carefacilitator.i18n import Words, words
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.widgets.controls import Kit, Label, Scroll, Sheet


def notice_text(spoken: Words, field: str, leads: str) -> str:
    """What the program itself can truly say to one field of the notice; empty: say it yourself.

    The fields are those of ``privacy_notice_field`` (OCHA, ICRC). ``leads`` names who holds the
    workshop.
    """
    match field:
        case "controller" | "contact_point":
            return leads
        case "purpose":
            return spoken.say("To know who took part, for figures without names, for follow-up.")
        case "legal_basis":
            return spoken.say("Your agreement, one purpose at a time.")
        case "recipients":
            return spoken.say("Those who hold this workshop. The secretariat only if you agree.")
        case "retention":
            return spoken.say("On this computer until you ask for it to be erased.")
        case "rights":
            return spoken.say("At any time: tell the facilitator.")
        case "risks":
            return spoken.say("Whoever gets hold of a copy can see that you were here.")
        case _:
            return ""


class NoticeSheet(Sheet):
    """The notice beside the questions, large enough to be read together."""

    def __init__(self, kit: Kit, leads: str) -> None:
        super().__init__(kit)
        self._leads = leads
        self._title = Label(kit, step="lead", bold=True, wrap=True)
        self.add(self._title)
        self._scroll = Scroll()
        self._scroll.body.setSpacing(2)
        self.add(self._scroll, 1)

    def show_language(self, language: str) -> None:
        """Show the notice in a language."""
        spoken, kit = words(language), self.kit
        title = spoken.say("Before you answer")
        self._title.setText(title)
        named(self, title)
        body = self._scroll.body
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        lists = vocabulary()
        for field, label in lists.options("privacy_notice_field", language):
            text = notice_text(spoken, field, self._leads)
            body.addWidget(Label(kit, label, bold=True, wrap=True))
            if text:
                body.addWidget(Label(kit, text, tone="ash", wrap=True))
            body.addSpacing(8)
        body.addStretch(1)
