from __future__ import annotations

import pytest

from carefacilitator.interchange.people.dates import find_day_order, read_day


@pytest.mark.parametrize(
    ("values", "header", "expected"),
    [
        (["7/11/2022 9:00:00", "7/12/2022 9:03:07"], "Timestamp", "month_first"),
        (["11/07/2022 09:00:00", "12/07/2022 09:03:07"], "Horodateur", "day_first"),
        (["11/07/2022", "13/07/2022"], "Timestamp", "day_first"),
        (["07/13/2022", "07/11/2022"], "Marca temporal", "month_first"),
        (["11/07/2022"], "Timestamp", None),
        (["13/07/2022", "07/13/2022"], "Timestamp", None),
        (["7/11/2022"], "Marca temporal", "day_first"),
        (["٠٧/١١/٢٠٢٢"], "طابع زمني", "day_first"),
        (["07/11/2022"], "_submission_time", None),
        ([], "Timestamp", None),
    ],
)
def test_order_of_day_and_month(values: list[str], header: str, expected: str | None) -> None:
    assert find_day_order(values, header) == expected


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("7/11/2022 9:00:00", "month_first", "2022-07-11"),
        ("7/11/2022 9:00:00", "day_first", "2022-11-07"),
        ("11.07.2022", "day_first", "2022-07-11"),
        ("7/11/2022", None, ""),
        ("07/07/2022", None, "2022-07-07"),
        ("2013-02-18T15:54:01+00:00", None, "2013-02-18"),
        ("2022/7/3", None, "2022-07-03"),
        ("Apr 26, 2018 8:58:20 AM", None, "2018-04-26"),
        ("11 de julio de 2022", None, "2022-07-11"),
        ("1er août 2022", None, ""),
        ("11 août 2022", None, "2022-08-11"),
        ("11 يوليوز 2022", None, "2022-07-11"),
        ("31/02/2022", "day_first", ""),
        ("soon", "day_first", ""),
        ("", None, ""),
    ],
)
def test_days(text: str, order: str | None, expected: str) -> None:
    assert read_day(text, order) == expected  # type: ignore[arg-type]
