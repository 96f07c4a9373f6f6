"""Names of files are data, whatever they look like."""

import pytest

from mortise.files.names import LONGEST, disposition, sent_name, tidy_name, with_ending


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("报价单 2026.pdf", "报价单 2026.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\x\\secret.doc", "secret.doc"),
        ("a\0b.txt", "a b.txt"),
        ("CON", "CON"),
        ("..", "file"),
        ("", "file"),
        ("   ", "file"),
        (".htaccess", "htaccess"),
        ("exe\u202egpj.png", "exegpj.png"),
        ("a\r\nSet-Cookie: x=1", "a Set-Cookie: x=1"),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_a_name_is_tidied_to_what_can_be_seen(given: str, kept: str) -> None:
    assert tidy_name(given) == kept


def test_what_browsers_write_in_place_of_quotes_and_line_breaks_is_read_as_such() -> None:
    assert tidy_name(sent_name("q%22uo'te%0D%0A100%25.png")) == "q\"uo'te 100%25.png"


def test_a_long_name_keeps_its_ending() -> None:
    name = tidy_name("长" * 4_000 + ".pdf")

    assert len(name) <= LONGEST
    assert name.endswith(".pdf")


def test_the_header_survives_every_name() -> None:
    header = disposition('a"; filename="x.html\\;é报')

    assert header == (
        'attachment; filename="a__ filename__x.html____"; '
        "filename*=UTF-8''a%22%3B%20filename%3D%22x.html%5C%3B%C3%A9%E6%8A%A5"
    )
    assert header.encode("ascii")


@pytest.mark.parametrize(
    ("name", "media", "now"),
    [
        ("a.gif", "image/png", "a.png"),
        ("a.JPEG", "image/jpeg", "a.JPEG"),
        ("a", "image/webp", "a.webp"),
        (".bmp", "image/png", ".bmp.png"),
    ],
)
def test_a_picture_that_was_drawn_anew_is_called_what_it_is(name: str, media: str, now: str) -> None:
    assert with_ending(name, media) == now
