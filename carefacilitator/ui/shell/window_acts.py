"""The acts that work on every page: stages, home, search, undo, all keys, Esc."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from carefacilitator.ui.shell.header import stage_words
from carefacilitator.ui.shortcuts import Act

if TYPE_CHECKING:
    from carefacilitator.ui.shell.main_window import Frame


def frame_acts(frame: Frame) -> list[Act]:
    """Return the acts of the window itself; the key line does not repeat them."""
    say = frame.kit.words.say
    acts = [
        Act("frame.next", "Ctrl+PgDn", say("next stage"), frame.next_stage, line=False),
        Act("frame.before", "Ctrl+PgUp", say("previous stage"), frame.previous_stage, line=False),
    ]
    for number, (stage, words) in enumerate(stage_words(frame.kit).items(), 1):
        go = partial(frame.go_stage, stage)
        acts.append(Act(f"frame.{stage}", f"Alt+{number}", words, go, line=False))
    acts += [
        Act("frame.home", "Alt+Home", say("home"), frame.go_home, line=False),
        Act("frame.search", "Ctrl+K", say("search"), frame.go_search, line=False),
        Act("frame.undo", "Ctrl+Z", say("undo"), frame.undo, line=False),
        Act("frame.redo", "Ctrl+Shift+Z", say("do again"), frame.redo, line=False),
        Act(
            "frame.history",
            "Ctrl+H",
            say("history of what is chosen"),
            frame.show_history,
            line=False,
        ),
        Act("frame.bin", "Ctrl+B", say("the bin"), frame.show_bin, line=False),
        Act(
            "frame.redact",
            "Ctrl+Shift+Delete",
            say("remove for good"),
            frame.remove_here,
            line=False,
        ),
        Act("frame.keys", "F1", say("all keys"), frame.show_keys, line=False),
        Act("frame.escape", "Esc", say("clear, then leave"), frame.escape, line=False),
    ]
    return acts
