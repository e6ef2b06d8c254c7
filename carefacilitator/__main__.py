"""The program's front door: ``python -m carefacilitator`` and the command ``carefacilitator``."""

from __future__ import annotations

import sys

from carefacilitator.machine import memory


def main() -> int:
    """Run with the arguments this program was started with."""
    memory.leave_none()
    memory.keep_private()
    from carefacilitator.app import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
