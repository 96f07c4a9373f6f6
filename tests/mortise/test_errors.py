"""Refusals in the reader's language."""

import pytest

from engines.definition import Locale
from engines.issues import Issue
from mortise import errors


def refusals(parent: type[errors.UserError] = errors.UserError) -> list[type[errors.UserError]]:
    return [kind for child in parent.__subclasses__() for kind in (child, *refusals(child))]


@pytest.mark.parametrize("kind", refusals(), ids=lambda kind: str(kind.__name__))
@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_every_refusal_has_a_sentence(kind: type[errors.UserError], locale: Locale) -> None:
    told = errors.problem(kind(incident="7f", version=2), locale)

    assert told["status"] == kind.status
    assert told["code"] == kind.code
    assert str(told["detail"]).startswith(str(told["title"]))


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
