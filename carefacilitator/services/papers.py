"""Documents to hand out: written to a file, and noted as shared."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.bundle.refusals import WriteCheckFailed
from carefacilitator.errors import Refusal
from carefacilitator.i18n import Words
from carefacilitator.storage import peers
from carefacilitator.storage.failures import WorkspaceInUse, named_failures
from carefacilitator.storage.peers import Shared
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.services.program import Program

KINDS = (
    "summary",
    "report",
    "series",
    "compendium",
    "signin",
    "agenda",
    "badges",
    "certificates",
)
"""Every kind of document there shall be; ``reports.KINDS`` are those that can be written now."""


class KindNotBuilt(Refusal):
    """Documents of this ``kind`` cannot be written yet."""

    code = "kind_not_built"


class OneWorkshopOnly(Refusal):
    """A document of this ``kind`` is about one workshop, and ``count`` were named."""

    code = "one_workshop_only"


@dataclass(frozen=True)
class Paper:
    """A finished document; ``missing_glyphs`` are characters that no bundled font has."""

    path: Path
    kind: str
    language: str
    pages: int
    bytes: int
    missing_glyphs: tuple[str, ...]


class Papers:
    """Writes documents."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._workspace: Workspace = program.workspace

    def write(
        self,
        workshops: str | Sequence[str],
        kind: str,
        language: str,
        out: Path,
        anonymous: bool = False,
        paper: str = "A4",
    ) -> Paper:
        """Write a document about a workshop (id or code) and note that it was shared.

        Raises KindNotBuilt, OneWorkshopOnly, WorkshopUnknown, what writing the file raises, and
        WriteCheckFailed where the disk gives back something else.
        """
        from carefacilitator import reports

        if kind not in reports.KINDS:
            raise KindNotBuilt(kind=kind)
        chosen = [workshops] if isinstance(workshops, str) else list(workshops)
        if len(chosen) != 1:
            raise OneWorkshopOnly(kind=kind, count=len(chosen))
        self._workspace.end_visit()
        workshop = self._program.workshops.find(chosen[0])
        door = kind == "signin"
        dossier = self._program.dossiers.gather(workshop.id, language, anonymous, door)
        made = reports.write(kind, dossier, Words(language), out, paper)
        size = _read_back(made.path)
        told = {"language": language, "pages": made.pages, "anonymous": anonymous}
        shared = Shared(self._workspace.now(), kind, out.name, (workshop.id,), "", 0, "", told)
        with contextlib.suppress(WorkspaceInUse):  # a paper may be made while the window is open
            peers.note_shared(self._workspace, shared)
        return Paper(made.path, kind, language, made.pages, size, made.missing_glyphs)


def _read_back(path: Path) -> int:
    """Read a finished document from the disk again; its size in bytes. Raises WriteCheckFailed."""
    with named_failures(path.name, path.parent):
        content = path.read_bytes()
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:]:
        raise WriteCheckFailed(place=path.name)
    return len(content)
