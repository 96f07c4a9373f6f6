"""Refusals that identity adds, and the reading of the database's own as issues on a field."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import asyncpg

from engines.issues import Issue
from mortise.errors import Conflict, Forbidden, Invalid, NotFound, NotSignedIn


class WrongCredentials(NotSignedIn):
    """Login and password do not belong together; which of the two is wrong is not told."""

    code = "wrong_credentials"


class FromElsewhere(Forbidden):
    """A page of another site tried to act with a person's cookie."""

    code = "from_elsewhere"


class SessionNeeded(Forbidden):
    """A token may not do what decides over passwords and tokens."""

    code = "session_needed"


class OnlyLooking(Forbidden):
    """Whoever sees an application as somebody else sees that application and changes nothing."""

    code = "only_looking"


class LookingEnded(Forbidden):
    """Seeing as somebody else has ended: the time is over, or the right to."""

    code = "looking_ended"


class PasswordChangeRequired(Forbidden):
    """The person's password was chosen by somebody else and must be changed before anything else."""

    code = "password_change_required"


class LastAdministrator(Conflict):
    """Somebody must be left who can manage the installation."""

    code = "last_administrator"


class SessionGone(NotFound):
    """A session that is to be ended has ended already, or is nobody's."""

    code = "session_gone"


class PasswordLinkSpent(NotFound):
    """A link to choose a password that was used, replaced or is too old."""

    code = "password_link_spent"


@contextmanager
def as_issues(places: Mapping[str, str]) -> Iterator[None]:
    """Turns what a constraint refuses into an issue; `places` gives the pointer for a constraint's name."""
    try:
        yield
    except asyncpg.ForeignKeyViolationError as refused:
        raise Invalid([Issue("not_there", place(refused, places))]) from refused
    except asyncpg.UniqueViolationError as refused:
        raise Invalid([Issue("already_taken", place(refused, places))]) from refused


def place(refused: asyncpg.IntegrityConstraintViolationError, places: Mapping[str, str]) -> str:
    """Where a constraint's refusal belongs; a constraint that nobody named is a fault of ours."""
    name = str(getattr(refused, "constraint_name", ""))
    if name not in places:
        raise refused
    return places[name]
