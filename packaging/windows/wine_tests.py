"""Run tests of the project under wine, against the program that people get.

    python packaging/windows/wine_tests.py FOLDER [tests/… …]

FOLDER is the assembled program. The tests import our package from its archive, with the libraries
of Windows; pytest and what it needs come from the lock of the developers. The prefix of
``trial.py`` is used. The exit code is pytest's own, the worst of the groups that run side by side.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import parts
from trial import PREFIX, environment

PROJECT = Path(__file__).resolve().parents[2]
PLACE = PROJECT / "build" / "windows" / "tests"
PACKAGES = (
    "attrs", "colorama", "hypothesis", "iniconfig", "pluggy", "pygments", "pytest",
    "sortedcontainers", "types-pyyaml",
)  # fmt: skip
GROUPS = (
    ("tests/model", "tests/bundle", "tests/sync", "tests/services/agenda", "tests/services/same"),
    ("tests/storage", "tests/services"),
)
"""What runs side by side on two cores."""
MOST = 900
"""Seconds for one group."""


def prepare(program: Path) -> None:
    """A Python of Windows with the program's libraries, our package and pytest."""
    shutil.rmtree(PLACE, ignore_errors=True)
    (PLACE / "packages").mkdir(parents=True)
    for name, data in parts.python_files().items():
        (PLACE / name).write_bytes(data)
    for wheel in parts.for_tests(PACKAGES):
        with zipfile.ZipFile(wheel) as opened:
            opened.extractall(PLACE / "packages")
    lines = ["python311.zip", ".", windows_path(PLACE / "packages"), windows_path(program / "lib")]
    lines += [windows_path(program / "lib" / "tzdata.zip"), windows_path(PROJECT), "import site"]
    (PLACE / "python311._pth").write_text("".join(f"{one}\n" for one in lines), encoding="utf-8")


def windows_path(path: Path) -> str:
    """What wine calls a path of Linux."""
    return "Z:" + str(path).replace("/", "\\")


def run(number: int, tests: tuple[str, ...]) -> int:
    """Run some tests and print their end; returns pytest's exit code."""
    temporary = PREFIX / "drive_c" / f"t{number}"
    shutil.rmtree(temporary, ignore_errors=True)
    command = ["wine", str(PLACE / "python.exe"), "-X", "utf8", "-m", "pytest", "-q"]
    # The settings name the plug-in for windows, which is not needed here.
    command += ["-W", "ignore::pytest.PytestConfigWarning"]
    command += ["-p", "no:cacheprovider", f"--basetemp=C:\\t{number}", *tests]
    done = subprocess.run(
        command,
        cwd=PROJECT,
        env={**environment(), "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=MOST,
        check=False,
    )
    (PLACE / f"{number}.log").write_text(done.stdout, encoding="utf-8")
    lines = done.stdout.splitlines()
    told = [one for one in lines if one.startswith(("FAILED", "ERROR"))] + lines[-1:]
    print("\n".join(f"  {one}" for one in told), flush=True)
    return done.returncode


def main() -> int:
    """Run what was asked for, or the groups side by side; returns the exit code."""
    prepare(Path(sys.argv[1]).resolve())
    groups = (tuple(sys.argv[2:]),) if sys.argv[2:] else GROUPS
    with ThreadPoolExecutor(len(groups)) as pool:
        return max(pool.map(run, range(len(groups)), groups))


if __name__ == "__main__":
    sys.exit(main())
