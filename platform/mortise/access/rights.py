"""What a principal may do in an application: the one place where roles become rights."""

from collections import OrderedDict
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from mortise.access.form_rights import FormRights
from mortise.access.holds import Holds, hidable_fields
from mortise.access.rules import ACTIONS, rules_for
from mortise.definitions.published import PublishedApp
from mortise.definitions.roles import Action, Role
from mortise.identity.principal import Principal

__all__ = ["AppRights", "FormRights", "everything_in", "rights_of"]

MOST_KEPT: Final = 2_000
EVERYTHING: Final = Role.model_validate(
    {"key": "administrator", "label": {}, "administrator": True, "builder": True}
)
"""What an administrator of the installation holds in every application that is not closed to administrators."""

ENTERING: Final[frozenset[Action]] = frozenset({"view", "create"})
BUILD: Final = "build"
"""The part of a token's scope that stands for changing an application's definition and role members."""


class AppRights:
    """The rights that some roles give in one version of an application. They know nothing of a particular person:
    whoever has the same roles shares them, and the statements that are compiled with them."""

    def __init__(
        self,
        app: PublishedApp,
        roles: tuple[Role, ...],
        allowed: frozenset[Action],
        *,
        builds: bool,
        is_flow: bool = False,
    ) -> None:
        self._app = app
        self._held = frozenset() if is_flow else frozenset(flow.form for flow in app.definition.flows)
        self._allowed = allowed
        self._forms: dict[str, FormRights] = {}
        self.roles = roles
        self.can_build = builds and any(role.builder or role.administrator for role in roles)
        self.administers = builds and any(role.administrator for role in roles)

    def form(self, key: str) -> FormRights:
        """The rights on a form of the application, none of them when no role names it."""
        if key not in self._forms:
            rules = rules_for(key, self.roles, self._allowed)
            holds = self._holds(key) if key in self._held else None
            self._forms[key] = FormRights(
                self._app.id, self._app.schema, self._app.schema.forms[key], rules, self.form, holds
            )
        return self._forms[key]

    def _holds(self, key: str) -> Holds:
        flows, fields = self._app.definition.flows, self._app.schema.forms[key].fields
        return Holds(self._app.id, key, hidable_fields(flows, key, fields))

    @cached_property
    def forms(self) -> Mapping[str, FormRights]:
        """The forms that may be entered: where some record may be viewed or made. Without that nothing else is of use,
        and the form is not there."""
        found = {key: self.form(key) for key in self._app.schema.forms}
        return {key: rights for key, rights in found.items() if rights.actions & ENTERING}

    def sees_page(self, key: str) -> bool:
        """Whether a line of the menu is shown."""
        return any(role.pages is None or key in role.pages for role in self.roles)

    @property
    def is_nothing(self) -> bool:
        """Whether the application is not there at all for its caller."""
        return not self.roles


class RightsCache:
    """Rights by version, roles and what a token leaves of them, and by who had them last, the least recently used
    going first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, AppRights] = OrderedDict()
        self._had: OrderedDict[tuple[int, int], tuple[PublishedApp, Principal, AppRights]] = OrderedDict()
        """By the identities of what they keep alive, so that no other object can have the same."""

    def of(self, app: PublishedApp, principal: Principal) -> AppRights:
        """The principal's rights in this version. Neither ever changes: whoever holds another role is another one."""
        place = id(app), id(principal)
        had = self._had.get(place)
        if had is None:
            had = self._had[place] = (app, principal, self._found(app, principal))
            if len(self._had) > MOST_KEPT:
                self._had.popitem(last=False)
        return had[2]

    def forget(self) -> None:
        """Makes everything anew when it is asked for next."""
        self._kept.clear()
        self._had.clear()

    def _found(self, app: PublishedApp, principal: Principal) -> AppRights:
        held = principal.roles_in(app.key)
        everything = principal.administers_everything_in(app.key)
        allowed = frozenset(action for action in ACTIONS if principal.token_allows(f"{app.key}:{action}"))
        builds = principal.token_allows(f"{app.key}:{BUILD}")
        key = (app, held, everything, allowed, builds)
        kept = self._kept.get(key)
        if kept is None:
            roles = tuple(role for role in app.definition.roles if role.key in held)
            kept = AppRights(app, (*roles, EVERYTHING) if everything else roles, allowed, builds=builds)
            self._kept[key] = kept
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return kept


CACHE: Final = RightsCache()


def everything_in(app: PublishedApp) -> AppRights:
    """The rights of the application itself, by which its flows do what their author decided: all of them, also on
    records that a flow holds."""
    return AppRights(app, (EVERYTHING,), frozenset(ACTIONS), builds=False, is_flow=True)


def rights_of(app: PublishedApp, principal: Principal) -> AppRights:
    """What the principal may do in this version of the application."""
    return CACHE.of(app, principal)
