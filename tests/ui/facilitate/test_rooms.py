"""Several rooms side by side on the Facilitate page: one is followed, a key goes to the next."""

from __future__ import annotations

from carefacilitator.model.records.records import AgendaBlock
from carefacilitator.ui.projector.window import moment


def test_a_key_goes_from_room_to_room(desk) -> None:
    agenda = desk.program.agenda
    workshop = desk.program.workshops.create("Day", "2022-09-22", time_zone="Etc/UTC").id
    desk.program.workshops.edit(workshop, day_starts=("18:50",))
    for block in agenda.blocks(workshop):
        agenda.remove(block.id)
    made = [agenda.add(workshop, *told).id for told in (("Talk", 20), ("Walk", 20), ("Night", 60))]
    rooms = ("g/a", "Garden"), ("g/a", "Garden"), ("g/b", "Hall")
    with desk.program.workspace.change("block_edit") as change:
        for block, (parallel, room) in zip(made, rooms, strict=True):
            change.set(AgendaBlock, block, parallel=parallel, room=room)
    desk.frame.go("facilitate", workshop)
    desk.settle()
    page = desk.page
    assert page._clock.rooms.isHidden()
    assert "facilitate.room" not in {act.id for act in page.acts()}
    desk.press("F9")
    assert not page._clock.rooms.isHidden()
    assert page._face.now.title == "Talk"
    assert page._clock.rooms.menu.accessibleName().startswith("Room: Garden")
    desk.press("Ctrl+F9")
    assert page._face.now.title == "Night"
    assert page._clock._title.text() == "Night"
    assert page._block == made[2]
    assert moment(desk.program, workshop, page.kit.words).head == "Now · Hall"
    desk.press("F8")
    assert [one.length for one in page._face.rooms] == [20 * 60, 65 * 60]
    desk.press("Ctrl+F9")
    desk.press("F9")
    assert page._face.now.title == "Walk"
    desk.press("F9")
    assert page._face.now.title == "Night"
    assert page._clock.rooms.isHidden()
    assert "facilitate.room" not in {act.id for act in page.acts()}
