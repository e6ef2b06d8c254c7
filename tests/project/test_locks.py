"""The lock files pin what pyproject.toml asks for: exact, hashed, and naming no host."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ["requirements.lock", "requirements-dev.lock"]


def _pins(lock: Path) -> dict[str, tuple[str, int]]:
    """Name → (version, number of hashes)."""
    pins: dict[str, tuple[str, int]] = {}
    for entry in re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip()):
        requirement = Requirement(entry.split("\\")[0].strip())
        (exact,) = requirement.specifier
        assert exact.operator == "==", entry
        pins[canonicalize_name(requirement.name)] = (exact.version, entry.count("--hash=sha256:"))
    return pins


def _asked(project: Path, extra: str | None) -> list[Requirement]:
    table = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = list(table["dependencies"])
    if extra:
        lines += table["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", LOCKS)
def test_lock_is_exact_hashed_and_names_no_host(name: str, project: Path) -> None:
    text = (project / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    pins = _pins(project / name)
    assert pins
    assert [p for p, (_, hashes) in pins.items() if hashes == 0] == []


@pytest.mark.parametrize(("name", "extra"), [(LOCKS[0], None), (LOCKS[1], "dev")])
def test_lock_holds_everything_asked_for(name: str, extra: str | None, project: Path) -> None:
    pins = _pins(project / name)
    for requirement in _asked(project, extra):
        version, _ = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), requirement


def test_everything_contains_the_runtime_set_unchanged(project: Path) -> None:
    """packaging/prepare takes an environment made for tests as good for running too."""
    runtime, everything = (_pins(project / name) for name in LOCKS)
    assert {name: everything.get(name) for name in runtime} == runtime
