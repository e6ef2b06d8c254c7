"""The keys of the door, in the order in which the key line shows them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from carefacilitator.ui.shortcuts import Act

if TYPE_CHECKING:
    from carefacilitator.ui.welcome.page import WelcomePage


def door_acts(page: WelcomePage) -> list[Act]:
    """What a key does while the door field is open; a panel over the list has its own."""
    beside = page.panels.current.acts() if page.panels.current is not None else []
    taken = {act.key for act in beside}
    at_door = [*_first(page), *_marks(page), *_lists(page)]
    return [*beside, *(one for one in at_door if one.key not in taken)]


def slot_keys(page: WelcomePage) -> tuple[str, str]:
    """The keys of the next half-day and of the one before: onward is where one reads."""
    keys = ("Alt+→", "Alt+←")
    return keys[::-1] if page.kit.words.rtl else keys


def _first(page: WelcomePage) -> list[Act]:
    say, name, do, panels = page.say, page.name, page.do, page.panels
    return [
        Act("welcome.enter", "Enter", say("present"), None, name),
        Act("welcome.clear", "Esc", say("clear"), None, name),
        Act("welcome.next", "↓", say("next person"), None, name),
        Act("welcome.usual", "F2", say("usual consent"), do.usual, name),
        Act("welcome.notice", "F3", say("consent notice"), panels.consent, name),
        Act("welcome.heads", "F4", say("head count"), page.to_heads, name),
    ]


def _marks(page: WelcomePage) -> list[Act]:
    say, name, do, panels = page.say, page.name, page.do, page.panels
    late, left = partial(panels.time, left=False), partial(panels.time, left=True)
    return [
        Act("welcome.excused", "F5", say("excused"), partial(do.mark_chosen, "excused"), name),
        Act("welcome.absent", "F6", say("absent"), partial(do.mark_chosen, "absent"), name),
        Act("welcome.unmark", "F7", say("take the mark away"), do.unmark, name, False),
        Act("welcome.details", "F8", say("details"), panels.details, name, False),
        Act("welcome.private", "Shift+F8", say("asked in private"), panels.private, name, False),
        Act("welcome.nameless", "F9", say("count without a name"), do.refuse, name, False),
        Act("welcome.late", "F10", say("came late"), late, name),
        Act("welcome.left", "F11", say("left early"), left, name),
        Act("welcome.rest", "F12", say("everyone else absent"), page.everyone_else, name),
        Act("welcome.remove", "Alt+Delete", say("take off the list"), do.remove, name, False),
    ]


def _lists(page: WelcomePage) -> list[Act]:
    say, name, panels = page.say, page.name, page.panels
    after, before = partial(page.turn, 1), partial(page.turn, -1)
    onward, back = slot_keys(page)
    return [
        Act("welcome.walk_in", "Ctrl+Enter", say("walk-in"), page.list.walk_in, name, False),
        Act("welcome.import", "Ctrl+I", say("import a list"), panels.choose_file, name, False),
        Act("welcome.codes", "Ctrl+E", say("codes of the sheet"), panels.codes, name, False),
        Act("welcome.sheet", "Ctrl+G", say("photo of the sheet"), page.sheet.open, name, False),
        Act("welcome.same", "Ctrl+D", say("likely pairs"), panels.same, name, False),
        Act("welcome.join", "Ctrl+J", say("who else this is"), panels.join, name, False),
        Act("welcome.asking", "Alt+Q", say("what is asked here"), panels.asking, name, False),
        Act("welcome.slot", onward, say("next half-day"), after, name, False),
        Act("welcome.slot_back", back, say("half-day before"), before, name, False),
        Act("welcome.blocks", "Alt+B", say("by block"), page.turn_blocks, name, False),
    ]
