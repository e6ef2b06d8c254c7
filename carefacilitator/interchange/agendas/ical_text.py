"""The writing of iCalendar (RFC 5545): content lines, folding, escapes, components.

Only the syntax: what lines mean is for :mod:`~carefacilitator.interchange.agendas.calendars`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

FOLDED_AT = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""
DEEPEST = 8
_ENDS = re.compile(r"\r\n|\n|\r")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True)
class Property:
    """One content line: its name and parameters in capitals, its value as written."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as text, escapes taken out."""
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass
class Component:
    """What stands between BEGIN and END: its own lines, and components within."""

    name: str
    lines: list[Property] = field(default_factory=list)
    inside: list[Component] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        """The first line of a name, or None."""
        return next((one for one in self.lines if one.name == name), None)

    def text(self, name: str) -> str:
        """The text of the first line of a name; empty without one."""
        found = self.first(name)
        return found.text.strip() if found is not None else ""

    def all(self, name: str) -> Iterator[Component]:
        """The components of a name directly within."""
        return (one for one in self.inside if one.name == name)


def components(content: str) -> Component:
    """Everything in a file, under one nameless component.

    Raises ValueError where BEGIN and END do not match, or stand too deep within each other.
    """
    root = Component("")
    stack = [root]
    for line in _unfolded(content):
        found = _property(line)
        if found is None:
            continue
        if found.name == "BEGIN":
            if len(stack) > DEEPEST:
                raise ValueError("too deep")
            made = Component(found.value.strip().upper())
            stack[-1].inside.append(made)
            stack.append(made)
        elif found.name == "END":
            if len(stack) < 2 or stack.pop().name != found.value.strip().upper():
                raise ValueError("END without its BEGIN")
        else:
            stack[-1].lines.append(found)
    if len(stack) > 1:
        raise ValueError("BEGIN without its END")
    return root


def _unfolded(content: str) -> Iterator[str]:
    """Logical lines: what begins with a space or tab belongs to the line before."""
    parts: list[str] = []
    for line in _ENDS.split(content):
        if line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
            continue
        if parts:
            yield "".join(parts)
        parts = [line] if line else []
    if parts:
        yield "".join(parts)


def _property(line: str) -> Property | None:
    """A content line; None where it is none."""
    pieces, value = _divided(line)
    if value is None or not pieces[0]:
        return None
    parameters = {}
    for piece in pieces[1:]:
        name, _, told = piece.partition("=")
        parameters[name.strip().upper()] = told.strip().strip('"')
    return Property(pieces[0].strip().upper(), parameters, value)


def _divided(line: str) -> tuple[list[str], str | None]:
    """Name and parameters, and the value behind the first colon outside quotation marks."""
    pieces, quoted, begun = [], False, 0
    for at, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter in ":;" and not quoted:
            pieces.append(line[begun:at])
            begun = at + 1
            if letter == ":":
                return pieces, line[begun:]
    return [""], None


def escaped(text: str) -> str:
    """Text as a value of a line."""
    clean = _CONTROLS.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in ("\\", ";", ","):
        clean = clean.replace(sign, f"\\{sign}")
    return clean.replace("\n", "\\n")


def folded(lines: Iterable[str]) -> bytes:
    """Lines as a file: UTF-8, CRLF, no line longer than 75 octets, no letter torn apart."""
    done = bytearray()
    for line in lines:
        room, written = FOLDED_AT, 0
        for letter in line:
            octets = letter.encode("utf-8")
            if written + len(octets) > room:
                done += b"\r\n "
                written = 1
            done += octets
            written += len(octets)
        done += b"\r\n"
    return bytes(done)
