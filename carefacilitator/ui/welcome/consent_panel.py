"""The consent of one person: every purpose in her language, what she said, how, and withdrawal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import LANGUAGES, OWN_NAMES
from carefacilitator.model.records.records import Consent
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.model.text.folding import fold
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Page
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.welcome.attendance_list import DoorRow
from carefacilitator.ui.welcome.consent_notice import NoticeSheet
from carefacilitator.ui.welcome.panel import Panel
from carefacilitator.ui.widgets.controls import (
    Button,
    Choice,
    Keys,
    Kit,
    Label,
    RadioChip,
    Scroll,
    Segments,
    hairline,
)
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.words.attendance import consent_word, usual_words

_ANSWERS = ("given", "refused", "not_asked")
_LEADS = ("convener", "lead", "co_lead")


class PurposeRow(QWidget):
    """One purpose with its answer. ``answered`` carries purpose and status.

    The keys 1, 2, 3 answer and go on; ↑ ↓ go to other purposes (``moved``).
    """

    answered = Signal(str, str)
    moved = Signal(str, int)

    def __init__(self, kit: Kit, purpose: str) -> None:
        super().__init__()
        self.kit, self.purpose = kit, purpose
        self._middle = ""
        words = vbox(gap=0)
        self._asked = Label(kit, wrap=True)
        self._second = Label(kit, step="small", tone="ash", wrap=True)
        words.addStretch(1)
        words.addWidget(self._asked)
        words.addWidget(self._second)
        words.addStretch(1)
        self._row = hbox((words, 1), into=self, gap=16, margins=(16, 6, 16, 6))
        self._segments: Segments | None = None
        self._withdraw = Button(kit, kit.words.say("Withdraw"), kind="quiet", step="small")
        self._withdraw.set_key("4")
        keep = self._withdraw.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._withdraw.setSizePolicy(keep)
        self._withdraw.clicked.connect(lambda: self.answered.emit(purpose, "withdrawn"))
        self._row.addWidget(self._withdraw)

    def show_answer(self, language: str, consent: Consent | None, status: str) -> None:
        """Show the purpose in a language, and what was answered."""
        kit, lists = self.kit, vocabulary()
        asked = lists.label("consent_item", self.purpose, language)
        here = lists.label("consent_item", self.purpose, kit.words.language)
        self._asked.setText(asked)
        told = [here] if here != asked else []
        if consent is not None and status == "withdrawn" and consent.withdrawn_on:
            day = kit.words.day(consent.withdrawn_on, "medium")
            told.append(kit.words.say("Withdrawn on {day}", day=day))
        elif consent is not None and status == "given" and consent.given_on:
            day = kit.words.day(consent.given_on, "medium")
            told.append(kit.words.say("Agreed on {day}", day=day))
        if consent is not None and consent.method and status in ("given", "withdrawn"):
            told.append(lists.label("consent_method", consent.method, kit.words.language))
        self._second.setText(" · ".join(told))
        self._second.setVisible(bool(told))
        self._show_segments(here, status)
        self._withdraw.setVisible(status == "given")
        named(self._withdraw, kit.words.say("Withdraw: {purpose}", purpose=here))

    def _show_segments(self, name: str, status: str) -> None:
        middle = "withdrawn" if status == "withdrawn" else "refused"
        if self._segments is None or middle != self._middle:
            had = self.has_keyboard()
            self._build_segments(name, middle)
            if had:
                self.focus()
        if self._segments is not None:
            self._segments.choose(status if status in (*_ANSWERS, "withdrawn") else "not_asked")

    def _build_segments(self, name: str, middle: str) -> None:
        if self._segments is not None:
            self._row.removeWidget(self._segments)
            self._segments.hide()
            self._segments.deleteLater()
        words, self._middle = self.kit.words, middle
        keys = ("given", middle, "not_asked")
        options = [(key, consent_word(words, key)) for key in keys]
        made = Segments(self.kit, name, options)
        made.changed.connect(lambda status: self.answered.emit(self.purpose, status))
        for button in made.findChildren(RadioChip):
            button.installEventFilter(self)
            named(button, words.say("{purpose}: {answer}", purpose=name, answer=button.option.text))
        self._segments = made
        self._row.insertWidget(1, made)

    def has_keyboard(self) -> bool:
        """Whether an answer here has the focus."""
        return self._segments is not None and any(
            one.hasFocus() for one in self._segments.findChildren(RadioChip)
        )

    def focus(self) -> None:
        """Put the keyboard on the answer chosen."""
        if self._segments is not None:
            for one in self._segments.findChildren(RadioChip):
                if one.isChecked():
                    one.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """1, 2, 3 answer and go on, 4 takes a yes back; ↑ ↓ go to other purposes."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            figure = fold(event.text())
            if figure == "4":
                if self._withdraw.isVisible():  # there is a yes to take back
                    self.answered.emit(self.purpose, "withdrawn")
                return True
            if figure in ("1", "2", "3"):
                self.answered.emit(self.purpose, _ANSWERS[int(figure) - 1])
                self.moved.emit(self.purpose, 1)
                return True
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.moved.emit(self.purpose, step)
                return True
        return super().eventFilter(watched, event)


