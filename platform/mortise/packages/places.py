"""People, positions, groups and departments that flows name by number, on their way to another company: a package tells
what they are called, people excepted, and whoever installs it says who they are there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Final, Literal, get_args

import orjson
import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from engines.definition import Locale
from engines.form.sites import Site
from engines.issues import Issue, pointer
from mortise.db.statements import prepare
from mortise.db.transaction import Reader
from mortise.definitions.app import AppDefinition
from mortise.definitions.checks.flows import numbered_sites
from mortise.definitions.reading import read_as, read_definition, write_document
from mortise.errors import Invalid
from mortise.publishing.named import IN_USE

MEMBER: Final = "places.json"
Kind = Literal["person", "position", "group", "department"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
NAMED: Final[frozenset[Kind]] = frozenset({"position", "group", "department"})
"""Those that bear the same names elsewhere."""
Chosen = Mapping[Kind, Mapping[int, int]]
"""By the kind of a place and its number in the package: the number of what it is here."""
NOTHING: Final[Chosen] = {}
Text = Annotated[str, StringConstraints(max_length=200)]
KIND_WORDS: Final[Mapping[Kind, Mapping[Locale, str]]] = {
    "person": {"zh-CN": "人员", "en": "person"},
    "position": {"zh-CN": "岗位", "en": "position"},
    "group": {"zh-CN": "用户组", "en": "group"},
    "department": {"zh-CN": "部门", "en": "department"},
}

THERE: Final = prepare(
    sa.union_all(
        *(
            sa.select(sa.literal(kind, sa.Text).label("kind"), table.c.id, table.c.name, table.c.name_en)
            .where(used)
            .where(
                sa.or_(
                    table.c.id == sa.any_(sa.bindparam(f"{kind}_ids", type_=sa.ARRAY(sa.BigInteger))),
                    table.c.name == sa.any_(sa.bindparam(f"{kind}_names", type_=sa.ARRAY(sa.Text))),
                    table.c.name_en == sa.any_(sa.bindparam(f"{kind}_names", type_=sa.ARRAY(sa.Text))),
                )
            )
            for kind, (table, used) in IN_USE.items()
        )
    )
)
"""What is in use here and bears one of some numbers or names."""


class Place(BaseModel):
    """What flows of a package name by number. A person has no name: people are no part of a package."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    number: Annotated[int, Field(ge=1)]
    name: Text = ""
    name_en: Text = ""


class Places(BaseModel):
    """What the file of a package holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    places: Annotated[tuple[Place, ...], Field(max_length=1_000)] = ()


def read_places(content: bytes) -> Places | tuple[Issue, ...]:
    """The places that a package tells of, or what is wrong with the file."""
    try:
        found = read_as(Places, {"places": orjson.loads(content)})
    except orjson.JSONDecodeError as error:
        return (Issue("package_file_unreadable", MEMBER, {"line": error.lineno, "name": MEMBER}),)
    if isinstance(found, tuple):
        return tuple(Issue(each.code, f"{MEMBER}#{each.pointer}", each.params) for each in found)
    return found


def write_places(places: Iterable[Place]) -> bytes:
    """The file that `read_places` reads back."""
    told = [place.model_dump(exclude_defaults=True) for place in places]
    return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


async def leaving(reader: Reader, definition: AppDefinition) -> tuple[AppDefinition, tuple[Place, ...]]:
    """An application as it leaves: places numbered within the package from 1, and what they are called here."""
    sites = list(numbered_sites(definition))
    if not sites:
        return definition, ()
    numbers: dict[Kind, dict[int, int]] = {kind: {} for kind in KINDS}
    for site in sites:
        own = numbers[kind_of(site)]
        own.setdefault(int(site.value), len(own) + 1)
    asked: dict[str, object] = {f"{kind}_names": [] for kind in KINDS}
    asked |= {f"{kind}_ids": sorted(own) for kind, own in numbers.items()}
    called = {(row["kind"], row["id"]): row for row in await reader.fetch(THERE, asked)}
    places: list[Place] = []
    for kind, own in numbers.items():
        for here, number in own.items():
            row = called.get((kind, here)) if kind in NAMED else None
            names = {} if row is None else {"name": row["name"], "name_en": row["name_en"] or ""}
            places.append(Place(kind=kind, number=number, **names))
    return renumbered(definition, sites, numbers), tuple(places)


async def arriving(
    reader: Reader, definition: AppDefinition, places: Sequence[Place], chosen: Chosen
) -> AppDefinition:
    """An application as it is installed here: each place is what was chosen for it, or else the one thing here that is
    called the same. Raises Invalid with every place for which there is none, where it stands in the flows."""
    sites = list(numbered_sites(definition))
    if not sites:
        return definition
    asked: dict[str, object] = {}
    for kind in KINDS:
        named = [place for place in places if place.kind == kind]
        asked[f"{kind}_ids"] = sorted(set(chosen.get(kind, {}).values()))
        asked[f"{kind}_names"] = sorted(
            {name for each in named for name in (each.name, each.name_en) if name}
        )
    rows = await reader.fetch(THERE, asked)
    numbers: dict[Kind, dict[int, int]] = {kind: {} for kind in KINDS}
    issues: list[Issue] = []
    for place in places:
        here = {row["id"]: row for row in rows if row["kind"] == place.kind}
        wanted = chosen.get(place.kind, {}).get(place.number)
        alike = [
            number
            for number, row in here.items()
            if place.kind in NAMED and {row["name"], row["name_en"]} & ({place.name, place.name_en} - {""})
        ]
        if wanted is not None and wanted in here:
            numbers[place.kind][place.number] = wanted
        elif wanted is None and len(alike) == 1:
            numbers[place.kind][place.number] = alike[0]
        else:
            issues += (open_place(place, site) for site in sites if is_at(place, site))
    if issues:
        raise Invalid(issues)
    return renumbered(definition, sites, numbers)


def open_place(place: Place, site: Site) -> Issue:
    """That nobody said who a place is here, at one of the nodes that name it."""
    what: dict[Locale, str] = {
        "zh-CN": KIND_WORDS[place.kind]["zh-CN"] + (f"“{place.name}”" if place.name else f" {place.number}"),
        "en": f"{KIND_WORDS[place.kind]['en']} "
        + (f"“{place.name_en or place.name}”" if place.name else str(place.number)),
    }
    params = {"place": what, "kind": place.kind, "number": place.number, "name": place.name}
    return Issue("package_place_open", pointer(*site.path), params)


def untold(definition: AppDefinition, places: Sequence[Place]) -> list[Issue]:
    """Numbers in flows of which a package does not tell what they are."""
    told = {(place.kind, place.number) for place in places}
    return [
        Issue("package_names_people", pointer(*site.path))
        for site in numbered_sites(definition)
        if (site.what, site.value) not in told
    ]


def is_at(place: Place, site: Site) -> bool:
    """Whether a place stands there."""
    return (place.kind, place.number) == (site.what, site.value)


def kind_of(site: Site) -> Kind:
    """What is named by number there."""
    return next(kind for kind in KINDS if kind == site.what)


def renumbered(
    definition: AppDefinition, sites: Iterable[Site], numbers: Mapping[Kind, Mapping[int, int]]
) -> AppDefinition:
    """The application with other numbers at its places."""
    document: dict[str, Any] = write_document(definition)
    for site in sites:
        *path, last = site.path
        holder: Any = document
        for step in path:
            holder = holder[step]
        holder[last] = numbers[kind_of(site)][int(site.value)]
    found = read_definition(document)
    if isinstance(found, tuple):
        raise LookupError(f"other numbers made the application unreadable: {found[0]}")
    return found
