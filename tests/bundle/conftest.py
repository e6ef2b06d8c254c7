"""Bundles to read, and the means to make wrong ones that are properly sealed."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from carefacilitator.bundle import manifest, signature
from carefacilitator.bundle.assembly import BundleContents
from carefacilitator.bundle.keys import Identity, age_fingerprint, new_identity
from carefacilitator.bundle.packing import Member, pack
from carefacilitator.bundle.read import open_bundle
from carefacilitator.bundle.seal import seal, unseal
from carefacilitator.bundle.spill import EncryptedTemporaryFile
from carefacilitator.bundle.write import write_bundle
from carefacilitator.model.merge.operations import Operation, make

DEVICE = "0123456789abcdef"


def some_operations(count: int) -> Iterator[Operation]:
    """Operations of one device on records of ten fields each, some with parents."""
    last = ""
    for number in range(count):
        record = f"0195a000-0000-7000-8000-{number // 10:012x}"
        op = make(
            change=f"0195a000-0000-7000-9000-{number // 10:012x}",
            device=DEVICE,
            clock=1_772_800_000_000 + number,
            kind="note",
            record=record,
            field=f"field_{number % 10}",
            value=["Une phrase, العربية", 7, True, ["a", "b"], ""][number % 5],
            parents=(last,) if number % 7 == 6 else (),
        )
        last = op.id
        yield op


def plain_contents(operations: int = 3) -> BundleContents:
    """Contents with operations only."""
    return BundleContents(
        device=DEVICE,
        name="Laptop 001",
        made_at="2026-03-06T09:30:00Z",
        operations=list(some_operations(operations)),
    )


@dataclass
class Bench:
    """A maker, a receiver and a place to make bundles in."""

    maker: Identity
    receiver: Identity
    folder: Path

    def write(self, contents: BundleContents | None = None, name: str = "a.carebundle") -> Path:
        """Write a bundle from the maker to the receiver."""
        path = self.folder / name
        card = self.receiver.card("fedcba9876543210", "Secretariat")
        write_bundle(path, contents or plain_contents(), [card.recipient()], self.maker)
        return path

    def members(self, path: Path) -> dict[str, bytes]:
        """Every file inside a good bundle."""
        with open_bundle(path, [self.receiver]) as opened:
            archive = opened._archive
            return {name: archive.read(name, 2**31) for name in archive.names}

    def archive(self, path: Path) -> bytes:
        """The plain archive inside a sealed file."""
        with EncryptedTemporaryFile() as spill, path.open("rb") as source:
            unseal(source, spill, [self.receiver], path.name)
            return spill.read_at(0, spill.size)

    def sealed(self, archive: bytes, name: str = "wrong.carebundle") -> Path:
        """Any bytes, properly sealed to the receiver."""
        path = self.folder / name
        with path.open("wb") as out:
            seal(iter([archive]), out, [self.receiver.age_public])
        return path

    def packed(self, members: dict[str, bytes]) -> Path:
        """Any members in a proper archive, properly sealed to the receiver."""
        return self.sealed(b"".join(pack(Member(name, data) for name, data in members.items())))

    def signed(self, members: dict[str, bytes], maker: Identity | None = None) -> dict[str, bytes]:
        """The members with manifests and a signature that fit them, as a lying maker makes them."""
        payload = {name: _sha256(data) for name, data in members.items() if name[:5] == "data/"}
        tags = {manifest.TAG_MANIFEST, manifest.SIGNATURE, manifest.MANIFEST, *payload}
        made = dict(members)
        made[manifest.MANIFEST] = manifest.listing(payload)
        listed = {name: _sha256(made[name]) for name in {*made, manifest.MANIFEST} - tags}
        listed[manifest.MANIFEST] = _sha256(made[manifest.MANIFEST])
        made[manifest.TAG_MANIFEST] = manifest.listing(listed)
        bundle = manifest.bundle_id(made[manifest.TAG_MANIFEST])
        fingerprints = [age_fingerprint(one.age_public) for one in (self.receiver, self.maker)]
        comment = manifest.trusted_comment(bundle, fingerprints)
        made[manifest.SIGNATURE] = signature.sign(
            made[manifest.TAG_MANIFEST], comment, maker or self.maker
        )
        return made


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture(scope="session")
def identities() -> tuple[Identity, Identity]:
    """A maker's and a receiver's keys."""
    return new_identity(), new_identity()


@pytest.fixture
def bench(tmp_path: Path, identities: tuple[Identity, Identity]) -> Bench:
    """A maker and a receiver in a folder of their own."""
    return Bench(*identities, tmp_path)


@pytest.fixture(scope="session")
def example(project: Path) -> ModuleType:
    """The module that describes the committed example bundle."""
    path = project / "tests" / "data" / "bundles" / "example.py"
    spec = importlib.util.spec_from_file_location("example_bundle", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a public tool in the test's folder; skips where it is not installed."""

    def run_tool(
        *command: str | Path, folder: Path = tmp_path, typed: str = ""
    ) -> subprocess.CompletedProcess[str]:
        found = shutil.which(str(command[0]))
        if found is None:
            pytest.skip(f"{command[0]} is not installed")
        return subprocess.run(
            [found, *map(str, command[1:])],
            cwd=folder,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )

    return run_tool


@pytest.fixture
def run_with_terminal() -> Callable[[list[str], str], tuple[int, str]]:
    """Run a public tool that asks for a passphrase on its terminal; returns code and output."""

    if os.name != "posix":
        pytest.skip("needs terminals")
    import pty

    def run_tool(command: list[str], passphrase: str) -> tuple[int, str]:
        if shutil.which(command[0]) is None:
            pytest.skip(f"{command[0]} is not installed")
        child, terminal = pty.fork()
        if child == 0:  # pragma: no cover - another process
            os.execvp(command[0], command)
        said = b""
        answered = False
        while True:
            try:
                part = os.read(terminal, 4096)
            except OSError:
                break
            if not part:
                break
            said += part
            if b":" in said and not answered:
                os.write(terminal, passphrase.encode() + b"\n")
                answered = True
        _, status = os.waitpid(child, 0)
        os.close(terminal)
        return os.waitstatus_to_exitcode(status), said.decode(errors="replace")

    return run_tool


@pytest.fixture
def small_disk() -> Iterator[Callable[[int], None]]:
    """From the call on no file may grow above so many bytes, as on a disk that is full."""
    if os.name != "posix":
        pytest.skip("needs signals")
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    quiet = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    yield lambda most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, quiet)
