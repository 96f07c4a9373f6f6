"""A sample's rows are read with their days told from the day of installation."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from engines.issues import Issue
from mortise.packages.sample_rows import Calendar, SampleRow, read_rows

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(datetime(2026, 3, 1, 12, tzinfo=ZONE), ZONE)


def rows_of(name: str, content: str) -> list[SampleRow]:
    """The rows of a file that can be read."""
    rows = read_rows(name, content.encode(), CALENDAR)
    assert not any(isinstance(row, Issue) for row in rows)
    return [row for row in rows if isinstance(row, SampleRow)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('"@-1"', "2026-02-28"),
        ('"@+30"', "2026-03-31"),
        ('"@0"', "2026-03-01"),
        ('"@-3 10:30"', "2026-02-26T10:30:00+08:00"),
        ('"@ -3"', "@ -3"),
        ('"at @-3"', "at @-3"),
        ('[{"on": "@-1"}]', [{"on": "2026-02-28"}]),
    ],
)
def test_a_day_may_be_told_from_today(written: str, read: object) -> None:
    (row,) = rows_of("visit.json", f'[{{"when": {written}}}]')

    assert row.values == {"when": read}


def test_a_row_has_its_number_owner_and_moment_of_creation() -> None:
    (row,) = rows_of(
        "visit.json", '[{"id": 7, "owner": "he.ping", "created_at": "@-2 08:30", "subject": "x"}]'
    )

    assert (row.id, row.owner, row.values) == ("7", "he.ping", {"subject": "x"})
    assert row.created_at == datetime(2026, 2, 27, 8, 30, tzinfo=ZONE)


def test_of_a_day_alone_the_morning_is_taken() -> None:
    (row,) = rows_of("visit.json", '[{"created_at": "@0"}]')

    assert row.created_at == datetime(2026, 3, 1, 9, tzinfo=ZONE)


@pytest.mark.parametrize("written", ["@0 12:01", "@3", "2026-03-02T08:00:00+08:00"])
def test_no_record_is_made_in_the_future(written: str) -> None:
    (row,) = rows_of("visit.json", f'[{{"created_at": "{written}"}}]')

    assert row.created_at == CALENDAR.now


def test_a_spreadsheet_gives_rows_of_text_without_blank_cells() -> None:
    first, second = rows_of("place.csv", '\ufeffid,name,area\r\n1,"南 ""大"" 卖场",\r\n2,b,3\r\n')

    assert first.is_text
    assert (first.id, first.values) == ("1", {"name": '南 "大" 卖场'})
    assert second.values == {"name": "b", "area": "3"}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("visit.json", "[{]", "package_file_unreadable"),
        ("visit.json", '{"id": 1}', "sample_not_rows"),
        ("visit.json", "[1]", "sample_not_rows"),
        ("visit.json", '[{"id": 1}, {"id": "1"}]', "sample_id_twice"),
        ("visit.json", '[{"id": 1}, {"id": 2, "id": 3}]', "key_repeated"),
        ("visit.json", '[{"created_at": "soon"}]', "sample_moment"),
        ("place.csv", 'a,b\n"unclosed', "sample_file_unreadable"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, content: str, code: str) -> None:
    (issue,) = read_rows(name, content.encode(), CALENDAR)

    assert isinstance(issue, Issue)
    assert issue.code == code
    assert issue.pointer.startswith(f"sample/{name}")
