"""The command line: the same services for scripts, a secretariat without a screen, and checks.

With ``--json`` exactly one JSON document goes to standard output; everything else is sentences in
the chosen language, refusals on standard error. Exit codes: 0 done, 1 refused, 2 wrong usage,
3 this computer, 4 our bug.
"""

from carefacilitator.cli.door import main
from carefacilitator.cli.parsing import PASSPHRASE

__all__ = ["PASSPHRASE", "main"]
