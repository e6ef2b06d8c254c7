"""Walk through a day with Debian's Orca and hold what it says against what it should say.

    python tests/orca/walk.py [en ar …]

Starts a screen, a session bus and Orca without a voice of their own, opens the program on the
sample in a real window, presses the keys of a facilitator and reads Orca's own log of what it
spoke. Prints the log of each language; the exit code is 1 where something was not said, or was
said with an invisible mark.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from carefacilitator.i18n import Words

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).parent / "carefacilitator"
NEEDED = ("orca", "Xvfb", "dbus-run-session", "openbox", "xdotool", "speech-dispatcher")
SPOKEN = re.compile(r"SPEECH OUTPUT: '(.*?)'\s*\{", re.DOTALL)
MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
PAUSE = 1.5
"""Seconds between two keys; Orca writes its log in large pieces, so it cannot be followed."""
STARTS = 6.0
"""Seconds that Orca and the program have to come up."""
VOICELESS = """LogLevel 1
CommunicationMethod "unix_socket"
AddModule "dummy" "sd_dummy" ""
DefaultModule dummy
"""


def main(languages: list[str]) -> int:
    """Walk in each language; returns the exit code."""
    missing = [one for one in NEEDED if shutil.which(one) is None]
    if missing:
        print(f"Not installed here: {', '.join(missing)}.")
        return 1
    return max([_session(language) for language in languages])


def _session(language: str) -> int:
    """One language on a screen and a bus of its own."""
    command = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--"]
    inner = [sys.executable, __file__, "--inside", language]
    return subprocess.run([*command, *inner], check=False, cwd=ROOT).returncode


class Walk:
    """The keys of a day, and what Orca should say to them, in this order."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.expected: list[str] = []

    def press(self, *keys: str) -> None:
        """Press keys in the window that has the keyboard, and leave Orca time to speak."""
        subprocess.run(["xdotool", "key", "--delay", "60", *keys], check=True)
        time.sleep(PAUSE)

    def type(self, text: str) -> None:
        """Type a sentence."""
        subprocess.run(["xdotool", "type", "--delay", "40", text], check=True)

    def hear(self, part: str) -> None:
        """Something with these words in it should have been said since the last."""
        self.expected.append(part)

    def unsaid(self, said: list[str]) -> list[str]:
        """What was expected and was not said in its turn."""
        place, missing = 0, []
        for part in self.expected:
            found = [number for number in range(place, len(said)) if part in said[number]]
            if found:
                place = found[0] + 1
            else:
                missing.append(part)
        return missing


def _spoken(log: Path) -> list[str]:
    """All sentences of Orca's log, without the echo of single keys; it is whole once Orca ended."""
    text = log.read_text(encoding="utf-8", errors="replace")
    return [one.strip() for one in SPOKEN.findall(text) if len(one.strip()) > 1]


def _walk(walk: Walk) -> None:
    say = walk.words.say
    walk.hear(say("Workshops"))
    walk.press("Return")
    walk.hear(say("Paper to hand out"))
    walk.press("alt+3")
    walk.hear(say("Facilitate"))
    walk.press("F9")
    walk.hear(say("Now: {block}.", block="").strip(" ."))
    walk.type("We share the care of the old ones by turns")
    walk.press("Return")
    walk.hear(say("Kept."))
    walk.press("ctrl+z")
    walk.hear(say("Undone: {what}", what="").strip())
    walk.press("F7")
    walk.hear(say("The clock is paused."))
    walk.press("F7")
    walk.hear(say("The clock goes on."))
    walk.press("F9")
    walk.hear(say("Now: {block}.", block="").strip(" ."))
    walk.press("alt+4")
    walk.hear(say("Harvest"))
    walk.press("alt+5")
    walk.hear(say("Share"))


@contextmanager
def _running(*command: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    env = {**os.environ, **environment}
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(command, env=env, stdin=quiet, stdout=quiet, stderr=quiet)
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait(10)


def _inside(language: str) -> int:
    """Run within the screen and the bus."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        socket = home / "speech-dispatcher" / "speechd.sock"
        socket.parent.mkdir()
        (home / "speechd.conf").write_text(VOICELESS, encoding="utf-8")
        os.environ.update(
            HOME=name,
            XDG_RUNTIME_DIR=name,
            XDG_CONFIG_HOME=str(home / "config"),
            SPEECHD_ADDRESS=f"unix_socket:{socket}",
            QT_ACCESSIBILITY="1",
            QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
        )
        workspace, log = home / "workspace", home / "orca.log"
        command = (str(PROGRAM), "--workspace", str(workspace), "--lang", language)
        subprocess.run([*command, "sample"], check=True, stdout=subprocess.DEVNULL)
        dispatcher = ("speech-dispatcher", "-s", "-C", name, "-S", str(socket), "-L", name)
        launcher = ("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
        walk = Walk(Words(language))
        with ExitStack() as stack:
            for one in (("openbox",), dispatcher, launcher):
                stack.enter_context(_running(*one))
            stack.enter_context(_running("orca", "--replace", f"--debug-file={log}"))
            time.sleep(STARTS)
            with _running(*command):
                time.sleep(STARTS)
                _walk(walk)
        return _report(language, walk, _spoken(log))


def _report(language: str, walk: Walk, said: list[str]) -> int:
    print(f"--- {language}: {len(said)} sentences")
    print("\n".join(said))
    marked = [one for one in said if MARKS.search(one)]
    unsaid = walk.unsaid(said)
    for one in unsaid:
        print(f"NOT SAID: {one}")
    for one in marked:
        print(f"SAID WITH A MARK: {one!r}")
    return 1 if unsaid or marked else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        sys.exit(_inside(sys.argv[2]))
    sys.exit(main(sys.argv[1:] or ["en", "ar"]))
