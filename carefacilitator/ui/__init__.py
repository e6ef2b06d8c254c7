"""What a person sees: windows, pages and painted widgets. The only room that imports PySide6."""

from __future__ import annotations

from carefacilitator.ui.import_hook import import_qt

import_qt()
