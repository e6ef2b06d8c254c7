"""470 experiences and 50 photos on paper: against the bare canvas, and other engines that are here.

The others (fpdf2, WeasyPrint, typst) are no dependencies; they are measured where the Python that
``CAREFACILITATOR_ENGINES`` names can import them. They set the same words and photos in the same
face and size on A4 with the same margins, in plain paragraphs: they have less to do than the
report, which is tagged, in tables, with contents, bookmarks and codes. Everything is told in
processor time, and nothing runs longer than :data:`MOST_SECONDS` of it.
"""

from __future__ import annotations

import html
import io
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from harness import Candidate, Reading, child, compare

ENTRIES, PHOTOS, WORDS_A_FIELD = 470, 50, 90
LIMIT = {"processor": 6.0}
LEAD = 4
"""How many times our time other engines in Python should take at least."""
MOST_SECONDS = 240
MOST_MEMORY = 220
"""MB, the goal for the peak of a tagged and valid document of this size."""
_FIELDS = ("text", "action", "results", "conditions")
_CHARACTERS_A_LINE, _LINES_A_PAGE = 88, 48
_WORDS = {
    "en": "care work sustains life and those who do it said what would lighten their days",
    "ar": "أعمال الرعاية تديم الحياة ومن يقمن بها قلن ما الذي يخفف عنهن في كل يوم",
}


def texts(language: str) -> list[dict[str, str]]:
    """The entries: four fields of ninety words each, the same every time."""
    chance, words = random.Random(470), _WORDS[language].split()
    return [
        {name: f"{at} " + " ".join(chance.choices(words, k=WORDS_A_FIELD)) for name in _FIELDS}
        for at in range(ENTRIES)
    ]


def photos(folder: Path) -> list[Path]:
    """Fifty different photos of 1600 × 1200 points, made once."""
    from PIL import Image

    found = [folder / f"photo-{at}.jpg" for at in range(PHOTOS)]
    for at, path in enumerate(found):
        if not path.exists():
            coarse = Image.frombytes("RGB", (200, 150), random.Random(at).randbytes(90_000))
            made = io.BytesIO()
            coarse.resize((1600, 1200)).save(made, "JPEG", quality=82)
            path.write_bytes(made.getvalue())
    return found


def ours(language: str, out: Path, folder: Path) -> None:
    """The full report, tagged, with contents, bookmarks and captions."""
    from carefacilitator import reports
    from carefacilitator.i18n import Words
    from carefacilitator.model.document.content import LessonLine, PhotoLine, WorkshopContent

    lessons = tuple(
        LessonLine(
            kind="successful_experience",
            language=language,
            text=one["text"],
            case={
                "who": f"Organisation {at}",
                "action": one["action"],
                "results": one["results"],
                "conditions": one["conditions"],
            },
        )
        for at, one in enumerate(texts(language))
    )
    pictures = tuple(
        PhotoLine(jpeg=path.read_bytes(), width=1600, height=1200, caption=f"Flip chart {at}")
        for at, path in enumerate(photos(folder))
    )
    dossier = WorkshopContent(
        code="W4", title="Reward", start="2022-09-22", lessons=lessons, photos=pictures
    )
    made = reports.write("report", dossier, Words(language), out)
    print(json.dumps(made.pages))


