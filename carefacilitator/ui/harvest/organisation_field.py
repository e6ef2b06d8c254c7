"""Who commits: one organisation, found while its name is typed, and further ones beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from carefacilitator.model.text.folding import fold
from carefacilitator.services.findings.partners import PartnerView
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Page
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.stylesheet import stylesheet
from carefacilitator.ui.widgets.beside import Beside
from carefacilitator.ui.widgets.controls import Button, Field, IconButton, Label
from carefacilitator.ui.widgets.layout import hbox, vbox

_MOST_NAMES = 12


class OrganisationField(Field):
    """A line that offers the organisations whose name holds what is typed, accents or not.

    ``taken`` carries a name that was picked from the offers.
    """

    taken = Signal(str)

    def __init__(self, page: Page, label: str, placeholder: str = "") -> None:
        super().__init__(page.kit, label, placeholder=placeholder, icon="buildings")
        self._names: list[tuple[str, str]] = []
        self._model = QStringListModel(self)
        self.completer = QCompleter(self._model, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(8)
        popup = self.completer.popup()
        if popup is not None:
            popup.setFont(page.kit.font())
            border = f"QListView {{ border: 1px solid {page.kit.colours.bark}; }}"
            popup.setStyleSheet(f"{stylesheet(page.kit.theme)}\n{border}")
            popup.setLayoutDirection(page.kit.direction)
            named(popup, page.say("Organizations with this name"))
        self.edit.setCompleter(self.completer)
        self.edit.textEdited.connect(self._offer)
        self.completer.activated.connect(self.taken)

    def set_names(self, names: Sequence[str]) -> None:
        """Know these names."""
        self._names = [(fold(name), name) for name in names]

    def _place(self) -> None:
        """Let the offers stand below the whole box, as wide as it is."""
        popup = self.completer.popup()
        if popup is not None and popup.isVisible():
            popup.resize(self.box.width(), popup.height())
            popup.move(self.box.mapToGlobal(QPoint(0, self.box.height() + 2)))

    def offers(self) -> list[str]:
        """The names offered now."""
        return list(self._model.stringList())

    def take(self, name: str) -> None:
        """Take a name that is offered."""
        self.set_text(name)
        self.taken.emit(name)

    def _offer(self, text: str) -> None:
        wanted = fold(text)
        found = [name for folded, name in self._names if wanted and wanted in folded]
        starts = [name for name in found if fold(name).startswith(wanted)]
        rest = [name for name in found if name not in starts]
        self._model.setStringList([*starts, *rest][:_MOST_NAMES])
        QTimer.singleShot(0, self, self._place)


class WhoseName(QWidget):
    """Says what becomes of a typed name, and lets a person say that it is an organisation's."""

    settled = Signal()

    def __init__(self, kit: Kit, say: Callable[..., str]) -> None:
        super().__init__()
        self.say = say
        self.words = Label(kit, step="small", tone="ash", wrap=True)
        self.organisation = Button(
            kit, say("It is an organization or a group"), icon="buildings", kind="chip"
        )
        self.organisation.clicked.connect(self.settled)
        line = Beside(kit, self.organisation)
        line.words.addWidget(self.words)
        vbox(line, into=self)
        self.hide()

    def show_name(self, name: str, people: Sequence[str]) -> None:
        """Say it of a name that is no organisation's; nothing where there is none."""
        known = fold(name) in {fold(one) for one in people}
        if known:
            told = self.say(
                "{name} is on the list: her name goes only where she agreed.", name=name
            )
        else:
            told = self.say(
                "“{name}” is on no list. The name stays on this computer until you say whose it is;"
                " a person can be put on the list at the door.",
                name=name,
            )
        self.words.setText(told)
        self.organisation.setVisible(not known)
        self.setVisible(bool(name.strip()))


class PartnerRows(QWidget):
    """Further organisations of a commitment with what each brings, and a line to add one."""

    def __init__(self, page: Page, program: Program, commitment_id: str) -> None:
        super().__init__()
        self._page, self._program, self._commitment = page, program, commitment_id
        self._shown: list[str] = []
        self._fields: dict[str, tuple[Field, Callable[[str], bool]]] = {}
        column = vbox(into=self, gap=6)
        self._rows = vbox(gap=6)
        column.addLayout(self._rows)
        say = page.say
        self.add = OrganisationField(
            page, say("With another organization"), say("Name, then Enter")
        )
        self.add.edit.returnPressed.connect(self._on_enter)
        self.add.taken.connect(self._on_taken)
        self.add.hide()
        self.more = Button(
            page.kit, say("Another organization"), icon="plus", kind="chip", told_key="F4"
        )
        self.more.clicked.connect(self.open)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.add)

    def show_partners(self, partners: Sequence[PartnerView], names: Sequence[str]) -> None:
        """Show the partners; what is being typed stays."""
        self.add.set_names(names)
        wanted = [view.partner.id for view in partners]
        if wanted != self._shown:
            self._build(partners)
        for view in partners:
            self._fields[view.partner.id][1](view.partner.contribution)

    def _build(self, partners: Sequence[PartnerView]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._fields = {}
        self._shown = [view.partner.id for view in partners]
        for view in partners:
            self._rows.addWidget(self._row(view))

    def _row(self, view: PartnerView) -> QWidget:
        kit, say, identity = self._page.kit, self._page.say, view.partner.id
        holder = QWidget()
        row = hbox((Label(kit, view.name, cut=True), 2), into=holder, gap=8)
        what = say("What {name} brings", name=view.name)
        field = Field(kit, what, placeholder=say("What it brings"), high=34, show_label=False)
        watch = self._page.tools.saving.watch(
            field.edit, partial(self._store, identity), partial(self._end, identity)
        )
        self._fields[identity] = (field, watch.load)
        row.addWidget(field, 3)
        remove = IconButton(kit, say("Take away {name}", name=view.name), "x", size=18)
        remove.clicked.connect(
            lambda: self._page.run(partial(self._program.partners.remove, identity))
        )
        row.addWidget(remove)
        return holder

    def field(self, partner_id: str) -> Field:
        """The line of what a partner brings; raises KeyError."""
        return self._fields[partner_id][0]

    def _store(self, identity: str, text: str) -> None:
        self._program.partners.contribute(identity, text, visit=f"partner {identity}")

    def _end(self, identity: str) -> None:
        self._program.workspace.end_visit(f"partner {identity}")

    def open(self) -> None:
        """Show the line for a name; it stays. Nothing to add to before there are words."""
        if not self.isEnabled():
            return
        self.more.hide()
        self.add.show()
        self.add.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_enter(self) -> None:
        self._on_taken(self.add.text())

    def _on_taken(self, name: str) -> None:
        name = name.strip()
        if name:
            self._page.run(
                partial(self._program.partners.add, self._commitment, name), self._on_added
            )

    def _on_added(self, _partner: str) -> None:
        self.add.set_text("")
        self.add.edit.setFocus(Qt.FocusReason.OtherFocusReason)
