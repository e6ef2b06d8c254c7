"""What the projector speaks: the language of the room, its ground, and a tool that is shown."""

from __future__ import annotations

from dataclasses import dataclass

from carefacilitator.i18n import LANGUAGES
from carefacilitator.model.records.records import Workshop
from carefacilitator.storage.workspace import Workspace

_WALL = "wall "
"""Kept with the workspace, one value a workshop; it never travels."""


@dataclass(frozen=True)
class ProjectorLook:
    """How the projector looks: a language of the program, light or dark."""

    language: str
    dark: bool = False


@dataclass(frozen=True)
class ProjectedTool:
    """A tool as the room sees it; each field is empty where the tool has none of it.

    ``tool`` is ``groups``, ``speakers``, ``hands`` or ``dots``. ``groups`` are names as people want
    to be called; ``now`` who speaks, ``following`` who speaks next; ``lines`` answers or options
    with their counts.
    """

    tool: str
    question: str = ""
    groups: tuple[tuple[str, ...], ...] = ()
    now: str = ""
    following: tuple[str, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()


class ProjectorChoice:
    """What a person can choose for the projector of a workshop."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._shown: dict[str, ProjectedTool] = {}

    def show(self, workshop_id: str, tool: ProjectedTool | None) -> None:
        """Show a tool instead of the question, or the question again. Nothing of it is stored."""
        if tool is None:
            self._shown.pop(workshop_id, None)
        else:
            self._shown[workshop_id] = tool

    def shown(self, workshop_id: str) -> ProjectedTool | None:
        """The tool that is shown, or None."""
        return self._shown.get(workshop_id)

    def wall(self, workshop_id: str, fallback: str = "en") -> ProjectorLook:
        """What was chosen; otherwise the workshop's first language that the program speaks, light.

        ``fallback`` is spoken where the workshop names none.
        """
        kept = self._workspace.meta(_WALL + workshop_id).split()
        if kept and kept[0] in LANGUAGES:
            return ProjectorLook(kept[0], "dark" in kept)
        workshop = self._workspace.find(Workshop, workshop_id)
        spoken = [one for one in (workshop.languages if workshop else ()) if one in LANGUAGES]
        return ProjectorLook(spoken[0] if spoken else fallback)

    def choose(self, workshop_id: str, wall: ProjectorLook) -> None:
        """Keep how the projector of a workshop shall look."""
        told = f"{wall.language} dark" if wall.dark else wall.language
        self._workspace.set_meta(_WALL + workshop_id, told)
