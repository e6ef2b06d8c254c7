"""A ten-page report against the same text on a bare canvas; and how time grows with the text."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from harness import Candidate, Reading, child, compare

from carefacilitator import reports
from carefacilitator.i18n import Words
from carefacilitator.model.document.content import (
    BlockLine,
    CommitmentLine,
    LessonLine,
    NoteLine,
    Presence,
    WorkshopContent,
)

TEN_PAGES = 15.0
"""Times the bare canvas: at most 1.5 s where that takes 0.1 s."""
_SENTENCE = "Care work sustains life, and those who do it said what would lighten their days. "
_ARABIC = "أعمال الرعاية تديم الحياة، ومن يقمن بها قلن ما الذي يخفف عنهن في كل يوم. "
_CHARACTERS_A_LINE = 88
_LINES_A_PAGE = 48


def dossier(sentence: str, notes: int = 96) -> WorkshopContent:
    """About ten pages: eight blocks, so many notes, lessons and commitments."""
    blocks = tuple(
        BlockLine(
            id=f"b{at}",
            day=1,
            date="2022-09-22",
            start=f"{9 + at:02d}:00",
            end=f"{10 + at:02d}:00",
            minutes=60,
            title=f"Block {at}",
            session_type="plenary",
        )
        for at in range(8)
    )
    return WorkshopContent(
        code="W4",
        title="Reward and represent",
        start="2022-09-22",
        end="2022-09-22",
        blocks=blocks,
        presence=Presence(named=28, counted=3, by_category=(("trade_union", 20), ("academia", 8))),
        notes=tuple(
            NoteLine(
                block_id=f"b{at % 8}", kind="discussion", text=f"{at} {sentence * 3}", language="en"
            )
            for at in range(notes)
        ),
        lessons=tuple(
            LessonLine(
                kind="challenge",
                text=f"{at} {sentence * 2}",
                language="en",
                codes=("reduce", "reward"),
            )
            for at in range(24)
        ),
        commitments=tuple(
            CommitmentLine(who=f"Organisation {at}", what=f"{at} {sentence}", due="2023-10-29")
            for at in range(16)
        ),
    )


def _text(one: WorkshopContent) -> str:
    parts = [note.text for note in one.notes] + [lesson.text for lesson in one.lessons]
    return " ".join(parts + [commitment.what for commitment in one.commitments])


def bare(text: str, out: Path) -> None:
    """The same text in lines that are already broken, on ReportLab's canvas."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from carefacilitator import paths

    pdfmetrics.registerFont(TTFont("Bare", paths.resources() / "fonts" / "NotoSans-Regular.ttf"))
    canvas = Canvas(str(out), initialFontName="Bare")
    lines = [text[at : at + _CHARACTERS_A_LINE] for at in range(0, len(text), _CHARACTERS_A_LINE)]
    for start in range(0, len(lines), _LINES_A_PAGE):
        canvas.setFont("Bare", 10.5)
        for at, line in enumerate(lines[start : start + _LINES_A_PAGE]):
            canvas.drawString(57, 780 - 15 * at, line)
        canvas.showPage()
    canvas.save()


def job(name: str, out: Path) -> None:
    """One measured job, in a process of its own."""
    if name == "bare":
        bare(_text(dossier(_SENTENCE)), out)
    elif name == "words":
        reports.write("report", _note(20_000), Words("en"), out)
    elif name == "twice":
        reports.write("report", _note(40_000), Words("en"), out)
    else:
        sentence = _ARABIC if name == "ar" else _SENTENCE
        reports.write("report", dossier(sentence), Words(name), out)


def _note(words: int) -> WorkshopContent:
    text = " ".join(f"{_SENTENCE.split()[at % 14]}{at}" for at in range(words))
    note = NoteLine(block_id="b1", kind="discussion", text=text, language="en")
    return replace(dossier(_SENTENCE), notes=(note,))


def _runner(name: str, folder: str) -> Callable[[], Mapping[str, Reading]]:
    def run() -> Mapping[str, Reading]:
        out = Path(folder) / f"{name}.pdf"
        ended = child([str(Path(__file__).resolve()), name, str(out)])
        return {"processor": Reading(ended.processor, ended.peak)}

    return run


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as folder:
        limit = {"processor": TEN_PAGES}
        compare(
            "A ten-page report, from the start of Python to the closed file",
            Candidate("bare canvas", _runner("bare", folder)),
            [Candidate(f"report {name}", _runner(name, folder), limit) for name in ("en", "ar")],
            rounds=5,
        )
        compare(
            "Twice the text",
            Candidate("20 000 words", _runner("words", folder)),
            [Candidate("40 000 words", _runner("twice", folder), {"processor": 2.2})],
            rounds=3,
        )


if __name__ == "__main__":
    job(sys.argv[1], Path(sys.argv[2]))
