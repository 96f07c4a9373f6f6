"""The built front end: its files, and its one page for every other address."""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mortise.errors import MethodNotAllowed, NotFound

FOLDER: Final = Path(__file__).parents[1] / "web"
PAGE: Final = "/index.html"
ASSETS: Final = "/assets/"
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
        return FOREVER if self.address.startswith(ASSETS) else ASK_AGAIN

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
        self._folder = folder
        self._stamp = stamp(folder)
        self._files = listed(folder, self._stamp)

    def _known(self) -> Mapping[str, File]:
        """The files as they are now: a build beside the running server may have put others in their place. While it
        has no page to show, what was there before is still told."""
        now = stamp(self._folder)
        if now != self._stamp and PAGE in (files := listed(self._folder, now)):
            self._stamp, self._files = now, files
        return self._files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in {"GET", "HEAD"}:
            raise MethodNotAllowed(headers={"Allow": "GET, HEAD"})
        await self.answer(scope["path"], Headers(scope=scope))(scope, receive, send)

    def answer(self, path: str, headers: Headers) -> Response:
        """The answer to a request for an address."""
        files = self._known()
        file = files.get(path)
        if file is None and not path.startswith(ASSETS):
            file = files.get(PAGE)
        if file is None:
            raise NotFound
        try:
            return answered(file, headers)
        except FileNotFoundError as replaced:
            raise NotFound from replaced


def stamp(folder: Path) -> tuple[int, ...]:
    """What changes when another build takes the place of this one."""
    return tuple(
        path.stat().st_mtime_ns if path.exists() else 0 for path in (folder / ASSETS[1:-1], folder / PAGE[1:])
    )


@lru_cache(maxsize=1)
def listed(folder: Path, _stamp: tuple[int, ...]) -> Mapping[str, File]:
    """The files of a build by their addresses; what was read and compressed once serves every server of the process."""
    return {
        (address := "/" + path.relative_to(folder).as_posix()): File(path, address)
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def answered(file: File, headers: Headers) -> Response:
    """The file as the browser can take it, or the word that the browser has it already."""
    told = {"Cache-Control": file.caching, "ETag": file.tag, "Vary": "Accept-Encoding"}
    if headers.get("if-none-match") == file.tag:
        return Response(status_code=304, headers=told)
    if file.compressed is not None and "gzip" in headers.get("accept-encoding", ""):
        told["Content-Encoding"] = "gzip"
        return Response(file.compressed, headers=told, media_type=file.kind)
    return Response(file.content, headers=told, media_type=file.kind)
