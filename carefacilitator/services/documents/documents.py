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
from carefacilitator.machine import files
from carefacilitator.model.document.content import WorkshopContent
from carefacilitator.model.document.kinds import DOCUMENTS, DocumentKind
from carefacilitator.model.records.records import Workshop
from carefacilitator.reports.pdf.result import FinishedDocument as FinishedDocument
from carefacilitator.services.documents import badges_certificates, compendium
from carefacilitator.services.exchange.export import SUFFIX, NothingChosen
from carefacilitator.services.exchange.handed_over import upto
from carefacilitator.services.file_names import file_name, plain_code
from carefacilitator.storage import peers
from carefacilitator.storage.failures import WorkspaceInUse, named_failures
from carefacilitator.storage.peers import Shared
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.bundle.keys import Recipient
    from carefacilitator.model.document.compendium import Selection
    from carefacilitator.reports.pdf.result import Enclosed
    from carefacilitator.services.documents.content import DocumentContents
    from carefacilitator.services.exchange.export import Sealed, Sharing
    from carefacilitator.services.same.merging import Joining
    from carefacilitator.services.workshops import Workshops


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
class DocumentRequest:
    """Which document is wished for, about which workshops (ids or codes), in which language.

    With ``attach_to`` the workshops themselves travel inside, sealed for these recipients. Some
    kinds may stand in a ``second`` language beside the first, be made for one ``person`` (id), or
    take what ``selection`` says (see ``model/document/kinds.py``); ``drafts`` prints lessons that
    nobody has agreed to yet, too, in a group of their own.
    """

    kind: str
    workshops: str | Sequence[str]
    language: str
    anonymous: bool = False
    paper: str = "A4"
    attach_to: Sequence[Recipient] = ()
    second: str = ""
    person: str = ""
    selection: Selection | None = None
    drafts: bool = False

    @property
    def about(self) -> list[str]:
        """The workshops as they were named."""
        return [self.workshops] if isinstance(self.workshops, str) else list(self.workshops)


@dataclass(frozen=True)
class DocumentDraft:
    """A document in memory: about which workshops, in which languages, with what sealed inside.

    ``code`` is the first workshop's, unless it names a person; ``drafts_left`` how many lessons it
    leaves out since nobody has agreed to them yet.
    """

    kind: str
    workshops: tuple[str, ...]
    code: str
    languages: tuple[str, ...]
    anonymous: bool
    made: FinishedDocument
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

    def __init__(
        self,
        workspace: Workspace,
        dossiers: DocumentContents,
        joining: Joining,
        sharing: Sharing,
        workshops: Workshops,
    ) -> None:
        self._workspace = workspace
        self._dossiers = dossiers
        self._joining = joining
        self._sharing = sharing
        self._workshops = workshops

    def write(self, request: DocumentRequest, out: Path) -> Paper:
        """Write a document to a file and note that it was shared.

        Raises what :meth:`draft` and :meth:`keep` raise.
        """
        return self.keep(self.draft(request), out)

    def draft(self, request: DocumentRequest) -> DocumentDraft:
        """A document in memory, to look at, to print or to keep.

        Raises KindNotBuilt, OneWorkshopOnly, NothingChosen, WorkshopUnknown, CannotCarry,
        NeedsNames, NobodyPresent, NothingSelected, UnknownKey, SecondLanguage and what sealing
        raises.
        """
        from carefacilitator import reports

        told, asked = _checked(request), request
        self._workspace.end_visit()
        found = list({one.id: one for one in map(self._workshops.find, asked.about)}.values())
        if told.together:
            dossier = self._of_several(found, request, told)
        else:
            dossier = self._gathered(found[0], request, told)
        words = Words(asked.language)
        sealed, enclosed = self._enclosed(found, words, asked.attach_to, asked.anonymous)
        if enclosed is not None:
            dossier = replace(dossier, enclosed=enclosed.name)
        other = None
        if asked.second:
            gathered = self._dossiers.gather(
                found[0].id, asked.second, asked.anonymous, drafts=asked.drafts
            )
            other = (replace(gathered, enclosed=dossier.enclosed), Words(asked.second))
        made = reports.make(asked.kind, dossier, words, asked.paper, enclosed, other)
        languages = (asked.language, asked.second) if asked.second else (asked.language,)
        ids = tuple(one.id for one in found)
        code = plain_code(self._workspace, dossier.code)
        left = dossier.drafts_left if told.carries else 0
        return DocumentDraft(asked.kind, ids, code, languages, asked.anonymous, made, sealed, left)

    def _gathered(
        self, workshop: Workshop, asked: DocumentRequest, told: DocumentKind
    ) -> WorkshopContent:
        """What a document may say about one workshop."""
        language = asked.language
        dossier = self._dossiers.gather(
            workshop.id,
            language,
            asked.anonymous,
            door=told.door,
            photos=told.photos,
            drafts=asked.drafts,
        )
        if told.person:
            members = self._joining.joined().members(asked.person) if asked.person else ()
            return badges_certificates.with_certificates(
                self._dossiers, workshop, dossier, language, frozenset(members)
            )
        if told.names == "all":
            return badges_certificates.with_badges(self._dossiers, workshop, dossier, language)
        return dossier

    def _of_several(
        self, workshops: Sequence[Workshop], asked: DocumentRequest, told: DocumentKind
    ) -> WorkshopContent:
        """What a document may say about several workshops.

        Drafts chosen one by one are wished for, too.
        """
        ids, chosen = [one.id for one in workshops], asked.selection
        drafts = asked.drafts or bool(told.selects and chosen and chosen.lessons)
        dossier = self._dossiers.gather_many(ids, asked.language, asked.anonymous, drafts)
        if told.selects:
            return compendium.with_selection(dossier, chosen, Words(asked.language))
        return dossier

    def keep(self, draft: DocumentDraft, out: Path) -> Paper:
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

    def note(self, draft: DocumentDraft, name: str = "") -> None:
        """Note that a draft left this computer: as a file of this ``name``, or printed."""
        told: dict[str, object] = {
            "language": draft.languages[0],
            "pages": draft.made.pages,
            "anonymous": draft.anonymous,
            **upto(self._workspace),
        }
        if len(draft.languages) > 1:
            told["second"] = draft.languages[1]
        if draft.sealed is not None:
            self._sharing.note_sealed(draft.sealed, name)
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
            sealed = self._sharing.sealed(workshops, bundle, recipients, anonymous)
            told = words.say("The sealed data of this document, for CareFacilitator")
            return sealed, Enclosed(bundle.name, bundle.read_bytes(), told)


def _checked(asked: DocumentRequest) -> DocumentKind:
    """What is true of the kind that is asked for; what cannot be made is refused."""
    kind, count = asked.kind, len(asked.about)
    told = DOCUMENTS.get(kind)
    if told is None:
        raise KindNotBuilt(kind=kind)
    if not count:
        raise NothingChosen(what="workshop")
    if count != 1 and not told.together:
        raise OneWorkshopOnly(kind=kind, count=count)
    if asked.attach_to and not told.carries:
        raise CannotCarry(kind=kind)
    if asked.anonymous and told.names == "all":
        raise badges_certificates.NeedsNames(kind=kind)
    if asked.second and (not told.beside or asked.second == asked.language):
        raise SecondLanguage(kind=kind)
    return told


def _read_back(path: Path) -> int:
    """Read a finished document from the disk again; its size in bytes. Raises WriteCheckFailed."""
    with named_failures(path.name, path.parent):
        files.forget(path)
        content = path.read_bytes()
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:]:
        raise WriteCheckFailed(place=path.name)
    return len(content)
