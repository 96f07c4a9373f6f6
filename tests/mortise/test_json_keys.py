"""A key that stands twice in an object is found, wherever it stands and whatever stands around it."""

import orjson
import pytest

from mortise.json_keys import MOST, repeated_keys


def found(text: str) -> list[tuple[str, object]]:
    body = text.encode()
    return [(issue.pointer, issue.params["key"]) for issue in repeated_keys(body, orjson.loads(body))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('{"a": 1, "a": 2}', [("/a", "a")], id="side by side"),
        pytest.param('{"a": 1, "a": 1}', [("/a", "a")], id="with the same value"),
        pytest.param('[0, {"a": {"b": [], "c": {}, "b": 1}}]', [("/1/a/b", "b")], id="inside"),
        pytest.param('{"a": {"b": 1, "b": 2}, "a": 3}', [("/a/b", "b"), ("/a", "a")], id="in what is lost"),
        pytest.param('{"\\u0061": 1, "a": 2}', [("/a", "a")], id="written differently"),
        pytest.param('{"a\\"": 1, "\\\\": 1, "a\\"": 2}', [('/a"', 'a"')], id="with a quote in it"),
        pytest.param('{"a/b~": 1, "a/b~": 2}', [("/a~1b~0", "a/b~")], id="with what pointers escape"),
        pytest.param('{"字段": 1, "字段": 2}', [("/字段", "字段")], id="in Chinese"),
        pytest.param(
            "[" + ", ".join(['{"a": 1, "a": 2}'] * 50) + "]",
            [(f"/{place}/a", "a") for place in range(MOST)],
            id="again and again",
        ),
    ],
)
def test_a_key_that_stands_twice_is_told_with_its_place(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1",
        '"a"',
        '"\\"{\\\\"',
        '{"a": {"a": {"a": "a"}}, "A": "a"}',
        '[{"a": 1}, {"a": 2}]',
        '{"a": "\\"a\\": 1", "b": "x\\\\", "c": "\\\\\\"", "d": "\\u0022\\u005c\\n\\/"}',
        '{ "text" : "{\\"a\\": 1, \\"a\\": 2}" }',
        '{"\\u0000": "\\u001f\\ud83d\\ude00", "😀": "\u2028"}',
    ],
)
def test_keys_that_stand_once_are_let_through(text: str) -> None:
    assert found(text) == []


def test_what_is_lost_may_lie_deep() -> None:
    assert found('{"a": ' + "[" * 1000 + "]" * 1000 + ', "a": 1}') == [("/a", "a")]
