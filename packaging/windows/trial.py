"""Try the Windows program under wine, as a person would use it: install, a workshop, remove.

    python packaging/windows/trial.py SETUP PORTABLE

Installs silently, fills a workspace with the sample, writes papers in Spanish and Arabic, seals a
bundle and takes it in; does the same between Windows and Linux both ways, compares a paper page by
page, opens the window in two languages (pictures in ``out/windows``), starts the portable program
from one drive letter and then from another, and removes the program, which leaves what was written.
Prints what it saw; the exit code is 1 where anything was not as it should be.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from headless_run import Failed, Story, shown
from smoke_test import check_round, demand

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
PICTURES = PROJECT / "out" / "windows"
WORK = PROJECT / "build" / "windows" / "trial"
PREFIX = PROJECT / "build" / "windows" / "prefix"
SHIMS = ("bcryptprimitives", "icuuc", "mscms")
"""Libraries that Windows 10 has and wine 8 has not."""
MOST = 180.0
"""Seconds that anything here may take."""
ON_LINUX = [str(PROJECT / ".venv" / "bin" / "carefacilitator")]


def environment() -> dict[str, str]:
    """What wine needs to be told, and nothing of this computer's own settings of it."""
    return {
        **os.environ,
        "WINEPREFIX": str(PREFIX),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=;mscms=n",
    }


def wine(*command: str, check: bool = True) -> str:
    """Run a program of Windows to its end; returns what it said.

    Without a pipe on all three Python does not start under wine 8.
    """
    run = subprocess.run(
        ["wine", *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(),
        timeout=MOST,
        check=False,
        cwd=WORK,
        encoding="utf-8",
        errors="replace",
    )
    if check and run.returncode:
        raise Failed(f"{' '.join(command)}\nexit {run.returncode}\n{run.stdout}")
    return run.stdout


def until(true: Callable[[], bool], what: str) -> None:
    """Wait until something is true, which it is soon."""
    end = time.monotonic() + MOST
    while not true():
        demand(time.monotonic() < end, f"{what}: waited {MOST:.0f} s")
        time.sleep(0.2)


def prepare() -> None:
    """A fresh Windows, with the libraries that this wine lacks."""
    for folder in (PREFIX, WORK, PICTURES):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    wine("wineboot", "-i")
    system = PREFIX / "drive_c" / "windows" / "system32"
    for name in SHIMS:
        command = ["x86_64-w64-mingw32-gcc", "-O1", "-s", "-shared"]
        command += ["-o", str(system / f"{name}.dll"), str(HERE / "wine" / f"{name}.c")]
        subprocess.run(command, check=True)


def local_data() -> Path:
    """The person's data folder under wine."""
    (found,) = (PREFIX / "drive_c" / "users").glob("*/AppData/Local")
    return found


def install(setup: Path) -> Path:
    """Install silently; returns the folder of the program."""
    wine(str(setup), "/S")
    folder = local_data() / "Programs" / "CareFacilitator"
    until(lambda: (folder / "uninstall.exe").exists(), "installing")
    menu = list((PREFIX / "drive_c" / "users").glob("*/AppData/Roaming/**/CareFacilitator.lnk"))
    demand(len(menu) == 1, f"the Start menu: {menu}")
    opens = wine("reg", "query", r"HKCU\Software\Classes\CareFacilitator.Bundle\shell\open\command")
    demand("CareFacilitator.exe" in opens, f"bundles are not opened by it: {opens}")
    files = [one for one in folder.rglob("*") if one.is_file()]
    size = sum(one.stat().st_size for one in files)
    print(f"  installed   {len(files)} files, {size / 1e6:.1f} MB")
    return folder


def between_systems(windows: list[str]) -> None:
    """A bundle sealed on one system is taken in on the other, and one paper is the same on both."""
    for name, here, there in (("windows", windows, ON_LINUX), ("linux", ON_LINUX, windows)):
        out = WORK / f"from-{name}"
        story = Story(here, out, environment())
        story.fresh()
        story.fill()
        other = Story(there, out, environment())
        card = other.ask("secretariat", "identity")
        story.card.write_text(json.dumps(card, ensure_ascii=False), encoding="utf-8")
        to = ("--out", str(story.bundle), "--to", str(story.card))
        story.ask("facilitator", "export", "W4", *to)
        taken = other.receive()
        demand(taken["new"] > 0 and taken["conflicts"] == 0, f"from {name}: {shown(taken)}")
        print(f"  from {name:8}{shown(taken)}")
    pages: dict[str, bytes] = {}
    workspace = WORK / "from-windows" / "facilitator"
    for name, program in (("windows", windows), ("linux", ON_LINUX)):
        paper = WORK / f"ar-{name}.pdf"
        command = [*program, "--workspace", str(workspace), "report", "W4", "--kind", "summary"]
        command += ["--lang", "ar", "--out", str(paper)]
        run = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, env=environment(), check=False
        )
        demand(run.returncode == 0, f"{name}: {run.stdout!r} {run.stderr!r}")
        drawn = ["pdftoppm", "-r", "100", str(paper)]
        pages[name] = subprocess.run(drawn, capture_output=True, check=True).stdout
    demand(len(pages["linux"]) > 100_000, "the Arabic paper could not be drawn")
    demand(pages["windows"] == pages["linux"], "the Arabic paper looks different on Windows")
    print(f"  same paper  {len(pages['linux'])} bytes of pixels, none differs")


