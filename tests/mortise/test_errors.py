"""Refusals in the reader's language."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from engines.definition import Locale
from engines.issues import Issue
from mortise import errors

TOLD: dict[str, Any] = {"incident": "7f", "version": 2, "name": "Li Lei", "at": "10:30"}
"""What the sentences of refusals name."""


def refusals(parent: type[errors.UserError] = errors.UserError) -> list[type[errors.UserError]]:
    return [kind for child in parent.__subclasses__() for kind in (child, *refusals(child))]


@pytest.mark.parametrize("kind", refusals(), ids=lambda kind: str(kind.__name__))
@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_every_refusal_has_a_sentence(kind: type[errors.UserError], locale: Locale) -> None:
    told = errors.problem(kind(**TOLD), locale)

    assert told["status"] == kind.status
    assert told["code"] == kind.code
    assert len(str(told["detail"])) > len(str(told["title"])) > 0


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_the_title_of_a_refusal_is_the_name_of_its_status(locale: Locale) -> None:
    told = [errors.problem(kind(**TOLD), locale) for kind in refusals()]

    pairs = {(each["status"], each["title"]) for each in told}
    assert len(pairs) == len({status for status, _ in pairs}) == len({title for _, title in pairs})


def test_the_issues_of_a_refusal_carry_message_and_way_out() -> None:
    refusal = errors.Invalid([Issue("forbidden", "/stage", {"label": {"zh-CN": "阶段", "en": "Stage"}})])

    told = errors.problem(refusal, "en")

    assert told["issues"] == [
        {
            "code": "forbidden",
            "pointer": "/stage",
            "message": "You are not allowed to do this.",
            "hint": "Ask an administrator if you need to.",
            "severity": "error",
            "params": {"label": "Stage"},
        }
    ]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("", "zh-CN", id="nothing said"),
        pytest.param("en-GB,en;q=0.9", "en", id="English"),
        pytest.param("zh-TW,zh;q=0.9,en;q=0.8", "zh-CN", id="Chinese first"),
        pytest.param("fr;q=1, en;q=0.5", "en", id="the second choice"),
        pytest.param("de", "zh-CN", id="a language not spoken"),
        pytest.param("en;q=oops", "zh-CN", id="a weight that is no number"),
        pytest.param("en;q=0", "zh-CN", id="a language refused"),
    ],
)
def test_the_preferred_language_decides(header: str, expected: Locale) -> None:
    assert errors.preferred_locale(header) == expected


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        pytest.param({}, "Port 8000 is in use. End", id="nothing said"),
        pytest.param({"LANG": "zh_CN.UTF-8"}, "端口 8000 已被占用。请结束", id="Chinese"),
        pytest.param({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "Port 8000", id="all of it English"),
        pytest.param({"LANG": "C.UTF-8", "LC_MESSAGES": "zh_TW"}, "端口 8000", id="messages Chinese"),
        pytest.param({"LANG": "zh_CN", "LC_ALL": ""}, "端口 8000", id="an empty one says nothing"),
    ],
)
def test_what_hinders_a_start_is_told_in_the_language_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], said: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert str(errors.SetupError("setup_port_in_use", port=8000)).startswith(said)


def test_whatever_hinders_a_start_has_its_sentence() -> None:
    """A code that is raised is a code that is written down, and the other way round."""
    package = Path(errors.__file__).parent
    sources = "\n".join(path.read_text("utf-8") for path in package.rglob("*.py"))
    raised = set(re.findall(r'SetupError\(\s*"(\w+)"', sources))

    assert raised == set(json.loads((package / "words/setup.json").read_text("utf-8")))
