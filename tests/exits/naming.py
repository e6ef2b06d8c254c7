"""Made-up people for random workshops, and the ways in which a text may name them."""

from __future__ import annotations

from dataclasses import dataclass

NAMES = (
    ("Zorvela", "Quimbatto"),
    ("Mari-Kelva", "Tuondarra"),
    ("Ñadiré", "Ôstrellu"),
    ("زبيدون", "القنديلاف"),
    ("Vuxandrat", ""),
    ("Jibrellon", "Nkontu-Wafira"),
    ("Zorvela", "Hantupello"),
    ("Obdulizia Prax", "Emenkova"),
    ("Thuy-Lanvo", ""),
    ("Kwabenuto", "O'Drisketh"),
)
"""First and last names that nobody bears; one first name twice, some of one word, accents, hyphens,
another script."""

ZERO_WIDTH = "\u200b"


@dataclass(frozen=True)
class Naming:
    """A person as she is written down: two parts of a name, a telephone number, an address."""

    first: str
    last: str
    phone: str
    email: str

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.first} {self.last}".strip()

    def spelled(self, way: int, unique_first: bool) -> str:
        """One of the ways in which somebody would write her into a text."""
        ways = [
            self.name,
            self.name.upper(),
            " ".join(filter(None, (self.last, self.first))),
            f"{self.last}, {self.first}" if self.last else self.first,
            self.name.replace("-", " "),
            self.name.replace(" ", "\u00a0"),
            self.name.replace(" ", "  "),
            self.name[:3] + ZERO_WIDTH + self.name[3:],
            self.name.replace("ñ", "n").replace("Ñ", "N").replace("Ô", "O").replace("é", "e"),
            self.email,
            *phone_spellings(self.phone),
        ]
        if unique_first:
            ways += [self.first, self.first.lower(), self.first.replace("-", " ")]
        return ways[way % len(ways)]

    def forms(self, unique_first: bool) -> tuple[str, ...]:
        """What must not be found where she may not be named; comparing squeezes and folds them."""
        told = [self.name, f"{self.last} {self.first}"]
        if unique_first:
            told.append(self.first)
        return tuple(one for one in told if one.strip())


def phone_spellings(phone: str) -> list[str]:
    """A telephone number without blanks, with other marks, with the code of a country."""
    digits = "".join(char for char in phone if char.isdigit())
    return [
        phone,
        digits,
        "-".join((digits[:4], digits[4:7], digits[7:])),
        ".".join((digits[:4], digits[4:7], digits[7:])),
        f"({digits[:4]}) {digits[4:7]}-{digits[7:]}",
        f"+254 {digits[1:]}",
        f"00254{digits[1:]}",
        "".join(chr(0x0660 + int(one)) for one in digits),
    ]


def people() -> list[Naming]:
    """Everybody there is."""
    return [
        Naming(first, last, f"07{number}2 345 6{number}8", f"zqmail{number}@example.org")
        for number, (first, last) in enumerate(NAMES)
    ]
