"""Every way in which a request can fail, as one answer that a person can act on."""

from collections.abc import Mapping
from typing import Final

import asyncpg
import orjson
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from engines.definition import Locale
from engines.issues import Issue, pointer
from mortise import errors
from mortise.errors import UserError, issue_json, problem

BY_STATUS: Final[Mapping[int, type[UserError]]] = {
    401: errors.NotSignedIn,
    403: errors.Forbidden,
    404: errors.NotFound,
    405: errors.MethodNotAllowed,
    413: errors.TooLarge,
    415: errors.UnsupportedMedia,
    422: errors.Invalid,
    429: errors.TooManyRequests,
    503: errors.Busy,
}

OVERLOADED: Final = (
    asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.InvalidCachedStatementError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    ConnectionError,
)
"""What the database says when asking again in a moment may help."""

UNREADABLE: Final = {"missing": "value_missing", "extra_forbidden": "value_superfluous"}
"""What is told of a request that does not fit its description, where that is not its kind."""

UNSTORABLE: Final = (asyncpg.CharacterNotInRepertoireError, asyncpg.UntranslatableCharacterError)
"""What PostgreSQL says of a text with a NUL."""


def refusal(failed: BaseException, incident: str) -> UserError:
    """The failure as a person may know it; what is unexpected shows only the incident's number."""
    if isinstance(failed, UserError):
        return failed
    if isinstance(failed, RequestValidationError):
        return errors.Invalid(
            Issue(
                UNREADABLE.get(detail["type"], "unreadable_value"),
                pointer(*detail["loc"][1:]),
                {"place": ".".join(map(str, detail["loc"][1:])) or str(detail["loc"][0])},
            )
            for detail in failed.errors()
        )
    if isinstance(failed, HTTPException):
        kind = BY_STATUS.get(failed.status_code)
        if kind is not None:
            return kind(headers=failed.headers)
        if failed.status_code < 500:
            return errors.Malformed()
    if isinstance(failed, OVERLOADED):
        return errors.Busy(headers={"Retry-After": "1"})
    if isinstance(failed, UNSTORABLE):
        return errors.Malformed([Issue("text_unstorable")])
    return errors.Unexpected(incident=incident)


def told(refused: UserError, locale: Locale) -> str:
    """A refusal as lines for a terminal."""
    document = problem(refused, locale)
    issues = [issue_json(issue, locale) for issue in refused.issues]
    lines = [f"{issue['pointer'] or '/'}: {issue['message']} {issue['hint']}".rstrip() for issue in issues]
    return "\n  ".join([str(document["detail"]), *lines])


def answer(refused: UserError, locale: Locale) -> Response:
    """The answer to a refused request."""
    return Response(
        orjson.dumps(problem(refused, locale), default=str),
        refused.status,
        {**refused.headers, "Content-Language": locale},
        media_type="application/problem+json",
    )
