"""Icons: every name the screens use was copied, the colour is put in, some are mirrored."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from carefacilitator import paths
from carefacilitator.ui.theme.icons import MIRRORED, Icons, program_icon
from carefacilitator.ui.theme.tokens import FIVE_R, NOTE_ICONS, STAGE_ICONS

FOLDER = paths.resources() / "icons"


def test_every_icon_named_in_the_tokens_exists() -> None:
    for name in (*STAGE_ICONS.values(), *NOTE_ICONS.values()):
        assert (FOLDER / "regular" / f"{name}.svg").is_file(), name
    for name in STAGE_ICONS.values():
        assert (FOLDER / "fill" / f"{name}.svg").is_file(), name
    for code in FIVE_R.values():
        assert (FOLDER / "bold" / f"{code.icon}.svg").is_file(), code.icon


def test_every_icon_named_in_the_code_exists() -> None:
    known = {path.stem for path in FOLDER.rglob("*.svg")}
    room = paths.program_root() / "carefacilitator" / "ui"
    asked = set()
    for source in room.rglob("*.py"):
        text = source.read_text("utf-8")
        asked |= set(re.findall(r'icon="([a-z-]+)"', text))
        asked |= set(re.findall(r'IconLabel\(\s*(?:self\.)?kit,\s*"([a-z-]+)"', text))
        asked |= set(re.findall(r'set_icon\("([a-z-]+)"', text))
    assert asked - known == set()


def test_main_acts_have_bold_icons() -> None:
    room = paths.program_root() / "carefacilitator" / "ui"
    for source in room.rglob("*.py"):
        for call in re.findall(r"Button\((?:[^()]|\([^()]*\))*\)", source.read_text("utf-8")):
            name = re.search(r'icon="([a-z-]+)"', call)
            if 'kind="main"' in call and name and "weight=" not in call:
                assert (FOLDER / "bold" / f"{name[1]}.svg").is_file(), (source.name, name[1])


def test_licence_stands_beside_the_files() -> None:
    assert "MIT License" in (FOLDER / "LICENSE").read_text("utf-8")


def test_colour_is_put_in(qapp) -> None:
    image = Icons(FOLDER).pixmap("check", "#1D5B4F", 40).toImage()
    colours = {
        image.pixelColor(x, y).name()
        for x in range(40)
        for y in range(40)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert colours == {"#1d5b4f"}


def test_drawn_once_and_kept(qapp) -> None:
    icons = Icons(FOLDER)
    assert icons.pixmap("check", "#1D5B4F", 20) is icons.pixmap("check", "#1D5B4F", 20)


@pytest.mark.parametrize("name", ["arrow-right", "skip-forward"])
def test_arrows_turn_round_from_right_to_left(qapp, name: str) -> None:
    plain = Icons(FOLDER).pixmap(name, "#000000", 32).toImage()
    turned = Icons(FOLDER, rtl=True).pixmap(name, "#000000", 32).toImage()
    assert name in MIRRORED
    assert turned != plain
    assert turned == plain.flipped(Qt.Orientation.Horizontal)


@pytest.mark.parametrize("name", ["clock", "check", "play", "coins"])
def test_others_never_turn(qapp, name: str) -> None:
    plain = Icons(FOLDER).pixmap(name, "#000000", 32).toImage()
    assert Icons(FOLDER, rtl=True).pixmap(name, "#000000", 32).toImage() == plain


def test_a_missing_icon_is_an_error(qapp, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Icons(tmp_path).pixmap("nothing", "#000000", 20)


@pytest.mark.usefixtures("qapp")
def test_the_programs_own_icon_is_there_in_the_sizes_of_every_desktop() -> None:
    icon = program_icon(paths.resources() / "pictures" / "carefacilitator.svg")
    assert {16, 32, 48, 256} <= {size.width() for size in icon.availableSizes()}
    middle = icon.pixmap(48, 48).toImage().pixelColor(24, 24)
    assert (middle.red(), middle.green(), middle.blue()) == (0x1D, 0x5B, 0x4F)
