"""Commands about short papers: lines for the minutes, figures, the code on a certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carefacilitator.cli.answer import Answer, Say, Session, Told
from carefacilitator.cli.commands import Commands

if TYPE_CHECKING:
    from carefacilitator.model.document.chart import Chart


def add_commands(commands: Commands, say: Say) -> None:
    """Add what this room can do."""
    minutes = commands.add("minutes", _minutes, say("Say who was there, to paste into minutes."))
    minutes.add_argument("workshop")
    figures = commands.add("figures", _figures, say("Tell the figures that charts show."))
    figures.add_argument("workshops", nargs="+")
    figures.add_argument("--csv", action="store_true", help=say("As comma-separated lines."))
    commands.group("certificate", say("Certificates of attendance."))
    check = commands.add("certificate check", _certificate, say("Check a certificate's code."))
    check.add_argument("code", nargs="+")


def _minutes(session: Session) -> Answer:
    from carefacilitator.services.documents.attendance_minutes import minutes_of

    program, options, words = session
    made = minutes_of(program.dossiers, options.workshop, words.language)
    groups = {"present": made.present, "excused": made.excused, "visitors": made.visitors}
    told = {
        **{
            name: {"count": group.count, "names": list(group.names)}
            for name, group in groups.items()
        },
        "counted": made.counted,
        "text": made.text,
    }
    return Answer(told, made.text.split("\n"))


def _figures(session: Session) -> Answer:
    from carefacilitator.services.documents.charts import as_csv, sums

    program, options, words = session
    made = program.charts.of(options.workshops, words.language)
    told = {
        "workshops": list(made.workshops),
        "codes": made.codes,
        "title": made.title,
        "people": made.people,
        "named": made.named,
        "counted": made.counted,
        "lessons": made.lessons,
        "commitments": made.commitments,
        "drafts_left": made.drafts_left,
        "charts": [_chart_told(one) for one in made.charts],
    }
    lines = [made.title, sums(made, words)]
    for chart in made.charts:
        lines += ["", chart.title]
        if options.csv:
            lines += as_csv(chart).splitlines()
        else:
            lines.append("\t".join((chart.of, *(one.head for one in chart.measures))))
            lines += ["\t".join((row.label, *row.told)) for row in chart.rows]
            lines += [chart.note] if chart.note else []
    return Answer(told, lines)


def _chart_told(chart: Chart) -> Told:
    """A chart with a row for each group; a figure that is not told is null."""
    keys = [one.key for one in chart.measures]
    rows = [
        {"key": row.key, "label": row.label, **dict(zip(keys, row.values, strict=True))}
        for row in chart.rows
    ]
    return {"name": chart.name, "title": chart.title, "rows": rows, "note": chart.note}


def _certificate(session: Session) -> Answer:
    from carefacilitator.services.documents.certificates import told_of

    found = session.program.certificates.check("".join(session.options.code))
    told = {
        "code": found.code,
        "number": found.number,
        "workshop": found.workshop_id,
        "person": found.person_id,
        "name": found.name,
        "minutes": found.minutes,
        "minutes_now": found.minutes_now,
    }
    return Answer(told, told_of(found, session.words))
