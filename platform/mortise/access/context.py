"""The context of a piece of work on records: for whom, in which application, when, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from engines.definition import Locale
from engines.expression.clock import Clock
from mortise.access.rights import AppRights
from mortise.definitions.published import PublishedApp
from mortise.identity.principal import Principal


@dataclass(frozen=True)
class Context:
    """What every function on records takes first after the transaction. `cause` names the event, rule or flow behind
    the work, for the log; None when a person asked directly."""

    principal: Principal
    app: PublishedApp
    rights: AppRights
    clock: Clock
    locale: Locale
    cause: Mapping[str, object] | None = None

    @cached_property
    def parameters(self) -> Mapping[str, object]:
        """The application's figures by key."""
        return {parameter.key: parameter.value for parameter in self.app.definition.parameters}

    @cached_property
    def binds(self) -> Mapping[str, object]:
        """The values behind every bind that rights and expressions compile into a statement."""
        return {
            **self.principal.binds(),
            "now": self.clock.now,
            "today": self.clock.today,
            "time_zone": self.clock.time_zone.key,
            "days_off": sorted(self.clock.holidays.off),
            "days_on": sorted(self.clock.holidays.on),
            **{f"param_{key}": value for key, value in self.parameters.items()},
        }
