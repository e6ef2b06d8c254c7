"""One question in the page, asked before an act that concerns many or cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6

from carefacilitator.ui.page import Tell
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.message_bar import MessageBar, MessageKind


class Question:
    """Asks at the foot of the page; answered by its button, by the same key again, or by Enter.

    It is open only as long as its button is seen: whoever puts the message away has said no.
    """

    def __init__(self, kit: Kit, tell: Tell) -> None:
        self._kit, self._tell = kit, tell
        self._button: Button | None = None
        self._call: Callable[[], None] | None = None
        self.key = ""
        self.by_enter = False

    def ask(
        self,
        sentences: tuple[str, str],
        word: str,
        key: str,
        call: Callable[[], None],
        *,
        kind: MessageKind = "warn",
        by_enter: bool = True,
    ) -> None:
        """Ask; ``word`` stands on the button, ``key`` again (or Enter) answers yes."""
        button = Button(self._kit, word, key=key)
        button.clicked.connect(self.answer)
        self._button, self._call, self.key, self.by_enter = button, call, key, by_enter
        self._tell(kind, sentences[0], sentences[1], acts=[button])

    @property
    def open(self) -> bool:
        """Whether a question waits for an answer."""
        button = self._button
        return button is not None and shiboken6.isValid(button) and button.isVisible()

    def waits_for(self, key: str) -> bool:
        """Whether the question of ``key`` is open."""
        return self.open and self.key == key

    def answer(self) -> None:
        """Say yes."""
        call = self._call
        self.close()
        if call is not None:
            call()

    def close(self) -> bool:
        """Put the question away; returns whether there was one."""
        was_open, button = self.open, self._button
        self._button, self._call = None, None
        if was_open and button is not None:
            strip = button.parentWidget()
            if isinstance(strip, MessageBar):
                strip.close_button.click()
        return was_open
