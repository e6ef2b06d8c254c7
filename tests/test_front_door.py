"""What holds before anything else is done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ASKED = """
import resource
from carefacilitator.machine import memory
memory.leave_none()
print(resource.getrlimit(resource.RLIMIT_CORE), int(open("/proc/self/coredump_filter").read(), 16))
"""


@pytest.mark.skipif(not Path("/proc/self/coredump_filter").exists(), reason="not told here")
def test_no_picture_of_the_memory_is_kept_where_the_program_dies(
    program_env: dict[str, str],
) -> None:
    command = [sys.executable, "-c", ASKED]
    run = subprocess.run(command, env=program_env, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["(0,", "0)", "0"]
