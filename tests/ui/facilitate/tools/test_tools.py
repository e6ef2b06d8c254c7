"""The tools by keyboard: groups, speakers, hands, dots, voices, and what the room sees."""

from __future__ import annotations

import datetime as dt

from PySide6.QtGui import QGuiApplication

from carefacilitator.model.records.records import HeadCount, Note, Tally, Workshop
from carefacilitator.services.facilitation.voice_balance import SpeakingTime
from carefacilitator.ui.projector.window import open_projector


def start(desk, code: str = "W4"):
    page = desk.go("facilitate", code)
    block = desk.program.agenda.blocks(page.workshop_id)[7]
    desk.program.agenda.start(block.id)
    desk.settle()
    return page, block.id


def tool(desk, key: str):
    """Open a tool by its key."""
    if not desk.page.room.is_open:
        desk.press("F10")
    desk.press(key)
    return desk.page.room.panel.tool


def wall(desk):
    return open_projector(desk.frame).board.shown.tool


# opening --------------------------------------------------------------------------------------


def test_one_key_shows_the_tools_and_another_the_notes(desk) -> None:
    page, _ = start(desk)
    desk.type("Half a sen")
    desk.press("F10")
    assert page.room.is_open
    for key, name in (("F3", "speakers"), ("F4", "hands"), ("F5", "dots"), ("F6", "voices")):
        desk.press(key)
        assert page.room.panel.tool.name == name or page.room.panel.choice.value() == name
    desk.press("F2")
    assert page.room.panel.choice.value() == "groups"
    desk.press("Esc")
    assert not page.room.is_open
    assert page.notes.capture.edit.hasFocus()
    assert page.notes.capture.edit.text() == "Half a sen"
    desk.press("F10")
    desk.press("F10")
    assert not page.room.is_open


def test_the_clock_goes_on_by_its_keys_while_tools_are_open(desk) -> None:
    page, _ = start(desk)
    tool(desk, "F4")
    desk.press("F7")
    assert desk.program.workspace.get(Workshop, page.workshop_id).paused_at
    desk.press("F8")
    assert page._face.length == 65 * 60


def test_a_block_chosen_in_the_band_is_written_on(desk) -> None:
    page, _ = start(desk)
    tool(desk, "F2")
    page.on_block(desk.program.agenda.blocks(page.workshop_id)[2].id)
    assert not page.room.is_open
    assert page.notes.capture.edit.hasFocus()


# groups ---------------------------------------------------------------------------------------


def test_groups_are_drawn_shuffled_changed_and_kept(desk) -> None:
    page, block = start(desk)
    groups = tool(desk, "F2")
    desk.settle()
    drawn = groups.drawn
    assert [len(group) for group in drawn.groups] == [7, 7, 7, 7]
    desk.press("Ctrl+R")
    assert groups.drawn.groups != drawn.groups
    assert sorted(groups.drawn.names) == sorted(drawn.names)
    groups.cards.lists[0].setFocus()
    person = groups.cards.lists[0].chosen()
    desk.type("3")
    assert person in groups.drawn.groups[2]
    assert groups.cards.lists[2].hasFocus()
    assert groups.cards.lists[2].chosen() == person
    desk.press("Alt+Right")
    assert person in groups.drawn.groups[3]
    desk.press("Ctrl+Enter")
    kept = desk.program.grouping.kept(page.workshop_id, block)
    assert kept[-1].groups == groups.drawn.groups
    note = max(desk.program.workspace.all(Note), key=lambda one: one.position)
    assert note.text == "4 groups, 6 – 8 people in each"
    desk.press("Ctrl+Z")
    assert desk.program.grouping.kept(page.workshop_id, block) == []


def test_groups_go_to_the_clipboard_and_into_a_file_without_gender(desk, tmp_path) -> None:
    start(desk)
    groups = tool(desk, "F2")
    groups.mix.toggle("gender")
    desk.settle()
    desk.press("Ctrl+Shift+C")
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Group 1\n  Participant")
    assert "oman" not in text
    groups.save(tmp_path / "groups.txt")
    desk.settle()
    assert (tmp_path / "groups.txt").read_text("utf-8") == text
    assert "groups.txt" in desk.message


def test_how_many_and_how_large_change_the_groups(desk) -> None:
    start(desk)
    groups = tool(desk, "F2")
    groups.number._spin.setValue(5)
    desk.settle()
    assert len(groups.drawn.groups) == 5
    groups.unit._buttons["size"].click()
    desk.settle()
    assert len(groups.drawn.groups) == 6
    assert len(groups.cards.lists) == 6


