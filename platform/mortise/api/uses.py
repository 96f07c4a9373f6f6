"""Where the parts of a draft are used, and the draft without one of them, or with another key for it, over HTTP."""

from dataclasses import asdict
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from engines.definition import Locale
from engines.form.landscape import Target
from engines.form.sites import Step
from engines.issues import Issue, pointer
from mortise.api.building import Builder
from mortise.db.transaction import Reader
from mortise.definitions.addresses import Address, address_of, owner_of
from mortise.definitions.drafts import Draft, read_draft
from mortise.definitions.places import place_of
from mortise.definitions.reading import write_document
from mortise.definitions.removal import Consequence, Removal
from mortise.definitions.removed import removed
from mortise.definitions.uses import Uses, rename
from mortise.edge.host import host_of, locale_of
from mortise.errors import Invalid, NotFound
from mortise.views.naming import naming
from mortise.views.rows import every_saved

router: Final = APIRouter(tags=["publishing"])

RIGHTS: Final = {"fields": "rights", "scopes": "scope"}
"""What of a role's grant names a field."""


class PartInput(BaseModel):
    """A form, a field of it (`lines.item` in a sub-table), a shared list of options, or an option of either; a flow, or
    a node of it; a role."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    form: str = ""
    field: str = ""
    option_set: str = ""
    option: str = ""
    flow: str = ""
    node: str = ""
    role: str = ""

    @property
    def target(self) -> Target:
        """What it names."""
        if self.role:
            return Target("role", self.role)
        if self.flow:
            return Target("node", self.flow, self.node) if self.node else Target("flow", self.flow)
        if self.option_set:
            return Target("shared_option" if self.option else "option_set", self.option_set, "", self.option)
        thing = "option" if self.option else "field" if self.field else "form"
        return Target(thing, self.form, self.field, self.option)  # type: ignore[arg-type]  # one of the three

    @property
    def is_of_records(self) -> bool:
        """Whether views that people save may name it."""
        return self.target.thing in {"form", "field"}


class RemovalInput(BaseModel):
    """What is to go; where it is one thing, the key of what formulas, conditions and filters name instead."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: Annotated[tuple[PartInput, ...], Field(min_length=1, max_length=200)]
    instead: str = ""


class RenamingInput(PartInput):
    """What is to have another key."""

    key: str


class UseItem(BaseModel):
    """A place that uses a part: what people call it, and in which setting of which part of a form it stands."""

    pointer: str
    name: str
    part: str
    form: str | None
    key: str | None
    setting: str


class UsesAnswer(BaseModel):
    """Every use of a part, in the draft of that revision."""

    revision: int
    items: list[UseItem]


class ConsequenceItem(UseItem):
    """What a removal does to a place: `effect` is taken_out, cleared, emptied, falls, retitled, untitled or replaced;
    `because` names what falls first where it is not the removed part itself, `instead` what names the records then; a
    light one changes nothing but what is listed somewhere."""

    effect: str
    because: str | None
    instead: str | None
    light: bool


class RemovalAnswer(BaseModel):
    """What a removal would do to the draft of that revision, and the draft as it would be; nothing is changed by
    asking. It is not whole where something would name what is no more."""

    revision: int
    is_whole: bool
    items: list[ConsequenceItem]
    definition: dict[str, Any]


class RenamingAnswer(BaseModel):
    """The draft of that revision as it would be; nothing is changed by asking."""

    revision: int
    definition: dict[str, Any]


class CompanionItem(BaseModel):
    """What went with a form and comes back with it: the list where it stood, named by keys, and before what."""

    into: list[str]
    item: dict[str, Any]
    before: str | None


class RemovedItem(BaseModel):
    """A form or a field that the published version has and the draft lacks: as it was written, what people call it, and
    the section that showed it, before which field. `along` are the views, lines of the menu and rights of a form."""

    path: str
    name: str
    kind: str | None
    definition: dict[str, Any]
    section: str | None
    before: str | None
    along: list[CompanionItem]


class RemovedAnswer(BaseModel):
    """What was removed since the last publication."""

    items: list[RemovedItem]


@router.get("/api/apps/{app}/draft/removed", response_model=RemovedAnswer)
async def read_removed(request: Request, builder: Builder) -> dict[str, object]:
    """The forms and fields that the draft lacks of the published version; nothing is lost before it is published."""
    if builder.published is None:
        return {"items": []}
    async with host_of(request).database.read() as reader:
        draft = await read_draft(reader, builder.app_id)
    published, locale = write_document(builder.published.definition), locale_of(request)
    now = draft.document if isinstance(draft.document, dict) else {}
    places = Uses(published).places
    items = []
    for each in removed(published, now):
        form, _, field = each.path.partition(".")
        target = Target("field", form, field) if field else Target("form", form)
        name = place_of(published, pointer(*places[target]))[locale]
        items.append({**asdict(each), "name": name, "kind": each.definition.get("kind")})
    return {"items": items}


