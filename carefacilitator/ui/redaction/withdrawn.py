"""The quiet line that stands where words are withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from carefacilitator.i18n import Words
from carefacilitator.services.findings.notes import NoteView
from carefacilitator.services.privacy.quotes import WITHDRAWN


def in_words(views: Sequence[NoteView], words: Words) -> Sequence[NoteView]:
    """The same notes for a screen, each with a line to show."""
    if not any(view.withdrawn for view in views):
        return views
    line = words.say(WITHDRAWN)
    return [
        replace(view, note=replace(view.note, text=line)) if view.withdrawn else view
        for view in views
    ]
