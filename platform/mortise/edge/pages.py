"""The built front end: its files, and its one page for every other address."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mortise.errors import MethodNotAllowed, NotFound

FOLDER: Final = Path(__file__).parents[1] / "web"
PAGE: Final = "/index.html"
FOREVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"
COMPRESSED: Final = ("text/", "application/json", "application/javascript", "image/svg+xml")


@dataclass
class File:
    """A file of the front end, read when it is first asked for."""

    path: Path
    address: str

    @property
    def kind(self) -> str:
        """Its media type."""
        return mimetypes.guess_type(self.path.name)[0] or "application/octet-stream"

    @property
    def caching(self) -> str:
        """How long browsers may keep it: the names of assets change with their content."""
        return FOREVER if self.address.startswith("/assets/") else ASK_AGAIN

    @cached_property
    def content(self) -> bytes:
        """What is in it."""
        return self.path.read_bytes()

    @cached_property
    def compressed(self) -> bytes | None:
        """The same, made smaller where that helps."""
        return gzip.compress(self.content) if self.kind.startswith(COMPRESSED) else None

    @cached_property
    def tag(self) -> str:
        """A name for this content."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:24]}"'


class Pages:
    """Answers with a file of the front end where the address names one, else with its page."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = {
            (address := "/" + path.relative_to(folder).as_posix()): File(path, address)
            for path in folder.rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in {"GET", "HEAD"}:
            raise MethodNotAllowed(headers={"Allow": "GET, HEAD"})
        await self.answer(scope["path"], Headers(scope=scope))(scope, receive, send)

    def answer(self, path: str, headers: Headers) -> Response:
        """The answer to a request for an address."""
        file = self._files.get(path)
        if file is None and not path.startswith("/assets/"):
            file = self._files.get(PAGE)
        if file is None:
            raise NotFound
        told = {"Cache-Control": file.caching, "ETag": file.tag, "Vary": "Accept-Encoding"}
        if headers.get("if-none-match") == file.tag:
            return Response(status_code=304, headers=told)
        if file.compressed is not None and "gzip" in headers.get("accept-encoding", ""):
            told["Content-Encoding"] = "gzip"
            return Response(file.compressed, headers=told, media_type=file.kind)
        return Response(file.content, headers=told, media_type=file.kind)
