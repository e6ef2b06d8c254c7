"""Which charts there are of a workshop or of several, made from what a document may say of them.

Paper, screen and command take their figures from here, so they cannot differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from carefacilitator.i18n import Words
from carefacilitator.model.document import closing_charts
from carefacilitator.model.document.chart import Chart, Counted, Measure, chart
from carefacilitator.model.document.content import WorkshopContent
from carefacilitator.model.document.figures import NO_R, NOT_RECORDED, NOT_SHARED
from carefacilitator.model.document.group_words import group_label, half_day, in_order
from carefacilitator.model.records.vocabulary import vocabulary

Groups = Sequence[tuple[str, int]]
BY_LEVEL = ("opportunity", "challenge")
"""The kinds of lessons that are told by level."""


def charts_of(dossier: WorkshopContent, words: Words) -> tuple[Chart, ...]:
    """Every chart of a dossier that has anything to show, in the order of a report."""
    return tuple(one for one in _every(dossier, words) if one is not None)


def _every(dossier: WorkshopContent, words: Words) -> Iterator[Chart | None]:
    yield people_by_category(dossier, words)
    yield list_and_count(dossier, words)
    yield rooms(dossier, words)
    yield how_often(dossier, words)
    yield new_and_again(dossier, words)
    yield by_gender(dossier, words)
    yield by_group(dossier, words)
    yield by_age(dossier, words)
    yield lessons_by_kind(dossier, words)
    yield lessons_by_r(dossier, words)
    yield found_by_level(dossier, words)
    yield found_by_workshop(dossier, words)
    yield closing_charts.commitments_by_status(dossier, words)
    yield closing_charts.voices(dossier, words)
    yield from closing_charts.evaluation(dossier, words)


def _people(words: Words) -> tuple[Measure, ...]:
    return (Measure(key="people", head=words.say("People")),)


def list_and_counted(words: Words) -> tuple[Measure, Measure]:
    """People on the list, and those counted without a name: never mixed."""
    return (
        Measure(key="named", head=words.say("On the list")),
        Measure(key="counted", head=words.say("Counted without a name")),
    )


# who was there --------------------------------------------------------------------------------


def people_by_category(dossier: WorkshopContent, words: Words, whole: bool = True) -> Chart | None:
    """People of the list by category; unless ``whole``, those inside civil society are one row."""
    presence = dossier.presence
    counts = list(presence.by_category)
    if presence.civil_society and not whole:
        counts = _civil_society_together(counts, presence.civil_society)
    if all(key == "other" for key, _ in counts):
        return None
    counts.sort(key=lambda one: (one[0] == "other", -one[1]))
    widened = dict(presence.widened)
    keys = {key: _row_of(key, widened) for key, _ in counts}
    rows: list[Counted] = [
        (keys[key], _category(words, keys[key]), (count,)) for key, count in counts
    ]
    note = ""
    if presence.civil_society and whole:
        note = words.say_n(
            "{n} came from civil society, with its grassroots groups and unions.",
            "{n} came from civil society, with its grassroots groups and unions.",
            presence.civil_society,
        )
    title = words.say("People by category")
    of = words.say("Category")
    return chart(words, "people_by_category", title, of, _people(words), rows, note=note)


TOGETHER = "civil_society_together"
"""The row of civil society with all that is inside it."""
REST = "civil_society_rest"
"""The row of civil society with some of what is inside it; the rest of that is told apart."""


def _row_of(key: str, widened: Mapping[str, bool]) -> str:
    """What a row is that took small groups in: never under the name of one of them."""
    if key not in widened:
        return key
    return TOGETHER if widened[key] else REST


def _civil_society_together(rows: Groups, together: int) -> list[tuple[str, int]]:
    """Nobody is counted in civil society and in “other” as well."""
    outside = [(key, count) for key, count in rows if key != "other" and not _in_civil_society(key)]
    rest = sum(count for _, count in rows) - together - sum(count for _, count in outside)
    return [(TOGETHER, together), *outside, *([("other", rest)] if rest > 0 else [])]


def _in_civil_society(key: str) -> bool:
    return "civil_society" in (key, vocabulary().parent("stakeholder_category", key))


def _category(words: Words, key: str) -> str:
    if key == TOGETHER:
        return words.say("Civil society, grassroots and unions")
    if key == REST:
        return words.say("Other civil society")
    if key == "other":
        return words.say("Other or small groups")
    if key == NOT_SHARED:
        return words.say("Not shared")
    return vocabulary().short("stakeholder_category", key, words.language)


def list_and_count(dossier: WorkshopContent, words: Words) -> Chart | None:
    """The list beside the head count, for each half-day and together."""
    presence = dossier.presence
    if not presence.total or dossier.series is not None:
        return None
    rows: list[Counted] = []
    note = ""
    if any(one.named is None for one in presence.half_days):
        note = dash_note(words)
    if len(presence.half_days) > 1:
        rows = [
            (one.slot, half_day(dossier, words, one.slot), (one.named, one.counted))
            for one in presence.half_days
        ]
    rows.append(("whole", words.say("Whole workshop"), (presence.named, presence.counted)))
    title = words.say("The list and the head count")
    of = words.say("Part of the workshop")
    return chart(words, "list_and_count", title, of, list_and_counted(words), rows, note=note)


def dash_note(words: Words) -> str:
    """What a dash means among figures of people."""
    return words.say("A dash stands where a group of fewer than five people would be told.")


def by_gender(dossier: WorkshopContent, words: Words) -> Chart | None:
    """People of the list by gender, as each describes herself."""
    counts = dossier.presence.by_gender
    return _of_groups(words, "by_gender", words.say("By gender"), "gender", counts)


def by_group(dossier: WorkshopContent, words: Words) -> Chart | None:
    """The head count by the groups people named."""
    title = words.say("Counted without a name, by group")
    return _of_groups(words, "by_group", title, "gender", dossier.presence.by_group)


def by_age(dossier: WorkshopContent, words: Words) -> Chart | None:
    """People of the list by age, the youngest first; those of whom nothing is told come last."""
    counts = in_order("age_band", dossier.presence.by_age)
    return _of_groups(words, "by_age", words.say("By age"), "age_band", counts)


def _of_groups(words: Words, name: str, title: str, listed: str, counts: Groups) -> Chart | None:
    if all(key == "other" for key, _ in counts):
        return None
    rows: list[Counted] = [
        (key, group_label(words, listed, key), (count,)) for key, count in counts
    ]
    note = words.say("Groups of fewer than five people are not told.")
    return chart(words, name, title, words.say("Group"), _people(words), rows, note=note)


# several workshops ----------------------------------------------------------------------------


def rooms(dossier: WorkshopContent, words: Words) -> Chart | None:
    """Who was in the room, workshop by workshop; one bar where nobody was only counted."""
    series = dossier.series
    if series is None or not series.anybody:
        return None
    measures: tuple[Measure, ...] = list_and_counted(words)
    if not any(one.counted for one in series.sessions):
        measures = measures[:1]
    rows: list[Counted] = [
        (one.code, one.code or one.title, (one.named, one.counted)[: len(measures)])
        for one in series.sessions
    ]
    title = words.say("In the room, workshop by workshop")
    return chart(words, "rooms", title, words.say("Workshop"), measures, rows)


def how_often(dossier: WorkshopContent, words: Words) -> Chart | None:
    """How many people came to how many workshops."""
    if dossier.series is None or len(dossier.series.attended) < 2:
        return None  # that everybody came once or more often is no figure
    rows: list[Counted] = []
    for first, last, count in dossier.series.attended:
        label = words.say_n("{n} workshop", "{n} workshops", first)
        if first != last:
            label = words.say("{first} to {last} workshops", first=first, last=last)
        rows.append((f"{first}-{last}", label, (count,)))
    title = words.say("How often people came")
    return chart(words, "how_often", title, words.say("Workshops"), _people(words), rows)


def new_and_again(dossier: WorkshopContent, words: Words) -> Chart | None:
    """Who came for the first time and who came again, workshop by workshop."""
    series = dossier.series
    if series is None or len(series.sessions) < 2 or not series.anybody:
        return None
    measures = (
        Measure(key="new", head=words.say("New")),
        Measure(key="again", head=words.say("Came again")),
    )
    rows: list[Counted] = [
        (one.code, one.code or one.title, (one.new, one.again)) for one in series.sessions
    ]
    note = ""
    if any(one.new is None for one in series.sessions):
        note = dash_note(words)
    title = words.say("New people and those who came again")
    of = words.say("Workshop")
    return chart(words, "new_and_again", title, of, measures, rows, note=note)


# what was found -------------------------------------------------------------------------------


def _lessons(words: Words) -> tuple[Measure, ...]:
    return (Measure(key="lessons", head=words.say("Lessons")),)


def lessons_by_kind(dossier: WorkshopContent, words: Words) -> Chart | None:
    """Lessons of each kind, whole experiences among them."""
    counts = Counter(one.kind for one in dossier.lessons)
    if not counts:
        return None
    rows: list[Counted] = [
        (key, vocabulary().label("lesson_kind", key, words.language), (count,))
        for key, count in in_order("lesson_kind", counts.items())
    ]
    title = words.say("Lessons by kind")
    return chart(words, "lessons_by_kind", title, words.say("Kind"), _lessons(words), rows)


def lessons_by_r(dossier: WorkshopContent, words: Words) -> Chart | None:
    """Lessons of each R, also of those without any; one with two Rs stands under both."""
    if not dossier.lessons:
        return None
    counts = Counter(code for one in dossier.lessons for code in one.codes)
    known = [key for key in vocabulary().keys("five_r") if key != NO_R]
    rows: list[Counted] = [
        (key, vocabulary().short("five_r", key, words.language), (counts[key],)) for key in known
    ]
    note = ""
    if any(len(one.codes) > 1 for one in dossier.lessons):
        note = words.say("A lesson with two Rs stands under both.")
    title, of = words.say("Lessons by R"), words.say("R")
    return chart(words, "lessons_by_r", title, of, _lessons(words), rows, note=note)


def _found(words: Words) -> tuple[Measure, Measure]:
    return (
        Measure(key="opportunities", head=words.say("Opportunities")),
        Measure(key="challenges", head=words.say("Challenges")),
    )


def found_by_level(dossier: WorkshopContent, words: Words) -> Chart | None:
    """Opportunities and challenges from the local to the global level, of several workshops."""
    found = [one for one in dossier.lessons if one.kind in BY_LEVEL]
    if dossier.series is None or not found:
        return None
    counts = Counter((one.level, one.kind) for one in found)
    levels = in_order("level", Counter(one.level for one in found).items())
    rows: list[Counted] = [
        (
            level or NOT_RECORDED,
            vocabulary().label("level", level, words.language)
            if level
            else words.say("Level not recorded"),
            tuple(counts[level, kind] for kind in BY_LEVEL),
        )
        for level, _ in levels
    ]
    title = words.say("Opportunities and challenges by level")
    return chart(words, "found_by_level", title, words.say("Level"), _found(words), rows)


def found_by_workshop(dossier: WorkshopContent, words: Words) -> Chart | None:
    """Opportunities and challenges over time."""
    series = dossier.series
    if series is None or not any(one.opportunities + one.challenges for one in series.sessions):
        return None
    rows: list[Counted] = [
        (one.code, one.code or one.title, (one.opportunities, one.challenges))
        for one in series.sessions
    ]
    title = words.say("Opportunities and challenges over time")
    return chart(words, "found_by_workshop", title, words.say("Workshop"), _found(words), rows)
