"""Ctrl+T on the Plan page: choose an agenda to start from, or save this one as a template."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from carefacilitator.services.agenda.templates import Template
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Page
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.dialogs import Dialog
from carefacilitator.ui.widgets.fields import Field
from carefacilitator.ui.widgets.layout import Scroll, hbox, vbox
from carefacilitator.ui.widgets.list_view import Index, RowDelegate, RowList
from carefacilitator.ui.widgets.panels import Label, Sheet, hairline
from carefacilitator.ui.widgets.rows_model import RowsModel
from carefacilitator.ui.words.workshops import block_title_in

_HIGH = 300
_WIDE, _WIDEST = 840, 1240
_LIST_WIDE, _LIST_WIDEST = 300, 440


class _Row(RowDelegate):
    """Name above, length below."""

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint one template."""
        template: Template = index.data(Qt.ItemDataRole.UserRole)
        words = (template.name, size_words(self.kit, template))
        self.draw_two_lines(painter, rect, 16, rect.width() - 32, words, bold=chosen)


class TemplatesDialog(Dialog):
    """The templates at the leading side, the chosen one's day beside them.

    ``wanted`` carries a template's key and whether it takes the place of what is planned; ``named``
    the name under which this agenda shall be saved; ``unwanted`` the key of a saved template to
    forget. ``planned`` is how many blocks this workshop has; ``held`` tells that some of them were
    held already, so that nothing may take their place.
    """

    wanted = Signal(str, bool)
    named = Signal(str)
    unwanted = Signal(str)

    def __init__(
        self,
        kit: Kit,
        templates: list[Template],
        parent: QWidget,
        *,
        planned: int = 0,
        held: bool = False,
    ) -> None:
        say = kit.words.say
        super().__init__(kit, say("Templates"), parent, width=_wide(kit, _WIDE, _WIDEST))
        self._model = RowsModel(self._said, self)
        self._model.show_rows(templates)
        self.body.addWidget(Label(kit, say("Start from a template"), step="lead", bold=True))
        self.body.addLayout(self._build_columns())
        if planned:
            self.body.addWidget(self._build_save())
        self._build_acts(planned > 0, held)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.setCurrentIndex(self._model.index(0))
        self.list.setFocus()
        self._ring.hide()  # the list draws its own; the ring comes when something else is reached

    # building ---------------------------------------------------------------------------------

    def _build_columns(self) -> QHBoxLayout:
        kit, say = self.kit, self.kit.words.say
        self.list = RowList(kit, say("Templates"), _Row(kit, 56))
        self.list.setModel(self._model)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _index: self.use(False))
        sheet = Sheet(kit, flush=True)
        sheet.add(self.list, 1)
        sheet.setFixedWidth(_wide(kit, _LIST_WIDE, _LIST_WIDEST))
        sheet.setMinimumHeight(kit.theme.grown(_HIGH))
        return hbox(sheet, (self._build_preview(), 1), gap=16)

    def _build_preview(self) -> Sheet:
        sheet = Sheet(self.kit)
        self._about = Label(self.kit, tone="ash", wrap=True)
        sheet.add(self._about)
        sheet.add(hairline())
        self._scroll = Scroll()
        sheet.add(self._scroll, 1)
        self._shown: QWidget | None = None
        return sheet

    def _build_save(self) -> QWidget:
        kit, say = self.kit, self.kit.words.say
        holder = QWidget()
        row = hbox(into=holder, gap=12)
        label = say("Save this agenda as a template")
        self.name = Field(kit, label, placeholder=say("A name for it"))
        save = Button(kit, say("Save"), icon="floppy-disk")
        save.clicked.connect(self._on_save)
        self.name.edit.returnPressed.connect(self._on_save)
        row.addWidget(self.name, 1)
        row.addWidget(save, 0, Qt.AlignmentFlag.AlignBottom)
        return holder

    def _build_acts(self, planned: bool, held: bool) -> None:
        kit, say = self.kit, self.kit.words.say
        self.forget = Button(kit, say("Forget this template"), icon="trash", kind="quiet")
        self.forget.clicked.connect(self._on_forget)
        self.acts.insertWidget(0, self.forget)
        leave = Button(kit, say("Close"))
        leave.clicked.connect(self.reject)
        self.acts.addWidget(leave)
        self.replace: Button | None = None
        if planned:
            self.replace = Button(kit, say("Replace the agenda"))
            self.replace.clicked.connect(lambda: self.use(True))
            if held:
                self.replace.block(say("Some of it was held already."))
            self.acts.addWidget(self.replace)
        word = say("Add behind the agenda") if planned else say("Use it")
        act = Button(kit, word, key="Ctrl+Enter", kind="main")
        act.clicked.connect(lambda: self.use(False))
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(partial(self.use, False))
        self.acts.addWidget(act)

    def _said(self, template: Template) -> str:
        parts = (template.name, size_words(self.kit, template), template.about)
        return self.kit.words.listed(parts)

    # showing ----------------------------------------------------------------------------------

    @property
    def current(self) -> Template | None:
        """The chosen template."""
        row = self.list.currentIndex().row()
        return self._model.rows[row] if 0 <= row < len(self._model.rows) else None

    def show_templates(self, templates: list[Template], key: str = "") -> None:
        """List others, with ``key`` chosen; what was typed as a name is taken away."""
        self._model.show_rows(templates)
        row = next((at for at, one in enumerate(templates) if one.key == key), 0)
        self.list.setCurrentIndex(self._model.index(row))
        if key:
            self.name.set_text("")

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        template = self.current
        if template is None:
            return
        self.forget.setVisible(template.own)
        self._about.setText(template.about or self.kit.words.say("Saved here by you"))
        fresh = self._preview_of(template)
        if self._shown is not None:
            self._shown.deleteLater()
            self._scroll.body.removeWidget(self._shown)
        self._shown = fresh
        self._scroll.body.insertWidget(0, fresh)
        self._scroll.verticalScrollBar().setValue(0)

    def _preview_of(self, template: Template) -> QWidget:
        kit, holder = self.kit, QWidget()
        column = vbox(into=holder, gap=4, margins=(0, 0, 8, 0))
        grid, day = QGridLayout(), 0
        for number, one in enumerate(template.placed()):
            if one.block.day != day:
                day = one.block.day
                if template.days > 1:
                    head = kit.words.say("Day {n}", n=day)
                    column.addWidget(Label(kit, head, step="small", tone="ash"))
                grid = QGridLayout()
                grid.setHorizontalSpacing(12)
                grid.setVerticalSpacing(4)
                grid.setColumnStretch(1, 1)
                column.addLayout(grid)
            title = block_title_in(one.block, template.language)
            minutes = kit.words.say("{n} min", n=one.block.minutes)
            grid.addWidget(Label(kit, one.start, bold=True), number, 0)
            grid.addWidget(Label(kit, title, cut=True), number, 1)
            grid.addWidget(Label(kit, minutes, step="small", tone="ash"), number, 2)
        column.addStretch(1)
        return holder

    # acts -------------------------------------------------------------------------------------

    def use(self, in_place: bool) -> None:
        """Take the chosen template."""
        template = self.current
        if template is not None:
            self.wanted.emit(template.key, in_place)
            self.accept()

    def _on_save(self) -> None:
        text = self.name.text().strip()
        if not text:
            self.name.set_error(self.kit.words.say("A template needs a name."))
            return
        self.name.set_error("")
        self.named.emit(text)

    def _on_forget(self) -> None:
        template = self.current
        if template is not None and template.own:
            self.unwanted.emit(template.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter on the list uses a template, Delete forgets a saved one."""
        if (
            watched is self.list
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.use(False)
                return True
            if event.key() == Qt.Key.Key_Delete:
                self._on_forget()
                return True
        return super().eventFilter(watched, event)


def _wide(kit: Kit, width: int, most: int) -> int:
    """A width that grows with the text size, as far as a small screen goes."""
    return min(most, round(width * kit.theme.factor))


def size_words(kit: Kit, template: Template) -> str:
    """How long a template is and how many blocks it has, in words."""
    hours, minutes = divmod(template.minutes, 60)
    say, say_n = kit.words.say, kit.words.say_n
    parts = [say_n("{n} block", "{n} blocks", len(template.blocks))]
    if template.days > 1:
        parts.insert(0, say_n("{n} day", "{n} days", template.days))
    else:
        long = kit.words.hours(template.minutes) if minutes else say("{h} h", h=hours)
        parts.insert(0, long)
    return " · ".join(parts)


def open_templates(page: Page, program: Program) -> TemplatesDialog:
    """Offer the templates for the page's workshop; what is chosen or saved is written at once."""
    templates, workshop = program.templates, page.workshop_id
    fallback = page.kit.words.language
    blocks = program.agenda.blocks(workshop)
    dialog = TemplatesDialog(
        page.kit,
        templates.for_workshop(workshop, fallback),
        page,
        planned=len(blocks),
        held=any(block.started_at for block in blocks),
    )

    def again(key: str = "") -> None:
        dialog.show_templates(templates.for_workshop(workshop, fallback), key)

    def use(key: str, in_place: bool) -> None:
        do = partial(templates.apply, workshop, key, replace_all=in_place, fallback=fallback)
        before = {block.id for block in program.agenda.blocks(workshop)}
        page.run(do, lambda _count: _go_to_first_new(page, program, before))

    dialog.wanted.connect(use)
    dialog.named.connect(lambda name: page.run(partial(templates.save, workshop, name), again))
    dialog.unwanted.connect(
        lambda key: page.run(partial(templates.remove, key), lambda _none: again())
    )
    dialog.open()
    return dialog


def _go_to_first_new(page: Page, program: Program, before: set[str]) -> None:
    """Put the keyboard into the first block that came."""
    fresh = [one.id for one in program.agenda.blocks(page.workshop_id) if one.id not in before]
    if fresh:
        page.refresh(frozenset())
        page.on_block(fresh[0])
