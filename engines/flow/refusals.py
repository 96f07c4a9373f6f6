"""Why a command is not carried out: a typed answer with words, naming who was first and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NoReturn

from engines.flow.reasons import Named
from engines.issues import Issue


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused command: the code of its sentence; `who` did what stands in the way, `at` when; further `params` fill
    the sentence. A number under the names that reasons use is something the host knows the name of."""

    code: str
    who: int | None = None
    at: datetime | None = None
    params: Mapping[str, Named] = field(default_factory=dict)

    def issue(self, called: Mapping[str, str]) -> Issue:
        """What to read the sentence from; `called` are the names that the host has for its parameters, with `who` and
        `at` as its reader's language writes them."""
        own = {"who": self.who or "", "at": self.at.isoformat() if self.at else ""}
        return Issue(self.code, params={**own, **self.params, **called})


class Refused(Exception):
    """Carries a refusal out of a step of which nothing is kept."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def refuse(code: str, *, who: int | None = None, at: datetime | None = None, **params: Named) -> NoReturn:
    """Ends the step with a refusal."""
    raise Refused(Refusal(code, who, at, params))
