"""Why somebody was asked, or why something happened by itself: a sentence of the words files and what fills it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engines.issues import Issue

Named = str | int
"""A key or a number; the host says what people call it (`person`, `department`, `role`, `position`, `group`, `node`,
`field` by the name of the parameter)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """The code of a sentence and what fills it."""

    code: str
    params: Mapping[str, Named] = field(default_factory=dict)

    def issue(self, called: Mapping[str, str] | None = None) -> Issue:
        """What to read the sentence from; `called` are the names that the host has for its parameters."""
        return Issue(self.code, params={**self.params, **(called or {})}, severity="warning")

    def to_json(self) -> list[object]:
        """The reason as it is kept."""
        return [self.code, dict(self.params)]


def reason_from_json(document: object) -> Reason:
    """The reason that `to_json` wrote."""
    match document:
        case [str(code), dict(params)]:
            return Reason(code, params)
    raise ValueError("not a reason")
