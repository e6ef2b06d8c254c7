"""Modules from one archive: what ``assemble.py`` packed is found here when the program imports it.

Python runs this file before the program (as ``sitecustomize``). A module in the archive says that
it stands at the place it would have as a file, so that data and libraries beside it are found; only
its code comes from the archive.
"""

from __future__ import annotations

import marshal
import mmap
import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourcelessFileLoader
from importlib.util import spec_from_file_location
from types import CodeType

INDEX, MODULES = "modules.index", "modules.bin"
Entry = tuple[bool, str, int, int]
"""Whether it is a package, its place in the program's folder, and where in the archive it lies."""


class ArchiveLoader(SourcelessFileLoader):
    """Gives the code of one module of the archive."""

    def __init__(self, name: str, path: str, code: memoryview) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        """Read the module's code out of the archive."""
        code = marshal.loads(self._code)  # noqa: S302 - as in any file of compiled code
        if not isinstance(code, CodeType):
            raise ImportError(f"{fullname} is damaged", name=fullname)
        return code


class ArchiveFinder(MetaPathFinder):
    """Finds the modules that the index names; ``root`` is the program's folder."""

    def __init__(self, root: str, index: dict[str, Entry], modules: memoryview) -> None:
        self._root, self._index, self._modules = root, index, modules

    def find_spec(
        self, fullname: str, _path: object = None, _target: object = None
    ) -> ModuleSpec | None:
        """The module of this name, if it is in the archive."""
        entry = self._index.get(fullname)
        if entry is None:
            return None
        package, place, start, length = entry
        path = os.path.join(self._root, *place.split("/"))
        loader = ArchiveLoader(fullname, path, self._modules[start : start + length])
        below = [os.path.dirname(path)] if package else None
        return spec_from_file_location(
            fullname, path, loader=loader, submodule_search_locations=below
        )


def install(folder: str) -> None:
    """Let imports look into the archive in ``folder`` (``lib``) before they look at files."""
    with open(os.path.join(folder, INDEX), "rb") as file:
        index: dict[str, Entry] = marshal.load(file)  # noqa: S302 - our own, beside it
    with open(os.path.join(folder, MODULES), "rb") as file:
        modules = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    finder = ArchiveFinder(os.path.dirname(folder), index, modules)
    sys.meta_path.insert(sys.meta_path.index(PathFinder), finder)


if __name__ == "sitecustomize":
    install(os.path.dirname(os.path.abspath(__file__)))
