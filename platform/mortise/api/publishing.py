"""Plans and publications over HTTP."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from engines.definition import Locale
from engines.form.facts import Facts
from engines.issues import Issue, has_errors
from mortise.api.apps import IssueItem
from mortise.api.building import Builder, Building
from mortise.api.entrance import clock_of
from mortise.api.publications import PublicationAnswer, publication_answer
from mortise.db.connections import Record
from mortise.db.transaction import Reader
from mortise.edge.host import host_of, locale_of
from mortise.errors import issue_json
from mortise.publishing.checking import FAILED, Check, check_values
from mortise.publishing.impact import Impact, impacts, named
from mortise.publishing.losses import FieldLoss, first_rows
from mortise.publishing.offers import offers_of
from mortise.publishing.plan import Plan
from mortise.publishing.publications import PREPARING, open_publication, read_publication
from mortise.publishing.publish import Wish, in_the_way, nothing_to_publish, planned, publish

router: Final = APIRouter(tags=["publishing"])


class DependantItem(BaseModel):
    """Something that depends on what changes: the part of a form that a builder finds it by."""

    pointer: str
    name: str
    part: str
    form: str | None
    key: str | None


class ConditionItem(BaseModel):
    """A condition that changes, as it was and as it will be; null where there is none."""

    place: str
    before: str | None
    after: str | None


class SettingsItem(BaseModel):
    """Settings that changed, by their names in the definition: of which part (`what`), and of a field its kind."""

    what: str
    kind: str | None
    names: list[str]


class StepItem(BaseModel):
    """A step of a plan: `consequence` is metadata, online, backfill or destructive."""

    code: str
    pointer: str
    text: str
    details: list[str]
    settings: SettingsItem | None
    consequence: str
    form: str | None
    field: str | None
    rows: int | None
    dependants: list[DependantItem]
    conditions: list[ConditionItem]


class LossRow(BaseModel):
    """A row whose value does not fit: the record, and the value as text where the caller may see it."""

    record: int | None
    row: int
    title: str | None
    value: str | None
    reason: str


class LossItem(BaseModel):
    """Values that would go out of sight, to be accepted by their fingerprint: how many of how many, and the first."""

    form: str
    field: str
    name: str
    text: str
    count: int
    total: int
    fingerprint: str
    rows: list[LossRow]


class ReturningItem(BaseModel):
    """Parked values that a part of the draft could have: since which version, how many, and whether it takes them."""

    path: str
    name: str
    version: int
    rows: int
    is_taken: bool


class CheckItem(BaseModel):
    """How far it has been looked at whether the values convert: `state` is done, running or failed. Many values are
    looked at in the background; `losses` are complete, and the plan can be published, once it is done."""

    state: str
    done: int
    total: int
    finished_at: datetime | None
    error: str | None


class PlanAnswer(BaseModel):
    """What publishing the draft would do; errors among the issues forbid it, losses must be accepted. A draft that is
    unchanged has nothing to publish. An earlier publication that is still open stands beside."""

    version: int
    base_version: int | None
    revision: int
    is_unchanged: bool
    is_publishable: bool
    needs_preparation: bool
    publication: PublicationAnswer | None
    steps: list[StepItem]
    check: CheckItem
    losses: list[LossItem]
    offers: list[ReturningItem]
    issues: list[IssueItem]


class PublishInput(BaseModel):
    """What is to be published: the draft's revision that was looked at, a note for the list of versions, the fields
    and forms whose parked values are wanted back (`visit.notes`), and the fingerprints of the losses that were looked
    at in the plan."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    revision: int | None = None
    note: str = ""
    take_back: frozenset[str] = frozenset()
    accept: frozenset[str] = frozenset()


@router.get("/api/apps/{app}/plan", response_model=PlanAnswer)
async def read_plan(request: Request, builder: Builder, take_back: str = "") -> dict[str, object]:
    """What publishing the draft would do, with counts from the data as they are."""
    host, locale = host_of(request), locale_of(request)
    wish = Wish(builder.principal.person, take_back=frozenset(filter(None, take_back.split(","))))
    plan = await planned(host.database, host.apps, builder.app_id, wish)
    check = await check_values(host.database, plan, clock_of(builder.principal), facts_of(builder))
    async with host.database.read() as reader:
        steps = await impacts(reader, plan)
        listed = [await loss_answer(reader, builder, plan, loss) for loss in check.losses]
        offers = await offers_of(reader, plan)
        row = await open_publication(reader, builder.app_id)
    return {
        **plan_answer(plan, row, locale),
        "steps": [step_answer(step, locale) for step in steps],
        "check": check_answer(check, locale),
        "losses": listed,
        "offers": [{**asdict(offer), "name": offer.name[locale]} for offer in offers],
        "publication": None if row is None else publication_answer(row, locale),
    }


