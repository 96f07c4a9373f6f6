"""What came, or would come, of a bulk change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from engines.definition import Locale
from engines.issues import Issue, has_errors, pointer
from mortise.errors import Invalid, issue_json
from mortise.records.bulk.request import BulkRequest

TOLD: Final = 500
"""How many refused records are told of one by one; all are counted."""

SAMPLED: Final = 20
"""How many changes a preview shows."""


@dataclass(slots=True)
class Chosen:
    """A record that a bulk change is about, in its place among them, with what is wrong with changing it; the id of one
    that is not made is 0."""

    place: int
    id: int
    version: int | None = None
    title: str | None = None
    issues: list[Issue] = field(default_factory=list)
    now: Mapping[str, object] = field(default_factory=dict)
    """Of one that somebody else changed meanwhile: its version, what differs and what stands there now."""

    @property
    def is_refused(self) -> bool:
        """Whether it stays as it is."""
        return has_errors(self.issues)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`chosen` are all records in their order, `done` the ids that are, or would be, written."""

    chosen: Sequence[Chosen]
    done: Sequence[int]
    batch: int | None = None
    samples: Sequence[Mapping[str, object]] = ()
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    along: Mapping[str, int] = field(default_factory=dict)
    """Records of other forms, or not chosen, that go into the recycle bin or come out of it as well."""
    records: Sequence[Mapping[str, object]] | None = None


def refused(chosen: Iterable[Chosen]) -> list[Chosen]:
    """Those that stay as they are."""
    return [each for each in chosen if each.is_refused]


def told(each: Chosen, locale: Locale) -> dict[str, object]:
    """A refused record as JSON, with pointers into the request."""
    place = pointer("records", each.place)
    return {
        "place": each.place,
        "id": each.id or None,
        "title": each.title,
        "issues": [issue_json(issue.under(place), locale) for issue in each.issues],
        **each.now,
    }


def refuse_all(chosen: Sequence[Chosen], locale: Locale) -> None:
    """Raises Invalid when anything is refused: then nothing is to be changed."""
    wrong = refused(chosen)
    if wrong:
        raise Invalid(
            [issue.under(pointer("records", each.place)) for each in wrong[:TOLD] for issue in each.issues],
            extra={
                "count": len(chosen),
                "refused_count": len(wrong),
                "refused": [told(each, locale) for each in wrong[:TOLD]],
            },
        )


def answer(request: BulkRequest, outcome: Outcome, locale: Locale) -> dict[str, object]:
    """The outcome as JSON."""
    wrong = refused(outcome.chosen)
    return {
        "action": request.action,
        "preview": request.preview,
        "count": len(outcome.chosen),
        "done": len(outcome.done),
        "unchanged": len(outcome.chosen) - len(outcome.done) - len(wrong),
        "refused_count": len(wrong),
        "refused": [told(each, locale) for each in wrong[:TOLD]],
        "batch": outcome.batch,
        "samples": list(outcome.samples),
        "titles": dict(outcome.titles),
        "along": dict(outcome.along),
        **({} if outcome.records is None else {"records": list(outcome.records)}),
    }
