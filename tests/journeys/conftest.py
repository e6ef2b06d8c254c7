"""Devices for the stories: each a whole program on a workspace of its own."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from carefacilitator import app
from carefacilitator.app import build
from carefacilitator.bundle import manifest, signature
from carefacilitator.bundle.keys import Identity, age_fingerprint
from carefacilitator.bundle.packing import Member, pack
from carefacilitator.bundle.read import open_bundle
from carefacilitator.bundle.seal import seal
from carefacilitator.services.program import Program
from carefacilitator.storage.doctor import snapshot

Device = Callable[..., Program]


@pytest.fixture
def moment() -> dt.datetime:
    """The moment at which the stories play."""
    return dt.datetime(2022, 9, 22, 15, 0, tzinfo=dt.UTC)


@pytest.fixture
def device(tmp_path: Path, moment: dt.datetime, filled: Path) -> Iterator[Device]:
    """Make a device by name, or give the one of that name; one of them may have the sample."""
    made: dict[str, Program] = {}

    def named(name: str, *, sample: bool = False) -> Program:
        if name not in made:
            if sample:
                shutil.copytree(filled, tmp_path / name)
            made[name] = build(tmp_path / name, clock=lambda: moment)
            made[name].identity.rename(name)
        return made[name]

    yield named
    for program in made.values():
        program.close()


# --- a hall and an office on disk, and what an enemy could send between them ----------------------


@dataclass(frozen=True)
class Scene:
    """A hall with the sample programme, an office still empty, and a bundle from one to the other.

    The folders are closed workspaces; ``maker`` and ``receiver`` are their keys.
    """

    hall: Path
    office: Path
    card: Path
    bundle: Path
    maker: Identity
    receiver: Identity

    def members(self) -> dict[str, bytes]:
        """Every file inside the good bundle."""
        with open_bundle(self.bundle, [self.receiver]) as opened:
            archive = opened._archive
            return {name: archive.read(name, 2**31) for name in archive.names}

    def sealed(self, path: Path, archive: bytes) -> Path:
        """Any bytes, properly sealed to the office."""
        with path.open("wb") as out:
            seal(iter([archive]), out, [self.receiver.age_public])
        return path

    def signed(self, path: Path, members: dict[str, bytes]) -> Path:
        """These members with manifests that fit them, properly signed by the hall and sealed."""
        made = dict(members)
        payload = {name: _sha256(data) for name, data in made.items() if name[:5] == "data/"}
        made[manifest.MANIFEST] = manifest.listing(payload)
        tags = {manifest.TAG_MANIFEST, manifest.SIGNATURE, *payload}
        listed = {name: _sha256(data) for name, data in made.items() if name not in tags}
        made[manifest.TAG_MANIFEST] = manifest.listing(listed)
        keys = [age_fingerprint(one.age_public) for one in (self.receiver, self.maker)]
        bundle = manifest.bundle_id(made[manifest.TAG_MANIFEST])
        made[manifest.SIGNATURE] = signature.sign(
            made[manifest.TAG_MANIFEST], manifest.trusted_comment(bundle, keys), self.maker
        )
        return self.sealed(path, b"".join(pack(Member(*one) for one in made.items())))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture(scope="session")
def scene(tmp_path_factory: pytest.TempPathFactory, filled: Path) -> Scene:
    """One hall and one office for all stories that change neither."""
    folder = tmp_path_factory.mktemp("scene")
    shutil.copytree(filled, folder / "hall")
    hall, office = build(folder / "hall"), build(folder / "office")
    card, bundle = folder / "card.json", folder / "w4.carebundle"
    told = office.identity.card()
    card.write_text(json.dumps(vars(told)), "utf-8")
    hall.sharing.export(["W4"], bundle, [told.recipient()])
    for program in (hall, office):
        program.finding.search("anything")
    made = Scene(
        folder / "hall",
        folder / "office",
        card,
        bundle,
        hall.identity.own(),
        office.identity.own(),
    )
    hall.close()
    office.close()
    return made


@pytest.fixture
def office_copy(scene: Scene, tmp_path: Path) -> Path:
    """An office of this test's own."""
    return Path(shutil.copytree(scene.office, tmp_path / "office"))


@pytest.fixture
def hall_copy(scene: Scene, tmp_path: Path) -> Path:
    """A hall of this test's own."""
    return Path(shutil.copytree(scene.hall, tmp_path / "hall"))


State = Callable[[Path], object]


@pytest.fixture(scope="session")
def state() -> State:
    """All that a workspace holds, and which files lie in its folder: what a refusal leaves."""

    def look(folder: Path, passphrase: str | None = None) -> object:
        program = build(folder, passphrase)
        rows = program.workspace.database.rows
        kept = (
            snapshot(program.workspace),
            rows("SELECT id, hidden, value FROM operation ORDER BY id"),
            rows("SELECT id, state FROM change_log ORDER BY seq"),
            rows("SELECT * FROM meta WHERE key <> 'searched' ORDER BY key"),
            program.identity.peers(),
        )
        program.close()
        own = {"workspace.lock", "carefacilitator.log"}
        return kept, sorted(one.name for one in folder.rglob("*") if one.name not in own)

    return look


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Ran]


@pytest.fixture
def command(program_env: dict[str, str], tmp_path: Path) -> Command:
    """Run the program with ``--json`` in a process of its own.

    ``before`` are words to put before it (another program that runs it), ``env`` more environment.
    """

    def ran(*arguments: object, before: tuple[str, ...] = (), **env: str) -> Ran:
        made = subprocess.run(
            [*before, sys.executable, "-m", "carefacilitator", *map(str, arguments), "--json"],
            cwd=tmp_path,
            env={**program_env, **env},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        return Ran(made.returncode, made.stdout, made.stderr)

    return ran


@pytest.fixture
def command_here(capsys: pytest.CaptureFixture[str]) -> Command:
    """The same within this process: quicker, for whatever a process of its own adds nothing to."""

    def ran(*arguments: object) -> Ran:
        code = app.main([*map(str, arguments), "--json"])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return ran


@pytest.fixture(scope="session")
def read_pdf_text() -> Callable[[Path], str]:
    """The text of a PDF in logical order, as poppler reads it, without invisible marks."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed")
    marks = dict.fromkeys(
        map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    )

    def read(path: Path) -> str:
        done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
        return done.stdout.decode("utf-8").translate(marks)

    return read
