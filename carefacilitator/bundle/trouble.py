"""Tell what the operating system refused in the program's own terms."""

from __future__ import annotations

from pathlib import Path

from carefacilitator.errors import CareError, DeviceGone, OpenElsewhere, refused_by_system


def machine_trouble(error: OSError, place: Path) -> CareError:
    """The failure to raise for an OSError met at ``place``."""
    found = refused_by_system(error, str(place))
    if isinstance(found, DeviceGone | OpenElsewhere):
        found.values["place"] = place.name
    return found
