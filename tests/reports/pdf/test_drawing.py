"""What is drawn can be read back: copied, searched, in logical order."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from carefacilitator.reports.pdf.drawing import PdfCanvas
from carefacilitator.reports.text.bidi import base_direction
from carefacilitator.reports.text.lines import Look, Span, set_lines

OWN_WORDS = {
    "arb": (
        "الرعاية عمل، ومن تقوم به تستحق أجرًا وراحةً وضمانًا اجتماعيًا. يتقاسمها البيت "
        "والدولة «معًا»؛ ولا يجوز أن تُترك لامرأة وحدها، في أيّ قرية كانت (المادة ٣)."
    ),
    "eng": (
        "Care is work, and whoever does it has a right to pay, rest and social security. Home"
        " and state share it “together”; it must not be left to one woman alone, in any "
        "village (article 3)."
    ),
    "fra": (
        "Prendre soin est un travail : quiconque s’en charge a droit à un salaire, au repos "
        "et à la sécurité sociale. Foyer et État le partagent « ensemble » ; nul ne l’impose "
        "à une seule (art. 3)."
    ),
    "spa": (
        "Cuidar es trabajo, y quien lo hace tiene derecho a salario, descanso y seguridad "
        "social. ¿Quién lo comparte? El hogar y el Estado, «juntos»; ¡que no quede en una "
        "sola mujer! (artículo 3)."
    ),
    "por_BR": (
        "Cuidar é trabalho, e quem o faz tem direito a salário, descanso e segurança social. "
        "A casa e o Estado o dividem “juntos”; não pode ficar com uma só mulher, em nenhuma "
        "aldeia (artigo 3)."
    ),
}
OWN_STRINGS = [
    "undefined", "nil", "None", "0/0", "1e309", "-0.0", "0x0", "1,000.00",
    "<b>no markup</b>", "&lt;p&gt;", "'; drop table note; --", "${HOME} %s {0} `id`",
    "../../a\\b", "=1+1", "[](){}", "# !@$%^&*()_+-=", "Ω≈ç√∫",
    "\u202babc\u202c \u202eabc\u202c", "田中さん", "👾 🙇 🏽\u200d🌾", "\ufeffmark", "ﷺ", "à́̂",
    "١٢٣", "\x00\x07 control", "\ud83d half", "\u200b", "\tline\r\nend\u2028",
]  # fmt: skip


@pytest.fixture
def real(request: pytest.FixtureRequest) -> Path | None:
    """The folder of real texts, or None."""
    try:
        found: Path = request.getfixturevalue("inputs") / "08_text_and_names"
    except pytest.skip.Exception:
        return None
    return found


def draw(path: Path, text: str, base: int | None = None) -> dict[str, None]:
    """Set ``text`` on as many pages as it takes; returns the missing characters."""
    base = base_direction(text) if base is None else base
    with path.open("wb") as file:
        canvas = PdfCanvas(file, (595, 842), "en")
        y = 800.0
        for line in set_lines([Span(text, Look(11))], base, 480):
            if y < 60:
                canvas.next_page()
                y = 800.0
            canvas.text_line(line, 545 - line.width if base else 45, y)
            y -= 17
        canvas.save()
    return canvas.missing


def words(text: str) -> list[str]:
    return [word for part in text.split() if (word := part.strip('.,:;،؛()«»"“”‘’/-–'))]


def share_found(wanted: str, found: str) -> float:
    """The share of words that come back whole."""
    there = set(words(found))
    asked = words(wanted)
    return sum(word in there for word in asked) / len(asked)


@pytest.mark.parametrize("language", ["arb", "eng", "fra", "spa", "por_BR"])
def test_the_declaration_comes_back_word_by_word(
    tmp_path: Path, read_pdf: Callable[[Path], str], real: Path | None, language: str
) -> None:
    text = "\n".join([OWN_WORDS[language]] * 30)
    if real:
        root = ElementTree.parse(real / f"udhr_{language}.xml").getroot()
        paragraphs = [one for one in root.iter() if one.tag.endswith("para")]
        text = "\n".join(" ".join("".join(one.itertext()).split()) for one in paragraphs)
    assert not draw(tmp_path / "a.pdf", text)
    assert share_found(text, read_pdf(tmp_path / "a.pdf")) > 0.99


@pytest.mark.parametrize(
    "text",
    [
        "الاعتراف بالرعاية (W4) في 25–26 يونيو 2024، بمشاركة ILO و UN Women: “نعم”.",
        "عُقدت جلسة Open Space في الرباط بحضور 31 مشاركة، ثم نُشر تقرير UN Women.",
        "السَّلامُ عَلَيْكُمْ",
        "Names: রহিমা খাতুন, राधा क्षत्रिय, ሰላም ታደሰ, 王小明, 김민지, தமிழ்",
        "The word عريض stands inside.",
    ],
)
def test_mixed_lines_come_back_word_by_word(
    tmp_path: Path, read_pdf: Callable[[Path], str], text: str
) -> None:
    draw(tmp_path / "a.pdf", text)
    found = read_pdf(tmp_path / "a.pdf")
    assert [word for word in words(text) if word not in words(found)] == []


def test_arabic_comes_back_in_logical_order(
    tmp_path: Path, read_pdf: Callable[[Path], str]
) -> None:
    text = "تقرير ILO عن الرعاية، 2024 في الرباط"
    draw(tmp_path / "a.pdf", text)
    assert " ".join(read_pdf(tmp_path / "a.pdf").split()) == text


def test_lines_to_the_right_come_back_whole_from_a_page_to_the_left(
    tmp_path: Path, read_pdf: Callable[[Path], str]
) -> None:
    others = [
        "Hello world!",
        "สมหญิง ใจดี",
        "قالت สมหญิง ใจดี إنها تعمل",
        "UN Women (2024)",
        "قالت UN (W4) إنها تعمل",
        "ذكرت C++ و C# في اليوم",
    ]
    arabic = ["أعمال الرعاية تديم الحياة ومن يقمن بها قلن ما الذي يخفف عنهن"] * 6
    with (tmp_path / "a.pdf").open("wb") as file:
        canvas = PdfCanvas(file, (595, 842), "ar")
        for at, text in enumerate([*arabic, *others, *arabic]):
            base = base_direction(text)
            (line,) = set_lines([Span(text, Look(11))], base, 480)
            canvas.text_line(line, 545 - line.width if base else 45, 800 - 20 * at)
        canvas.save()
    found = [line.strip() for line in read_pdf(tmp_path / "a.pdf").splitlines()]
    assert [text for text in others if text not in found] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_pages_without_arabic_get_no_marks(tmp_path: Path) -> None:
    draw(tmp_path / "a.pdf", "Hello world!")
    assert "\u200e" not in subprocess.run(
        ["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, check=True
    ).stdout.decode("utf-8")


def test_naughty_strings_are_set_and_reported(
    tmp_path: Path, read_pdf: Callable[[Path], str], real: Path | None
) -> None:
    strings = json.loads((real / "blns.json").read_text(encoding="utf-8")) if real else OWN_STRINGS
    for text in strings:
        set_lines([Span(text, Look(11))], base_direction(text), 480)
    draw(tmp_path / "a.pdf", "\n".join(strings), base=0)
    found = "".join(read_pdf(tmp_path / "a.pdf").split())
    plain = [text for text in strings if re.fullmatch(r"[\x20-\x7e]{1,60}", text)]
    assert len(plain) > (200 if real else 12)
    # poppler takes a hyphen at the end of a line for one that the setter put in
    assert [text for text in plain if "".join(text.split()).rstrip("-") not in found] == []


def test_missing_characters_are_collected_and_still_copied(
    tmp_path: Path, read_pdf: Callable[[Path], str]
) -> None:
    assert list(draw(tmp_path / "a.pdf", "rune ᚠ here")) == ["ᚠ"]
    assert "ᚠ" in read_pdf(tmp_path / "a.pdf")