def windows_opened(program: Path) -> None:
    """Open a bundle in the window in two languages, as a click on it does; keep pictures."""
    workspace = WORK / "from-linux" / "secretariat"
    bundle = Story([], WORK / "from-linux").bundle
    for language in ("es", "ar"):
        command = [sys.executable, __file__, "--window", str(program), str(workspace), language]
        command.append(str(bundle))
        screen = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", *command]
        run = subprocess.run(screen, env=environment(), timeout=MOST, check=False)
        demand(run.returncode == 0, f"the window in {language}")


def show_window(program: str, workspace: str, language: str, bundle: str) -> int:
    """Within the screen: start, wait until the page is there, take its picture, close it."""
    picture = PICTURES / f"{language}.png"
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    manager = subprocess.Popen(["openbox"], **quiet)  # type: ignore[call-overload]
    started = ["wine", program, "--workspace", workspace, "--lang", language, bundle]
    child = subprocess.Popen(started, cwd=WORK, **quiet)  # type: ignore[call-overload]
    try:
        begun = time.monotonic()
        until(lambda: _colours(picture) > 400, f"the window in {language}")
        drawn = time.monotonic() - begun
        until(_on_a_page, f"the page of the bundle in {language}")
        until(lambda: _is_still(picture), f"the page of the bundle in {language}")
        print(f"  window {language}   drawn after {drawn:.1f} s: {picture.name}")
    finally:
        child.kill()
        manager.kill()
        subprocess.run(["wineserver", "-k"], check=False)
    return 0


def _on_a_page() -> bool:
    """Whether the window's title names a page."""
    found = ["xdotool", "search", "--name", " – CareFacilitator"]
    return subprocess.run(found, capture_output=True, check=False).returncode == 0


def _is_still(picture: Path) -> bool:
    """Whether nothing moved for a second."""
    _colours(picture)
    before = picture.read_bytes()
    time.sleep(1)
    _colours(picture)
    return picture.read_bytes() == before


def _colours(picture: Path) -> int:
    """Take a picture of the screen; returns how many colours it has."""
    subprocess.run(["import", "-window", "root", str(picture)], check=True)
    told = subprocess.run(
        ["identify", "-format", "%k", str(picture)], capture_output=True, text=True, check=True
    )
    return int(told.stdout)


def portable(archive: Path) -> None:
    """Start from one drive letter, and go on from another: the workspace came along."""
    stick = WORK / "stick"
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(stick)
    for letter, command in (("e", "sample"), ("f", "workshops")):
        drive = PREFIX / "dosdevices" / f"{letter}:"
        drive.symlink_to(stick)
        program = f"{letter.upper()}:\\CareFacilitator\\carefacilitator-cli.exe"
        told: Any = json.loads(wine(program, command, "--json"))
        drive.unlink()
    demand((stick / "CareFacilitator" / "workspace" / "workspace.db").exists(), "not beside it")
    demand(len(told["workshops"] if isinstance(told, dict) else told) > 10, f"portable: {told}")
    print("  portable    written from E:, found from F:")


def remove(folder: Path) -> None:
    """Uninstall silently; what a person wrote stays."""
    own = local_data() / "CareFacilitator"
    wine(str(folder / "carefacilitator-cli.exe"), "sample", "--json")
    demand((own / "workspace.db").exists(), "no workspace in the person's data folder")
    wine(str(folder / "uninstall.exe"), "/S")
    until(lambda: not folder.exists(), "removing")
    demand((own / "workspace.db").exists(), "removing the program took the workspace")
    print("  removed     the workspace stays")


def main() -> int:
    """Do all of it; returns the exit code."""
    if sys.argv[1] == "--window":
        return show_window(*sys.argv[2:6])
    setup, archive = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    try:
        prepare()
        folder = install(setup)
        windows = ["wine", str(folder / "carefacilitator-cli.exe")]
        check_round(Story(windows, WORK / "round", environment()))
        between_systems(windows)
        windows_opened(folder / "CareFacilitator.exe")
        portable(archive)
        remove(folder)
    except Failed as error:
        print(error)
        return 1
    finally:
        subprocess.run(["wineserver", "-k"], env=environment(), check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
