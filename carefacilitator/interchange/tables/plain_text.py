"""Headings and answers as they are compared: folded, with every mark turned into a space."""

from __future__ import annotations

import re

from carefacilitator.model.text.folding import fold

_PLURAL = re.compile(r"\((?:s|es|a|o|e|as|os|x)\)|(?<=\w)[·.](?:e|s|es)\b")
_OPTIONAL = re.compile(r"\((?:optional|opcional|facultatif|facultative|اختياري)\)", re.IGNORECASE)


def plain(text: str) -> str:
    """A text folded, with every mark turned into a space and plural brackets dropped."""
    text = _PLURAL.sub("", _OPTIONAL.sub("", text))
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())
