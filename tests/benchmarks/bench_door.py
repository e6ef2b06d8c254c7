"""How many keys it takes at the door until whoever stands there is the one that is highlighted.

Lists of 40 and of 400 people in five languages, in the order in which they happen to come; who is
marked stays on the list. A letter counts as one, so does an arrow down; Enter comes on top. The
base is the best that beginnings of the first name reach where only those who are awaited stand in
the list, by name. ``CAREFACILITATOR_INPUTS`` gives forenames of the world; else a short list does.
"""

from __future__ import annotations

import csv
import itertools
import os
import random
from collections.abc import Iterator
from pathlib import Path

from carefacilitator.model.records.records import Person
from carefacilitator.model.text.folding import fold
from carefacilitator.ui.welcome.attendance_list import AttendanceList, DoorRow, Seen

LIMITS = {40: 1.6, 400: None}
MOST = 1.1
"""Times the base that 400 people may take."""
_FORENAMES = Path("08_text_and_names") / "common-forenames-by-country.csv"
_COUNTRIES = {"en": "US GB", "es": "MX ES CO", "fr": "FR BE", "pt": "BR PT", "ar": "EG MA SY"}
_HOME = {
    "en": "Mary Patricia Linda Barbara Elizabeth Jennifer Maria Susan Margaret Dorothy Lisa Nancy",
    "es": "María Ana Guadalupe Rosa Carmen Lucía Marisol Adriana Elena Teresa Silvia Victoria",
    "fr": "Marie Anne Claire Fatou Aminata Sophie Nathalie Isabelle Camille Louise Jeanne Hélène",
    "pt": "Maria Ana Francisca Antônia Adriana Juliana Márcia Fernanda Patrícia Sandra Camila",
    "ar": "فاطمة مريم عائشة خديجة زينب نور سارة هدى أمل سلمى ليلى رقية",
}
_FAMILIES = {
    "en": "Smith Jones Brown Taylor Wilson Evans Thomas Roberts Walker Wright Green Hall",
    "es": "Martínez González Hernández García López Pérez Ramírez Flores Cruz Mendoza Luna Ortiz",
    "fr": "Martin Bernard Diallo Traoré Dubois Moreau Laurent Simon Petit Roux Fontaine Ba",
    "pt": "Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro",
    "ar": "المغربي الزهراء حسن محمود السيد إبراهيم الخطيب عبد الله بن علي المصري حداد خليل",
}


def forenames(language: str) -> list[str]:
    """Forenames of women of a language's countries, from the inputs or from here."""
    folder = os.environ.get("CAREFACILITATOR_INPUTS")
    place = Path(folder) / _FORENAMES if folder else None
    if place is None or not place.is_file():
        return _HOME[language].split()
    with place.open(encoding="utf-8-sig", newline="") as file:
        found = [
            row["Localized Name"].strip()
            for row in csv.DictReader(file)
            if row["Country"] in _COUNTRIES[language].split() and row["Gender"] == "F"
        ]
    return list(dict.fromkeys(found)) or _HOME[language].split()


def people(language: str, count: int) -> list[str]:
    """So many different names, the same every time."""
    chance, found = random.Random(f"{language} {count}"), dict[str, None]()
    first, families = forenames(language), _FAMILIES[language].split()
    while len(found) < count:
        name = " ".join([chance.choice(first), *chance.sample(families, 2)])
        found[name] = None
    return list(found)


def keys_here(names: list[str]) -> Iterator[tuple[int, bool]]:
    """For whoever comes: keys until she is highlighted, and whether three letters mislead."""
    roll, rows = AttendanceList(), [_row(at, name) for at, name in enumerate(names)]
    rows.sort(key=lambda row: row.name_folded)
    roll.take(Seen("1-am", ("1-am",), rows, {}))
    for row in random.Random(7).sample(rows, len(rows)):
        typed = row.person.name
        best, misled = 99, False
        for letters in range(1, len(typed) + 1):
            found = [one for one in roll.match(typed[:letters])[0] if not one.present]
            place = next((at for at, one in enumerate(found) if one.key == row.key), 99)
            best = min(best, letters + place)
            if letters == 3:
                begun = [o for o in found if o.name_folded.startswith(row.name_folded[:3])]
                misled = len(begun) == 1 and place > 0
            if letters >= best:
                break
        roll.mark(row.key, "present", "09:00")
        yield best, misled


def keys_at_best(names: list[str]) -> Iterator[int]:
    """The same where only those who are awaited stand in the list, by beginnings of first names."""
    waiting = sorted(names, key=fold)
    for name in random.Random(7).sample(sorted(names, key=fold), len(names)):
        costs = []
        for letters in range(1, len(name) + 1):
            begun = [one for one in waiting if fold(one).startswith(fold(name[:letters]))]
            costs.append(letters + begun.index(name))
        yield min(costs)
        waiting.remove(name)


def _row(at: int, name: str) -> DoorRow:
    folded = fold(name)
    return DoorRow(Person(id=f"n{at}", name=name), "", f"p{at}", folded=folded, name_folded=folded)


def main() -> None:
    """Print the figures."""
    print("\nKeys at the door, without Enter: mean of all who come")
    for language, count in itertools.product(_HOME, LIMITS):
        names = people(language, count)
        told = list(keys_here(names))
        mean = sum(keys for keys, _ in told) / count
        best = sum(keys_at_best(names)) / count
        limit = LIMITS[count] or best * MOST
        verdict = "within" if mean <= limit else "OVER"
        wrong = sum(misled for _, misled in told)
        print(
            f"  {language} {count:4}: {mean:5.2f}  best {best:5.2f}  limit {limit:5.2f} {verdict};"
            f" misled by three letters {wrong}"
        )


if __name__ == "__main__":
    main()