@router.get("/api/apps/{app}/draft/uses", response_model=UsesAnswer)
async def read_uses(
    request: Request, builder: Builder, part: Annotated[PartInput, Query()]
) -> dict[str, object]:
    """Where a form, a field, a shared list of options, an option, a flow, a node or a role is used."""
    locale = locale_of(request)
    async with host_of(request).database.read() as reader:
        draft = await read_draft(reader, builder.app_id)
        uses = known(draft, part.target)
        items = [use_answer(uses, use.path, locale) for use in uses.of(part.target)]
        if part.is_of_records:
            items += await saved_views(reader, builder.app_id, part, locale)
    return {"revision": draft.revision, "items": items}


@router.post("/api/apps/{app}/draft/removal", response_model=RemovalAnswer)
async def plan_removal(request: Request, builder: Builder, given: RemovalInput) -> dict[str, object]:
    """What would become of the draft without some parts and without every use of them."""
    locale = locale_of(request)
    async with host_of(request).database.read() as reader:
        draft = await read_draft(reader, builder.app_id)
        views = [
            view
            for part in given.parts
            if part.is_of_records
            for view in await saved_views(reader, builder.app_id, part, locale)
        ]
    targets = tuple(dict.fromkeys(part.target for part in given.parts))
    uses = known(draft, *targets)
    removal = Removal(uses.document, targets, instead_of(uses, given))
    return {
        "revision": draft.revision,
        "is_whole": removal.is_whole,
        "items": [
            *(consequence_answer(removal, each, locale) for each in removal.consequences),
            *(
                {**view, "effect": "taken_out", "light": True, "because": None, "instead": None}
                for view in views
            ),
        ],
        "definition": removal.outcome,
    }


@router.post("/api/apps/{app}/draft/renaming", response_model=RenamingAnswer)
async def plan_renaming(request: Request, builder: Builder, given: RenamingInput) -> dict[str, object]:
    """The draft with another key for a part, wherever it is named."""
    async with host_of(request).database.read() as reader:
        draft = await read_draft(reader, builder.app_id)
    uses = known(draft, given.target)
    return {"revision": draft.revision, "definition": rename(uses.document, {given.target: given.key})}


def known(draft: Draft, *targets: Target) -> Uses:
    """What is known of a draft that has the targets."""
    uses = Uses(draft.document if isinstance(draft.document, dict) else {})
    if not all(target in uses.places for target in targets):
        raise NotFound
    return uses


def instead_of(uses: Uses, given: RemovalInput) -> Target | None:
    """What takes the place of what goes: another field of the same form or rows, another option of the field."""
    if not given.instead:
        return None
    [part, *others] = given.parts
    if part.option:
        beside = part.model_copy(update={"option": given.instead})
    else:
        rows = part.field.rpartition(".")
        beside = part.model_copy(update={"field": f"{rows[0]}{rows[1]}{given.instead}"})
    if others or not (part.field or part.option) or beside == part or beside.target not in uses.places:
        raise Invalid([Issue("instead_unknown", "/instead")])
    return beside.target


def use_answer(uses: Uses, path: Step, locale: Locale) -> dict[str, object]:
    """A place as JSON."""
    owner = owner_of(uses.document, path)
    names = [step for step in path[len(owner) :] if isinstance(step, str)]
    setting = names[0] if names else ""
    if owner and owner[0] == "roles" and len(names) > 1:
        setting = RIGHTS.get(names[1], setting)
    return {
        "pointer": pointer(*path),
        "name": place_of(uses.document, pointer(*owner))[locale],
        **asdict(address_of(uses.document, path)),
        "setting": setting,
    }


def consequence_answer(removal: Removal, each: Consequence, locale: Locale) -> dict[str, object]:
    """What a removal does to a place as JSON."""
    uses, form = removal.uses, each.use.path[1]
    owner = uses.document["forms"][form]["key"] if each.instead else ""
    return {
        **use_answer(uses, each.use.path, locale),
        "effect": each.effect,
        "light": each.light,
        "because": None if each.because is None else name_of(uses, each.because, locale),
        "instead": name_of(uses, Target("field", owner, each.instead), locale) if each.instead else None,
    }


def name_of(uses: Uses, target: Target, locale: Locale) -> str:
    """What people call something that a draft gives a key."""
    return place_of(uses.document, pointer(*uses.places[target]))[locale]


async def saved_views(
    reader: Reader, app_id: int, part: PartInput, locale: Locale
) -> list[dict[str, object]]:
    """The views that people have saved and that name a part; what is gone from a form is passed over in them."""
    found = naming(await every_saved(reader, app_id), part.form, part.field or None)
    return [
        {
            "pointer": each.place,
            "name": each.name[locale],
            **asdict(Address("saved_view", part.form)),
            "setting": "",
        }
        for each in found
    ]
