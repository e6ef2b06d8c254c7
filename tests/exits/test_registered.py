"""A new way out that nobody registered fails here.

Whoever adds a command, a document, a use of the clipboard or a place that writes files says what it
is: an exit (then it stands in ``every_exit.py`` and is searched), or why it lets nothing of a
workshop out.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from carefacilitator import reports
from carefacilitator.model.document.kinds import DOCUMENTS
from tests.conftest import HAS_QT
from tests.exits import ways_out
from tests.exits.every_exit import every_exit

STANDS_FOR = {told for one in every_exit() for told in one.stands_for}

NO_EXIT_COMMANDS = {
    "sample": "fills this workspace",
    "workshops": "this screen, to whoever holds the workspace",
    "attendance as-before": "marks who is there",
    "attendance usual": "says or chooses what one key marks",
    "attendees import": "takes in",
    "names": "this screen, to whoever holds the workspace",
    "share": "decides",
    "shared": "this screen, and takes down what arrived",
    "redactions": "this screen, and answers",
    "forget": "this screen, and erases",
    "redact": "erases",
    "bin": "this screen, and erases",
    "search": "this screen, to whoever holds the workspace",
    "agenda import": "takes in",
    "photos list": "this screen, to whoever holds the workspace",
    "photos add": "takes in",
    "programmes": "this screen: titles, colours and logos",
    "looks show": "this screen: titles, colours and logos",
    "looks colour": "changes",
    "looks add": "takes in",
    "looks move": "changes",
    "looks owner": "changes",
    "looks remove": "changes",
    "certificate check": "tells the name on a certificate to whoever holds workshop and code",
    "inspect": "reads a bundle",
    "import": "takes in",
    "undo": "changes",
    "backup": "a full copy, whose key is closed or not in it",
    "restore": "takes in",
    "identity": "this device's card, which holds nothing of a workshop",
    "doctor": "checks",
}

NO_EXIT_WRITERS = {
    "bundle/paper.py": "takes a bundle out of a PDF that arrived",
    "cli/door.py": "nowhere",
    "machine/files.py": "puts in place what others wrote; who asks is listed here",
    "machine/memory.py": "asks the system for no core dumps",
    "reports/pdf/archive.py": "in memory; catalogue.py writes it",
    "services/exchange/identity.py": "cards and secret keys",
    "services/pictures/logos.py": "in memory",
    "services/pictures/sanitise.py": "in memory",
    "services/upkeep/backup.py": "the recovery sheet: a passphrase",
    "settings.py": "a person's choices",
    "storage/acts_file.py": "acts without a text, sealed with the workspace's own key",
    "storage/backup.py": "a full copy",
    "storage/copy_file.py": "a full copy",
    "storage/database.py": "the workspace",
    "storage/keys.py": "the workspace's key",
    "storage/lock.py": "the workspace's lock",
    "storage/private.py": "opens files for its owner alone; who asks is listed here",
    "ui/plan/branding_widgets.py": "in memory: a picture of the clipboard is taken in",
    "ui/photos/adding.py": "in memory: a picture of the clipboard is taken in",
    "ui/settings/safety.py": "a full copy",
    "ui/share/paper.py": "hands a document to services/documents/documents.py",
    "ui/facilitate/tools/groups.py": "hands groups to services/facilitation/groups.py",
    "ui/runtime/autosave.py": "the workspace",
    "ui/shell/application.py": "a person's choices",
}

NO_EXIT_TO_OTHERS = {
    "ui/plan/branding_dialog.py: clipboard": "takes in",
}
EXITS_TO_OTHERS = {
    "ui/figures/page.py: clipboard": "clipboard:ui/figures/page.py",
    "ui/figures/page.py: setMimeData": "clipboard:ui/figures/page.py",
    "ui/share/paper.py: clipboard": "clipboard:ui/share/paper.py",
    "ui/facilitate/tools/groups.py: clipboard": "clipboard:ui/facilitate/tools/groups.py",
    "ui/share/printing.py: QPrinter": "writer:reports/documents/catalogue.py",
    "ui/share/text_printing.py: QPrinter": "writer:services/facilitation/groups.py",
}
"""A printed page is the document that was made, or the text of the groups."""

SERVICES = {
    "AgendaFiles.write": "service:agenda",
    "calendar_files.write": "service:agenda",
    "Grouping.write": "writer:services/facilitation/groups.py",
    "Papers.write": "writer:reports/documents/catalogue.py",
    "Papers.keep": "writer:reports/documents/catalogue.py",
    "Sharing.export": "service:Sharing.export",
    "Sharing.sealed": "service:Sharing.export",
    "Sharing.seal": "service:Sharing.export",
    "Syncing.sync": "service:Syncing.sync",
}
NO_EXIT_SERVICES = {
    "Syncing.rehearse": "writes nothing",
    "AgendaFiles.look": "takes in",
    "Imports.apply": "takes in",
    "Imports.inspect": "reads",
    "Imports.rehearse": "reads",
    "Attendees.read": "takes in",
    "Identities.look_at_card": "reads",
    "Identities.take_card_file": "takes in",
    "Identities.write_card": "this device's card",
    "Identities.write_secrets": "this device's keys",
    "copies.back_up": "a full copy",
    "copies.restore": "takes in",
    "split_files.joined": "takes in",
    "Merging.merge": "takes in",
    "sticks.eject_first": "says what to do before a stick is pulled",
    "sticks.eject_lines": "says what to do before a stick is pulled",
    "sticks.open_to_all": "says that others can read there",
    "sticks.free_place": "looks for a name",
    "backup.checked_sheet": "a passphrase",
    "backup.keep": "a passphrase",
}
ON_THE_WALL = {
    *(
        f"ProjectedTool.{name}"
        for name in ("tool", "question", "groups", "now", "following", "lines")
    ),
    *(f"Shown.{name}" for name in ("band", "head", "title", "large", "reading", "under", "until")),
    *(f"Shown.{name}" for name in ("next_head", "next", "tool")),
    *(f"ProjectorTool.{name}" for name in ("head", "groups", "now", "following", "following_head")),
    "ProjectorTool.lines",
}
"""All of these stand in the texts that ``every_exit.py`` takes of the wall."""


@pytest.fixture
def source(project: Path) -> Path:
    return project / "carefacilitator"


def _said(name: str) -> bool:
    return name in STANDS_FOR


def test_every_command_is_known() -> None:
    for name in ways_out.commands():
        assert _said(f"cli:{name}") != (name in NO_EXIT_COMMANDS), name
    assert set(NO_EXIT_COMMANDS) <= ways_out.commands()


def test_every_document_is_written_named_and_anonymous() -> None:
    told = {one.split(":", 1)[1] for one in STANDS_FOR if one.startswith("paper:")}
    plain = {one for one in told if " " not in one}
    assert plain == set(reports.KINDS) == set(DOCUMENTS)
    assert {
        f"{kind} with the workshop inside" for kind, told in DOCUMENTS.items() if told.carries
    } <= told
    names = {one.name for one in every_exit()}
    for kind in reports.KINDS:
        assert f"{kind} en" in names
        assert f"{kind} ar" in names


def test_every_place_that_writes_is_known(source: Path) -> None:
    found = ways_out.writers(source)
    known = {one.split(":", 1)[1] for one in STANDS_FOR if one.startswith("writer:")}
    assert found - known == set(NO_EXIT_WRITERS)
    assert known - found == set()


@pytest.mark.skipif(not HAS_QT, reason="the window is not there")
def test_every_use_of_the_clipboard_and_of_printers_is_known(source: Path) -> None:
    found = ways_out.handed_to_others(source)
    assert found == set(EXITS_TO_OTHERS) | set(NO_EXIT_TO_OTHERS)
    assert set(EXITS_TO_OTHERS.values()) <= STANDS_FOR


def test_every_service_that_is_handed_a_place_is_known(source: Path) -> None:
    assert ways_out.services_that_write(source) == set(SERVICES) | set(NO_EXIT_SERVICES)
    assert set(SERVICES.values()) <= STANDS_FOR


def test_everything_on_the_wall_is_known(source: Path) -> None:
    assert ways_out.fields_on_the_wall(source) == ON_THE_WALL
    assert ways_out.wall_modules(source) == {
        "__init__.py",
        "board.py",
        "language_choice.py",
        "tools.py",
        "window.py",
    }


PLANTED = {
    "a file": ("services/new.py", "def put(out, text):\n    out.write_text(text)\n", "writers"),
    "opened": ("services/new.py", "def put(out):\n    open(out, 'w').write('')\n", "writers"),
    "by mode": ("cli/new.py", "def put(out):\n    out.open(mode='xb').write(b'')\n", "writers"),
    "moved": ("sync/new.py", "import os\nos.replace('a', 'b')\n", "writers"),
    "moved patiently": ("sync/new.py", "files.replace('a', 'b')\n", "writers"),
    "a workbook": ("services/new.py", "def put(book, out):\n    book.save(out)\n", "writers"),
    "clipboard": ("ui/new.py", "def f(q, t):\n    q.clipboard().setText(t)\n", "handed_to_others"),
    "printer": ("ui/new.py", "def f(q):\n    return q.QPrinter()\n", "handed_to_others"),
    "dragged": ("ui/new.py", "def f(q):\n    return q.QDrag(q)\n", "handed_to_others"),
    "service": (
        "services/new.py",
        "class New:\n    def give(self, out: Path) -> None: ...\n",
        "services_that_write",
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_new_way_out_is_found(tmp_path: Path, planted: str) -> None:
    file, text, finder = PLANTED[planted]
    path = tmp_path / file
    path.parent.mkdir()
    (tmp_path / "services").mkdir(exist_ok=True)
    find = getattr(ways_out, finder)
    assert find(tmp_path) == set()
    path.write_text(text, "utf-8")
    assert len(find(tmp_path)) >= 1
