"""Refusals that a person can read and act on, and their one translation to problem+json."""

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Final

from engines.definition import LOCALES, Locale
from engines.issues import Issue, Parameter, sentence

WORDS: Final = (Path(__file__).parent / "words",)
"""Where the host's sentences are; the engines' own come after them."""

Problem = dict[str, object]


class UserError(Exception):
    """A refusal: `code` names its sentence in words/*.json, `params` fill it, `issues` say where and what.

    A member of `extra` stands beside the standard members of the answer, for programs to read."""

    code: ClassVar[str]
    status: ClassVar[int]

    def __init__(
        self,
        issues: Iterable[Issue] = (),
        *,
        extra: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        **params: Parameter | Mapping[Locale, str],
    ) -> None:
        super().__init__(self.code)
        self.issues = tuple(issues)
        self.params = params
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})


class Malformed(UserError):
    """The request cannot be read at all."""

    code = "malformed"
    status = 400


class NotSignedIn(UserError):
    """Nobody is known to be asking."""

    code = "not_signed_in"
    status = 401


class Forbidden(UserError):
    """What is asked for is visible, but not granted to the person asking."""

    code = "forbidden"
    status = 403


def beyond_token(reach: str) -> Forbidden:
    """The refusal of what the person might do, but not through this token."""
    return Forbidden([Issue("beyond_token", params={"reach": reach})])


class NotFound(UserError):
    """Nothing is there, or nothing that the person asking may know of."""

    code = "not_found"
    status = 404


class MethodNotAllowed(UserError):
    """The address exists, but does not do this."""

    code = "method_not_allowed"
    status = 405


class Conflict(UserError):
    """Something else happened first."""

    code = "conflict"
    status = 409


class Stale(Conflict):
    """The record or draft was changed since it was read; `extra` tells what differs."""

    code = "stale_version"


class TooLarge(UserError):
    """The request's body or header is larger than the server reads."""

    code = "too_large"
    status = 413


class UnsupportedMedia(UserError):
    """The body is of a type that this address does not read."""

    code = "unsupported_media"
    status = 415


class Invalid(UserError):
    """The request is readable, but what it says is not acceptable; the issues say where."""

    code = "invalid"
    status = 422


class IdempotencyKeyReused(UserError):
    """The same idempotency key came before with another request."""

    code = "idempotency_key_reused"
    status = 422


class TooManyRequests(UserError):
    """More than the person or the address may ask in this time."""

    code = "too_many_requests"
    status = 429


class Unexpected(UserError):
    """A fault of ours: the incident's id is all that leaves the server."""

    code = "unexpected"
    status = 500


class Busy(UserError):
    """The database does not answer in time; asking again shortly may help."""

    code = "busy"
    status = 503


class SetupError(Exception):
    """The installation cannot start; the message says why and what to do, in the language of the terminal."""

    def __init__(self, code: str, **params: Parameter) -> None:
        locale = terminal_locale()
        text, hint = sentence(Issue(code, params=params), locale, WORDS)
        super().__init__(text + (" " if locale == "en" and hint else "") + hint)
        self.code = code


def terminal_locale() -> Locale:
    """The language that the environment asks programs to speak: the first that is set decides, as elsewhere."""
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh-CN" if said.lower().startswith("zh") else "en"


def issue_json(issue: Issue, locale: Locale) -> dict[str, object]:
    """An issue as a person and a program read it."""
    message, hint = sentence(issue, locale, WORDS)
    params = {
        name: value[locale] if isinstance(value, Mapping) else value for name, value in issue.params.items()
    }
    return {
        "code": issue.code,
        "pointer": issue.pointer,
        "message": message,
        "hint": hint,
        "severity": issue.severity,
        "params": params,
    }


def problem(error: UserError, locale: Locale) -> Problem:
    """The body of the answer to a refused request (RFC 9457): its type is the status, whose name is the title; the
    detail says what happened this time."""
    text, hint = sentence(Issue(error.code, params=error.params), locale, WORDS)
    gap = " " if locale == "en" and hint else ""
    return {
        "type": "about:blank",
        "title": sentence(Issue(f"status_{error.status}"), locale, WORDS)[0],
        "status": error.status,
        "code": error.code,
        "detail": text + gap + hint,
        "issues": [issue_json(issue, locale) for issue in error.issues],
        **error.extra,
    }


USUAL_PREFERENCE: Final = 100
"""No browser that a person uses says more of the languages that are preferred."""


def preferred_locale(accept_language: str) -> Locale:
    """The first language of an Accept-Language header that Mortise speaks, zh-CN where it names none."""
    return (_usual_preference if len(accept_language) <= USUAL_PREFERENCE else _preference)(accept_language)


def _preference(accept_language: str) -> Locale:
    weighted: list[tuple[float, Locale]] = []
    for part in accept_language.split(",")[:20]:
        tag, _, weight = part.strip().partition(";q=")
        spoken = next((locale for locale in LOCALES if tag.lower().split("-")[0] == locale[:2].lower()), None)
        if spoken is not None:
            weighted.append((quality(weight), spoken))
    best = max(weighted, key=lambda pair: pair[0], default=(0.0, LOCALES[0]))
    return best[1] if best[0] > 0 else LOCALES[0]


_usual_preference = lru_cache(maxsize=500)(_preference)
"""Few browsers differ in what they prefer, and all of them say it with every request."""


def quality(weight: str) -> float:
    """The q of a language range; one that cannot be read counts as none."""
    if not weight:
        return 1.0
    try:
        return float(weight)
    except ValueError:
        return 0.0
