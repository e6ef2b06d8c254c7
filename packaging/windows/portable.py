"""Pack the program's folder into a zip for a stick: the same folder gives the same bytes.

    python packaging/windows/portable.py FOLDER OUT.zip

A file called ``portable`` in it keeps the workspace beside the program.
"""

from __future__ import annotations

import sys
import time
import zipfile
from pathlib import Path

from assemble import moment

SAID = (
    "This file keeps your workshops in the folder “workspace” beside the program.\r\n"
    "Without it they are kept in your own data folder on the computer.\r\n"
)


def main() -> int:
    """Pack; returns the exit code."""
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    at = time.gmtime(moment())[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
                info = zipfile.ZipInfo(name, at)
                archive.writestr(info, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
        archive.writestr(zipfile.ZipInfo(f"{folder.name}/portable", at), SAID)
    return 0


if __name__ == "__main__":
    sys.exit(main())
