"""Whether a text repeats another word for word."""

from __future__ import annotations

import pytest

from carefacilitator.model.text.repeated import Repeating

LONG = "Mi marido no quiere que yo salga a trabajar los sábados."


@pytest.mark.parametrize(
    ("said", "told", "repeats"),
    [
        (LONG, LONG, True),
        (LONG, "«MI MARIDO  no quiere, que yo salga a trabajar los sabados»: se oyó.", True),
        (LONG, "Una dijo que no quiere que yo salga a trabajar de noche.", True),
        (LONG, "Trabajar los sábados", True),
        (LONG, "Mi marido quiere que ella salga a trabajar los domingos.", False),
        (LONG, "Los sábados", False),
        ("Nobody asked us.", "We heard it: nobody asked us, ever.", True),
        ("Childcare", "childcare!", True),
        ("Childcare", "Childcare is work.", False),
        ("إنّ العملَ الرعائيّ عملٌ حقيقيّ", "ان العمل الرعائي عمل حقيقي", True),
        ("", "", False),
        ("…", "…", False),
    ],
)
def test_a_text_repeats_another(said: str, told: str, repeats: bool) -> None:
    found = Repeating([("other", "Something else entirely was said here."), ("one", said)])
    assert found.repeated_by(told) == ("one" if repeats else "")


def test_nothing_to_look_for() -> None:
    assert Repeating([]).repeated_by(LONG) == ""