def test_arrows_go_from_name_to_name_and_card_to_card(desk) -> None:
    start(desk)
    groups = tool(desk, "F2")
    lists = groups.cards.lists
    lists[0].setFocus()
    lists[0].setCurrentIndex(lists[0].rows.index(6))
    desk.press("Down")
    assert lists[1].hasFocus()
    assert lists[1].currentIndex().row() == 0
    desk.press("Up")
    assert lists[0].hasFocus()
    desk.press("Right")
    desk.press("Right")
    assert lists[2].hasFocus()
    desk.press("Left")
    assert lists[1].hasFocus()


def test_nobody_present_says_what_to_do_and_groups_come_with_the_first_mark(desk) -> None:
    page, _ = start(desk)
    slot = desk.program.agenda.slot_now(page.workshop_id)
    lines = desk.program.people.lines(page.workshop_id, slot)
    for line in lines:
        desk.program.people.mark(line.participation.id, slot, "absent")
    desk.settle()
    groups = tool(desk, "F2")
    assert groups.drawn is None or not groups.drawn.groups
    assert not groups.keep_button.isEnabled()
    desk.program.people.mark(lines[0].participation.id, slot, "present")
    desk.settle()
    assert groups.drawn.people == 1


# speakers -------------------------------------------------------------------------------------


def test_letters_and_enter_fill_the_list_and_one_key_gives_the_word(desk) -> None:
    page, _ = start(desk)
    speakers = tool(desk, "F3")
    for letters in ("006", "ant 007", "Young people"):
        desk.type(letters)
        desk.press("Enter")
    waiting = desk.program.speaking.at(page.workshop_id, page._running)
    assert [one.label for one in waiting.in_turn()] == [
        "Participant 006",
        "Participant 007",
        "Young people",
    ]
    assert [bool(one.person) for one in waiting.in_turn()] == [True, True, False]
    desk.press("Shift+F9")
    desk.now += dt.timedelta(seconds=75)
    page._clock.tick.emit()
    assert (speakers.now.text(), speakers.time.text()) == ("Participant 006", "1:15")
    desk.press("Esc")
    assert page.room.line.first.text() == "Participant 006"
    assert page.room.line.second.text() == "Next: Participant 007"
    desk.press("Shift+F9")
    assert page.room.line.first.text() == "Participant 007"
    desk.press("Shift+F7")
    assert waiting.now is None
    assert desk.program.workspace.all(Tally, purpose="speakers") == []


def test_the_list_is_forgotten_when_the_block_ends(desk) -> None:
    page, _ = start(desk)
    speakers = tool(desk, "F3")
    desk.type("006")
    desk.press("Enter")
    assert len(speakers.waiting.rows.rows) == 1
    desk.press("F9")
    assert speakers.waiting.rows.rows == []
    assert "Shift+F9" in {act.key for act in page.acts()}
    desk.press("Esc")
    assert "Shift+F9" not in {act.key for act in page.acts()}


def test_first_timers_go_first_when_wished(desk) -> None:
    start(desk)
    speakers = tool(desk, "F3")
    for letters in ("006", "007"):
        desk.type(letters)
        desk.press("Enter")
    desk.press("Shift+F9")
    desk.type("006")
    desk.press("Enter")
    desk.type("Young")
    desk.press("Enter")
    texts = [row.text for row in speakers.waiting.rows.rows]
    assert texts == ["Participant 007", "Participant 006", "Young"]
    desk.press("Ctrl+T")
    texts = [row.text for row in speakers.waiting.rows.rows]
    assert texts == ["Participant 007", "Young", "Participant 006"]


def test_who_waits_is_moved_and_taken_off(desk) -> None:
    start(desk)
    speakers = tool(desk, "F3")
    for letters in ("006", "007"):
        desk.type(letters)
        desk.press("Enter")
    desk.press("Down")
    assert speakers.waiting.hasFocus()
    desk.press("Alt+Down")
    assert speakers.waiting.rows.rows[0].text == "Participant 007"
    desk.press("Delete")
    assert [row.text for row in speakers.waiting.rows.rows] == ["Participant 007"]
    desk.type("Y")
    assert speakers.field.edit.hasFocus()
    assert speakers.field.text() == "Y"


def test_who_spoke_is_stored_only_when_kept(desk) -> None:
    start(desk)
    tool(desk, "F3")
    desk.type("006")
    desk.press("Enter")
    desk.press("Shift+F9")
    desk.now += dt.timedelta(seconds=30)
    desk.press("Ctrl+Enter")
    lines = [one for one in desk.program.workspace.all(Tally) if one.person_id]
    assert [one.seconds for one in lines] == [30]
    note = max(desk.program.workspace.all(Note), key=lambda one: one.position)
    assert note.text == "1 person spoke, 1 time in all"


