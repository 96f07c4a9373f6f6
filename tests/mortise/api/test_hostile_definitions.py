"""Texts that would be programs if anybody took them for more than texts: in every text that an application's author
writes, for whoever reads it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from mortise.definitions.app import AppDefinition
from mortise.definitions.check import check_app
from mortise.definitions.reading import read_definition, write_document
from mortise.packages.folder import read_folder
from mortise.packages.layout import assemble
from tests.mortise.api.conftest import SignIn
from tests.mortise.api.hostile import HOSTILE

APPS: Final = Path(__file__).parents[2] / "apps"
LABELS: Final = frozenset({"zh-CN", "en"})
TEXTS: Final = frozenset({"icon", "version"})
"""Members that are texts of the author beside what is said in two languages."""

Json = dict[str, Any]


def document(name: str) -> Json:
    """One of the applications that tests use."""
    files = read_folder(APPS / name)
    assert not isinstance(files, tuple)
    found, _, issues = assemble(files)
    assert not issues
    whole: Any = found
    return dict(whole)


def with_texts(node: Any, first: int) -> Any:
    """The document with every text of its author replaced, each by the next of the hostile ones."""
    turn = iter(HOSTILE[(first + step) % len(HOSTILE)] for step in range(100_000))

    def change(part: Any, member: str = "") -> Any:
        if isinstance(part, list):
            return [change(each) for each in part]
        if isinstance(part, dict):
            if part and part.keys() <= LABELS:
                return {locale: next(turn) for locale in part}
            return {key: change(each, key) for key, each in part.items()}
        return next(turn) if member in TEXTS and isinstance(part, str) else part

    return change(node)


def texts_of(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for part in node.values():
            yield from texts_of(part)
    elif isinstance(node, list):
        for part in node:
            yield from texts_of(part)
    elif isinstance(node, str):
        yield node


def test_there_are_forty_different_ones() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) == 40


@pytest.mark.parametrize("name", ["visits", "kinds"])
def test_each_of_them_is_kept_as_it_was_written_wherever_a_text_may_stand(name: str) -> None:
    original = document(name)
    places = sum(text in HOSTILE for text in texts_of(with_texts(original, 0)))
    assert places > len(HOSTILE)
    for first in range(len(HOSTILE)):
        hostile = with_texts(original, first)
        definition = read_definition(hostile)
        assert isinstance(definition, AppDefinition), definition
        assert check_app(definition).is_sound
        kept = [text for text in texts_of(write_document(definition)) if text in HOSTILE]
        assert sorted(kept) == sorted(text for text in texts_of(hostile) if text in HOSTILE)


def test_nobody_is_given_one_as_anything_but_a_text_in_json(sign_in: SignIn) -> None:
    """Each role of the application, every door that tells of the definition, and what is said of mistakes."""
    admin = sign_in("admin")
    hostile = {**with_texts(document("visits"), 0), "key": "hostile"}
    assert admin.post("/api/apps", json={"key": "hostile", "labels": {"en": HOSTILE[0]}}).status_code == 201
    for member, value in hostile.items():
        if member not in {"key", "format"}:
            change(admin, {"op": "add", "path": f"/{member}", "value": value})
    published = admin.post("/api/apps/hostile/publish", json={"note": HOSTILE[1]})
    assert published.status_code == 200, published.text
    (place,) = (form for form in hostile["forms"] if form["key"] == "place")
    rep = sign_in("rep")
    number = rep.get("/api/me").json()["person"]["id"]
    for role in hostile["roles"]:
        given = admin.put(f"/api/apps/hostile/roles/{role['key']}/members", json={"people": [number]})
        assert given.status_code == 200, given.text
        for client in (rep, admin):
            told = client.get("/api/apps/hostile")
            assert_json(told)
            assert {text for text in texts_of(told.json()) if text in HOSTILE}
            assert_json(client.get("/api/apps/hostile/openapi.json"))
            assert_json(client.get("/api/apps"))
            assert_json(client.post("/api/apps/hostile/forms/place/records", json={HOSTILE[2]: HOSTILE[3]}))
            assert_json(client.get("/api/apps/hostile/forms/place/records", params={"filter": HOSTILE[4]}))
            for address in ("/", "/apps/hostile", f"/apps/hostile/{place['key']}"):
                page = client.get(address)
                assert not any(text in page.text for text in HOSTILE)


def change(client: httpx.Client, *operations: Json) -> None:
    headers = {"If-Match": client.get("/api/apps/hostile/draft").headers["etag"]}
    answer = client.patch("/api/apps/hostile/draft", json=list(operations), headers=headers)
    assert answer.status_code == 200, answer.text


def assert_json(answer: httpx.Response) -> None:
    assert answer.headers["content-type"].partition(";")[0] in {
        "application/json",
        "application/problem+json",
    }
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.status_code < 500
