"""Looking at a finished document before it is printed or kept. It exists in memory only.

Page up and down turn pages, plus and minus make it larger and smaller, 0 shows the whole page
again (with Ctrl, too). What stands on the page is told to screen readers as its text.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPalette, QShortcut
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from carefacilitator.ui.accessibility.names import described, named
from carefacilitator.ui.share.first_page import document_of
from carefacilitator.ui.widgets.controls import Button, Dialog, Kit, Label
from carefacilitator.ui.widgets.layout import hbox

SMALLEST, LARGEST = 0.25, 5.0
_STEP = 1.25


class Preview(Dialog):
    """A document on the screen; ``print_asked`` and ``keep_asked`` say what the person wants."""

    print_asked = Signal()
    keep_asked = Signal()

    def __init__(self, kit: Kit, parent: QWidget, title: str, content: bytes) -> None:
        super().__init__(kit, title, parent, width=560)
        self.say = kit.words.say
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.document = document_of(content, self)
        self.view = self._build_view(title)
        self.body.addWidget(self.view, 1)
        self._build_acts()
        self._build_keys()
        self.resize(self._fitting(parent))
        self.view.pageNavigator().currentPageChanged.connect(self._on_page)
        self._on_page(0)
        self.view.setFocus()

    # building -----------------------------------------------------------------------------

    def _build_view(self, title: str) -> QPdfView:
        view = QPdfView(self)
        view.setDocument(self.document)
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitInView)
        view.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a page is a picture of paper
        palette = view.palette()
        for role in (QPalette.ColorRole.Dark, QPalette.ColorRole.Window):
            palette.setColor(role, QColor(self.kit.colours.flax))
        view.setPalette(palette)
        named(view, title)
        return view

    def _build_acts(self) -> None:
        say, kit = self.say, self.kit
        self.page = Label(kit, tone="ash")
        self.smaller = Button(kit, say("Smaller"), icon="minus", key="-", kind="quiet")
        self.larger = Button(kit, say("Larger"), icon="plus", key="+", kind="quiet")
        self.smaller.clicked.connect(lambda: self.zoom(1 / _STEP))
        self.larger.clicked.connect(lambda: self.zoom(_STEP))
        near = hbox(gap=12)
        for part in (self.page, self.smaller, self.larger):
            near.addWidget(part)
        self.acts.insertLayout(0, near)
        close = Button(kit, say("Close"), key="Esc")
        close.clicked.connect(self.reject)
        self.keep_button = Button(kit, say("Save PDF"), icon="file-pdf", key="Ctrl+S")
        self.keep_button.clicked.connect(self.keep_asked)
        self.print_button = Button(kit, say("Print"), icon="printer", key="Ctrl+P", kind="main")
        self.print_button.clicked.connect(self.print_asked)
        for button in (close, self.keep_button, self.print_button):
            self.acts.addWidget(button)

    def _build_keys(self) -> None:
        keys = {
            "PgDown": lambda: self.turn(1),
            "PgUp": lambda: self.turn(-1),
            "Home": lambda: self.go(0),
            "End": lambda: self.go(self.document.pageCount() - 1),
            **dict.fromkeys(("+", "=", "Ctrl++", "Ctrl+="), lambda: self.zoom(_STEP)),
            **dict.fromkeys(("-", "Ctrl+-"), lambda: self.zoom(1 / _STEP)),
            **dict.fromkeys(("0", "Ctrl+0"), self.show_whole),
            "Ctrl+P": self.print_button.click,
            "Ctrl+S": self.keep_button.click,
        }
        for key, call in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(call)

    def _fitting(self, parent: QWidget) -> QSize:
        """Nearly as large as the window it stands over, and large enough to see a page."""
        wanted = (parent.window().size() * 0.92).expandedTo(QSize(900, 640))
        return wanted.boundedTo(self.screen().availableGeometry().size() * 0.96)

    # acts ---------------------------------------------------------------------------------

    def turn(self, pages: int) -> None:
        """Go on, or back."""
        self.go(self.view.pageNavigator().currentPage() + pages)

    def go(self, page: int) -> None:
        """Show one page from its top."""
        page = max(0, min(self.document.pageCount() - 1, page))
        self.view.pageNavigator().jump(page, QPointF(), self.view.zoomFactor())

    def zoom(self, factor: float) -> None:
        """Make it larger or smaller."""
        present = self._present_zoom()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(max(SMALLEST, min(LARGEST, present * factor)))

    def show_whole(self) -> None:
        """Show the whole page again."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)

    def _present_zoom(self) -> float:
        """How large it is now: 1 is the size on paper, as far as the screen knows it."""
        if self.view.zoomMode() == QPdfView.ZoomMode.Custom:
            return self.view.zoomFactor()
        size = self.document.pagePointSize(self.view.pageNavigator().currentPage())
        inches = self.logicalDpiX() / 72
        room = self.view.viewport().size()
        margins = self.view.documentMargins()
        wide = (room.width() - margins.left() - margins.right()) / (size.width() * inches)
        high = (room.height() - margins.top() - margins.bottom()) / (size.height() * inches)
        return max(SMALLEST, min(wide, high))

    def _on_page(self, page: int) -> None:
        count = self.document.pageCount()
        self.page.setText(self.say("Page {n} of {m}", n=page + 1, m=count))
        if count:
            described(self.view, self.document.getAllText(page).text())
