"""A window with sample content, to look at the frame before and beside the real pages."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from PySide6.QtCore import QRect, QStringListModel
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from carefacilitator.i18n import Words
from carefacilitator.ui.page import Page, Tools, WorkshopHead
from carefacilitator.ui.runtime.autosave import Autosave
from carefacilitator.ui.runtime.worker import Tasks
from carefacilitator.ui.shell.main_window import Look, MainWindow
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.theme import paint
from carefacilitator.ui.widgets.clock import ClockFace, ClockReading
from carefacilitator.ui.widgets.controls import (
    Area,
    Button,
    Chips,
    Columns,
    EmptyState,
    Head,
    IconButton,
    IconLabel,
    Keys,
    Label,
    MessageBar,
    Option,
    PickMenu,
    RowDelegate,
    RowList,
    Segments,
    Sheet,
    five_r_options,
    hairline,
)
from carefacilitator.ui.widgets.day_band import BandBlock
from carefacilitator.ui.widgets.list_view import Index

EN = {
    "title": "Reward and represent: care workers, trade unions and grassroots organizations",
    "where": "W4 · Sample · Thursday 22 September 2022, 09:00–15:40",
    "now": "Now",
    "since": "since 13:46",
    "block": "Care at work: leave policies and services",
    "projector": "Projector",
    "pause": "Pause",
    "five": "5 min",
    "next": "Next",
    "behind": "6 minutes behind the plan",
    "finish": "Finish at 15:40 anyway",
    "notes": "Notes",
    "all": "All blocks",
    "this": "This block",
    "kind": "Key message",
    "written": "The ILO report reviews laws and policies on care leave and services",
    "keeps": "keeps the note",
    "note": "“We are essential until pay day.”",
    "note2": "Groupe « congés » : le congé payé pour aidants n’existe pas.",
    "five_r": "Recognize Reduce Redistribute Reward Represent",
    "blocks": "Registration|Opening|Drawing|Testimonies|Break|Open space|Lunch|Care at work|"
    "Commitments|Evaluation|Closing",
}
AR = {
    "title": "المؤتمر الدولي حول اقتصاد الرعاية والحماية الاجتماعية",
    "where": "R1 · عيّنة · الأربعاء 26 يونيو 2024 · القاعة «أ»",
    "now": "الآن",
    "since": "منذ 11:04",
    "block": "الورشة «د»: آليات التمويل وتحفيز الاستثمار",
    "projector": "العارض",
    "pause": "إيقاف",
    "five": "5 د",
    "next": "التالي",
    "behind": "متأخرون 4 دقائق عن الخطة",
    "finish": "إنهاء في 16:00 على أي حال",
    "notes": "الملاحظات",
    "all": "كل الفقرات",
    "this": "هذه الفقرة",
    "kind": "نقطة نقاش",
    "written": "ورشة «د»: آليات التمويل تحتاج إلى تقاسم التكاليف بين الدولة والجماعات",
    "keeps": "يحفظ الملاحظة",
    "note": "اقتصاد الرعاية قطاع منتج وناجع في تعويض العمل غير المأجور",
    "note2": "Comment encadrer juridiquement les métiers du soin rémunérés et non rémunérés ?",
    "five_r": "الاعتراف التقليص إعادة_التوزيع المكافأة التمثيل",
    "blocks": "التسجيل|الافتتاح|رسم|شهادات|استراحة|الجلسة العامة|الغداء والصلاة|الورشة «د»|"
    "رؤية موحدة|التوصيات|الختام",
}
MINUTES = (30, 15, 25, 60, 20, 70, 60, 60, 30, 20, 10)
BREAKS = (0, 4, 6)


def texts(words: Words) -> dict[str, str]:
    """Return the sample's own words; names and notes are data and are not translated."""
    return AR if words.rtl else EN