# hands and dots -------------------------------------------------------------------------------


def test_hands_are_counted_by_keys_and_kept_as_a_note(desk) -> None:
    page, block = start(desk)
    hands = tool(desk, "F4")
    desk.type("Go on after lunch?")
    desk.press("Enter")
    assert hands.list.hasFocus()
    desk.type("17")
    desk.press("Down")
    desk.type("+++-")
    assert [row.figure for row in hands.list.rows.rows] == ["17", "2"]
    assert hands.total.text() == "19 hands"
    desk.press("Ctrl+Enter")
    note = max(desk.program.workspace.all(Note), key=lambda one: one.position)
    assert note.text == "Go on after lunch?\nSí: 17\nNo: 2"
    assert (note.block_id, note.kind) == (block, "observation")
    stored = desk.program.counting.of(page.workshop_id, "hands")[0]
    assert [one.count for one in stored.lines] == [17, 2]


def test_keys_faster_than_the_disk_are_all_counted(desk) -> None:
    page, _ = start(desk)
    hands = tool(desk, "F4")
    desk.type("Go on?")
    desk.press("Enter")
    for _ in range(30):
        desk.type("+", hands.list)
    desk.settle()
    assert hands.list.rows.rows[0].figure == "30"
    assert desk.program.counting.of(page.workshop_id, "hands")[0].total == 30
    desk.press("Ctrl+Z")
    assert desk.program.counting.of(page.workshop_id, "hands")[0].total == 0
    assert hands.list.rows.rows[0].figure == "0"


def test_answers_are_added_changed_and_removed(desk) -> None:
    start(desk)
    hands = tool(desk, "F4")
    desk.type("Go on?")
    desk.press("Enter")
    hands.answer.edit.setFocus()
    desk.type("Not sure")
    desk.press("Enter")
    hands.list.setFocus()
    hands.list.setCurrentIndex(hands.list.rows.index(1))
    desk.press("Enter")
    assert hands.answer.text() == "No"
    desk.type("t yet")
    desk.press("Enter")
    assert [row.text for row in hands.list.rows.rows] == ["Sí", "Not yet", "Not sure"]
    desk.press("Delete")
    assert [row.text for row in hands.list.rows.rows] == ["Sí", "Not sure"]


def test_a_question_goes_to_the_bin_and_comes_back(desk) -> None:
    page, _ = start(desk)
    hands = tool(desk, "F4")
    desk.type("Go on?")
    desk.press("Enter")
    desk.press("Ctrl+Delete")
    assert hands.asked is None
    assert hands.question.text() == ""
    assert desk.program.counting.of(page.workshop_id, "hands") == []
    desk.press("Ctrl+Z")
    assert desk.program.counting.of(page.workshop_id, "hands")[0].head.text == "Go on?"


def test_earlier_questions_come_back(desk) -> None:
    start(desk)
    hands = tool(desk, "F4")
    for question in ("First?", "Second?"):
        desk.type(question, hands.question.edit)
        hands.question.edit.returnPressed.emit()
        desk.settle()
        desk.now += dt.timedelta(minutes=1)
        desk.press("Ctrl+N")
    assert hands.asked is None
    assert [option.text for option in hands.earlier._options][1:] == ["Second?", "First?"]
    hands.earlier.menu_.triggered.emit(hands.earlier.menu_.actions()[2])
    assert hands.question.text() == "First?"


def test_dots_go_to_notes_and_typed_options(desk) -> None:
    start(desk)
    dots = tool(desk, "F5")
    desk.press("Ctrl+O")
    assert "first" in dots.question._sentence.text()
    desk.type("What first?")
    desk.press("Enter")
    for option in ("Leave", "Buses"):
        desk.type(option)
        desk.press("Enter")
    desk.press("Ctrl+O")
    desk.press("Space")
    desk.press("Ctrl+Enter")
    rows = [row.text for row in dots.list.rows.rows]
    assert rows[:2] == ["Leave", "Buses"]
    assert len(rows) == 3
    dots.list.setFocus()
    desk.type("2232")
    assert [row.figure for row in dots.list.rows.rows] == ["0", "3", "1"]
    desk.press("Ctrl+Enter")
    note = max(desk.program.workspace.all(Note), key=lambda one: one.position)
    assert note.text.startswith("What first?\n1. Buses: 3 dots\n2. ")
    linked = [one for one in desk.program.workspace.all(Tally) if one.asked_id and one.note_id]
    assert len(linked) == 1


def test_a_count_that_was_searched_for_is_shown(desk) -> None:
    page, block = start(desk)
    counting = desk.program.counting
    asked = counting.ask(page.workshop_id, block, "hands", "Una crèche?", ["Sí"])
    counting.ask(page.workshop_id, block, "hands", "Another?", ["Yes"])
    desk.go("home")
    page = desk.go("facilitate", "W4", asked.head.id)
    assert page.room.is_open
    assert page.room.panel.tool.question.text() == "Una crèche?"


