"""The context of a piece of work on records: for whom, in which application, when, and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Final

import sqlalchemy as sa

from engines.definition import Locale
from engines.expression.clock import Calendar, Clock
from mortise.access.rights import AppRights
from mortise.definitions.published import PublishedApp
from mortise.identity.principal import Principal
from mortise.identity.warrants import Warrant, holds

TYPED: Final[Mapping[str, Callable[[object], object]]] = {
    "number": lambda value: Decimal(str(value)),
    "text": str,
    "boolean": bool,
    "date": lambda value: date.fromisoformat(str(value)),
}


@lru_cache(maxsize=4)
def calendar_binds(calendar: Calendar) -> Mapping[str, object]:
    """The working calendar by the names of its binds."""
    return {
        "days_off": sorted(calendar.off),
        "days_on": sorted(calendar.on),
        "week_start": calendar.week_start,
        "fiscal_start": calendar.fiscal_start,
    }


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
    warrant: Warrant | None = None
    """Given where the person was recalled: what a statement gives that is not under `vouched` is worth nothing."""

    @property
    def vouched(self) -> tuple[sa.ColumnElement[bool], ...]:
        """The condition that the person may still come in as they did last."""
        return () if self.warrant is None else (holds(self.warrant.kind),)

    @property
    def shape(self) -> str | None:
        """What of the context, beside rights and language, shapes a statement that is under `vouched`."""
        return None if self.warrant is None else self.warrant.kind

    @cached_property
    def parameters(self) -> Mapping[str, object]:
        """The application's figures by key, as expressions take them."""
        return {
            parameter.key: None if parameter.value is None else TYPED[parameter.type](parameter.value)
            for parameter in self.app.definition.parameters
        }

    @cached_property
    def binds(self) -> Mapping[str, object]:
        """The values behind every bind that rights and expressions compile into a statement."""
        return {
            **self.principal.binds(),
            "now": self.clock.now,
            "today": self.clock.today,
            "time_zone": self.clock.time_zone.key,
            **calendar_binds(self.clock.holidays),
            **{f"param_{key}": value for key, value in self.parameters.items()},
            **({} if self.warrant is None else self.warrant.binds()),
        }