def blocks(words: Words) -> list[BandBlock]:
    """Return the sample day, the eighth block being now."""
    made, start = [], 9 * 60
    for number, (title, minutes) in enumerate(
        zip(texts(words)["blocks"].split("|"), MINUTES, strict=True)
    ):
        state = "done" if number < 7 else "now" if number == 7 else "to_come"
        made.append(
            BandBlock(
                f"b{number}",
                title,
                minutes,
                f"{start // 60:02d}:{start % 60:02d}",
                is_break=number in BREAKS,
                state=state,  # type: ignore[arg-type]
                share=0.2,
            )
        )
        start += minutes
    return made


class NoteRow(RowDelegate):
    """A note in the sample list."""

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint its text."""
        inner = rect.adjusted(16, 0, -16, 0)
        font = self.kit.font("lead", bold=chosen)
        text = str(index.data())
        paint.draw_line(painter, self.kit, inner, text, font, self.kit.colours.soot)


class SampleFacilitate(Page):
    """The busiest page, in still life."""

    name = "facilitate"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.t = texts(self.kit.words)
        columns = Columns(self.kit, (420, 900))
        columns.add(0, self._clock_side())
        columns.add(1, self._notes_side(), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(columns)

    def _clock_side(self) -> Sheet:
        kit, t = self.kit, self.t
        sheet = Sheet(kit)
        row = QHBoxLayout()
        row.addWidget(IconLabel(kit, "clock", colour=kit.colours.ochre))
        row.addWidget(Label(kit, t["now"], bold=True))
        row.addWidget(Label(kit, t["since"], step="small", tone="ash"))
        row.addStretch(1)
        row.addWidget(
            Button(kit, t["projector"], icon="presentation", key="F11", kind="quiet", step="small")
        )
        sheet.body.addLayout(row)
        sheet.add(Label(kit, t["block"], step="title", bold=True, wrap=True))
        self.clock = ClockFace(kit)
        self.clock.show_reading(ClockReading(3600, 48 * 60, "14:46"))
        sheet.add(self.clock)
        keys = QHBoxLayout()
        keys.addWidget(Button(kit, t["pause"], icon="pause", weight="fill", key="F7"))
        keys.addWidget(Button(kit, t["five"], icon="plus", key="F8"))
        keys.addWidget(
            Button(kit, t["next"], icon="skip-forward", weight="fill", key="F9", trailing_icon=True)
        )
        sheet.body.addLayout(keys)
        strip = MessageBar(kit, closable=False)
        strip.tell("warn", t["behind"], acts=[])
        sheet.add(strip)
        sheet.add(Button(kit, t["finish"], icon="flag-checkered", key="F12"))
        sheet.body.addStretch(1)
        return sheet

    def _notes_side(self) -> Sheet:
        kit, t = self.kit, self.t
        sheet = Sheet(kit, flush=True)
        head = Head(kit, t["notes"])
        head.row.setContentsMargins(16, 12, 16, 12)
        head.row.insertWidget(1, Segments(kit, t["notes"], [("a", t["all"]), ("b", t["this"])]))
        head.add_trailing(IconButton(kit, t["now"], "push-pin"))
        sheet.add(head)
        sheet.add_line()
        notes = RowList(kit, t["notes"], NoteRow(kit, 50))
        notes.setModel(QStringListModel([t["note"], t["note2"]], notes))
        sheet.add(notes, 1)
        sheet.add_line()
        box = QVBoxLayout()
        box.setContentsMargins(16, 8, 16, 16)
        row = QHBoxLayout()
        options = [Option("k", t["kind"], "star")]
        row.addWidget(PickMenu(kit, t["kind"], options, "k", strong=True))
        labels = [w.replace("_", " ") for w in t["five_r"].split()]
        keys = ("recognize", "reduce", "redistribute", "reward", "represent")
        chips = Chips(kit, "5R", five_r_options(kit, dict(zip(keys, labels, strict=True))))
        chips.choose(["reward"])
        row.addWidget(chips, 1)
        box.addLayout(row)
        self.area = Area(kit, t["notes"], t["written"], lines=1, step="lead", show_label=False)
        self.watch = self.tools.saving.watch(self.area.edit, keep)
        box.addWidget(self.area)
        foot = QHBoxLayout()
        foot.addWidget(Button(kit, "Decent work", icon="books", kind="quiet", step="small"))
        foot.addStretch(1)
        foot.addWidget(Keys(kit, "Enter", t["keeps"]))
        box.addLayout(foot)
        sheet.body.addLayout(box)
        return sheet

    def acts(self) -> list[Act]:
        """Return keys as the real page has them."""
        words = ("kind", "5R", "theme", "language", "who speaks")
        return [Act(f"s.{n}", f"F{n}", w, self._nothing, self.name) for n, w in enumerate(words, 2)]

    def _nothing(self) -> None:
        """Do nothing."""

    def first_focus(self) -> QWidget:
        """Start in the capture line."""
        return self.area.edit


class SamplePlan(Page):
    """A stage with nothing in it."""

    name = "plan"


class SampleWelcome(Page):
    """Another stage with nothing in it."""

    name = "welcome"


class SampleSearch(Page):
    """A plain page."""

    name, face = "search", "plain"

    def title(self) -> str:
        """Return the title."""
        return "Search"


class SampleHome(Page):
    """An empty home page."""

    name, face = "home", "home"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        kit = self.kit
        columns = Columns(kit, (910, 384), margin=(24, 16), gap=24)
        sheet = Sheet(kit, flush=True)
        act = Button(kit, "New workshop", icon="plus", kind="main")
        sheet.add(EmptyState(kit, "No workshop yet. Start one, or look around in the sample.", act))
        columns.add(0, sheet, 1)
        today = Sheet(kit, "Open from earlier workshops", margin=24)
        for text in ("Open two neighbourhood care centres", "Publish a systematization"):
            today.add(hairline())
            today.add(Label(kit, text))
            today.add(Label(kit, "Municipality A · W3", step="small", tone="ash"))
        columns.add(1, today)
        columns.columns[1].addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(columns)
        self._widgets: list[QWidget] = [
            Button(kit, "Import a bundle", icon="tray-arrow-down", parent=self),
            Button(kit, "New workshop", icon="plus", parent=self),
            IconButton(kit, "Settings", "gear", size=24, parent=self),
        ]

    def header_widgets(self) -> list[QWidget]:
        """Return the buttons of home."""
        return self._widgets

    def badge(self) -> str:
        """Say that this is the sample."""
        return "Sample"


TASKS: dict[MainWindow, Tasks] = {}
"""The worker of each window made here, for whoever closes it."""


DISK: list[str] = []
"""What the sample's editor wrote."""
DISK_ERROR: list[Exception] = []
"""Put an error here and the disk fails with it."""


