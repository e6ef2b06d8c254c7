"""Every refusal is a code and three sentences, in every language, and leaves everything as it was.

Run as people and scripts run it: in processes of their own, by the command line.
"""

from __future__ import annotations

import json
import random
import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.app import build
from carefacilitator.bundle import manifest
from carefacilitator.i18n import LANGUAGES, Words
from carefacilitator.messages import TABLE
from carefacilitator.storage.workspace import open_workspace

SAYS = ("message", "safe", "next")


def error_of(ran: Any) -> dict[str, str]:
    """The refusal of a command, or of its only file; its sentences are there and end."""
    told = ran.told[0] if isinstance(ran.told, list) else ran.told
    error: dict[str, str] = told["error"]
    assert set(error) == {"code", *SAYS}
    for name in SAYS:
        assert error[name].strip().endswith((".", "؟", "?")), error
    assert "Traceback" not in ran.err
    return error


def refused(ran: Any, code: str, exit_code: int = 1) -> None:
    """A command was refused in this way."""
    assert (error_of(ran)["code"], ran.code) == (code, exit_code), ran


# --- bundles --------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def wrong_bundles(scene: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, str]:
    """Files that must not be taken in, each with the code that says why (``?``: any damage)."""
    folder = tmp_path_factory.mktemp("wrong")
    good = scene.bundle.read_bytes()
    contents: dict[str, tuple[bytes, str]] = {
        "text": (b"Minutes of the meeting", "not_a_bundle"),
        "pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 8, "not_a_bundle"),
        "zip": (b"PK\3\4" + bytes(2000), "not_a_bundle"),
        "empty": (b"", "bundle_cut_short"),
        "zeros": (bytes(len(good)), "bundle_damaged"),
    }
    for length in (1, 20, 100, 512, len(good) // 3 // 512 * 512, (len(good) - 1) // 512 * 512):
        contents[f"cut-{length}"] = (good[:length], "bundle_cut_short")
    places = random.Random(1).sample(range(len(good)), 40)
    for place in (0, 3, 30, 120, 170, len(good) - 1, *places):
        altered = bytearray(good)
        altered[place] ^= 1 << place % 8
        contents[f"altered-{place}"] = (bytes(altered), "?")
    made: dict[Path, str] = {}
    for name, (data, code) in contents.items():
        path = folder / f"{name}.carebundle"
        path.write_bytes(data)
        made[path] = code
    made[folder / "gone.carebundle"] = "file_missing"
    made[folder] = "?"
    made |= _sealed_wrongly(scene, folder)
    made[scene.bundle] = "signer_unknown"
    return made


def _sealed_wrongly(scene: Any, folder: Path) -> dict[Path, str]:
    made: dict[Path, str] = {}
    members = scene.members()
    for name in ("data/ops.jsonl", "data/note.csv", manifest.TAG_MANIFEST, "README.html"):
        if name in members:
            altered = {**members, name: members[name].replace(b"a", b"e", 1)}
            path = folder / f"inside-{name.replace('/', '-')}.carebundle"
            made[_repacked(scene, path, altered)] = "bundle_altered"
    told = json.loads(members[manifest.DESCRIPTION])
    for key in ("format", "minimum_reader"):
        newer = json.dumps({**told, key: "2.0"}).encode()
        path = folder / f"newer-{key}.carebundle"
        made[scene.signed(path, {**members, manifest.DESCRIPTION: newer})] = "bundle_newer_format"
    other = build(folder / "other-office")
    hall = build(Path(shutil.copytree(scene.hall, folder / "hall")))
    path = folder / "other.carebundle"
    hall.sharing.export(["W4"], path, [other.identity.card().recipient()])
    made[path] = "not_for_us"
    hall.close()
    other.close()
    return made


def _repacked(scene: Any, path: Path, members: dict[str, bytes]) -> Path:
    from carefacilitator.bundle.packing import Member, pack

    archive = b"".join(pack(Member(name, data) for name, data in members.items()))
    return Path(scene.sealed(path, archive))


def test_no_wrong_bundle_is_taken_in(
    scene: Any, command: Any, state: Any, wrong_bundles: dict[Path, str]
) -> None:
    before = state(scene.office)
    said: dict[str, dict[tuple[str, str], str]] = {}
    for language in LANGUAGES:
        ran = command("--workspace", scene.office, "import", *wrong_bundles, "--lang", language)
        assert ran.code == 1
        assert [entry["file"] for entry in ran.told] == [str(path) for path in wrong_bundles]
        said[language] = {}
        for entry, (path, code) in zip(ran.told, wrong_bundles.items(), strict=True):
            error = entry["error"]
            assert code in ("?", error["code"]), (path.name, error)
            assert error["code"].startswith(("bundle_", "not_", "signer_", "file_")), path.name
            for name in SAYS:
                assert error[name].endswith("."), (path.name, error)
                said[language][error["code"], name] = error[name].replace(path.name, "…")
        assert "Traceback" not in ran.err
    assert state(scene.office) == before
    english = said.pop("en")
    for language, told in said.items():
        assert set(told) == set(english), language
        for key, sentence in told.items():
            assert sentence != english[key], (language, key)


def test_trust_takes_no_other_wrong_bundle(
    office_copy: Path, command: Any, state: Any, wrong_bundles: dict[Path, str]
) -> None:
    before = state(office_copy)
    wrong = [path for path, code in wrong_bundles.items() if code != "signer_unknown"]
    ran = command("--workspace", office_copy, "import", *wrong, "--trust")
    assert ran.code == 1
    assert all("error" in entry for entry in ran.told)
    assert state(office_copy) == before


def test_a_stranger_then_trusted_then_somebody_under_the_same_name(
    scene: Any, office_copy: Path, command: Any, state: Any, tmp_path: Path
) -> None:
    at = ("--workspace", office_copy)
    before = state(office_copy)
    refused(command(*at, "import", scene.bundle), "signer_unknown")
    assert state(office_copy) == before
    taken = command(*at, "import", scene.bundle, "--trust")
    assert taken.code == 0, taken.out
    thief = build(tmp_path / "thief")
    hall = open_workspace(scene.hall)
    thief.workspace.set_meta("device", hall.device)
    hall.close()
    thief.close()
    thief = build(tmp_path / "thief")
    thief.sample.fill()
    forged = tmp_path / "forged.carebundle"
    card = thief.identity.recipient(str(scene.card))
    thief.sharing.export(["W4"], forged, [card])
    thief.close()
    before = state(office_copy)
    for words in ((), ("--trust",)):
        refused(command(*at, "import", forged, *words), "signer_changed")
    assert state(office_copy) == before


# --- lists of people ------------------------------------------------------------------------------


def lists(folder: Path) -> dict[Path, str]:
    """Files that are no list of people, with the code that says why."""
    rows = "".join(f"Participant {n:06},Group {n % 99}\n" for n in range(100_000))
    contents: dict[str, tuple[bytes, str]] = {
        "no-names.csv": (b"Colour,Size\nred,3\nblue,4\n", "attendees_no_name_column"),
        "wrong-encoding.csv": (
            b"Nombre,Ciudad\n" + bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D, 0x02, 0x03]) * 40,
            "table_encoding",
        ),
        "hundred-thousand.csv": (f"Name,Organisation\n{rows}".encode(), "table_too_many_rows"),
        "empty.csv": (b"", "table_empty"),
        "cut.xlsx": (b"PK\x03\x04" + bytes(300), "table_damaged"),
    }
    made = {}
    for name, (data, code) in contents.items():
        (folder / name).write_bytes(data)
        made[folder / name] = code
    made[folder / "gone.csv"] = "file_missing"
    return made


