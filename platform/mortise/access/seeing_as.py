"""Seeing an application as somebody else: who an onlooker is for as long as it lasts.

It takes away and never gives: the onlooker must administer the application, so whatever the other person may see there
is the onlooker's to see as well; of other applications, and of the organisation, nothing is left."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from mortise.access.rules import ACTIONS
from mortise.identity.principal import Principal

LONGEST: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Guise:
    """As whom an application is seen: a person, or anybody who has a role and no other."""

    app: str
    until: datetime
    person: int | None = None
    role: str | None = None


def disguised(onlooker: Principal, guise: Guise, person: Principal | None) -> Principal:
    """The principal that an onlooker is in a guise; `person` is whom the guise names, if it names one.

    A role is seen with the onlooker's own department and people, which row scopes ask for. Everything that the
    application grants is left, so that it is drawn as that person finds it; no door lets an onlooker write."""
    seen = onlooker if person is None else person
    roles = seen.roles_in(guise.app) if guise.role is None else frozenset({guise.role})
    held: Mapping[str, frozenset[str]] = MappingProxyType({guise.app: roles})
    return replace(
        seen,
        roles=held,
        is_administrator=guise.role is None and seen.is_administrator,
        must_change_password=False,
        token_scopes=frozenset(f"{guise.app}:{action}" for action in ACTIONS),
        only_app=guise.app,
        language=onlooker.language,
        preferred=onlooker.preferred,
    )
