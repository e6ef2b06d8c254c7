"""A log for whoever repairs the program: codes, counts, places in the code, never people's words.

The file lies in the clear beside an encrypted workspace and people send it by e-mail, so whatever
might be personal must not get in, even by mistake: the handler itself lets through only codes of
events, numbers and a few named codes, and of an exception only its type and where it came from.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import sys
import traceback
from pathlib import Path

from carefacilitator.errors import CareError

FILE_NAME = "carefacilitator.log"
LARGEST = 512 * 1024
"""Bytes after which the file is turned; two older ones are kept."""

_LOGGER = "carefacilitator"
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NAMED = ("code", "kind", "language", "act")
_OWN = frozenset(vars(logging.makeLogRecord({})))


def setup(folder: Path, debug: bool = False) -> logging.Logger:
    """Write the log into ``folder``: warnings only, or everything and to stderr with ``debug``.

    The file appears with its first line. A folder that cannot be written costs only the log.
    """
    close()
    logger = logging.getLogger(_LOGGER)
    logger.propagate = False
    logger.setLevel(logging.DEBUG if debug else logging.WARNING)
    handlers: list[logging.Handler] = [_LateFile(folder / FILE_NAME)]
    if debug:
        handlers.append(logging.StreamHandler(sys.stderr))
    for handler in handlers:
        handler.setFormatter(CodesOnly())
        logger.addHandler(handler)
    return logger


def close() -> None:
    """Close the log; lines written from now on go nowhere."""
    logger = logging.getLogger(_LOGGER)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.addHandler(logging.NullHandler())


def event(what: str, level: int = logging.DEBUG, /, **values: object) -> None:
    """Log that something happened: a code, with numbers and, by name, other codes.

    Written are numbers, and the values named code, kind, language and act if they are codes.
    """
    logging.getLogger(_LOGGER).log(level, what, extra={f"value_{k}": v for k, v in values.items()})


def failure(error: BaseException) -> None:
    """Log a failure: its code and type and where it came from, never its message or values."""
    code = error.code if isinstance(error, CareError) else "bug"
    known = isinstance(error, CareError) and error.exit_code == 1
    logging.getLogger(_LOGGER).log(
        logging.INFO if known else logging.ERROR,
        "failure",
        exc_info=(type(error), error, error.__traceback__),
        extra={"value_code": code},
    )


class CodesOnly(logging.Formatter):
    """Formats a record as codes: what is not surely impersonal is left out, whoever logged it."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and one more for each step of a traceback."""
        when = dt.datetime.fromtimestamp(record.created, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        parts = [when, record.levelname.lower(), self._what(record)]
        for name, value in vars(record).items():
            if name not in _OWN and name.startswith("value_"):
                parts.append(f"{name[6:]}={_shown(name[6:], value)}")
        if record.exc_info and record.exc_info[1]:
            parts += _trace(record.exc_info[1])
        return " ".join(parts)

    def _what(self, record: logging.LogRecord) -> str:
        if isinstance(record.msg, str) and not record.args and _CODE.fullmatch(record.msg):
            return record.msg
        return f"[{record.module}:{record.lineno}]"


def _shown(name: str, value: object) -> str:
    if isinstance(value, bool | int | float) or value is None:
        return str(value)
    if name in _NAMED and isinstance(value, str) and _CODE.fullmatch(value):
        return value
    return "…"


def _trace(error: BaseException) -> list[str]:
    """The exception's type and its steps as ``file:line:function``, following its causes."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"\n  {type(current).__module__}.{type(current).__qualname__}")
        for step, line in traceback.walk_tb(current.__traceback__):
            code = step.f_code
            lines.append(f"\n    {Path(code.co_filename).name}:{line}:{code.co_name}")
        current = current.__cause__ or current.__context__
    return lines


class _LateFile(logging.Handler):
    """A log file that is made with its first line, as most days have nothing to log."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line."""
        if self._file is None:
            from carefacilitator.log_file import QuietFile  # loads sockets and pickle

            self._file = QuietFile(self._path, LARGEST)
            self._file.setFormatter(self.formatter)
        self._file.handle(record)

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()
        super().close()
