"""Documents to hand out: written to a file, and noted as shared."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.bundle.refusals import WriteCheckFailed
from carefacilitator.errors import Refusal
from carefacilitator.i18n import Words
from carefacilitator.model.records import Workshop
from carefacilitator.services.sharing import SUFFIX
from carefacilitator.storage import peers
from carefacilitator.storage.failures import WorkspaceInUse, named_failures
from carefacilitator.storage.peers import Shared
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.bundle.keys import Recipient
    from carefacilitator.reports.outcome import Enclosed
    from carefacilitator.services.program import Program
    from carefacilitator.services.sharing import Sealed

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
CARRIERS = frozenset({"summary", "report", "series", "compendium"})
"""Documents that can carry the workshops they tell of, sealed, inside the file."""


class KindNotBuilt(Refusal):
    """Documents of this ``kind`` cannot be written yet."""

    code = "kind_not_built"


class OneWorkshopOnly(Refusal):
    """A document of this ``kind`` is about one workshop, and ``count`` were named."""

    code = "one_workshop_only"


class CannotCarry(Refusal):
    """Documents of this ``kind`` carry no data inside."""

    code = "cannot_carry"


@dataclass(frozen=True)
class Paper:
    """A finished document; ``missing_glyphs`` are characters that no bundled font has.

    ``bundle`` names the sealed bundle that travels inside, if there is one.
    """

    path: Path
    kind: str
    language: str
    pages: int
    bytes: int
    missing_glyphs: tuple[str, ...]
    bundle: str = ""


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
        attach_to: Sequence[Recipient] = (),
    ) -> Paper:
        """Write a document about a workshop (id or code) and note that it was shared.

        With ``attach_to`` the workshop itself travels inside, sealed for these recipients. Raises
        KindNotBuilt, OneWorkshopOnly, WorkshopUnknown, CannotCarry, what sealing and writing the
        file raise, and WriteCheckFailed where the disk gives back something else.
        """
        from carefacilitator import reports

        if kind not in reports.KINDS:
            raise KindNotBuilt(kind=kind)
        chosen = [workshops] if isinstance(workshops, str) else list(workshops)
        if len(chosen) != 1:
            raise OneWorkshopOnly(kind=kind, count=len(chosen))
        if attach_to and kind not in CARRIERS:
            raise CannotCarry(kind=kind)
        self._workspace.end_visit()
        workshop = self._program.workshops.find(chosen[0])
        door = kind == "signin"
        gather = self._program.dossiers.gather
        dossier = gather(workshop.id, language, anonymous, door, photos=kind == "report")
        words = Words(language)
        sealed, enclosed = self._enclosed([workshop], words, attach_to, anonymous)
        if enclosed is not None:
            dossier = replace(dossier, enclosed=enclosed.name)
        made = reports.write(kind, dossier, words, out, paper, enclosed)
        size = _read_back(made.path)
        told = {"language": language, "pages": made.pages, "anonymous": anonymous}
        if sealed is not None:
            self._program.sharing.note_sealed(sealed, out.name)
            told["bundle"] = sealed.info.bundle
        shared = Shared(self._workspace.now(), kind, out.name, (workshop.id,), "", 0, "", told)
        with contextlib.suppress(WorkspaceInUse):  # a paper may be made while the window is open
            peers.note_shared(self._workspace, shared)
        bundle = sealed.info.bundle if sealed is not None else ""
        return Paper(made.path, kind, language, made.pages, size, made.missing_glyphs, bundle)

    def _enclosed(
        self,
        workshops: Sequence[Workshop],
        words: Words,
        recipients: Sequence[Recipient],
        anonymous: bool,
    ) -> tuple[Sealed, Enclosed] | tuple[None, None]:
        """The workshops sealed for these recipients, to travel inside a document."""
        if not recipients:
            return None, None
        from carefacilitator.reports import Enclosed

        codes = (re.sub(r"[^A-Za-z0-9-]+", "", one.code) for one in workshops)
        name = "-".join(code for code in codes if code)[:60] or "workshop"
        with tempfile.TemporaryDirectory(dir=self._workspace.folder) as inside:
            bundle = Path(inside) / f"{name}{SUFFIX}"
            sealed = self._program.sharing.sealed(workshops, bundle, recipients, anonymous)
            told = words.say("The sealed data of this document, for CareFacilitator")
            return sealed, Enclosed(bundle.name, bundle.read_bytes(), told)


def _read_back(path: Path) -> int:
    """Read a finished document from the disk again; its size in bytes. Raises WriteCheckFailed."""
    with named_failures(path.name, path.parent):
        content = path.read_bytes()
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:]:
        raise WriteCheckFailed(place=path.name)
    return len(content)
