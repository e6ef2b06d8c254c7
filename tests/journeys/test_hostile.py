"""What an enemy may send: archives, sealed archives, and lies under a trusted signature.

Refused in words with everything as it was, or read for what it is; nothing is written outside.
"""

from __future__ import annotations

import hashlib
import io
import json
import stat
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.app import build
from carefacilitator.bundle import manifest
from carefacilitator.bundle.lines import OPERATIONS, OperationWriter
from carefacilitator.bundle.refusals import BundleAltered, BundleUnsafe, NotABundle
from carefacilitator.errors import CareError, Refusal
from carefacilitator.model.merge import operations
from carefacilitator.model.merge.operations import Operation
from carefacilitator.model.records import ids
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id
from carefacilitator.storage import doctor

W4 = sample_id("W4")
NOTE = ids.derived_id("sample", "W4", "note", "1")
PERSON = sample_id("P001")


def made_archives() -> dict[str, bytes]:
    """Archives in the shapes of the real ones, and a few more."""
    link = zipfile.ZipInfo("data/link")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    members: dict[str, list[tuple[Any, bytes]]] = {
        "absolute": [("/tmp/carefacilitator-hostile", b"x")],
        "up": [("data/../../up.txt", b"x")],
        "backslash": [("..\\up.txt", b"x")],
        "twice": [("a.txt", b"1"), ("a.txt", b"2")],
        "cp437": [("caf\udce9.txt".encode("utf-8", "replace").decode("latin-1"), b"x")],
        "link": [(link, b"/etc/passwd")],
        "bomb": [("bundle.json", bytes(60_000_000))],
        "harmless": [("a.txt", b"x"), ("data/b.csv", b"id,text\n")],
    }
    made = {}
    for name, files in members.items():
        out = io.BytesIO()
        with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            warnings.simplefilter("ignore")  # it warns of names that stand there twice
            for path, data in files:
                packed.writestr(path, data)
        made[f"{name}.zip"] = out.getvalue()
    return made


