"""Every way in which something of a workshop leaves: each is really written, then opened.

A backup is not among them: it is a full copy, sealed with the workspace's own key. Neither are
device cards and the recovery sheet, which hold nothing of a workshop. What each exit stands for in
the program (a command, a document, a use of the clipboard, a place that writes files) is held
against the program's own lists by ``test_registered.py``.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from carefacilitator import cli, reports
from carefacilitator.bundle.keys import Identity, Recipient
from carefacilitator.i18n import Words
from carefacilitator.model.document.compendium import Selection
from carefacilitator.model.document.kinds import DOCUMENTS
from carefacilitator.model.records.records import Tally
from carefacilitator.services.documents import badges_certificates
from carefacilitator.services.documents.attendance_minutes import minutes_of
from carefacilitator.services.documents.charts import as_csv
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.services.exchange.split_files import SMALLEST, joined
from carefacilitator.services.facilitation.groups import GroupWish, as_text
from carefacilitator.services.facilitation.projector import ProjectedTool
from carefacilitator.services.program import Program
from tests.conftest import HAS_QT
from tests.exits.opened import Opened, open_bytes, open_path

OWN, OTHER, ANONYMOUS, PAPER = "own group", "other", "anonymous", "paper"
"""For whom an exit is: decides what may be in it (``allowed.py``)."""
ROOM = "room"
"""What stands on the wall: names of those in groups and of who speaks, as people were told."""


@dataclass
class Stage:
    """What an exit is written from and where to: a program, a workshop, an office that receives."""

    program: Program
    workshop: str
    folder: Path
    office: Program
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def place(self, ending: str) -> Path:
        """A new place to write to; its name is ours, so it says nothing."""
        return self.folder / f"out{next(self._numbers)}{ending}"

    def to(self, role: str) -> Recipient:
        """The office as a recipient in a role that a person here gave it."""
        return self.office.identity.card(role).recipient()  # type: ignore[arg-type]

    @property
    def readers(self) -> list[Identity]:
        """The keys with which sealed bundles are opened: the recipient's, never the maker's."""
        return [self.office.identity.own()]


Write = Callable[[Stage], Opened]


@dataclass(frozen=True)
class Exit:
    """One way out: for whom it is, what of the program it stands for, how it is written."""

    name: str
    audience: str
    stands_for: frozenset[str]
    write: Write


def every_exit(languages: tuple[str, ...] = ("en", "ar")) -> tuple[Exit, ...]:
    """All of them, papers in these languages."""
    return (
        *_bundles(),
        *_papers(languages),
        *_agendas(languages[:1]),
        *_short(languages),
        *_commands(),
        *_rooms(languages),
    )


# --- bundles ------------------------------------------------------------------------------------


def _bundles() -> Iterator[Exit]:
    sealed = frozenset({"cli:export", "service:Sharing.export", "writer:bundle/write.py"})
    yield Exit("bundle to own group", OWN, sealed, partial(_bundle, role="own_group"))
    yield Exit("bundle to other", OTHER, sealed, partial(_bundle, role="other"))
    yield Exit("bundle anonymous", ANONYMOUS, sealed, partial(_bundle, anonymous=True))
    masked = partial(_bundle, role="own_group", anonymous=True)
    yield Exit("bundle anonymous to own group", ANONYMOUS, sealed, masked)
    parts = frozenset({"writer:services/exchange/split_files.py"})
    yield Exit("bundle in parts", OTHER, parts, _parts)
    folder = frozenset({"cli:sync", "writer:sync/folder.py", "service:Syncing.sync"})
    yield Exit("sync folder", OTHER, folder, _sync)
    carried = frozenset({"service:Templates.save", "service:Templates.apply"})
    yield Exit("template in another workshop", OTHER, carried, _template_carried)
    twice = frozenset({"service:Workshops.duplicate"})
    yield Exit("duplicate of a workshop", OTHER, twice, _duplicate)


def _told(withheld: Any) -> list[tuple[str, str, int]]:
    return [(one.kind, one.reason, one.count) for one in withheld]


def _bundle(
    stage: Stage, role: str = "other", anonymous: bool = False, workshop: str = ""
) -> Opened:
    out = stage.place(".carebundle")
    chosen = [workshop or stage.workshop]
    made = stage.program.sharing.export(chosen, out, [stage.to(role)], anonymous=anonymous)
    found = open_path(out, stage.readers)
    found.withheld = _told(made.withheld)
    return found


def _parts(stage: Stage) -> Opened:
    """Parts are put together again, as their reader does; each is searched as it lies there."""
    out = stage.place(".carebundle")
    to = [stage.to("other")]
    made = stage.program.sharing.export([stage.workshop], out, to, part_size=SMALLEST)
    found = Opened()
    whole = b""
    for part in made.files:
        found.add_text("name", part.name)
    whole = _joined(made.files)
    found.also(open_bytes(out.name, whole, stage.readers))
    found.withheld = _told(made.withheld)
    return found


def _joined(files: tuple[Path, ...]) -> bytes:
    if len(files) == 1:
        return files[0].read_bytes()
    with joined(files[0], files[0].parent) as whole:
        return whole.read_bytes()


def _sync(stage: Stage) -> Opened:
    """An exchange through a folder with an office that is known and trusted."""
    program, office = stage.program, stage.office
    if program.identity.find(office.workspace.device) is None:
        program.identity.trust(office.identity.card(), "other")
    root = stage.place("")
    root.mkdir()
    _let_sync(program, stage)
    program.syncing.sync(str(root))
    return open_path(root, stage.readers)


def _let_sync(program: Program, stage: Stage) -> None:
    """A person says that the office gets everything; where nobody says so it gets nothing."""
    shares = getattr(program, "shares", None)
    if shares is not None:
        shares.decide(stage.office.workspace.device, shares.decision(everything=True))


def _template_carried(stage: Stage) -> Opened:
    """A template saved from the workshop and put into another one, which is handed over."""
    program = stage.program
    key = program.templates.save(stage.workshop, "Made from it")
    other = program.workshops.create("Another", "2022-10-01").id
    program.templates.apply(other, key)
    found = _bundle(stage, workshop=other)
    program.workshops.delete(other)
    return found


def _duplicate(stage: Stage) -> Opened:
    program = stage.program
    other = program.workshops.duplicate(stage.workshop, "The same again", "2022-10-02").id
    found = _bundle(stage, workshop=other)
    program.workshops.delete(other)
    return found


# --- papers -------------------------------------------------------------------------------------


def _papers(languages: tuple[str, ...]) -> Iterator[Exit]:
    for kind in reports.KINDS:
        stands = frozenset({f"paper:{kind}", "cli:report", "writer:reports/documents/catalogue.py"})
        for language in languages:
            write = partial(_paper, kind=kind, language=language)
            yield Exit(f"{kind} {language}", PAPER, stands, write)
            if DOCUMENTS[kind].names != "all":
                masked = partial(write, anonymous=True)
                yield Exit(f"{kind} {language} anonymous", ANONYMOUS, stands, masked)
    beside = partial(_paper, kind="summary", language="en", second="ar")
    yield Exit("summary en beside ar", PAPER, frozenset({"paper:side by side"}), beside)
    yield Exit(
        "summary en beside ar anonymous",
        ANONYMOUS,
        frozenset({"paper:side by side"}),
        partial(beside, anonymous=True),
    )
    for kind in sorted(kind for kind, told in DOCUMENTS.items() if told.carries):
        carries = frozenset({f"paper:{kind} with the workshop inside"})
        inside = partial(_paper, kind=kind, language="en", attach="other")
        yield Exit(f"{kind} with the workshop inside", OTHER, carries, inside)
    masked = partial(_paper, kind="report", language="en", attach="other", anonymous=True)
    yield Exit(
        "report with the workshop inside anonymous",
        ANONYMOUS,
        frozenset({"paper:report with the workshop inside"}),
        masked,
    )
    yield Exit(
        "certificate of one person", PAPER, frozenset({"paper:certificates"}), _certificate_of_one
    )


def _paper(
    stage: Stage,
    kind: str,
    language: str,
    anonymous: bool = False,
    second: str = "",
    attach: str = "",
    person: str = "",
) -> Opened:
    selection = Selection(kinds=()) if kind == "compendium" else None
    draft = stage.program.papers.draft(
        DocumentRequest(
            kind,
            [stage.workshop],
            language,
            anonymous,
            attach_to=[stage.to(attach)] if attach else (),
            second=second,
            person=person,
            selection=selection,
        )
    )
    out = stage.place(".pdf")
    stage.program.papers.keep(draft, out)
    found = open_path(out, stage.readers)
    found.add_text("proposed name", draft.file_name)
    found.withheld = _said_on(stage, kind, language, anonymous)
    return found


def _said_on(stage: Stage, kind: str, language: str, anonymous: bool) -> list[tuple[str, str, int]]:
    """What a paper of this kind says it keeps back."""
    if kind != "report" or language != "en":
        return []  # the others are cut from the same dossier
    dossier = stage.program.dossiers.gather(stage.workshop, language, anonymous, photos=True)
    return _told(dossier.withheld)


def _certificate_of_one(stage: Stage) -> Opened:
    people = badges_certificates.receivers(stage.program.dossiers, stage.workshop)
    if not people:
        return Opened()
    return _paper(stage, "certificates", "en", person=people[0][0])


# --- agendas, figures, minutes ------------------------------------------------------------------


def _agendas(languages: tuple[str, ...]) -> Iterator[Exit]:
    for language, leads in itertools.product(languages, (False, True)):
        told = " with leads" if leads else ""
        for ending in (".csv", ".ics"):
            stands = {"cli:agenda export", "writer:interchange/tables/sheets.py", "service:agenda"}
            stands |= {"writer:interchange/agendas/calendars.py"} if ending == ".ics" else set()
            write = partial(_agenda, ending=ending, language=language, leads=leads)
            yield Exit(f"agenda {ending}{told} {language}", PAPER, frozenset(stands), write)


def _agenda(stage: Stage, ending: str, language: str, leads: bool) -> Opened:
    out = stage.place(ending)
    stage.program.agenda_files.write(stage.workshop, out, language, leads=leads)
    return open_path(out)


def _short(languages: tuple[str, ...]) -> Iterator[Exit]:
    for language in languages:
        yield Exit(
            f"minutes {language}",
            PAPER,
            frozenset({"cli:minutes", "clipboard:ui/share/paper.py"}),
            partial(_minutes, language=language),
        )
        yield Exit(
            f"charts {language}",
            PAPER,
            frozenset({"cli:figures", "clipboard:ui/figures/page.py"}),
            partial(_charts, language=language),
        )
    yield Exit(
        "groups as text",
        PAPER,
        frozenset(
            {"clipboard:ui/facilitate/tools/groups.py", "writer:services/facilitation/groups.py"}
        ),
        _groups_text,
    )
    yield Exit("template", OWN, frozenset({"service:Templates.save"}), _template)


def _minutes(stage: Stage, language: str) -> Opened:
    found = Opened()
    found.add_text("text", minutes_of(stage.program.dossiers, stage.workshop, language).text)
    return found


def _charts(stage: Stage, language: str) -> Opened:
    """The charts of the workshop and of its programme, as lines and in all they tell."""
    found = Opened()
    for scope in ("workshop", "programme", "all"):
        made = stage.program.charts.around(stage.workshop, scope, language)
        found.add_text(scope, repr(made))
        for chart in made.charts:
            found.add_text(f"{scope} lines", as_csv(chart))
    return found


def _groups_text(stage: Stage) -> Opened:
    """Groups drawn of those who are here, and those that were kept, written as a text."""
    words, grouping = Words("en"), stage.program.grouping
    drawn = [grouping.draw(stage.workshop, GroupWish(everybody=True))]
    for block in stage.program.agenda.blocks(stage.workshop):
        drawn += grouping.kept(stage.workshop, block.id)
    named = getattr(stage.program, "names_in_text", None)
    listed = named.listed if named else lambda _workshop, names: names
    drawn = [replace(one, names=listed(stage.workshop, one.names)) for one in drawn]
    found = Opened()
    for one in drawn:
        out = stage.place(".txt")
        grouping.write(out, one, words)
        found.also(open_path(out))
        found.add_text("clipboard", as_text(one, words))
    return found


def _template(stage: Stage) -> Opened:
    """What a saved template holds and shows; it stays in the workspace until it is applied."""
    stage.program.templates.save(stage.workshop, "Made from it")
    found = Opened()
    for language in ("en", "ar"):
        for one in stage.program.templates.all(language):
            if one.own:
                found.add_text("template", repr(one))
                found.add_text("template", repr(one.placed()))
    found.add_text("kept", stage.program.workspace.meta("agenda_templates"))
    return found


# --- the command line ---------------------------------------------------------------------------


def _commands() -> Iterator[Exit]:
    for name, audience, arguments in (
        ("minutes", PAPER, ["minutes", "WORKSHOP"]),
        ("figures", PAPER, ["figures", "WORKSHOP"]),
        ("figures csv", PAPER, ["figures", "WORKSHOP", "--csv"]),
        ("export", OTHER, ["export", "WORKSHOP", "--to", "AGE", "--out", "OUT"]),
    ):
        stands = frozenset({f"cli:{name.split()[0]}"})
        for as_json in (False, True):
            told = f"command {name}{' as JSON' if as_json else ''}"
            write = partial(_command, arguments=arguments, as_json=as_json)
            yield Exit(told, audience, stands, write)


def _command(stage: Stage, arguments: list[str], as_json: bool) -> Opened:
    """What a command says on the standard output, run on the program that is open."""
    out = stage.place(".carebundle")
    given = {"WORKSHOP": stage.workshop, "AGE": stage.to("other").age, "OUT": str(out)}
    asked = [given.get(one, one) for one in arguments]
    spoken = io.StringIO()
    program = stage.program

    class Open:
        """The program under test, which the command must not close."""

        def __getattr__(self, name: str) -> Any:
            return getattr(program, name)

        def close(self) -> None:
            """Stay open."""

    with contextlib.redirect_stdout(spoken), contextlib.redirect_stderr(spoken):
        code = cli.main(
            ["--lang", "en", *(["--json"] if as_json else []), "--workspace",
             str(program.workspace.folder), *asked],
            lambda _folder, _passphrase: Open(),  # type: ignore[arg-type, return-value]
            lambda *_: 0,
        )  # fmt: skip
    assert code == 0, spoken.getvalue()
    found = Opened()
    if out.exists():  # what is said besides is for whoever made the file: who is named where
        found.also(open_path(out, stage.readers))
    else:
        said = spoken.getvalue()
        found.add_text("said", json.dumps(json.loads(said)) if as_json else said)
    return found


# --- the wall -----------------------------------------------------------------------------------


def _rooms(languages: tuple[str, ...]) -> Iterator[Exit]:
    if not HAS_QT:
        return
    stands = frozenset({"wall:moment"})
    for language in languages:
        yield Exit(f"projector {language}", PAPER, stands, partial(_wall, language=language))
    yield Exit("projector with tools", ROOM, frozenset({"wall:tools"}), _wall_tools)


def _wall(stage: Stage, language: str) -> Opened:
    """What the projector shows from before the first block to after the last."""
    from carefacilitator.ui.projector.window import moment

    found, words, program = Opened(), Words(language), stage.program
    found.add_text("before", repr(moment(program, stage.workshop, words)))
    while program.agenda.next(stage.workshop) is not None:
        found.add_text("running", repr(moment(program, stage.workshop, words)))
    found.add_text("after", repr(moment(program, stage.workshop, words)))
    for block in program.agenda.blocks(stage.workshop):
        program.agenda.edit(block.id, started_at="", ended_at="")
    return found


def _wall_tools(stage: Stage) -> Opened:
    """Groups, speakers and counts on the wall."""
    from carefacilitator.ui.projector.window import moment

    found, words, program = Opened(), Words("en"), stage.program
    tallies = program.workspace.all(Tally, workshop_id=stage.workshop)
    for purpose in ("hands", "dots"):
        for asked in program.counting.of(stage.workshop, purpose):
            lines = tuple((one.text, one.count) for one in asked.lines)
            program.room.show(stage.workshop, ProjectedTool(purpose, asked.head.text, lines=lines))
            found.add_text(purpose, repr(moment(program, stage.workshop, words)))
    names = tuple(one.name for one in tallies if one.purpose == "speakers" and one.name)
    program.room.show(stage.workshop, ProjectedTool("speakers", now="", following=names))
    found.add_text("speakers", repr(moment(program, stage.workshop, words)))
    drawn = program.grouping.draw(stage.workshop, GroupWish(everybody=True))
    program.room.show(stage.workshop, ProjectedTool("groups", groups=drawn.named()))
    found.add_text("groups", repr(moment(program, stage.workshop, words)))
    program.room.show(stage.workshop, None)
    return found
