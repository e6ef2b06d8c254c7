"""Taking in a bundle together with the versions a person chose, as one step to undo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.storage.imports.settling import Choices, settle_with

if TYPE_CHECKING:
    from carefacilitator.services.arrivals import Imported
    from carefacilitator.services.program import Program


class Merging:
    """Bundles and the decisions made while they were looked at."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def merge(
        self,
        path: Path,
        choices: Choices,
        *,
        trust: bool = False,
        forget: bool = False,
        back: bool = False,
        redact: bool | None = None,
    ) -> Imported:
        """Take in a bundle and let the chosen versions stand; one undo takes both away.

        Raises what :meth:`Arrivals.apply` raises; nothing is changed then.
        """
        done = self._program.arrivals.apply(
            path, trust=trust, forget=forget, back=back, redact=redact
        )
        if done.change:
            settle_with(self._program.workspace, done.change, choices)
        return done
