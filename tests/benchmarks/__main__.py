"""``python tests/benchmarks [name…]`` runs the benchmarks whose names are given, or all."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def main(wanted: list[str]) -> int:
    """Run ``bench_<name>.py`` beside this file, each by its ``main()``."""
    here = Path(__file__).parent
    found = sorted(path.stem.removeprefix("bench_") for path in here.glob("bench_*.py"))
    unknown = sorted(set(wanted) - set(found))
    if unknown:
        print(f"no benchmark called {', '.join(unknown)}; there are {', '.join(found)}")
        return 2
    for name in wanted or found:
        importlib.import_module(f"bench_{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