@router.post("/api/apps/{app}/publish", response_model=PublicationAnswer)
async def publish_draft(
    request: Request, response: Response, builder: Builder, given: PublishInput
) -> dict[str, object]:
    """Publishes the draft: 200 when it is done, 202 when a large table is prepared first."""
    host = host_of(request)
    wish = Wish(builder.principal.person, given.note[:2000], given.revision, given.take_back, given.accept)
    outcome = await publish(
        host.database, host.apps, builder.app_id, wish, clock_of(builder.principal), facts_of(builder)
    )
    if outcome.publication is None:
        return {
            "publication": None,
            "version": outcome.version,
            "state": "done",
            "is_stuck": False,
            "progress": {},
            "error": None,
            "started_at": None,
            "started_by": None,
        }
    response.status_code = 200 if outcome.is_published else 202
    async with host.database.read() as reader:
        return publication_answer(await read_publication(reader, outcome.publication), locale_of(request))


def facts_of(builder: Building) -> Facts:
    """What the form engine must know to carry values over."""
    published = builder.published
    parameters: Mapping[str, object] = (
        {} if published is None else {each.key: each.value for each in published.definition.parameters}
    )
    company = builder.principal.company
    rates = company.rates_on(clock_of(builder.principal).today)
    return Facts(parameters=parameters, base_currency=company.base_currency, rates=rates)


def plan_answer(plan: Plan, earlier: Record | None, locale: Locale) -> dict[str, object]:
    """A plan as JSON, without its steps; an earlier publication that is prepared forbids it."""
    issues = list(plan.issues)
    if plan.is_unchanged:
        nothing = nothing_to_publish(plan)
        issues.insert(0, Issue(nothing.code, params=nothing.params))
    if earlier is not None and earlier["state"] == PREPARING:
        refusal = in_the_way(earlier)
        issues.insert(0, Issue(refusal.code, params=refusal.params))
    return {
        "version": plan.version,
        "base_version": None if plan.base is None else plan.base.version,
        "revision": plan.revision,
        "is_unchanged": plan.is_unchanged,
        "is_publishable": not has_errors(issues),
        "needs_preparation": plan.needs_preparation,
        "issues": [issue_json(issue, locale) for issue in issues],
    }


def check_answer(check: Check, locale: Locale) -> dict[str, object]:
    """How far a check has come, as JSON."""
    return {
        "state": check.state,
        "done": check.done,
        "total": check.total,
        "finished_at": check.finished_at,
        "error": issue_json(Issue("check_failed"), locale)["message"] if check.state == FAILED else None,
    }


async def loss_answer(reader: Reader, builder: Building, plan: Plan, loss: FieldLoss) -> dict[str, object]:
    """A loss as JSON, with the old values that the builder may see."""
    locale = builder.principal.locale
    told = issue_json(loss.told, locale)
    rows = [] if builder.context is None else await first_rows(reader, builder.context, plan, loss)
    return {
        "form": loss.form,
        "field": loss.field,
        "name": named(plan, loss.form, loss.field)[locale],
        "text": told["message"],
        "count": loss.count,
        "total": loss.total,
        "fingerprint": loss.fingerprint,
        "rows": [{**asdict(row), "reason": issue_json(row.reason, locale)["message"]} for row in rows],
    }


def step_answer(step: Impact, locale: Locale) -> dict[str, object]:
    """A step as JSON."""
    told = issue_json(step.told, locale)
    return {
        "code": told["code"],
        "pointer": told["pointer"],
        "text": told["message"],
        "details": [issue_json(each, locale)["message"] for each in step.details],
        "settings": None if step.settings is None else asdict(step.settings),
        "consequence": step.consequence,
        "form": step.form,
        "field": step.field,
        "rows": step.rows,
        "dependants": [
            {"pointer": each.place, "name": each.name[locale], **asdict(each.address)}
            for each in step.dependants
        ],
        "conditions": [
            {
                "place": each.place,
                "before": None if each.before is None else each.before[locale],
                "after": None if each.after is None else each.after[locale],
            }
            for each in step.conditions
        ],
    }
