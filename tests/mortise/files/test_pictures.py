"""Pictures drawn anew, in a process that may use little."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from mortise.files.media import media_of
from mortise.files.pictures import SIZES, WHOLE, Drawn, Size, drawing
from mortise.files.refusals import NoPicture
from tests.mortise.files.conftest import left, picture


def png(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and has no more in it than its head."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


async def drawn_from(content: bytes, folder: Path, size: Size) -> tuple[Drawn, Image.Image]:
    source = folder / "source"
    source.write_bytes(content)
    async with drawing(source, media_of(content), folder, size) as drawn:
        with Image.open(drawn.path) as opened:
            opened.load()
            return drawn, kept(opened)


def kept(opened: Image.Image) -> Image.Image:
    """The picture apart from its file, with what stood beside it."""
    copy = opened.copy()
    copy.info = dict(opened.info)
    return copy


@pytest.mark.parametrize(
    ("kind", "media"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("GIF", "image/png"),
        ("WEBP", "image/webp"),
        ("BMP", "image/png"),
    ],
)
async def test_a_whole_picture_is_drawn_anew(kind: str, media: str, tmp_path: Path) -> None:
    drawn, seen = await drawn_from(picture(kind), tmp_path, WHOLE)

    assert (drawn.media, drawn.width, drawn.height) == (media, 40, 20)
    assert seen.size == (40, 20)


async def test_a_small_picture_fits_into_its_square(tmp_path: Path) -> None:
    drawn, seen = await drawn_from(picture("JPEG", (4_000, 2_000)), tmp_path, SIZES["small"])

    assert (drawn.media, drawn.width, drawn.height) == ("image/webp", 320, 160)
    assert seen.size == (320, 160)


async def test_the_cameras_notes_go_and_the_picture_stands_upright(tmp_path: Path) -> None:
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x010F] = "CANARY-MAKER"
    notes.get_ifd(0x8825)[1] = "N"

    drawn, seen = await drawn_from(picture("JPEG", (40, 20), exif=notes), tmp_path, WHOLE)

    assert (drawn.width, drawn.height) == (20, 40)
    assert "exif" not in seen.info
    assert not seen.getexif()


async def test_what_is_hidden_behind_a_picture_is_not_kept(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(picture("GIF") + b"<script>alert(1)</script>")

    async with drawing(source, "image/gif", tmp_path, WHOLE) as drawn:
        assert b"script" not in drawn.path.read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        png(50_000, 50_000),
        png(2**31 - 1, 2**31 - 1),
        png(40, 20),
        picture()[:-30],
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a<script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0",
        b"",
    ],
    ids=["bomb", "larger bomb", "empty", "cut", "head", "script", "svg", "eps", "nothing"],
)
async def test_what_cannot_be_drawn_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(NoPicture):
        await drawn_from(content, tmp_path, WHOLE)

    assert left(tmp_path) == ["source"]


async def test_of_ten_thousand_frames_one_is_drawn(tmp_path: Path) -> None:
    frames = [Image.new("P", (8, 8), number % 256) for number in range(300)]
    written = io.BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:] * 33, loop=0)

    drawn, seen = await drawn_from(written.getvalue(), tmp_path, WHOLE)

    assert drawn.size < 1_000
    assert getattr(seen, "n_frames", 1) == 1
