"""CareFacilitator: run exchange workshops on care work offline, and carry what was said safely."""

__version__ = "0.1.0"
