"""Parts of files."""

import pytest

from mortise.edge.ranges import Span, span_of
from mortise.files.refusals import RangeUnsatisfiable


@pytest.mark.parametrize(
    ("header", "first", "length", "is_part"),
    [
        (None, 0, 10, False),
        ("bytes=0-3", 0, 4, True),
        ("bytes=4-", 4, 6, True),
        ("bytes=-3", 7, 3, True),
        ("bytes=-30", 0, 10, True),
        ("bytes=8-99", 8, 2, True),
        ("bytes=5-4", 0, 10, False),
        ("bytes=-", 0, 10, False),
        ("bytes=0-1,3-4", 0, 10, False),
        ("lines=0-1", 0, 10, False),
        ("bytes=a-b", 0, 10, False),
    ],
)
def test_a_range_is_a_span_of_bytes(header: str | None, first: int, length: int, is_part: bool) -> None:
    assert span_of(header, 10) == Span(first, length, is_part)


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_a_range_behind_the_end_is_refused(header: str) -> None:
    with pytest.raises(RangeUnsatisfiable) as refused:
        span_of(header, 10)

    assert refused.value.headers == {"Content-Range": "bytes */10"}
