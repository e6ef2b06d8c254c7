"""Commands as a person runs them, on a workspace that the sample fills."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest

from carefacilitator import app


@pytest.fixture
def run(capsys, monkeypatch, tmp_path, filled):
    """Run a command on one of two workspaces; returns exit code and what it told."""
    monkeypatch.delenv("CAREFACILITATOR_PASSPHRASE", raising=False)

    def ran(*arguments: object, at: str = "group") -> tuple[int, Any]:
        place = ("--workspace", str(tmp_path / at), "--lang", "en", "--json")
        code = app.main([*map(str, arguments), *place])
        return code, json.loads(capsys.readouterr().out)

    shutil.copytree(filled, tmp_path / "group")
    return ran
