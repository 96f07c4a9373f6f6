"""The principal: who a request acts for, and every fact about that person which rights are made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from engines.definition import LOCALES, Locale
from mortise.identity.company import Company

NO_ROLES: Final[Mapping[str, frozenset[str]]] = MappingProxyType({})

ORGANISATION: Final = "organisation"
"""The scope of a token that may manage people, departments and role members, as far as its owner may."""

INSTALL: Final = "install"
"""The scope of a token that may add applications, as far as its owner may."""


@dataclass(frozen=True, slots=True)
class Principal:
    """A person at work, or a program with that person's API token.

    `departments` are all that the person belongs to; those below and managed include every department under them;
    `subordinates` report to the person directly or not; `positions` are those in any department, `groups` those that
    name the person or a department that the person is in or below. `roles` are by application. `token_scopes` is None
    for a person who signed in; otherwise each is "organisation" or "<app>:<action>", either part of which may be
    "*"."""

    person: int
    login: str
    name: str
    language: Locale | None
    """The language that the person chose; None for one who never did."""
    is_administrator: bool
    department: int | None
    departments: tuple[int, ...]
    departments_below: tuple[int, ...]
    departments_above: tuple[int, ...]
    managed_departments: tuple[int, ...]
    subordinates: tuple[int, ...]
    positions: tuple[int, ...]
    groups: tuple[int, ...]
    roles: Mapping[str, frozenset[str]]
    rights_epoch: int
    company: Company
    values: Mapping[str, object]
    """What `binds` gives."""
    closed_apps: frozenset[str] = frozenset()
    """Applications whose data is kept from administrators of the installation."""
    must_change_password: bool = False
    token_scopes: frozenset[str] | None = None
    only_app: str | None = None
    """The one application that this principal is there for; none where it is there for all."""
    preferred: Locale = LOCALES[0]
    """What the browser or program that asks prefers; the installation's own language where nobody asks, as in jobs."""
    _read_to: "dict[Locale, Principal]" = field(default_factory=dict, init=False, repr=False, compare=False)
    """The same in other languages: whoever comes again is the same object, beside which others keep what they made
    of it."""

    def binds(self) -> Mapping[str, object]:
        """The values behind the binds of every statement that rights were compiled into."""
        return self.values

    def through_token(self, scopes: Iterable[str]) -> "Principal":
        """The same person, acting through a token that carries no more than these scopes."""
        return replace(self, token_scopes=frozenset(scopes))

    def reading(self, locale: Locale) -> "Principal":
        """The same person, read to in this language where none was chosen."""
        if self.language is not None or self.preferred == locale:
            return self
        kept = self._read_to.get(locale)
        if kept is None:
            kept = self._read_to[locale] = replace(self, preferred=locale)
        return kept

    @property
    def locale(self) -> Locale:
        """The language to speak to the person."""
        return self.language or self.preferred

    def token_allows(self, scope: str) -> bool:
        """Whether a token's scopes cover this one; a person who signed in is bound by none."""
        if self.token_scopes is None or scope in self.token_scopes:
            return True
        app, colon, action = scope.partition(":")
        return bool(colon) and not self.token_scopes.isdisjoint({f"{app}:*", f"*:{action}", "*:*"})

    @property
    def manages_organisation(self) -> bool:
        """Whether people, departments and role members of any application are this principal's to change."""
        return self.is_administrator and self.token_allows(ORGANISATION)

    def roles_in(self, app: str) -> frozenset[str]:
        """The roles held in an application, by the person or by a department that the person is in."""
        return self.roles.get(app, frozenset()) if self.only_app in {None, app} else frozenset()

    def administers_everything_in(self, app: str) -> bool:
        """Whether the person has the application's administrator role without holding it by name."""
        return self.is_administrator and app not in self.closed_apps and self.only_app in {None, app}


def bind_values(
    *,
    me: int,
    name: str,
    login: str,
    department: int | None,
    departments: Iterable[int],
    departments_below: Iterable[int],
    departments_above: Iterable[int],
    managed_departments: Iterable[int],
    subordinates: Iterable[int],
    positions: Iterable[int],
    groups: Iterable[int],
) -> Mapping[str, object]:
    """A person's facts by the names of binds: those of row scopes, and those that expressions read as ME.…"""
    return MappingProxyType(
        {
            "me": me,
            "me_id": me,
            "me_name": name,
            "me_login": login,
            "me_department": department,
            "me_departments": list(departments),
            "my_departments": list(departments),
            "my_departments_below": list(departments_below),
            "my_departments_above": list(departments_above),
            "my_managed_departments": list(managed_departments),
            "my_subordinates": list(subordinates),
            "my_positions": list(positions),
            "my_groups": list(groups),
        }
    )
