"""What a person sees: windows, pages and painted widgets. The only room that imports PySide6."""

from __future__ import annotations

from carefacilitator.ui.runtime.qt_import import import_qt

import_qt()
