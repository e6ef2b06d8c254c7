"""Words in five languages, without Qt: paper and the command line speak through the same door.

gettext catalogues (``i18n/<language>/LC_MESSAGES/carefacilitator.mo``) hold the program's own
sentences; dates, numbers, plurals and lists follow CLDR through Babel. There is no current
language: whoever speaks holds a :class:`Words`, so that a report can speak another language than
the screen.
"""

from __future__ import annotations

import datetime as dt
import functools
import gettext
import re
from collections.abc import Iterable
from pathlib import Path

from carefacilitator import paths

LANGUAGES: tuple[str, ...] = ("en", "es", "fr", "pt", "ar")
OWN_NAMES: dict[str, str] = {
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "pt": "Português",
    "ar": "العربية",
}
RIGHT_TO_LEFT: frozenset[str] = frozenset({"ar", "qps"})
PSEUDO = "qps"
"""The invented language for tests: 40 % longer and right to left."""

LOCALES = {"en": "en_GB", "es": "es_MX", "fr": "fr", "pt": "pt_BR", "ar": "ar_MA", PSEUDO: "ar_MA"}
_FSI, _RLI, _PDI = "\u2068", "\u2067", "\u2069"
_AND_LATIN = re.compile(r"و(?=[\u2066-\u2068]+[^\u0600-\u08ff\u2066-\u2069])")
"""“And” clings to an Arabic word, but would run into the letters of another script."""
_SPAN = re.compile(r"[\d:.]+ ?– ?[\d:.]+")


def N_(text: str) -> str:  # noqa: N802 - the usual name of this mark
    """Mark ``text`` for translation where it is written but spoken later."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - the plural of N_
    """Mark a sentence with a count for translation where it is spoken later."""
    return (one, many)


def isolate(text: str, *, rtl: bool = False) -> str:
    """Wrap ``text`` so that its direction cannot disturb its sentence (UAX #9 isolates).

    In a sentence from right to left (``rtl``) a span of figures (“09:00–15:40”) begins at the
    right, as everything else there.
    """
    return f"{_RLI if rtl and _SPAN.fullmatch(text) else _FSI}{text}{_PDI}"


class Words:
    """Says sentences, dates and numbers in one language.

    ``language`` is one of :data:`LANGUAGES` or :data:`PSEUDO`; else English is spoken.
    """

    def __init__(self, language: str, folder: Path | None = None) -> None:
        self.language = language if language in LANGUAGES or language == PSEUDO else "en"
        self.rtl = self.language in RIGHT_TO_LEFT
        self._folder = folder or paths.translations()
        self._catalogue = self._load()

    def _load(self) -> gettext.NullTranslations:
        if self.language in ("en", PSEUDO):
            return gettext.NullTranslations()
        return gettext.translation(
            "carefacilitator", str(self._folder), languages=[self.language], fallback=True
        )

    def say(self, text: str, **values: object) -> str:
        """Translate ``text`` and fill its ``{placeholders}``; strings are isolated in Arabic."""
        return self._fill(self._catalogue.gettext(text) if text else "", values)

    def say_n(self, one: str, many: str, n: int, **values: object) -> str:
        """Translate a sentence with a count ``n``, by the language's own plural rule."""
        return self._fill(self._catalogue.ngettext(one, many, n), {"n": n, **values})

    def listed(self, parts: Iterable[str]) -> str:
        """Put parts one after the other with this language's comma; empty ones are left out."""
        return ("، " if self.rtl else ", ").join(part for part in parts if part)

    def _fill(self, text: str, values: dict[str, object]) -> str:
        if self.language == PSEUDO:
            text = _stretch(text)
        if not values:
            return text
        return text.format(**{k: self._shown(v) for k, v in values.items()})

    def _shown(self, value: object) -> str:
        if isinstance(value, bool) or value is None:
            return str(value)
        if isinstance(value, int | float):
            return self.number(value)
        text = str(value)
        return isolate(text, rtl=True) if self.rtl and text else text

    @property
    def locale(self) -> str:
        """The CLDR locale whose dates and numbers this language uses."""
        return LOCALES[self.language]

    def number(self, value: float, digits: int | None = None) -> str:
        """Write a number; ``digits`` fixes the decimals."""
        if isinstance(value, int) and -1000 < value < 1000 and not digits:
            return str(value)  # the same in every locale we use (ar_MA has Western digits)
        from babel.numbers import format_decimal

        pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
        return format_decimal(value, format=pattern, locale=self.locale)

    def percent(self, share: float) -> str:
        """Write a share between 0 and 1 as whole percent."""
        from babel.numbers import format_percent

        return format_percent(round(share, 2), locale=self.locale)

    def day(self, day: dt.date | str, style: str = "long") -> str:
        """Write a day; ``style`` is ``full``, ``long``, ``medium``, ``short`` or a CLDR pattern."""
        from babel.dates import format_date

        told = format_date(_date(day), format=style, locale=self.locale)
        # CLDR turns the figures of an Arabic date round; typed into a field they stand like this.
        return told.replace("\u200f", "")

    def days(self, start: dt.date | str, end: dt.date | str | None) -> str:
        """Write a span of days with the month in full, or one day when both are the same."""
        first = _date(start)
        last = _date(end) if end else first
        if last == first:
            return self.day(first)
        from babel import Locale
        from babel.dates import format_date

        differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
        formats = Locale.parse(self.locale).interval_formats
        parts = formats.get("yMMMMd", formats["yMMMd"])[differs]
        # Most locales know spans with short months only; the order of the parts is the same.
        long_parts = [re.sub("M{3,}", "MMMM", part) for part in parts]
        return "".join(
            format_date(day, part, locale=self.locale)
            for day, part in zip((first, last), long_parts, strict=True)
        )

    def hours(self, minutes: int) -> str:
        """Write a length of an hour and more: “1 h 5 min”."""
        return self.say("{h} h {m} min", h=minutes // 60, m=minutes % 60)

    def moment(self, at: dt.datetime | str, zone: dt.tzinfo | None = None) -> str:
        """Write a moment as a clock in a zone told it, else one here: “22 Sep 2022 13:58”."""
        told = dt.datetime.fromisoformat(at) if isinstance(at, str) else at
        here = told.astimezone(zone)
        return f"{self.day(here.date(), 'medium')} {isolate(here.strftime('%H:%M'))}"

    def country(self, code: str) -> str:
        """Name a country (ISO 3166); a code that is none stays as it is."""
        from babel import Locale

        return str(Locale.parse(self.locale).territories.get(code.upper(), code)) if code else ""

    def join(self, parts: Iterable[str]) -> str:
        """Join names as a sentence does: “a, b and c”; in Arabic each keeps its own direction."""
        from babel.lists import format_list

        items = [isolate(part, rtl=True) if self.rtl and part else part for part in parts]
        joined = format_list(items, locale=self.locale) if items else ""
        return _AND_LATIN.sub("و\u00a0", joined) if self.rtl else joined


def _date(day: dt.date | str) -> dt.date:
    return dt.date.fromisoformat(day) if isinstance(day, str) else day


def _stretch(text: str) -> str:
    """Make ``text`` 40 % longer without touching its placeholders, to find what would be cut."""
    return f"⟦{text}{'~' * max(2, len(text) * 2 // 5)}⟧"


@functools.lru_cache(maxsize=16)
def words(language: str) -> Words:
    """The shared :class:`Words` of a language (immutable, so sharing is safe)."""
    return Words(language)
