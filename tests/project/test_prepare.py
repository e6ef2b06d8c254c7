"""packaging/prepare where system libraries are missing: says so first, stops when it may not."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


class Machine:
    """A folder with a copy of the script and stand-ins for the commands that rule a computer."""

    def __init__(self, root: Path, script: Path) -> None:
        self.root = root
        self.commands = root / "commands"
        self.commands.mkdir()
        (root / "packaging").mkdir()
        shutil.copy(script, root / "packaging" / "prepare")
        self.said = root / "apt.log"
        self.command("ldconfig", "exit 0")
        self.command("sudo", "exit 1")
        self.command("apt-get", f'echo "$*" >> {self.said}')

    def command(self, name: str, body: str) -> None:
        """Let ``name`` do ``body``."""
        path = self.commands / name
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def prepare(self, purpose: str) -> subprocess.CompletedProcess[str]:
        """Run the script with a screen, without a terminal."""
        path = f"{self.commands}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            [str(self.root / "packaging" / "prepare"), purpose],
            env={"PATH": path, "HOME": str(self.root), "DISPLAY": ":9"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )


@pytest.fixture
def machine(tmp_path: Path, project: Path) -> Machine:
    return Machine(tmp_path, project / "packaging" / "prepare")


def test_someone_who_may_not_install_is_told_what_to_ask_for(machine: Machine) -> None:
    machine.command("id", "echo 1000")
    run = machine.prepare("run")
    assert run.returncode == 1
    assert "apt-get install --no-install-recommends" in run.stderr
    assert "libgl1" in run.stderr
    assert "libxcb-cursor0" in run.stderr
    assert not machine.said.exists()
    assert not (machine.root / ".venv").exists()


def test_it_says_what_it_installs_and_stops_when_that_did_not_help(machine: Machine) -> None:
    machine.command("id", "echo 0")
    run = machine.prepare("run")
    assert run.returncode == 1
    told, asked = run.stderr, machine.said.read_text()
    assert told.index("are now installed with apt-get") < told.index("Still missing")
    assert "libxkbcommon-x11-0" in asked
    assert not (machine.root / ".venv").exists()


def test_an_administrator_by_sudo_is_used_only_where_it_asks_nothing(machine: Machine) -> None:
    machine.command("id", "echo 1000")
    machine.command("sudo", '[ "$1" = -n ] && shift; exec "$@"')
    machine.prepare("run")
    assert "install -q -y" in machine.said.read_text()


def test_an_unknown_purpose_is_wrong_usage(machine: Machine) -> None:
    assert machine.prepare("everything").returncode == 2
