"""What the projector speaks, chosen beside the clock while it is open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import LANGUAGES, OWN_NAMES
from carefacilitator.services.facilitation.projector import ProjectorLook
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.choices import Option
from carefacilitator.ui.widgets.layout import hbox
from carefacilitator.ui.widgets.panels import Label
from carefacilitator.ui.widgets.pick_menu import PickMenu


class ProjectorLanguage(QWidget):
    """Language and ground of the projector. ``chosen`` carries a :class:`ProjectorLook`."""

    chosen = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        say = kit.words.say
        row = hbox(Label(kit, say("On the wall"), step="small", tone="ash"), into=self, gap=8)
        languages = [Option(key, OWN_NAMES[key], "globe") for key in LANGUAGES]
        self.language = PickMenu(kit, say("Language of the room"), languages)
        grounds = [Option("light", say("Light"), "sun"), Option("dark", say("Dark"), "moon")]
        self.ground = PickMenu(kit, say("Light or dark"), grounds)
        for menu in (self.language, self.ground):
            menu.picked.connect(self._on_picked)
            row.addWidget(menu)
        row.addStretch(1)
        self.hide()

    def show_wall(self, wall: ProjectorLook | None) -> None:
        """Show what was chosen; None where no projector is open."""
        self.setVisible(wall is not None)
        if wall is not None:
            self.language.choose(wall.language)
            self.ground.choose("dark" if wall.dark else "light")

    def _on_picked(self, _key: str) -> None:
        self.chosen.emit(ProjectorLook(self.language.value(), self.ground.value() == "dark"))
