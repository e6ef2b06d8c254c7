"""What a page is, and what a window hands to it.

A page knows services (given to its own constructor) and these tools, never the window.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from carefacilitator.ui.keyboard.held_keys import HeldKeys
from carefacilitator.ui.runtime.autosave import Autosave
from carefacilitator.ui.runtime.worker import Tasks
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.day_band import BandBlock
from carefacilitator.ui.widgets.message_bar import MessageKind

T = TypeVar("T")

Changes = frozenset[str]
"""Kinds of records that changed (``"Note"``, ``"Attendance"``); empty means: everything."""

Face = Literal["home", "stage", "plain"]


@dataclass(frozen=True)
class WorkshopHead:
    """What header and day band show of a workshop; words already in the interface language.

    ``zone`` is where it is held (None: where this computer stands).
    """

    title: str
    where: str
    blocks: Sequence[BandBlock] = field(default_factory=tuple)
    zone: dt.tzinfo | None = None


class History(Protocol):
    """Undo and redo across pages. ``undo`` and ``redo`` run on the worker thread."""

    def undo_words(self) -> str | None:
        """What Ctrl+Z would take back, in the interface language; None for nothing."""

    def redo_words(self) -> str | None:
        """What Ctrl+Shift+Z would do again; None for nothing."""

    def undo(self) -> Changes | None:
        """Take the last step back and say what changed; None where a person is asked first."""

    def redo(self) -> Changes:
        """Do the last undone step again and say what changed."""


class Tell(Protocol):
    """Shows a message of up to three sentences at the foot of the page."""

    def __call__(
        self,
        kind: MessageKind,
        happened: str,
        safe: str = "",
        then: str = "",
        *,
        acts: list[Button] | None = None,
    ) -> None:
        """Show it until it is put away or the page changes."""


class Go(Protocol):
    """Goes to a page once what was typed is stored."""

    def __call__(self, page: str, workshop_id: str = "", item: str = "") -> None:
        """``page`` is a page's name; ``item`` the id of what to show there."""


@dataclass(frozen=True)
class Tools:
    """What every page may use of the window it stands in.

    ``changed`` tells the window that records changed: it calls every open page's
    :meth:`Page.refresh`, reads header, band and undo words again. ``tell_failure`` shows the three
    sentences of an error. ``choose_block`` marks a block in the band. ``keys_changed`` reads the
    page's acts again. ``header_changed`` reads title, badge and header widgets again. ``hush``
    puts the message at the foot of the page away. ``remove_for_good`` asks what of a record (kind
    and id) is to be removed for good. ``held`` keeps what is typed while something new is made.
    """

    kit: Kit
    tasks: Tasks
    saving: Autosave
    go: Go
    back: Callable[[], None]
    tell: Tell
    tell_failure: Callable[[Exception], None]
    changed: Callable[[Changes], None]
    choose_block: Callable[[str], None]
    keys_changed: Callable[[], None]
    header_changed: Callable[[], None]
    hush: Callable[[], None]
    remove_for_good: Callable[[str, str], None]
    held: HeldKeys


class Page(QWidget):
    """Base of all pages; see ``main_window.py`` for how to write one."""

    name: ClassVar[str] = ""
    face: ClassVar[Face] = "stage"

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.tools = tools
        self.kit = tools.kit
        self.say = tools.kit.words.say
        self.workshop_id = ""
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    # what a page tells ---------------------------------------------------------------------------

    def title(self) -> str:
        """Return the title for the header of a plain page (a stage shows the workshop's)."""
        return ""

    def where(self) -> str:
        """Return the second line of the header of a plain page."""
        return ""

    def badge(self) -> str:
        """Return the word in the border on the home face (“Sample”), or nothing."""
        return ""

    def header_widgets(self) -> list[QWidget]:
        """Return the page's own buttons in the header; made once, kept by the page."""
        return []

    def acts(self) -> list[Act]:
        """Return the page's acts in the order of the key line."""
        return []

    def first_focus(self) -> QWidget | None:
        """Return what has the focus on arriving."""
        return None

    def line(self) -> QWidget | None:
        """Return where letters go that are typed on a button; None where nothing is to be typed."""
        return None

    # what a page is told -------------------------------------------------------------------------

    def enter(self, workshop_id: str, item: str = "") -> None:  # noqa: ARG002 - for pages
        """Show this workshop (and ``item`` in it); called on every arrival. Call super first."""
        self.workshop_id = workshop_id

    def leave(self) -> None:
        """Put down what is open; what was typed is being saved already."""

    def about_to_step_back(self) -> None:
        """Undo or redo comes: take away words on what was just done, and questions about it."""

    def refresh(self, changes: Changes) -> None:
        """Read again what may have changed; keep focus, selection and scroll place."""

    def on_block(self, block_id: str) -> None:  # noqa: ARG002 - for pages
        """Go to a block that was clicked or entered in the day band."""
        line = self.line()
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def record_here(self) -> tuple[str, str] | None:
        """Return kind and id of the record the keyboard is on, for its history."""
        return None

    def let_go(self, record_id: str) -> None:
        """A record was removed for good: put it down where it is in hand."""

    def escape(self) -> bool:
        """Clear what Esc clears first; return whether there was anything."""
        return False

    def take_files(self, paths: list[str]) -> bool:  # noqa: ARG002 - for pages
        """Take files dropped on the window; return whether they are this page's business."""
        return False

    # what a page may use -------------------------------------------------------------------------

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run ``work`` on the worker; failures are told in the page unless ``failed`` is given."""
        self.tools.tasks.run(work, done, failed or self.tools.tell_failure, self)

    def run_new(
        self, work: Callable[[], T], done: Callable[[T], None], *, elsewhere: bool = False
    ) -> None:
        """Run work that makes something new; what is typed meanwhile is typed into it.

        ``done`` gives the keyboard to what was made, or goes to its page (``elsewhere``).
        """
        held = self.tools.held
        held.hold()

        def made(result: T) -> None:
            done(result)
            if not elsewhere:
                held.release()

        def failed(error: Exception) -> None:
            self.tools.tell_failure(error)
            held.release()

        self.run(work, made, failed)
