"""Quick session: a workshop of a grassroots group on one page, done in five minutes.

Every field is stored while it is typed. Enter goes from one to the next, as on a paper form;
Ctrl+Enter opens the session as a full workshop.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from carefacilitator.model.records.records import Commitment, Workshop
from carefacilitator.services.findings.commitments import CommitmentView
from carefacilitator.services.program import Program
from carefacilitator.services.quick_session import Quick
from carefacilitator.services.sticks import place_for
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Changes, Page, Tools
from carefacilitator.ui.quick.parts import (
    HIGH,
    QuickHeads,
    QuickLessons,
    QuickPhoto,
    go_on,
    keep_nothing,
    large_field,
    offer,
)
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import Button, Columns, DayField, Field, Label, Sheet
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.words.workshops import organisation_in, place_in, title_in

_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic")
_SHOWN, _SIDE = 4, 200
_TEXTS = {"title": "titles", "place": "places"}


@dataclass
class QuickDraft:
    """Ids for what is not written yet, and what is typed of the commitment of one session."""

    organisation: str
    commitment: str
    told: dict[str, str] = field(default_factory=lambda: {"what": "", "who": "", "due": ""})


class QuickPage(Page):
    """Title, place, day, organisation; a head count; lessons, a commitment, a photo."""

    name, face = "quick", "plain"

    def __init__(self, tools: Tools, program: Program) -> None:
        super().__init__(tools)
        self._program = program
        self._draft = QuickDraft("", "")
        self._fresh = False
        self._quick: Quick | None = None
        self._kept_photos = 0  # of the last time pictures were brought
        self._open = Button(
            self.kit, self.say("Open as a full workshop"), icon="path", key="Ctrl+Enter"
        )
        self._open.clicked.connect(self._to_stages)
        self.heads = QuickHeads(self)
        self.heads.counted.connect(self._on_counted)
        self.lessons = QuickLessons(self, program.workspace.new_id)
        self.lessons.asked.connect(self._another)
        columns = Columns(self.kit, (640, 690))
        columns.add(0, self._build_session())
        columns.add(0, self.heads)
        columns.columns[0].addStretch(1)
        columns.add(1, self.lessons)
        columns.add(1, self._build_commitment())
        columns.add(1, self._build_photo())
        columns.columns[1].addStretch(1)
        vbox(columns, into=self)

    # building -----------------------------------------------------------------------------

    def _build_session(self) -> Sheet:
        say, watch = self.say, self.tools.saving.watch
        sheet = Sheet(self.kit, margin=20)
        named(sheet, say("The session"))
        self.title_field = large_field(self, say("Title"))
        self.place = large_field(self, say("Place"), say("Where you meet"))
        self.organisation = large_field(self, say("Organization"), say("Who calls the session"))
        self.day = DayField(self.kit, say("Day"))
        self.day.box.setFixedHeight(self.kit.theme.grown(HIGH))
        self.day.changed.connect(self._on_day)
        self.day.edit.returnPressed.connect(partial(go_on, self.day.edit))
        self._watches = {
            "title": watch(self.title_field.edit, keep_nothing),
            "place": watch(self.place.edit, keep_nothing),
            "organisation": watch(self.organisation.edit, keep_nothing),
        }
        sheet.add(self.title_field)
        sheet.body.addLayout(self._row((self.place, 3), (self.day, 2)))
        sheet.add(self.organisation)
        return sheet

    @staticmethod
    def _row(*parts: tuple[Field, int]) -> QHBoxLayout:
        row = hbox(gap=12)
        for part, share in parts:
            row.addWidget(part, share)
        return row

    def _build_commitment(self) -> Sheet:
        say, watch = self.say, self.tools.saving.watch
        sheet = Sheet(self.kit, margin=20)
        named(sheet, say("What we will do"))
        sheet.add(Label(self.kit, say("What we will do"), step="lead", bold=True, wrap=True))
        self.what = large_field(self, say("What"), say("One thing, small enough to be done"))
        self.who = large_field(self, say("Who"), say("The organization of the session"))
        self.due = DayField(self.kit, say("By when"))
        self.due.box.setFixedHeight(self.kit.theme.grown(HIGH))
        self.due.changed.connect(self._on_due)
        self.due.edit.returnPressed.connect(lambda: self.photo.add.setFocus())
        self._watches["what"] = watch(self.what.edit, keep_nothing)
        self._watches["who"] = watch(self.who.edit, keep_nothing)
        sheet.add(self.what)
        sheet.body.addLayout(self._row((self.who, 3), (self.due, 2)))
        return sheet

    def _build_photo(self) -> Sheet:
        sheet = Sheet(self.kit, margin=20)
        named(sheet, self.say("Photos"))
        self.photo = QuickPhoto(self)
        self.photo.add.clicked.connect(self._ask_photo)
        sheet.add(self.photo)
        return sheet

    # what a page tells --------------------------------------------------------------------

    def title(self) -> str:
        """The title of the session."""
        language = self.kit.words.language
        return title_in(self._quick.workshop, language) if self._quick is not None else ""

    def where(self) -> str:
        """What this page is."""
        return self.say("Quick session · kept as you type")

    def header_widgets(self) -> list[QWidget]:
        """The way to the full workshop."""
        return [self._open]

    def acts(self) -> list[Act]:
        """The keys of the page."""
        say, name = self.say, self.name
        return [
            Act("quick.next", "Enter", say("next field"), None, name),
            Act("quick.heads", "F4", say("head count"), self.heads.focus, name),
            Act("quick.lesson", "Insert", say("another lesson"), self._another, name),
            Act("quick.photo", "Ctrl+O", say("add a photo"), self._ask_photo, name),
            Act("quick.open", "Ctrl+Enter", say("full workshop"), self._to_stages, name),
            Act("quick.share", "Ctrl+E", say("hand out and share"), self._to_share, name),
            Act("quick.leave", "Esc", say("leave; all is kept"), None, name),
        ]

    def first_focus(self) -> QWidget | None:
        """The title of a new session, else the first field that is empty."""
        fields = (self.title_field, self.place, self.organisation)
        empty = next((one.edit for one in fields if not one.text()), None)
        return self.title_field.edit if self._fresh else empty or self.lessons.edits[0]

    def line(self) -> QWidget | None:
        """The first line that is empty, in the order of the page."""
        lines: list[QLineEdit] = [self.title_field.edit, self.place.edit, self.organisation.edit]
        lines += [*self.lessons.edits, self.what.edit]
        return next((one for one in lines if not one.text()), lines[-1])

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Show a session; a new one has its title selected."""
        super().enter(workshop_id, item)
        self._fresh = item == "new"
        self._show(other=True)
        self._show_photos()
        if self._fresh:
            self.title_field.edit.selectAll()

    def leave(self) -> None:
        """Take a day or a count that is still being written as finished."""
        self.heads.flush()
        focus = self.focusWidget()
        if focus is not None and focus.hasFocus():
            focus.clearFocus()

    def take_files(self, paths: list[str]) -> bool:
        """Pictures are photos of this session; everything else is somebody else's business."""
        wanted = [Path(one) for one in paths if one.lower().endswith(_PICTURES)]
        if len(wanted) != len(paths):
            return False
        self._kept_photos = 0
        for path in wanted:
            self.add_photo(path)
        return True

    # showing ------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        """Read again; what is being typed stays."""
        self._show(other=False)
        if not changes or "attachment" in changes:
            self._show_photos()

    def _show(self, *, other: bool) -> None:
        if self._program.workspace.find(Workshop, self.workshop_id) is None:
            return
        quick = self._quick = self._program.quick.of(self.workshop_id)
        language, workshop = self.kit.words.language, quick.workshop
        held_by = quick.organisation
        view = quick.commitments[0] if quick.commitments else None
        if other:
            self.heads.steps.turn()
            self._turn_to(view)
            self._offer_known(language)
        texts = {
            "title": title_in(workshop, language),
            "place": place_in(workshop, language),
            "organisation": organisation_in(held_by, language) if held_by else "",
            "what": view.commitment.what if view else "",
            "who": self._draft.told["who"],
        }
        if view is not None:
            texts["who"] = "" if self._is_host(view.commitment) else view.who
        for name, text in texts.items():
            self._show_text(name, text, other=other)
        due = view.commitment.due if view else self._draft.told["due"]
        for days, day in ((self.day, workshop.start), (self.due, due)):
            if other or not days.edit.hasFocus():
                days.set_day(day)
        self.heads.show_heads(quick.heads, quick.people)
        if self.lessons.show_lessons(quick.lessons, language):
            self._order()

    def _turn_to(self, view: CommitmentView | None) -> None:
        """Begin to keep what is typed for another session."""
        new_id, workshop = self._program.workspace.new_id, self.workshop_id
        self._draft = QuickDraft(new_id(), view.commitment.id if view is not None else new_id())
        if view is not None:
            who = "" if self._is_host(view.commitment) else view.who
            self._draft.told = {
                "what": view.commitment.what,
                "who": who,
                "due": view.commitment.due,
            }
        self.lessons.turn_to(partial(self._save_lesson, workshop), self._left_lesson)

    def _order(self) -> None:
        """Let Tab and Enter go through the page as it is read."""
        before: list[Field] = [self.title_field, self.place, self.day, self.organisation]
        order: list[QWidget] = [one.edit for one in before]
        figures = (one.focusProxy() for one in self.heads.steppers.values())
        order += [one for one in figures if one is not None]
        order += [*self.lessons.edits, self.what.edit, self.who.edit, self.due.edit]
        for one, after in itertools.pairwise(order):
            self.setTabOrder(one, after)

    def _is_host(self, commitment: Commitment) -> bool:
        host = self._quick.organisation if self._quick is not None else None
        return not commitment.who and host is not None and commitment.organisation_id == host.id

    def _show_text(self, name: str, text: str, *, other: bool) -> None:
        shown = {
            "title": self.title_field,
            "place": self.place,
            "organisation": self.organisation,
            "what": self.what,
            "who": self.who,
        }[name]
        if other:
            workshop = self.workshop_id
            save = partial(self._save, workshop, name, self._draft)
            self._watches[name].turn_to(text, save, partial(self._left, workshop, name))
        elif not shown.edit.hasFocus():
            self._watches[name].load(text)

    def _offer_known(self, language: str) -> None:
        """Offer the organisations of this workspace by any part of their names."""
        known = self._program.workshops.organisations()
        names = sorted({organisation_in(one, language) for one in known})
        for line in (self.organisation, self.who):
            offer(line.edit, names)

    def _show_photos(self) -> None:
        photos, workshop = self._program.photos, self.workshop_id

        def read() -> tuple[list[bytes], int]:
            found = photos.of(workshop)
            return [photos.thumbnail(one.id, _SIDE) for one in found[-_SHOWN:]], len(found)

        self.run(read, lambda told: self.photo.show_photos(*told))

    # storing ------------------------------------------------------------------------------

    def _save(self, workshop_id: str, name: str, draft: QuickDraft, text: str) -> None:
        """Store a text (on the worker)."""
        program, language = self._program, self.kit.words.language
        workshop = program.workspace.find(Workshop, workshop_id)
        if workshop is None:
            return
        if name == "organisation":
            program.quick.hold(workshop_id, text, draft.organisation)
        elif name in ("what", "who"):
            self._save_commitment(workshop_id, draft, name, text)
        elif name != "title" or text.strip():
            versions = getattr(workshop, _TEXTS[name])
            fields: dict[str, Any] = {name: text}
            if versions.get(language):
                fields = {_TEXTS[name]: {**versions, language: text}}
            program.workshops.edit(workshop_id, visit=f"{name} {workshop_id}", **fields)

    def _left(self, workshop_id: str, name: str) -> None:
        self._program.workspace.end_visit(f"{name} {workshop_id}")

    def _save_commitment(self, workshop_id: str, draft: QuickDraft, name: str, text: str) -> None:
        """Store the commitment with one of its fields changed (on the worker)."""
        draft.told[name] = text
        self._program.quick.commitment(workshop_id, draft.commitment, **draft.told)

    def _save_lesson(self, workshop_id: str, lesson_id: str, text: str) -> None:
        language = self.kit.words.language
        self._program.quick.lesson(workshop_id, lesson_id, text, language)

    def _left_lesson(self, lesson_id: str) -> None:
        self._program.workspace.end_visit(f"lesson {lesson_id}")

    def _on_day(self, day: str) -> None:
        if day:
            edit = self._program.workshops.edit
            self.run(partial(edit, self.workshop_id, start=day, end=day))

    def _on_due(self, day: str) -> None:
        self.run(partial(self._save_commitment, self.workshop_id, self._draft, "due", day))

    def _on_counted(self, group: str, count: int) -> None:
        if self._quick is not None:
            count_them = self._program.people.set_heads
            write = partial(count_them, self.workshop_id, self._quick.slot, group, count)
            stored = partial(self.heads.steps.stored, group, count)
            self.run(write, lambda _: stored(), partial(self._on_not_counted, stored))

    def _on_not_counted(self, stored: Callable[[], None], error: Exception) -> None:
        stored()
        self.tools.tell_failure(error)

    # acts ---------------------------------------------------------------------------------

    def _another(self) -> None:
        self.lessons.another()
        self._order()

    def _ask_photo(self) -> None:
        endings = " ".join(f"*{one}" for one in _PICTURES)
        path, _ = QFileDialog.getOpenFileName(
            self, self.say("Add a photo"), place_for(), f"{endings} ({endings})"
        )
        if path:
            self._kept_photos = 0
            self.add_photo(Path(path))

    def add_photo(self, path: Path) -> None:
        """Keep a picture of the session; refused with a sentence where it is none."""
        self.run(partial(self._program.photos.add, self.workshop_id, path), self._on_photo)

    def _on_photo(self, _kept: object) -> None:
        self._show_photos()
        self._kept_photos += 1
        then = self.say("Who can be seen on it is asked before it is shown to others.")
        told = self.say("The photo is kept, without its place and device.")
        if self._kept_photos > 1:
            then = self.say("Can anybody be recognised? Until this is said it stays in your group.")
            told = self.kit.words.say_n(
                "{n} photo is kept, without its place and device.",
                "{n} photos are kept, without their place and device.",
                self._kept_photos,
            )
        self.tools.tell("good", told, then)

    def _to_stages(self) -> None:
        self.tools.go("plan", self.workshop_id)

    def _to_share(self) -> None:
        self.tools.go("share", self.workshop_id)
