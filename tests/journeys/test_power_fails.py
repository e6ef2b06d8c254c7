"""The power fails in the middle: what is there is whole, and nothing was said to be done early."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.app import build
from carefacilitator.bundle.refusals import WriteCheckFailed
from carefacilitator.model.records import ids
from carefacilitator.model.records.records import Attachment, Workshop
from carefacilitator.services.exchange.shares import Decision
from carefacilitator.services.sample import sample_id
from carefacilitator.storage import doctor, peers
from carefacilitator.sync.folder import StickMissing

KILLED_WHILE_SEALING = """
import os, signal, sys
from pathlib import Path
from carefacilitator.app import build
from carefacilitator.bundle import write

folder, out, card = map(Path, sys.argv[1:4])
program = build(folder)
seal, pieces = write.seal, 0

def dying(chunks, file, keys):
    def counted():
        global pieces
        for chunk in chunks:
            pieces += 1
            if pieces == 8:
                file.flush()
                os.kill(os.getpid(), signal.SIGKILL)
            yield chunk
    return seal(counted(), file, keys)

write.seal = dying
program.sharing.export(["W4"], out, [program.identity.recipient(str(card))])
"""

KILLED_WHILE_IMPORTING = """
import os, signal, sys
from pathlib import Path
from carefacilitator.app import build
from carefacilitator.storage import projection

folder, bundle = map(Path, sys.argv[1:3])
program = build(folder)
from carefacilitator.storage.imports import arrivals
project = arrivals.project

def dying(*arguments, **named):
    project(*arguments, **named)
    os.kill(os.getpid(), signal.SIGKILL)

arrivals.project = dying
program.arrivals.apply(bundle, trust=True)
"""


def die(code: str, env: dict[str, str], *arguments: Path) -> None:
    """Run a program that kills itself."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    run = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120)
    assert run.returncode == -signal.SIGKILL, run.stderr


@pytest.fixture
def folders(tmp_path: Path, filled: Path) -> tuple[Path, Path, Path]:
    """The hall's workspace with the sample, the office's, and the office's card."""
    shutil.copytree(filled, tmp_path / "hall")
    hall, office = build(tmp_path / "hall"), build(tmp_path / "office")
    card = tmp_path / "card.json"
    card.write_text(office.identity.card().text(), "utf-8")
    hall.close()
    office.close()
    return tmp_path / "hall", tmp_path / "office", card


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_the_power_fails_while_a_bundle_is_sealed(
    folders: tuple[Path, Path, Path], program_env: dict[str, str], tmp_path: Path
) -> None:
    hall, office, card = folders
    out = tmp_path / "out" / "w4.carebundle"
    out.parent.mkdir()
    die(KILLED_WHILE_SEALING, program_env, hall, out, card)
    assert not out.exists()
    assert list(out.parent.glob("*.carebundle")) == []
    program = build(hall)
    assert program.sharing.log() == []
    made = program.sharing.export(["W4"], out, [program.identity.recipient(str(card))])
    assert made.sequence == 1
    program.close()
    taker = build(office)
    assert taker.arrivals.apply(out, trust=True).new > 0
    taker.close()


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_the_power_fails_while_an_earlier_bundle_is_replaced(
    folders: tuple[Path, Path, Path], program_env: dict[str, str], tmp_path: Path
) -> None:
    hall, _, card = folders
    out = tmp_path / "w4.carebundle"
    program = build(hall)
    program.sharing.export(["W4"], out, [program.identity.recipient(str(card))])
    program.close()
    before = out.read_bytes()
    die(KILLED_WHILE_SEALING, program_env, hall, out, card)
    assert out.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_the_power_fails_while_a_bundle_is_taken_in(
    folders: tuple[Path, Path, Path], program_env: dict[str, str], tmp_path: Path
) -> None:
    hall, office, card = folders
    out = tmp_path / "w4.carebundle"
    program = build(hall)
    program.sharing.export(["W4"], out, [program.identity.recipient(str(card))])
    program.close()
    die(KILLED_WHILE_IMPORTING, program_env, office, out)
    taker = build(office)
    assert taker.workspace.all(Workshop) == []
    assert taker.workspace.database.one("SELECT count(*) FROM operation") == 0
    assert doctor.check(taker.workspace) == []
    assert taker.arrivals.apply(out, trust=True).new > 0
    taker.close()


def test_the_stick_is_pulled_at_98_per_cent(
    device: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall, office = device("Hall", sample=True), device("Secretariat")
    stick = tmp_path / "stick"
    stick.mkdir()
    hall.identity.take_card(office.identity.card().text())
    office.identity.take_card(hall.identity.card().text())
    hall.shares.decide(office.workspace.device, Decision("everything"))
    photo = peers.put_blob(hall.workspace, os.urandom(400_000))
    with hall.workspace.change("note_add") as change:
        change.put(
            Attachment(
                id=ids.new_id(),
                workshop_id=sample_id("W5"),
                media_type="image/jpeg",
                sha256=photo,
            )
        )
    from carefacilitator.bundle import write

    seal, sealed = write.seal, []

    def pulled(chunks: Any, out: Any, keys: Any) -> None:
        sealed.append(out)
        if len(sealed) < 5:
            seal(chunks, out, keys)
            return
        out.write(next(chunks))
        shutil.move(stick, tmp_path / "in a pocket")
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(write, "seal", pulled)
    with pytest.raises(StickMissing):
        hall.syncing.sync(str(stick))
    monkeypatch.setattr(write, "seal", seal)
    assert hall.sharing.log() == []
    shutil.move(tmp_path / "in a pocket", stick)
    assert office.syncing.sync(str(stick)).taken == []
    assert len(hall.syncing.sync(str(stick)).given) == 14
    assert {line.sequence for line in hall.sharing.log()} == set(range(1, 15))
    done = office.syncing.sync(str(stick))
    assert (len(done.taken), done.skipped) == (14, [])
    assert peers.blob(office.workspace, photo) is not None
    assert [path.name for path in (stick / "bundles").iterdir() if path.suffix == ".part"] == []


def test_a_stick_that_lies_about_what_it_kept(
    device: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall, office = device("Hall", sample=True), device("Secretariat")
    from carefacilitator.bundle import write

    seal = write.seal

    def lossy(chunks: Any, out: Any, keys: Any) -> None:
        seal(chunks, out, keys)
        out.seek(5000)
        out.write(b"\0" * 16)

    monkeypatch.setattr(write, "seal", lossy)
    out = tmp_path / "w4.carebundle"
    with pytest.raises(WriteCheckFailed):
        hall.sharing.export(["W4"], out, [office.identity.card().recipient()])
    assert not out.exists()
    assert hall.sharing.log() == []
