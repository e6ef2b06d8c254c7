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
from carefacilitator.model.document.content import Dossier
from carefacilitator.model.records.records import Workshop
from carefacilitator.services.documents import badges_certificates, compendium
from carefacilitator.services.exchange.export import SUFFIX, NothingChosen
from carefacilitator.services.file_names import file_name, plain_code
from carefacilitator.storage import peers
from carefacilitator.storage.failures import WorkspaceInUse, named_failures
from carefacilitator.storage.peers import Shared
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.bundle.keys import Recipient
    from carefacilitator.model.document.compendium import Selection
    from carefacilitator.reports.pdf.result import Enclosed, Made
    from carefacilitator.services.exchange.export import Sealed
    from carefacilitator.services.program import Program

KINDS = (
    "summary",
    "report",
    "series",
    "compendium",
    "signin",
    "agenda",
    "running_order",
    "badges",
    "certificates",
)
"""Every kind of document there shall be; ``reports.KINDS`` are those that can be written now."""
TOGETHER = frozenset({"series", "compendium"})
"""Documents about several workshops; all others are about one."""
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


class SecondLanguage(Refusal):
    """Only the summary stands in two languages, and they must be two."""

    code = "second_language"


@dataclass(frozen=True)
class Draft:
    """A document in memory: about which workshops, in which languages, with what sealed inside.

    ``code`` is the first workshop's, unless it names a person; ``drafts_left`` how many lessons it
    leaves out since nobody has agreed to them yet.
    """

    kind: str
    workshops: tuple[str, ...]
    code: str
    languages: tuple[str, ...]
    anonymous: bool
    made: Made
    sealed: Sealed | None = None
    drafts_left: int = 0

    @property
    def bundle(self) -> str:
        """The sealed bundle inside, if there is one."""
        return self.sealed.info.bundle if self.sealed is not None else ""

    @property
    def file_name(self) -> str:
        """A name to suggest: ``W4-summary-es-ar.pdf``."""
        return file_name(self.code, self.kind, *self.languages, ending=".pdf")


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
    drafts_left: int = 0


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
        second: str = "",
        person: str = "",
        selection: Selection | None = None,
        drafts: bool = False,
    ) -> Paper:
        """Write a document about a workshop (id or code) and note that it was shared.

        Raises what :meth:`draft` and :meth:`keep` raise.
        """
        draft = self.draft(
            workshops,
            kind,
            language,
            anonymous,
            paper,
            attach_to,
            second,
            person,
            selection,
            drafts,
        )
        return self.keep(draft, out)

    def draft(
        self,
        workshops: str | Sequence[str],
        kind: str,
        language: str,
        anonymous: bool = False,
        paper: str = "A4",
        attach_to: Sequence[Recipient] = (),
        second: str = "",
        person: str = "",
        selection: Selection | None = None,
        drafts: bool = False,
    ) -> Draft:
        """A document in memory, to look at, to print or to keep.

        With ``attach_to`` the workshop itself travels inside, sealed for these recipients. A
        summary may stand in a ``second`` language beside the first; certificates may be made for
        one ``person`` (id); a compendium takes what ``selection`` says; ``drafts`` prints lessons
        that nobody has agreed to yet, too, in a group of their own. Raises KindNotBuilt,
        OneWorkshopOnly, NothingChosen, WorkshopUnknown, CannotCarry, NeedsNames, NobodyPresent,
        NothingSelected, UnknownKey, SecondLanguage and what sealing raises.
        """
        from carefacilitator import reports

        chosen = [workshops] if isinstance(workshops, str) else list(workshops)
        _check(kind, len(chosen), anonymous, bool(attach_to))
        if second and (kind != "summary" or second == language):
            raise SecondLanguage(kind=kind)
        self._workspace.end_visit()
        found = list({one.id: one for one in map(self._program.workshops.find, chosen)}.values())
        workshop = found[0]
        if kind in TOGETHER:
            dossier = self._of_several(found, kind, language, anonymous, selection, drafts)
        else:
            dossier = self._gathered(workshop, kind, language, anonymous, person, drafts)
        words = Words(language)
        sealed, enclosed = self._enclosed(found, words, attach_to, anonymous)
        if enclosed is not None:
            dossier = replace(dossier, enclosed=enclosed.name)
        other = None
        if second:
            dossiers = self._program.dossiers
            gathered = dossiers.gather(workshop.id, second, anonymous, drafts=drafts)
            other = (replace(gathered, enclosed=dossier.enclosed), Words(second))
        made = reports.make(kind, dossier, words, paper, enclosed, other)
        languages = (language, second) if second else (language,)
        ids = tuple(one.id for one in found)
        code = plain_code(self._workspace, dossier.code)
        left = dossier.drafts_left if kind in CARRIERS else 0
        return Draft(kind, ids, code, languages, anonymous, made, sealed, left)

    def _gathered(
        self,
        workshop: Workshop,
        kind: str,
        language: str,
        anonymous: bool,
        person: str,
        drafts: bool,
    ) -> Dossier:
        """What a document of this kind may say about one workshop."""
        program = self._program
        dossier = program.dossiers.gather(
            workshop.id,
            language,
            anonymous,
            door=kind == "signin",
            photos=kind == "report",
            drafts=drafts,
        )
        if kind == "badges":
            return badges_certificates.with_badges(program, workshop, dossier, language)
        if kind == "certificates":
            return badges_certificates.with_certificates(
                program, workshop, dossier, language, person
            )
        return dossier

    def _of_several(
        self,
        workshops: Sequence[Workshop],
        kind: str,
        language: str,
        anonymous: bool,
        selection: Selection | None,
        drafts: bool,
    ) -> Dossier:
        """What a document of this kind may say about several workshops.

        Drafts chosen one by one are wished for, too.
        """
        ids = [one.id for one in workshops]
        if kind == "compendium" and selection is not None:
            drafts = drafts or bool(selection.lessons)
        dossier = self._program.dossiers.gather_many(ids, language, anonymous, drafts)
        if kind == "compendium":
            return compendium.with_selection(dossier, selection, Words(language))
        return dossier

    def keep(self, draft: Draft, out: Path) -> Paper:
        """Write a draft to a file and note that it was shared.

        Raises DiskFull, NoPermission, FileMissing, MachineTrouble, and WriteCheckFailed where the
        disk gives back something else.
        """
        from carefacilitator import reports

        made = draft.made
        reports.put(made.content, out)
        size = _read_back(out)
        self.note(draft, out.name)
        language, missing = draft.languages[0], made.missing_glyphs
        left = draft.drafts_left
        return Paper(out, draft.kind, language, made.pages, size, missing, draft.bundle, left)

    def note(self, draft: Draft, name: str = "") -> None:
        """Note that a draft left this computer: as a file of this ``name``, or printed."""
        told: dict[str, object] = {
            "language": draft.languages[0],
            "pages": draft.made.pages,
            "anonymous": draft.anonymous,
        }
        if len(draft.languages) > 1:
            told["second"] = draft.languages[1]
        if draft.sealed is not None:
            self._program.sharing.note_sealed(draft.sealed, name)
            told["bundle"] = draft.bundle
        now = self._workspace.now()
        shared = Shared(now, draft.kind, name, draft.workshops, "", 0, "", told)
        with contextlib.suppress(WorkspaceInUse):  # a paper may be made while the window is open
            peers.note_shared(self._workspace, shared)

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

        plain = (plain_code(self._workspace, one.code) for one in workshops)
        codes = (re.sub(r"[^A-Za-z0-9-]+", "", one) for one in plain)
        name = "-".join(code for code in codes if code)[:60] or "workshop"
        with tempfile.TemporaryDirectory(dir=self._workspace.folder) as inside:
            bundle = Path(inside) / f"{name}{SUFFIX}"
            sealed = self._program.sharing.sealed(workshops, bundle, recipients, anonymous)
            told = words.say("The sealed data of this document, for CareFacilitator")
            return sealed, Enclosed(bundle.name, bundle.read_bytes(), told)


def _check(kind: str, workshops: int, anonymous: bool, carries: bool) -> None:
    """Refuse what cannot be made."""
    from carefacilitator import reports

    if kind not in reports.KINDS:
        raise KindNotBuilt(kind=kind)
    if not workshops:
        raise NothingChosen(what="workshop")
    if workshops != 1 and kind not in TOGETHER:
        raise OneWorkshopOnly(kind=kind, count=workshops)
    if carries and kind not in CARRIERS:
        raise CannotCarry(kind=kind)
    if anonymous and kind in badges_certificates.NAMED:
        raise badges_certificates.NeedsNames(kind=kind)


def _read_back(path: Path) -> int:
    """Read a finished document from the disk again; its size in bytes. Raises WriteCheckFailed."""
    with named_failures(path.name, path.parent):
        content = path.read_bytes()
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:]:
        raise WriteCheckFailed(place=path.name)
    return len(content)