@pytest.fixture(scope="module")
def archives(request: pytest.FixtureRequest, project: Path) -> dict[str, bytes]:
    """Our own archives, and the real ones where they are."""
    made = made_archives()
    try:
        folder = request.getfixturevalue("inputs") / "09_hostile_archives"
    except pytest.skip.Exception:
        return made
    return made | {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def office(scene: Any, office_copy: Path) -> Any:
    """An office that trusts the hall and has its W4."""
    program = build(office_copy)
    program.arrivals.apply(scene.bundle, trust=True)
    yield program
    program.close()


def files_below(folder: Path) -> set[Path]:
    own = ("-wal", "-shm", ".lock", ".log")
    return {path for path in folder.rglob("*") if not path.name.endswith(own)}


def test_archives_by_themselves_and_under_a_proper_seal(
    scene: Any,
    office_copy: Path,
    archives: dict[str, bytes],
    command: Any,
    state: Any,
    tmp_path: Path,
) -> None:
    plain, sealed = {}, {}
    for name, data in archives.items():
        plain[name] = tmp_path / name
        plain[name].write_bytes(data)
        sealed[name] = scene.sealed(tmp_path / f"{name}.carebundle", data)
    before, there = state(office_copy), files_below(tmp_path)
    paths = [*plain.values(), *sealed.values()]
    for words in ((), ("--trust",), ("--dry-run",)):
        ran = command("--workspace", office_copy, "import", *paths, *words)
        assert ran.code == 1
        assert "Traceback" not in ran.err
        codes = {entry["file"]: entry["error"]["code"] for entry in ran.told}
        assert {codes[str(path)] for path in plain.values()} == {"not_a_bundle"}
        for name, path in sealed.items():
            harmless = name == "harmless.zip"
            assert codes[str(path)] == ("not_a_bundle" if harmless else "bundle_unsafe"), name
    assert state(office_copy) == before
    assert files_below(tmp_path) == there
    assert not Path("/tmp/carefacilitator-hostile").exists()


def test_archives_as_lists_and_as_backups(
    hall_copy: Path, archives: dict[str, bytes], state: Any, tmp_path: Path
) -> None:
    from carefacilitator.services.upkeep.copies import restore

    before = state(hall_copy)
    program = build(hall_copy)
    for name, data in archives.items():
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(Refusal) as refused:
            program.attendees.read(path)
        assert refused.value.code.startswith("table_"), name
        with pytest.raises(Refusal) as refused:
            restore(path, tmp_path / "restored", None)
        assert refused.value.code == "backup_damaged", name
        path.unlink()
    program.close()
    assert state(hall_copy) == before
    assert {path.name for path in tmp_path.iterdir()} <= {"hall", "home"}


def test_wrong_names_under_a_trusted_signature(
    scene: Any, office: Program, archives: dict[str, bytes], tmp_path: Path
) -> None:
    before, there = doctor.snapshot(office.workspace), files_below(tmp_path)
    good = scene.members()
    for name in ("data/../../up", "/tmp/up", "data\\up", "data/a b", "data/.hidden", "con", "a/"):
        path = scene.signed(tmp_path / "wrong.carebundle", {**good, name: b"x"})
        for act in (office.arrivals.inspect, office.arrivals.rehearse, office.arrivals.apply):
            with pytest.raises(BundleUnsafe):
                act(path)
        path.unlink()
    assert doctor.snapshot(office.workspace) == before
    assert files_below(tmp_path) == there


def test_hostile_archives_as_files_of_a_good_bundle_stay_bytes(
    scene: Any, office: Program, archives: dict[str, bytes], tmp_path: Path
) -> None:
    """An attachment may be anything; what no record names is not kept."""
    before, there = doctor.snapshot(office.workspace), files_below(tmp_path)
    members = scene.members()
    for data in archives.values():
        members[manifest.ATTACHMENTS + hashlib.sha256(data).hexdigest()] = data
    path = scene.signed(tmp_path / "attached.carebundle", members)
    made = office.arrivals.apply(path)
    assert (made.new, made.changed, made.conflicts) == (0, 0, 0)
    path.unlink()
    assert doctor.snapshot(office.workspace) == before
    assert office.workspace.database.one("SELECT count(*) FROM blob") == 0
    assert files_below(tmp_path) == there


def test_a_signature_does_not_make_a_lie_true(scene: Any, office: Program, tmp_path: Path) -> None:
    before = doctor.snapshot(office.workspace)
    good = scene.members()
    told = json.loads(good[manifest.DESCRIPTION])
    lies: dict[str, tuple[dict[str, bytes], type[CareError]]] = {
        "fewer": (_described(good, told, operations=1), BundleAltered),
        "more": (_described(good, told, operations=10**9), BundleAltered),
        "no description": (
            {name: data for name, data in good.items() if name != manifest.DESCRIPTION},
            NotABundle,
        ),
        "no operations": (
            {name: data for name, data in good.items() if name != OPERATIONS},
            BundleAltered,
        ),
        "half a line": ({**good, OPERATIONS: good[OPERATIONS][:-20]}, BundleAltered),
        "no text": ({**good, OPERATIONS: good[OPERATIONS] + b"\xff\xfe\n"}, BundleAltered),
        "deep": ({**good, OPERATIONS: b"[" * 100_000 + b"\n"}, BundleAltered),
    }
    for name, (members, error) in lies.items():
        path = scene.signed(tmp_path / f"{name}.carebundle", members)
        with pytest.raises(error):
            office.arrivals.apply(path)
        assert doctor.snapshot(office.workspace) == before, name


def _described(good: dict[str, bytes], told: dict[str, Any], **counts: int) -> dict[str, bytes]:
    changed = {**told, "counts": {**told["counts"], **counts}}
    return {**good, manifest.DESCRIPTION: json.dumps(changed).encode()}


# --- operations that lie --------------------------------------------------------------------------


Lie = tuple[str, str, str, Any]


def deep(levels: int) -> list[Any]:
    made: list[Any] = []
    for _ in range(levels):
        made = [made]
    return made


WRONG_TYPES: list[Lie] = [
    ("note", NOTE, "text", 5),
    ("note", NOTE, "text", ["a"]),
    ("note", NOTE, "text", None),
    ("note", NOTE, "text", deep(400)),
    ("note", NOTE, "text", "x" * 600_000),
    ("note", NOTE, "position", "many"),
    ("note", NOTE, "position", 2**70),
    ("note", NOTE, "position", 1.5),
    ("note", NOTE, "position", True),
    ("workshop", W4, "languages", [1, 2]),
    ("workshop", W4, "titles", {"es": "x"}),
    ("workshop", W4, "titles/es", 5),
]
"""What no program of this format writes: the whole bundle is refused."""

ODD: list[Lie] = [
    ("note", "../../etc/passwd", "text", "a path for an id"),
    ("note", "x';DROP", "text", "a statement for an id"),
    ("note", NOTE, "id", "x"),
    ("note", NOTE, "_deleted", 1),
    ("note", NOTE, 'text";DROP', "x"),
    ("note", NOTE, "text", "a\0b <b>&amp;</para><img src='file:///etc/passwd'/>"),
    ("note", NOTE, "kind", "no_such_kind"),
    ("note", NOTE, "taken_at", "never"),
    ("note", NOTE, "block_id", "nowhere"),
    ("note", NOTE, "language", "xx-<"),
    ("note", NOTE, "deleted", {"seen": "x"}),
    ("lesson", NOTE, "text", "the id of a note"),
    ("Note", NOTE, "text", "x"),
    ("meta", "identity", "value", "x"),
    ("blob", "x", "sha256", "x"),
    ("sqlite_master", "x", "sql", "x"),
    ("workshop", W4, "start", "yesterday"),
    ("workshop", W4, "end", "1000-99-99"),
    ("workshop", W4, "time_zone", "../../etc/passwd"),
    ("workshop", W4, "day_starts", ["99:99"]),
    ("workshop", W4, "titles/../../x", "x"),
    ("person", PERSON, "organisation_id", PERSON),
    ("person", PERSON, "gender", "no_such"),
    ("agenda_block", ids.derived_id("sample", "W4", "block", "1"), "minutes", -(10**9)),
    ("agenda_block", ids.derived_id("sample", "W4", "block", "2"), "minutes", 10**12),
    ("agenda_block", ids.derived_id("sample", "W4", "block", "3"), "day", 10**9),
    ("head_count", "h", "workshop_id", W4),
    ("head_count", "h", "slot", "1-am"),
    ("head_count", "h", "count", -5),
    ("attachment", "a", "workshop_id", W4),
    ("attachment", "a", "sha256", "../../x"),
    ("attachment", "a", "name", "../../../x.html"),
    ("attachment", "a", "size", -5),
    ("same_as", "s", "first_id", PERSON),
    ("same_as", "s", "second_id", PERSON),
    ("same_as", "s", "same", True),
    ("commitment", sample_id("K05"), "due", "2022-13-45"),
    ("change", "c", "told", {"label": 5, "count": "x", "at": 7}),
    ("change", "d", "told", ["x"]),
    ("erasure", "nobody", "erased", "x"),
]
"""What is of the right type and makes no sense: it may come in, and must harm nobody."""


@pytest.fixture
def lying(scene: Any, tmp_path: Path) -> Callable[[list[Lie]], Path]:
    """A bundle of the hall's that also carries these operations, signed like all others."""
    good = scene.members()
    hall = build(scene.hall)
    device = hall.workspace.device
    hall.close()

    def made(lies: list[Lie]) -> Path:
        ops = [_operation(device, number, lie) for number, lie in enumerate(lies)]
        told = json.loads(good[manifest.DESCRIPTION])
        told["counts"]["operations"] += len(ops)
        members = {
            **good,
            OPERATIONS: good[OPERATIONS] + b"".join(OperationWriter(ops)),
            manifest.DESCRIPTION: json.dumps(told).encode(),
        }
        return Path(scene.signed(tmp_path / "lying.carebundle", members))

    return made


def _operation(device: str, number: int, lie: Lie) -> Operation:
    kind, record, field, value = lie
    return operations.make(
        change=ids.new_id(),
        device=device,
        clock=1_700_000_000_000 + number,
        kind=kind,
        record=record,
        field=field,
        value=value,
    )


def test_values_of_a_wrong_type_are_refused(office: Program, lying: Any) -> None:
    before = doctor.snapshot(office.workspace)
    for lie in WRONG_TYPES:
        path = lying([lie])
        for act in (office.arrivals.rehearse, office.arrivals.apply):
            with pytest.raises(Refusal) as refused:
                act(path)
            assert refused.value.code == "bundle_altered", lie
        assert doctor.snapshot(office.workspace) == before, lie


def test_values_that_make_no_sense_harm_nobody(office: Program, lying: Any, tmp_path: Path) -> None:
    before = doctor.snapshot(office.workspace)
    made = office.arrivals.apply(lying(ODD))
    assert doctor.check(office.workspace) == []
    assert type(office.identity)(office.workspace).own() == office.identity.own()
    _do_everything(office, tmp_path)
    office.history.undo(made.change)
    assert doctor.snapshot(office.workspace) == before


def _do_everything(program: Program, folder: Path) -> None:
    """Every page and paper of the workshop can still be made."""
    assert [line.workshop.id for line in program.workshops.lines()] == [W4]
    for slot in (*program.agenda.slots(W4), program.agenda.slot_now(W4)):
        program.people.room(W4, slot)
    program.people.likely_same(W4)
    program.agenda.placed(W4)
    notes = {view.note.id for view in program.notes.of(W4)}
    assert NOTE in notes
    program.lessons.of(W4)
    program.commitments.of(W4)
    program.history.waiting()
    program.history.of(NOTE)
    program.dossiers.figures([W4])
    program.finding.search("care DROP ../../etc")
    for language in ("en", "ar"):
        for kind in ("summary", "report"):
            out = folder / f"{kind}-{language}.pdf"
            assert program.papers.write(DocumentRequest(kind, ["W4"], language), out).pages >= 1
    out = folder / "onward.carebundle"
    program.sharing.export(["W4"], out, [program.identity.card().recipient()])
    assert program.arrivals.inspect(out).operations > 0
