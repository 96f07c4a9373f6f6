"""Reading a request's body without trusting its size, depth or type."""

from collections.abc import Mapping
from typing import Final

import orjson
from starlette.requests import Request
from starlette.types import Message, Receive, Scope

from engines.issues import Issue
from mortise.errors import Malformed, NotFound, TooLarge, UnsupportedMedia
from mortise.json_keys import repeated_keys

JSON_BYTES: Final = 5 * 1024 * 1024
FORM_BYTES: Final = 128 * 1024
"""What a form may need beside the file in it."""
DEEPEST: Final = 64
BODILESS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_ID: Final = 2**63 - 1


async def read_json(request: Request) -> object:
    """The body as JSON; one that is no JSON, or lies too deep, is refused."""
    if not is_json(request.headers.get("content-type", "")):
        raise UnsupportedMedia
    return parse(await request.body())


def is_json(content_type: str) -> bool:
    """Whether a body of that type is read as JSON."""
    kind = content_type.partition(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


async def read_object(request: Request) -> Mapping[str, object]:
    """The body as a JSON object."""
    document = await read_json(request)
    if not isinstance(document, dict):
        raise Malformed([Issue("body_no_object")])
    return document


def parse(body: bytes) -> object:
    """JSON of bounded depth, with each key once in its object."""
    try:
        document: object = orjson.loads(body)
    except orjson.JSONDecodeError as wrong:
        raise Malformed(
            [Issue("body_no_json", params={"line": wrong.lineno, "column": wrong.colno})]
        ) from wrong
    # Few brackets cannot lie deep: most bodies are let through without being walked.
    if body.count(b"[") + body.count(b"{") > DEEPEST and is_too_deep(document):
        raise Malformed([Issue("body_too_deep", params={"most": DEEPEST})])
    repeated = repeated_keys(body, document)
    if repeated:
        raise Malformed(repeated)
    return document


async def read_ahead(scope: Scope, receive: Receive) -> Receive:
    """The request for whoever reads JSON less strictly: its body is looked at first, and given on as it came."""
    content_type = dict(scope["headers"]).get(b"content-type", b"").decode("latin-1")
    if scope["method"] in BODILESS or not is_json(content_type):
        return receive
    messages = [await receive()]
    while messages[-1]["type"] == "http.request" and messages[-1].get("more_body", False):
        messages.append(await receive())
    body = b"".join(message.get("body", b"") for message in messages)
    if body and messages[-1]["type"] == "http.request":
        parse(body)
    waiting = iter(messages)

    async def receive_again() -> Message:
        message = next(waiting, None)
        return await receive() if message is None else message

    return receive_again


def is_too_deep(document: object) -> bool:
    """Whether more arrays and objects lie in each other than are read."""
    level = [document]
    for _ in range(DEEPEST):
        level = [
            child
            for node in level
            for child in (node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())
            if isinstance(child, (dict, list))
        ]
        if not level:
            return False
    return True


def path_id(request: Request, name: str = "id") -> int:
    """An id from the address; a number that no row can have is not found."""
    text = str(request.path_params[name])
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 19 else 0
    if not 0 < number <= LARGEST_ID:
        raise NotFound
    return number


def limit_of(headers: Mapping[bytes, bytes], uploads: int) -> int:
    """How large the body of this request may be: uploads may be larger than JSON."""
    is_form = headers.get(b"content-type", b"").startswith(b"multipart/")
    return uploads + FORM_BYTES if is_form else JSON_BYTES


def limited(scope: Scope, receive: Receive, uploads: int) -> Receive:
    """The request's body as it comes in, until it is larger than it may be; refused at once where it says so."""
    headers: dict[bytes, bytes] = dict(scope["headers"])
    limit = limit_of(headers, uploads)
    announced = headers.get(b"content-length", b"0")
    if not announced.isdigit() or len(announced) > 15 or int(announced) > limit:
        raise TooLarge
    read = 0

    async def receive_within_limit() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > limit:
            raise TooLarge
        return message

    return receive_within_limit