def test_no_wrong_list_is_taken_in(
    scene: Any, command: Any, command_here: Any, state: Any, tmp_path: Path
) -> None:
    before, took = state(scene.hall), 0.0
    for path, code in lists(tmp_path).items():
        run = command if path.stem in ("no-names", "hundred-thousand") else command_here
        since = time.perf_counter()
        ran = run("--workspace", scene.hall, "attendees", "import", "W4", path)
        took = max(took, time.perf_counter() - since)
        refused(ran, code)
        for language in map(Words, LANGUAGES[1:]):
            assert all(language.say(one) != one for one in TABLE[code]), (language.language, code)
    assert state(scene.hall) == before
    print(f"100 000 rows were refused after {took:.1f} s")


# --- names, words, usage --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (("report", "W99", "--out", "x.pdf"), "workshop_unknown", 1),
        (("export", "W4", "--out", "x.carebundle", "--to", "nobody"), "recipient_unknown", 1),
        (("undo", "no-such-change"), "nothing_to_undo", 1),
        (("frobnicate",), "bad_usage", 2),
    ],
)
def test_what_is_not_there_or_not_understood(
    scene: Any,
    command: Any,
    state: Any,
    tmp_path: Path,
    arguments: tuple[str, ...],
    code: str,
    exit_code: int,
) -> None:
    before = state(scene.hall)
    refused(command("--workspace", scene.hall, *arguments), code, exit_code)
    assert state(scene.hall) == before
    assert [one.name for one in tmp_path.iterdir()] == ["home"]
