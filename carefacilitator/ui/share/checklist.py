"""Before people leave: what is worth a minute, kindly, missing things first, never a wall."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import Words
from carefacilitator.services.documents.closing_checklist import Item
from carefacilitator.ui.accessibility.names import named, tipped
from carefacilitator.ui.page import Page
from carefacilitator.ui.widgets.controls import Button, IconLabel, Label, Scroll, Sheet, hairline
from carefacilitator.ui.widgets.layout import clear, hbox, vbox

_NARROWEST = 40
_LEAST = 76
"""Height in px of the list where there is little room: one thing that waits."""


class ChecklistSheet(Sheet):
    """The friendly list. ``go`` is called with an item to go to where it can be put right."""

    def __init__(self, page: Page, go: Callable[[Item], None]) -> None:
        super().__init__(page.kit, page.say("Before people leave"), wraps=True)
        self._page, self._go = page, go
        self._items: list[Item] = []
        self._told = Label(page.kit, tone="ash", wrap=True)
        self.add(self._told)
        if page.kit.theme.stacked:  # the page scrolls, not a list within it
            self._list = vbox()
            self.body.addLayout(self._list)
        else:
            scroll = Scroll()
            scroll.take_what_is_left(page.kit.theme.grown(_LEAST))
            self._list = scroll.body
            self.add(scroll, 1)
        self._list.setSpacing(6)

    def set_low(self, low: bool) -> None:
        """Leave the sentence out where the window is low: the list says the same."""
        self._told.setVisible(not low)

    def show_items(self, items: list[Item]) -> None:
        """Show what waits and what is done."""
        self._items = items
        open_ones = sum(not one.done for one in items)
        say_n = self._page.kit.words.say_n
        self._told.setText(
            say_n(
                "One thing is worth a minute now. Nothing here blocks you.",
                "{n} things are worth a minute now. Nothing here blocks you.",
                open_ones,
            )
            if open_ones
            else self._page.say("Everything is there. Thank you for the care you took.")
        )
        body = self._list
        clear(body)
        for item in items:
            body.addWidget(hairline())
            body.addWidget(self._row(item))
        body.addStretch(1)

    def first_missing(self) -> Item | None:
        """What waits first."""
        return next((one for one in self._items if not one.done), None)

    def _row(self, item: Item) -> QWidget:
        kit = self._page.kit
        holder = QWidget()
        room = 0 if item.done else 4
        row = hbox(into=holder, gap=12, margins=(0, room, 0, room))
        icon, colour, weight = (
            ("check-circle", kit.colours.overdye, "fill")
            if item.done
            else ("circle-dashed", kit.colours.soot, "regular")
        )
        mark = IconLabel(kit, icon, colour=colour, weight=weight)  # type: ignore[arg-type]
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words, below = vbox(gap=2), hbox(gap=8)
        head, second = item_words(item, kit.words)
        words.addWidget(Label(kit, head, bold=not item.done, wrap=True))
        if second and item.done:  # a line is enough; the rest is told where somebody asks
            tipped(holder, second)
        elif second:
            short = second == item.text
            told = Label(kit, second, step="small", tone="ash", wrap=not short, cut=short)
            told.setMinimumWidth(_NARROWEST)  # else its longest word would push the button out
            below.addWidget(told, 1)
        row.addLayout(words, 1)
        if not item.done or item.counts.get("kept"):
            target = Button(
                kit,
                _page_words(item, kit.words),
                icon="arrow-right",
                trailing_icon=True,
                told_key="F9",
                kind="chip",
            )
            named(target, f"{target.text()}: {head}")
            target.clicked.connect(partial(self._go, item))
            below.addWidget(target, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignTrailing)
        if below.count():
            words.addLayout(below)
        else:
            below.deleteLater()
        state = self._page.say("done") if item.done else self._page.say("waits")
        named(holder, f"{state}: {head}")
        return holder


def _page_words(item: Item, words: Words) -> str:
    if item.key == "photos":
        return words.say("Photos")
    return {
        "welcome": words.say("Door list"),
        "facilitate": words.say("Notes"),
        "harvest": words.say("Harvest"),
        "evaluation": words.say("Evaluate"),
        "conflicts": words.say("Decide"),
        "names": words.say("Settle them"),
    }.get(item.page, words.say("Go there"))


def item_words(item: Item, words: Words) -> tuple[str, str]:
    """The head and the second line of an item."""
    return _WORDS[item.key](item, words)


def _attendance(item: Item, words: Words) -> tuple[str, str]:
    counts = item.counts
    told = words.say(
        "{named} named, {counted} counted without a name",
        named=counts["named"],
        counted=counts["counted"],
    )
    if item.done:
        return words.say("Attendance is complete"), told
    if not counts["unmarked"]:
        return words.say("Nobody is marked present yet"), words.say("A head count is enough.")
    waiting = words.say_n(
        "{n} person is not marked yet", "{n} people are not marked yet", counts["unmarked"]
    )
    return waiting, told


def _consent(item: Item, words: Words) -> tuple[str, str]:
    counts = item.counts
    if item.done:
        second = words.say_n(
            "{n} person does not share with the secretariat",
            "{n} people do not share with the secretariat",
            counts["not_shared"],
        )
        return words.say("Consent is recorded for everyone named"), second
    head = words.say_n(
        "{n} person was not asked yet", "{n} people were not asked yet", counts["missing"]
    )
    return head, words.say("Not asked means withheld.")


def _notes(item: Item, words: Words) -> tuple[str, str]:
    counts = item.counts
    if item.done:
        head = words.say_n(
            "{n} note, with its block", "{n} notes, each with its block", counts["notes"]
        )
        second = words.say_n(
            "{n} of them carries a lesson", "{n} of them carry a lesson", counts["with_lesson"]
        )
        return head, second
    head = words.say_n("{n} note has no block", "{n} notes have no block", counts["without_block"])
    return head, item.text


def _photos(item: Item, words: Words) -> tuple[str, str]:
    counts = item.counts
    if item.done:
        count = counts["photos"]
        return words.say_n(
            "{n} photo, and who is in it", "{n} photos, and who is in them", count
        ), ""
    head = words.say_n(
        "It is not said who is in {n} photo",
        "It is not said who is in {n} photos",
        counts["unsaid"],
    )
    return head, words.say("Until this is said, the photo goes to nobody but your own group.")


def _lessons(item: Item, words: Words) -> tuple[str, str]:
    if item.done:
        count = item.counts["lessons"]
        return words.say_n("{n} lesson, agreed", "{n} lessons, all agreed", count), ""
    if not item.counts["lessons"]:
        return words.say("No lesson yet"), words.say("One key makes one from a note.")
    head = words.say_n(
        "{n} lesson waits for the group", "{n} lessons wait for the group", item.counts["open"]
    )
    return head, item.text


def _commitments(item: Item, words: Words) -> tuple[str, str]:
    if item.done:
        count = item.counts["commitments"]
        second = words.say_n("{n} commitment", "{n} commitments", count)
        return words.say("Every commitment has who and when"), second
    if not item.counts["commitments"]:
        return words.say("No commitment yet"), words.say("Has anybody promised something?")
    head = words.say_n(
        "{n} commitment lacks who or when",
        "{n} commitments lack who or when",
        item.counts["incomplete"],
    )
    return head, item.text


def _repeated_words(item: Item, words: Words) -> tuple[str, str]:
    head = words.say_n(
        "{n} text repeats words whose speaker did not agree to be quoted",
        "{n} texts repeat words whose speaker did not agree to be quoted",
        item.counts["repeats"],
    )
    second = words.say(
        "Say it in the group’s own words, or ask whoever said it: it leaves as it stands."
    )
    return head, second


def _names(item: Item, words: Words) -> tuple[str, str]:
    counts = item.counts
    if counts["waiting"]:
        head = words.say_n(
            "{n} text names somebody who did not agree",
            "{n} texts name somebody who did not agree",
            counts["waiting"],
        )
        return head, words.say("Each stays here, out of papers and bundles, until you settle it.")
    cannot = words.say("Nicknames and words like “the baker’s wife” cannot be found.")
    if counts["kept"]:
        head = words.say_n(
            "{n} text stays here for a name in it",
            "{n} texts stay here for a name in them",
            counts["kept"],
        )
        return head, cannot
    return words.say("No text names somebody who did not agree"), cannot


def _evaluation(item: Item, words: Words) -> tuple[str, str]:
    if item.done:
        second = words.say_n("{n} answer", "{n} answers", item.counts["answers"])
        return words.say("The closing evaluation is filled"), second
    return words.say("Closing evaluation is empty"), words.say("Raised hands are enough.")


def _conflicts(item: Item, words: Words) -> tuple[str, str]:
    if item.done:
        return words.say("Nothing waits for a decision"), ""
    head = words.say_n(
        "{n} field has two versions", "{n} fields have two versions", item.counts["waiting"]
    )
    return head, words.say("Both are kept until somebody decides.")


_WORDS: dict[str, Callable[[Item, Words], tuple[str, str]]] = {
    "attendance": _attendance,
    "consent": _consent,
    "notes": _notes,
    "photos": _photos,
    "lessons": _lessons,
    "commitments": _commitments,
    "words": _repeated_words,
    "names": _names,
    "evaluation": _evaluation,
    "conflicts": _conflicts,
}
