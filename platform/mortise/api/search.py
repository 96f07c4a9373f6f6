"""Search over every application that the caller may enter: groups by form, a few records of each."""

from collections.abc import Iterator
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.requests import Request

from engines.definition import Label
from engines.form.excerpts import Stretch
from mortise.access.context import Context
from mortise.access.rights import rights_of
from mortise.api.entrance import Looking, clock_of
from mortise.db.transaction import Reader
from mortise.definitions.applications import list_apps
from mortise.edge.host import Host, host_of
from mortise.identity.principal import Principal
from mortise.records.global_search import Hit, Hits, search_app

router: Final = APIRouter(tags=["search"])

LONGEST: Final = 200
MOST: Final = 20
MOST_FORMS: Final = 30
"""How many forms are answered with; a needle that is in more of them is too short to help."""


class SearchStretch(BaseModel):
    """A stretch of a text; `is_hit` where it is what was searched for."""

    text: str
    is_hit: bool


class SearchMatch(BaseModel):
    """The field that holds what was searched for, and the text around it."""

    field: str
    label: dict[str, str]
    excerpt: list[SearchStretch]


class SearchHit(BaseModel):
    """A record that was found. `match` tells where, when it is not in the title as it is written."""

    id: int
    title: list[SearchStretch]
    match: SearchMatch | None


class SearchGroup(BaseModel):
    """What was found in one form, the newest records first."""

    app: str
    app_label: dict[str, str]
    form: str
    label: dict[str, str]
    icon: str | None
    records: list[SearchHit]
    has_more: bool


class SearchAnswer(BaseModel):
    """What was found, by form; `truncated` when it is in more forms than are answered with."""

    groups: list[SearchGroup]
    truncated: bool


@router.get("/api/search", response_model=SearchAnswer)
async def search_everything(
    request: Request,
    person: Looking,
    q: Annotated[str, Query(max_length=LONGEST)] = "",
    app: Annotated[str | None, Query(max_length=40)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 5,
) -> dict[str, object]:
    """Records whose title or another readable text holds `q`, or whose title is typed so in pinyin; with `app`, those
    of one application. Without a text nothing is found."""
    needle = q.replace("\0", "").strip()
    groups: list[dict[str, object]] = []
    truncated = False
    if needle:
        host = host_of(request)
        async with host.database.read() as reader:
            for context in await contexts_of(reader, host, person, app):
                found = await search_app(reader, context, needle, limit, MOST_FORMS - len(groups) + 1)
                groups += [shown_group(context, hits) for hits in found]
                if len(groups) > MOST_FORMS:
                    truncated = True
                    break
    return {"groups": groups[:MOST_FORMS], "truncated": truncated}


async def contexts_of(reader: Reader, host: Host, person: Principal, app: str | None) -> list[Context]:
    """The applications that the person may enter, or the one of that key."""
    found: list[Context] = []
    for row in await list_apps(reader):
        if row["published_version"] is None or app not in {None, row["key"]}:
            continue
        published = await host.apps.of(reader, row["id"], row["published_version"])
        rights = rights_of(published, person)
        if not rights.is_nothing:
            found.append(Context(person, published, rights, clock_of(person), person.locale))
    return found


def shown_group(context: Context, hits: Hits) -> dict[str, object]:
    """The group as JSON has it."""
    definition = hits.door.form.definition
    return {
        "app": context.app.key,
        "app_label": dumped(context.app.definition.label),
        "form": hits.door.form.key,
        "label": dumped(definition.label),
        "icon": definition.icon,
        "records": [shown_hit(hit) for hit in hits.records],
        "has_more": hits.has_more,
    }


def shown_hit(hit: Hit) -> dict[str, object]:
    """The record as JSON has it."""
    match = hit.match
    return {
        "id": hit.id,
        "title": list(shown_stretches(hit.title)),
        "match": None
        if match is None
        else {
            "field": match.field,
            "label": dumped(match.label),
            "excerpt": list(shown_stretches(match.excerpt)),
        },
    }


def shown_stretches(stretches: tuple[Stretch, ...]) -> Iterator[dict[str, object]]:
    """The stretches as JSON has them."""
    return ({"text": stretch.text, "is_hit": stretch.is_hit} for stretch in stretches)


def dumped(label: Label) -> dict[str, str]:
    """A label in the languages that it has."""
    return label.model_dump(by_alias=True)