def bare(out: Path, folder: Path) -> None:
    """The same text in lines that are already broken, and the photos, on ReportLab's canvas."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from carefacilitator import paths

    pdfmetrics.registerFont(TTFont("Bare", paths.resources() / "fonts" / "NotoSans-Regular.ttf"))
    vars(rl_config)["useA85"] = (
        0  # as ours does: photos written as text would cost the canvas a minute
    )
    canvas = Canvas(str(out), initialFontName="Bare")
    text = " ".join(part for one in texts("en") for part in one.values())
    lines = [text[at : at + _CHARACTERS_A_LINE] for at in range(0, len(text), _CHARACTERS_A_LINE)]
    for start in range(0, len(lines), _LINES_A_PAGE):
        canvas.setFont("Bare", 10.5)
        for at, line in enumerate(lines[start : start + _LINES_A_PAGE]):
            canvas.drawString(57, 780 - 15 * at, line)
        canvas.showPage()
    for path in photos(folder):
        canvas.drawImage(str(path), 57, 400, 480, 360)
        canvas.showPage()
    canvas.save()


def with_fpdf2(out: Path, folder: Path) -> None:
    """The same text and photos by fpdf2."""
    from fpdf import FPDF  # type: ignore[import-untyped,import-not-found,unused-ignore]

    pdf = FPDF(format="A4")
    pdf.set_margin(20)
    pdf.set_auto_page_break(True, 20)
    pdf.add_font("Bare", fname=_font(folder))
    pdf.set_font("Bare", size=10.5)
    pdf.add_page()
    for one in texts("en"):
        for part in one.values():
            pdf.multi_cell(0, 5.3, part, new_x="LMARGIN", new_y="NEXT")
    for path in photos(folder):
        pdf.add_page()
        pdf.image(str(path), w=170)
    pdf.output(str(out))


def with_weasyprint(out: Path, folder: Path) -> None:
    """The same text and photos by WeasyPrint."""
    from weasyprint import HTML  # type: ignore[import-untyped,import-not-found,unused-ignore]

    parts = [f"<p>{html.escape(part)}</p>" for one in texts("en") for part in one.values()]
    parts += [f'<img style="width:17cm" src="{path.as_uri()}">' for path in photos(folder)]
    style = (
        f"@font-face {{ font-family: Bare; src: url({Path(_font(folder)).as_uri()}) }}"
        "@page { size: A4; margin: 20mm } body { font: 10.5pt/15pt Bare }"
    )
    text = "".join(parts)
    whole = f"<html lang=en><title>t</title><style>{style}</style>{text}</html>"
    HTML(string=whole).write_pdf(str(out))


def with_typst(out: Path, folder: Path) -> None:
    """The same text and photos by typst."""
    import typst  # type: ignore[import-untyped,import-not-found,unused-ignore]

    parts = [part for one in texts("en") for part in one.values()]
    parts += [f'#image("{path.name}", width: 17cm)' for path in photos(folder)]
    source = folder / "long.typ"
    style = '#set page("a4", margin: 20mm)\n#set text(font: "Noto Sans", size: 10.5pt)'
    source.write_text("\n\n".join([style, *parts]), encoding="utf-8")
    fonts = [str(Path(_font(folder)).parent)]
    typst.compile(str(source), output=str(out), font_paths=fonts)


_ENGINES: dict[str, Callable[[Path, Path], None]] = {
    "fpdf2": with_fpdf2,
    "weasyprint": with_weasyprint,
    "typst": with_typst,
}
_MODULES = {"fpdf2": "fpdf", "weasyprint": "weasyprint", "typst": "typst"}


def _font(folder: Path) -> str:
    return (folder / "font").read_text("utf-8")


def _runner(
    name: str, folder: Path, python: str = sys.executable
) -> Callable[[], Mapping[str, Reading]]:
    def run() -> Mapping[str, Reading]:
        arguments = [str(Path(__file__).resolve()), name, str(folder / f"{name}.pdf"), str(folder)]
        ended = child(arguments, python=python, most=MOST_SECONDS)
        return {"processor": Reading(ended.processor, ended.peak)}

    return run


def _engines(folder: Path) -> list[Candidate]:
    python = os.environ.get("CAREFACILITATOR_ENGINES", "")
    if not python:
        print("(CAREFACILITATOR_ENGINES names no Python with other engines: ours alone)")
        return []
    found = []
    for name, module in _MODULES.items():
        if subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0:
            found.append(Candidate(name, _runner(name, folder, python)))
    return found


def main() -> None:
    """Print the table."""
    from carefacilitator import paths

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photos(folder)
        font = paths.resources() / "fonts" / "NotoSans-Regular.ttf"
        (folder / "font").write_text(str(font), "utf-8")
        compare(
            f"{ENTRIES} experiences and {PHOTOS} photos (goal: {MOST_MEMORY} MB at the most)",
            Candidate("bare canvas", _runner("bare", folder)),
            [
                *(Candidate(f"report {one}", _runner(one, folder), LIMIT) for one in ("en", "ar")),
            ],
            rounds=2,
        )
        others = _engines(folder)
        if others:
            compare(
                f"The same by other engines (goal: fpdf2 and WeasyPrint at least {LEAD} ×)",
                Candidate("report en", _runner("en", folder)),
                others,
                rounds=1,
                warm=False,
            )


if __name__ == "__main__":
    wanted, target, place = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if wanted == "bare":
        bare(target, place)
    elif wanted in _ENGINES:
        _ENGINES[wanted](target, place)
    else:
        ours(wanted, target, place)
