"""Bodies of any size, depth and type."""

from collections.abc import Iterable

import pytest
from starlette.requests import Request
from starlette.types import Message, Scope

from mortise.edge.bodies import DEEPEST, JSON_BYTES, limited, parse, path_id, read_ahead, read_object
from mortise.errors import Malformed, NotFound, TooLarge, UnsupportedMedia


def scope(headers: dict[str, str], **more: object) -> Scope:
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": "POST", "path": "/", "headers": pairs, "query_string": b"", **more}


def request(headers: dict[str, str], parts: Iterable[bytes]) -> Request:
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages.append({"type": "http.request", "body": b"", "more_body": False})
    waiting = iter(messages)

    async def receive() -> Message:
        return next(waiting)

    asked = scope(headers)
    return Request(asked, limited(asked, receive, 1 << 20))


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


async def test_an_object_is_read_from_its_parts() -> None:
    told = await read_object(request({"content-type": "application/json; charset=utf-8"}, [b'{"a"', b": 1}"]))

    assert told == {"a": 1}


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
async def test_another_type_than_json_is_refused(kind: str) -> None:
    with pytest.raises(UnsupportedMedia):
        await read_object(request({"content-type": kind}, [b"{}"]))


async def test_a_body_that_grows_beyond_its_limit_is_refused() -> None:
    with pytest.raises(TooLarge):
        await read_object(request({"content-type": "application/json"}, [b"x" * 1024 * 1024] * 6))


@pytest.mark.parametrize("announced", [str(JSON_BYTES + 1), "-1", "1e3", "9" * 30])
def test_an_announced_size_that_is_too_large_or_no_number_is_refused(announced: str) -> None:
    with pytest.raises(TooLarge):
        request({"content-length": announced}, [])


@pytest.mark.parametrize("body", [b"", b"{", b'{"a": NaN}', b"\xff", b"[1,]"])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed) as refused:
        parse(body)

    assert [issue.code for issue in refused.value.issues] == ["body_no_json"]


@pytest.mark.parametrize("body", [nested(DEEPEST + 1), nested(1000)])
def test_json_of_unbounded_depth_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed) as refused:
        parse(body)

    assert [issue.code for issue in refused.value.issues] == ["body_too_deep"]


def test_the_place_where_a_body_is_no_json_is_told() -> None:
    with pytest.raises(Malformed) as refused:
        parse(b'{"a": 1,\n "b" 2}')

    assert refused.value.issues[0].params == {"line": 2, "column": 6}


@pytest.mark.parametrize("reads", ["the whole", "ahead"])
async def test_a_key_that_stands_twice_is_refused_with_its_place(reads: str) -> None:
    asked = request({"content-type": "application/json"}, [b'{"a": {"b": 1,', b' "b": 2}}'])

    with pytest.raises(Malformed) as refused:
        await (read_object(asked) if reads == "the whole" else read_ahead(asked.scope, asked.receive))

    assert [(issue.code, issue.pointer) for issue in refused.value.issues] == [("key_repeated", "/a/b")]


async def test_what_was_read_ahead_is_given_on_as_it_came() -> None:
    asked = request({"content-type": "application/merge-patch+json"}, [b'{"a"', b": 1}"])

    assert await Request(asked.scope, await read_ahead(asked.scope, asked.receive)).body() == b'{"a": 1}'


def test_the_deepest_body_that_is_read() -> None:
    assert parse(nested(DEEPEST)) is not None
    assert parse(nested(DEEPEST).replace(b"[]", b"[1]")) is not None


def test_a_wide_body_is_not_a_deep_one() -> None:
    assert parse(b"[" + b",".join([b"[[]]"] * 1000) + b"]") == [[[]]] * 1000


@pytest.mark.parametrize("text", ["0", "-1", "x", "9223372036854775808", "1" * 40, "１"])
def test_a_number_that_no_row_can_have_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        path_id(Request(scope({}, path_params={"id": text})))


def test_an_id_is_read_from_the_address() -> None:
    assert path_id(Request(scope({}, path_params={"id": "9223372036854775807"}))) == 2**63 - 1
