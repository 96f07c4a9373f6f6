"""A form with one file in it, read while it comes in: nothing of the file is held but the piece under way."""

from collections import deque
from collections.abc import AsyncIterator
from typing import Final

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from engines.form.wording import given
from engines.issues import Issue
from mortise.errors import Invalid, UnsupportedMedia
from mortise.files.names import sent_name
from mortise.files.refusals import UploadMalformed

FORM: Final = b"multipart/form-data"
PART: Final = "file"
MOST_HEADER_BYTES: Final = 64 * 1024
"""Enough for any name that somebody may give."""


class Upload:
    """The file of a form: its name is known once `open` returns, its bytes come with `blocks`."""

    def __init__(self, request: Request) -> None:
        kind, options = parse_options_header(request.headers.get("content-type"))
        boundary = options.get(b"boundary")
        if kind != FORM or not boundary:
            raise UnsupportedMedia
        self.name = ""
        self._source = request.stream()
        self._blocks: deque[bytes] = deque()
        self._field, self._value = b"", b""
        self._headers: dict[bytes, bytes] = {}
        self._parts = 0
        self._is_open = self._is_whole = self._is_over = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin_part,
                "on_header_field": self._take_field,
                "on_header_value": self._take_value,
                "on_header_end": self._end_header,
                "on_headers_finished": self._open_part,
                "on_part_data": self._take_data,
                "on_part_end": self._end_part,
                "on_end": self._end,
            },
            max_header_size=MOST_HEADER_BYTES,
        )

    async def open(self) -> str:
        """Reads until the file begins; what it is called."""
        while not self._is_open and await self._read():
            pass
        if not self._is_open:
            raise Invalid([Issue("upload_file_missing", "/file")])
        return self.name

    async def blocks(self) -> AsyncIterator[bytes]:
        """The bytes of the file; UploadMalformed where the form breaks off."""
        while True:
            while self._blocks:
                yield self._blocks.popleft()
            if not await self._read():
                break
        if not self._is_whole or not self._is_over:
            raise UploadMalformed

    async def _read(self) -> bool:
        """Takes in the next piece of the request; False at its end."""
        async for piece in self._source:
            try:
                self._parser.write(piece)
            except FormParserError as broken:
                raise UploadMalformed from broken
            return True
        return False

    def _begin_part(self) -> None:
        self._parts += 1
        self._headers = {}

    def _take_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _take_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        self._headers[self._field.lower()] = self._value
        self._field, self._value = b"", b""

    def _open_part(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition"))
        called = options.get(b"name", b"").decode("utf-8", "replace")
        if called != PART or self._parts > 1:
            raise Invalid([Issue("upload_part_unknown", "", {"given": given(called)})])
        if b"filename" not in options:
            raise Invalid([Issue("upload_file_missing", "/file")])
        self.name = sent_name(options[b"filename"].decode("utf-8", "replace"))
        self._is_open = True

    def _take_data(self, data: bytes, start: int, end: int) -> None:
        self._blocks.append(data[start:end])

    def _end_part(self) -> None:
        self._is_whole = True

    def _end(self) -> None:
        self._is_over = True
