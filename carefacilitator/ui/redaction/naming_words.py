"""A sentence with the names in it marked, and where it stands, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from carefacilitator.i18n import Words
from carefacilitator.model.privacy.consent import why
from carefacilitator.model.privacy.known_names import Span
from carefacilitator.services.privacy.names_in_text import Finding
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.panels import Label
from carefacilitator.ui.words.records import field_words, kind_words

_AROUND = 90
"""Letters shown before and after the names, so that a long text is its sentence."""


class SentenceLabel(Label):
    """The part of a text in which names stand, each of them marked; ``excerpt`` is plain."""

    def __init__(self, kit: Kit, text: str, spans: Sequence[Span]) -> None:
        super().__init__(kit, wrap=True)
        self.excerpt, parts = _parts(text, spans)
        self.setTextFormat(Qt.TextFormat.RichText)
        colours = kit.colours
        from html import escape  # its table of entities is slow to load

        mark = f'<span style="background-color:{colours.weld_wash};font-weight:600">'
        told = "".join(
            f"{mark}{escape(part)}</span>" if marked else escape(part) for part, marked in parts
        )
        super(Label, self).setText(told.replace("\n", "<br>"))
        named(self, self.excerpt)

    def text(self) -> str:
        """Return the words without their marks."""
        return self.excerpt


def _parts(text: str, spans: Sequence[Span]) -> tuple[str, list[tuple[str, bool]]]:
    """The text around the names, and its parts with whether they are names."""
    first, last = (spans[0][0], spans[-1][1]) if spans else (0, 0)
    start = 0 if first <= _AROUND else text.rfind(" ", 0, first - _AROUND + 20) + 1
    stop = text.find(" ", last + _AROUND)
    stop = len(text) if stop < 0 else stop
    parts: list[tuple[str, bool]] = [("… ", False)] if start > 0 else []
    at = start
    for begin, end in spans:
        parts += [(text[at:begin], False), (text[begin:end], True)]
        at = end
    parts.append((text[at:stop], False))
    if stop < len(text):
        parts.append((" …", False))
    return "".join(part for part, _marked in parts), parts


def where_words(one: Finding, words: Words) -> str:
    """In what and in which field of it a name stands."""
    return f"{kind_words(one.kind, words)}, {field_words(one.kind, one.field, words)}"


def missing_words(one: Finding, words: Words) -> str:
    """What has not been agreed to."""
    if one.typed:
        return words.say("on no list, so nobody was asked")
    return words.listed([why(purpose, words).rstrip(".") for purpose in one.missing])
