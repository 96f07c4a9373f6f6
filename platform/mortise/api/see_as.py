"""Seeing an application as somebody else, for who administers it."""

from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from engines.definition import Key, Label
from engines.issues import Issue
from mortise.access.context import Context
from mortise.access.seeing_as import LONGEST, Guise
from mortise.api.entrance import Arrived, SignedIn, context_of, onlooking, require_app_administrator
from mortise.api.guises import is_disguised, put_on, take_off
from mortise.api.me import Titled
from mortise.db.transaction import Tx
from mortise.edge.answers import empty_answer, json_answer
from mortise.edge.host import host_of, locale_of
from mortise.errors import Invalid
from mortise.identity.changes import log_change
from mortise.identity.directory import find_people, title
from mortise.identity.refusals import LookingEnded, PasswordChangeRequired
from mortise.identity.texts import RowId

router: Final = APIRouter(tags=["roles"])


class GuiseInput(BaseModel):
    """As whom: a person, or a role that the published version has."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    person: RowId | None = None
    role: Key | None = None


class SeenRole(BaseModel):
    """The role that is looked through."""

    key: str
    label: Label


class SeeingAs(BaseModel):
    """As whom an application is seen, and until when; `ended` where it is over and only the way out is left."""

    app: str
    person: Titled | None = None
    role: SeenRole | None = None
    until: datetime | None = None
    ended: bool = False


class SeeingAnswer(BaseModel):
    """As whom the browser sees an application; null where it is its own person."""

    seeing_as: SeeingAs | None


@router.get("/api/see-as", response_model=SeeingAnswer, response_model_by_alias=True)
async def read_see_as(request: Request, asking: Arrived) -> dict[str, object]:
    """As whom the caller sees an application now."""
    if asking.principal.must_change_password:
        raise PasswordChangeRequired
    if not is_disguised(request) or asking.session is None:
        return {"seeing_as": None}
    try:
        guise, found = await onlooking(request)
    except LookingEnded:
        return {"seeing_as": {"app": "", "ended": True}}
    context = await context_of(request, found)
    return {"seeing_as": await told(request, context, guise)}


@router.post("/api/apps/{app}/see-as", response_model=SeeingAnswer, response_model_by_alias=True)
async def begin(
    request: Request,
    context: Annotated[Context, Depends(require_app_administrator)],
    signed_in: SignedIn,
    given: GuiseInput,
) -> Response:
    """Lets this browser see the application as somebody else from now on, reading only; it is logged."""
    if (given.person is None) == (given.role is None):
        raise Invalid([Issue("person_or_role", "")])
    if given.role is not None and given.role not in {role.key for role in context.app.definition.roles}:
        raise Invalid([Issue("not_there", "/role")])
    until = datetime.now(UTC).replace(microsecond=0) + LONGEST
    guise = Guise(context.app.key, until, given.person, given.role)
    seen = await told(request, context, guise)
    async with host_of(request).database.transaction() as tx:
        await log_seeing(tx, context, guise)
    answer = json_answer(SeeingAnswer(seeing_as=seen).model_dump(mode="json", by_alias=True))
    if signed_in.session is not None:
        put_on(request, answer, guise, signed_in.session)
    return answer


@router.delete("/api/see-as", status_code=204, response_class=Response)
async def end(request: Request, asking: Arrived) -> Response:
    """Is oneself again."""
    answer = empty_answer()
    take_off(request, answer)
    return answer


async def told(request: Request, context: Context, guise: Guise) -> SeeingAs:
    """A guise as pages name it; Invalid for a person who could not sign in."""
    locale = locale_of(request)
    person: Titled | None = None
    if guise.person is not None:
        async with host_of(request).database.read() as reader:
            rows = await find_people(reader, ids=[guise.person])
        if not rows or not rows[0]["active"]:
            raise Invalid([Issue("not_there", "/person")])
        person = Titled(id=guise.person, title=title(rows[0], locale))
    label = next((role.label for role in context.app.definition.roles if role.key == guise.role), Label())
    role = None if guise.role is None else SeenRole(key=guise.role, label=label)
    return SeeingAs(app=guise.app, person=person, role=role, until=guise.until)


async def log_seeing(tx: Tx, context: Context, guise: Guise) -> None:
    """Who saw which application as whom is kept like every change."""
    new = {"person": guise.person, "role": guise.role, "until": guise.until.isoformat()}
    await log_change(tx, "seeing_as", context.app.id, "create", context.principal.person, None, new)