class ConsentPanel(Panel):
    """F3: the questions one by one, the notice beside them. ``wished_usual`` is F2."""

    def __init__(
        self,
        page: Page,
        program: Program,
        row: DoorRow,
        answer: Callable[[dict[str, str], str, str], None],
        usual: Callable[[], None],
        withdrawn: Callable[[str], None] = lambda _purpose: None,
        erase: Callable[[], None] | None = None,
        again: Callable[[str], None] = lambda _purpose: None,
    ) -> None:
        super().__init__(page.kit, row.person.name, row.organisation, flush=True)
        self._program, self._workshop, self._tell = program, page.workshop_id, page.tools.tell
        self._person, self._answer, self._usual = row.person, answer, usual
        self._withdrawn, self._erase, self._again = withdrawn, erase, again
        self._status: dict[str, str] = {}
        known = row.person.language in LANGUAGES
        self.language = row.person.language if known else page.kit.words.language
        self.notice = NoticeSheet(page.kit, self._leads())
        self.beside = self.notice
        self.add(hairline())
        self.add(self._build_choices())
        self.add(hairline())
        self._rows: dict[str, PurposeRow] = {}
        self._scroll = Scroll()
        self._scroll.body.setSpacing(0)
        for purpose in program.people.asked_purposes(page.workshop_id):
            self._add_row(purpose)
        make_usual = Button(page.kit, self.say("Make this the usual"), key="Shift+F2", kind="quiet")
        make_usual.clicked.connect(self._choose_usual)
        self._scroll.body.addWidget(make_usual, 0, Qt.AlignmentFlag.AlignLeading)
        self._scroll.body.addStretch(1)
        self.add(self._scroll, 1)
        self.notice.show_language(self.language)
        self.refresh()

    # building ---------------------------------------------------------------------------------

    def _leads(self) -> str:
        roles = self._program.workshops.roles(self._workshop)
        names = [one.organisation.name for one in roles if one.link.role in _LEADS]
        return self.kit.words.join(dict.fromkeys(names))

    def _build_choices(self) -> QWidget:
        kit, say = self.kit, self.say
        holder = QWidget()
        row = hbox(into=holder, gap=16, margins=(16, 8, 16, 8))
        languages = [(code, OWN_NAMES[code]) for code in LANGUAGES]
        self._language = Choice(kit, say("Language of the questions"), languages, self.language)
        self._language.changed.connect(self._on_language)
        lists, spoken = vocabulary(), kit.words.language
        methods = lists.options("consent_method", spoken)
        usually = self._program.people.usual_answers(self._workshop)
        self._method = Choice(kit, say("How it was said"), methods, usually.method)
        self._method.changed.connect(self._on_method)
        row.addWidget(self._language, 1)
        row.addWidget(self._method, 1)
        usual = Button(kit, say("Usual consent"), icon="check", key="F2")
        usual.clicked.connect(self._usual)
        keys = vbox(Keys(kit, "1 2 3", say("agreed, refused, not asked")), usual, gap=4)
        row.addLayout(keys)
        return holder

    def _add_row(self, purpose: str) -> None:
        row = PurposeRow(self.kit, purpose)
        row.answered.connect(self._on_answered)
        row.moved.connect(self._on_moved)
        self._rows[purpose] = row
        self._scroll.body.addWidget(row)
        self._scroll.body.addWidget(hairline())

    # what a panel tells -----------------------------------------------------------------------

    def acts(self) -> list[Act]:
        """F2 gives what is usual; 1, 2, 3 and the arrows work in the list of purposes."""
        say, name = self.say, "welcome"
        return [
            Act("welcome.answer", "1 2 3", say("agreed, refused, not asked"), None, "welcome"),
            Act("welcome.withdraw", "4", say("withdrawn"), None, "welcome"),
            Act("welcome.usual", "F2", say("usual consent"), self._usual, "welcome"),
            Act("welcome.choose", "Shift+F2", say("make this the usual"), self._choose_usual, name),
            Act("welcome.nameless", "F9", say("erase and count"), self._erase, "welcome"),
        ]

    def first_focus(self) -> QWidget | None:
        """The answer to the first purpose."""
        first = next(iter(self._rows.values()))
        buttons = first.findChildren(RadioChip)
        return next((one for one in buttons if one.isChecked()), None)

    def refresh(self) -> None:
        """Read what this person answered."""
        consents = self._program.people.answers(self._workshop, self._person.id)
        self._status = {key: one.status for key, one in consents.items()}
        told = [one.method for one in consents.values() if one.method and one.status == "given"]
        if told and not self._method.combo.hasFocus():
            self._method.set_value(told[-1])
        for purpose, row in self._rows.items():
            row.show_answer(
                self.language, consents.get(purpose), self._status.get(purpose, "not_asked")
            )

    # what is usual ----------------------------------------------------------------------------

    def _choose_usual(self) -> None:
        """Let F2 write from now on what this person agreed to, in the way she said it."""
        given = [purpose for purpose, status in self._status.items() if status == "given"]
        people, workshop = self._program.people, self._workshop
        people.choose_usual(workshop, given, self._method.value())
        told = usual_words(self.kit.words, people.usual_answers(workshop))
        self._tell("good", self.say("From now on F2 writes: {what}.", what=told))

    # answering --------------------------------------------------------------------------------

    def _on_answered(self, purpose: str, status: str) -> None:
        if self._status.get(purpose, "not_asked") == status:
            return
        before = self._status.get(purpose, "not_asked")
        self._status[purpose] = status
        self._rows[purpose].show_answer(self.language, None, status)
        self._answer({purpose: status}, self._method.value(), self.language)
        taken_back = status == "withdrawn" or (status == "refused" and before == "given")
        if taken_back or (purpose, status) == ("store", "refused"):
            self._withdrawn(purpose)
        elif status == "given" and before in ("withdrawn", "refused"):
            self._again(purpose)

    def _on_moved(self, purpose: str, by: int) -> None:
        purposes = list(self._rows)
        place = purposes.index(purpose) + by
        if 0 <= place < len(purposes):
            row = self._rows[purposes[place]]
            row.focus()
            self._scroll.ensureWidgetVisible(row)

    def _on_language(self, language: str) -> None:
        self.language = language
        self.notice.show_language(language)
        self.refresh()

    def _on_method(self, method: str) -> None:
        """Another way of saying it concerns every answer this person gave."""
        answers = {k: v for k, v in self._status.items() if v in ("given", "refused")}
        if answers:
            self._answer(answers, method, self.language)


def consent_writer(
    page: Page, program: Program, person_id: str, shown: Callable[[dict[str, str]], None]
) -> Callable[[dict[str, str], str, str], None]:
    """How a panel's answers are written: shown at once, then stored by the worker."""

    def write(answers: dict[str, str], method: str, language: str) -> None:
        shown(answers)
        page.run(
            partial(program.people.consent, page.workshop_id, person_id, answers, method, language)
        )

    return write