def keep(text: str) -> None:
    """Write to the sample's disk."""
    if DISK_ERROR:
        raise DISK_ERROR[0]
    DISK.append(text)


class SampleHistory:
    """Steps that can be taken back, in memory."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.undone: list[str] = []

    def undo_words(self) -> str | None:
        """Say the last step."""
        return self.done[-1] if self.done else None

    def redo_words(self) -> str | None:
        """Say the last step taken back."""
        return self.undone[-1] if self.undone else None

    def undo(self) -> frozenset[str]:
        """Take one back."""
        self.undone.append(self.done.pop())
        return frozenset()

    def redo(self) -> frozenset[str]:
        """Do one again."""
        self.done.append(self.undone.pop())
        return frozenset()


HISTORY: dict[MainWindow, SampleHistory] = {}


def controls_page() -> ModuleType:
    """Return the page of all controls, which stands beside this file."""
    path = Path(__file__).with_name("controls_page.py")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sample_frame(app: QApplication, look: Look) -> MainWindow:
    """Return a window with the two sample pages."""
    tasks = Tasks(app)
    saving = Autosave(tasks, parent=app)
    head = WorkshopHead(texts(look.words)["title"], texts(look.words)["where"], blocks(look.words))
    kinds = (SampleHome, SamplePlan, SampleWelcome, SampleFacilitate, SampleSearch)
    history = SampleHistory()
    makers = {kind.name: kind for kind in kinds}
    frame = MainWindow(app, look, makers, tasks, saving, lambda _id: head, history)
    TASKS[frame], HISTORY[frame] = tasks, history
    return frame