# voices ---------------------------------------------------------------------------------------


def test_voices_are_counted_while_notes_are_written(desk) -> None:
    page, block = start(desk)
    tool(desk, "F6")
    desk.type("1")
    desk.press("Esc")
    desk.type("She says that care is work")
    desk.now += dt.timedelta(seconds=40)
    desk.press("Ctrl+2")
    assert page.notes.capture.edit.text() == "She says that care is work"
    desk.now += dt.timedelta(seconds=15)
    page._clock.tick.emit()
    assert (page.room.line.first.text(), page.room.line.time.text()) == ("Men", "0:15")
    desk.press("Ctrl+1")
    desk.now += dt.timedelta(seconds=5)
    desk.press("Ctrl+0")
    told = desk.program.voices.in_block(page.workshop_id, block)
    assert told == (SpeakingTime("woman", 45, 2), SpeakingTime("man", 15, 1))


def test_a_turn_ends_with_its_block_and_with_a_pause(desk) -> None:
    page, block = start(desk)
    tool(desk, "F6")
    desk.type("2")
    desk.now += dt.timedelta(seconds=20)
    desk.press("F7")
    assert page.room.meter.group == ""
    desk.press("F7")
    desk.type("2")
    desk.now += dt.timedelta(seconds=10)
    desk.press("F9")
    assert page.room.meter.group == ""
    assert desk.program.voices.of(page.workshop_id) == {block: (SpeakingTime("man", 30, 2),)}
    assert all(row.figure == "0:00" for row in page.room.panel.tool.list.rows.rows)


def test_a_long_turn_is_on_disk_before_it_ends(desk) -> None:
    page, block = start(desk)
    tool(desk, "F6")
    desk.type("1")
    for _ in range(12):
        desk.now += dt.timedelta(seconds=1)
        page._clock.tick.emit()
    desk.settle()
    assert desk.program.voices.in_block(page.workshop_id, block)[0].seconds >= 10
    desk.press("0")
    desk.press("Ctrl+Z")
    assert desk.program.voices.in_block(page.workshop_id, block) == ()


def test_groups_of_the_head_count_have_keys(desk) -> None:
    page, _ = start(desk)
    slot = desk.program.agenda.slot_now(page.workshop_id)
    desk.program.people.set_heads(page.workshop_id, slot, "self_described", 2)
    assert desk.program.workspace.all(HeadCount, group="self_described")
    voices = tool(desk, "F6")
    assert [row.key for row in voices.list.rows.rows][-2:] == ["self_described", "moderation"]


# the wall -------------------------------------------------------------------------------------


def test_the_room_sees_a_tool_only_when_it_is_shown(desk) -> None:
    start(desk)
    hands = tool(desk, "F4")
    desk.press("F11")
    desk.type("Go on?")
    desk.press("Enter")
    assert wall(desk) is None
    desk.press("Ctrl+F11")
    assert wall(desk).head == "Go on?"
    hands.list.setFocus()
    desk.type("9")
    say = open_projector(desk.frame).words.say
    assert [line[:2] for line in wall(desk).lines] == [(say("Yes"), "9"), (say("No"), "0")]
    desk.press("Esc")
    assert wall(desk) is not None
    desk.press("Ctrl+F11")
    assert wall(desk) is None
    open_projector(desk.frame).close()


def test_showing_opens_the_projector_and_speaks_its_language(desk) -> None:
    start(desk)
    tool(desk, "F2")
    desk.press("Ctrl+F11")
    shown = wall(desk)
    language = open_projector(desk.frame).words
    assert shown.groups[0][0] == language.say("Group {n}", n=1)
    assert len(shown.groups) == 4
    assert "Participant" in open_projector(desk.frame).board.accessibleName()
    open_projector(desk.frame).close()


def test_voices_are_never_shown_to_the_room(desk) -> None:
    page, _ = start(desk)
    tool(desk, "F6")
    desk.press("Ctrl+F11")
    assert desk.program.room.shown(page.workshop_id) is None


def test_an_empty_count_says_what_to_do(desk) -> None:
    page = desk.go("facilitate", "W4")
    page.room.open("hands")
    desk.settle()
    tool = page.room.panel.tool
    assert tool._either.hint.isVisible()
    assert "Write a question above" in tool._either.hint.accessibleName()
    desk.type("Go on?", tool.question.edit)
    desk.press("Enter", tool.question.edit)
    assert tool.list.isVisible()
    assert tool.list.hasFocus()
