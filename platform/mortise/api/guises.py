"""The cookie by which a browser says that it sees an application as somebody else.

It is sealed for the session that began it, so that none is made up unseen by the log; what it says only ever takes
rights away. One that is too old, or not for this session, refuses rather than being overlooked: whoever believes to be
looking only must not find themselves changing things."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from mortise.access.seeing_as import Guise
from mortise.db.secret import Secret
from mortise.edge.host import host_of
from mortise.identity.refusals import LookingEnded
from mortise.records.cursor import CursorSeal

SECURE_COOKIE: Final = "__Host-seeing-as"
PLAIN_COOKIE: Final = "seeing-as"


@lru_cache(maxsize=4)
def _seal(secret: Secret) -> CursorSeal:
    return CursorSeal(secret.derive("seeing as"))


def _name(request: Request) -> str:
    return SECURE_COOKIE if host_of(request).settings.is_secure else PLAIN_COOKIE


def is_disguised(request: Request) -> bool:
    """Whether the request comes with such a cookie, whatever it is worth. One with a token has no cookies."""
    return "authorization" not in request.headers and _name(request) in request.cookies


def read_guise(request: Request, session: bytes | None) -> Guise:
    """As whom the request sees an application; LookingEnded for a cookie that is no longer worth anything."""
    host = host_of(request)
    opened = (
        None
        if session is None
        else _seal(host.secret).open(request.cookies.get(_name(request), ""), session.hex())
    )
    if opened is None:
        raise LookingEnded
    app, until, person, role = opened
    guise = Guise(f"{app}", datetime.fromisoformat(f"{until}"), None if person is None else int(person), role)
    if guise.until < datetime.now(UTC):
        raise LookingEnded
    return guise


def put_on(request: Request, answer: Response, guise: Guise, session: bytes) -> None:
    """Lets the browser see as somebody from its next request on. The cookie lives as long as the browser: were it
    forgotten when its time is over, the next click would be one's own."""
    sealed = _seal(host_of(request).secret).seal(
        [
            guise.app,
            guise.until.isoformat(),
            None if guise.person is None else str(guise.person),
            guise.role,
        ],
        session.hex(),
    )
    secure = host_of(request).settings.is_secure
    answer.set_cookie(_name(request), sealed, path="/", secure=secure, httponly=True, samesite="lax")


def take_off(request: Request, answer: Response) -> None:
    """Lets the browser be itself again, if it was not."""
    if not is_disguised(request):
        return
    secure = host_of(request).settings.is_secure
    answer.delete_cookie(_name(request), path="/", secure=secure, httponly=True, samesite="lax")
