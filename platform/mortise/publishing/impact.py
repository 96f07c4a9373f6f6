"""A plan as people read it: each step with what it costs, how many records it touches, and what depends on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engines.definition import LOCALES, Locale
from engines.form.compiled import SubTable
from engines.form.landscape import Target
from engines.form.steps import Consequence, Fill, ParkColumns, ParkTable, Step
from engines.form.system import TITLE
from engines.form.uses import Use
from engines.issues import Issue, pointer
from mortise.db.transaction import Reader
from mortise.definitions.addresses import Address, address_of, owner_of
from mortise.definitions.app import AppDefinition
from mortise.definitions.reading import write_document
from mortise.definitions.uses import Uses
from mortise.definitions.walk import name_of
from mortise.publishing.changes import Change
from mortise.publishing.conditions import ChangedCondition, changed_conditions
from mortise.publishing.details import OtherSettings, details, other_settings
from mortise.publishing.live import count_rows
from mortise.publishing.options import options_lost
from mortise.publishing.plan import Plan
from mortise.views.naming import naming
from mortise.views.rows import every_saved
from mortise.views.saved import SavedView

WEIGHTS: Final[Sequence[Consequence]] = ("metadata", "online", "backfill", "destructive")
MOST_DEPENDANTS: Final = 200
OF_FORMS: Final = frozenset({"form", "field", "option", "inverse"})
"""What belongs to a form."""

Words = Mapping[Locale, str]
NO_WORDS: Final[Words] = {"zh-CN": "", "en": ""}


@dataclass(frozen=True, slots=True)
class Dependant:
    """Something that names what changes: where it stands, what people call it, and where a builder finds it."""

    place: str
    name: Words
    address: Address


@dataclass(frozen=True, slots=True)
class Impact:
    """One step as told: `told` names its sentence, `details` say more; `rows` is how many records it touches, where
    that matters; `settings` are further ones that differ."""

    told: Issue
    consequence: Consequence
    form: str | None
    field: str | None
    rows: int | None
    dependants: Sequence[Dependant]
    conditions: Sequence[ChangedCondition] = ()
    details: Sequence[Issue] = ()
    settings: OtherSettings | None = None


async def impacts(reader: Reader, plan: Plan) -> list[Impact]:
    """Every step of the plan, as the person who publishes should see it."""
    old = None if plan.base is None else plan.base.definition
    steps: dict[tuple[str, str | None], list[Step]] = {}
    for step in plan.tables.steps:
        steps.setdefault(place_of(plan, step), []).append(step)
    dependants = Dependants(plan, await every_saved(reader, plan.app_id))
    told = []
    for change in plan.changes:
        own = steps.pop((change.form or "", change.field), []) if change.what in {"form", "field"} else []
        rows, (_, lost) = await touched(reader, plan, own), await options_lost(reader, plan, change)
        told.append(
            Impact(
                told_of(old, plan.definition, change),
                "destructive" if lost else consequence(own),
                change.form,
                change.field,
                lost or rows,
                dependants.of(change),
                tuple(changed_conditions(plan, change)),
                tuple(details(old, plan.definition, change)),
                other_settings(old, plan.definition, change),
            )
        )
    for (form, field), rest in steps.items():
        if any(step.is_data for step in rest):
            params = {"name": named(plan, form, field)}
            told.append(
                Impact(
                    Issue("plan_recomputed", "", params),
                    "backfill",
                    form,
                    field,
                    await touched(reader, plan, rest),
                    (),
                )
            )
    for key in sorted(plan.resets, key=str):
        params = {"name": named(plan, key.form, key.field)}
        told.append(Impact(Issue("plan_rights_reset", "", params), "metadata", key.form, key.field, None, ()))
    return told


def told_of(old: AppDefinition | None, new: AppDefinition, change: Change) -> Issue:
    """The sentence for a change."""
    described = old if change.how == "removed" and old is not None else new
    return Issue(f"plan_{change.what}_{change.how}", change.place, {"name": name_of(described, change.place)})


def place_of(plan: Plan, step: Step) -> tuple[str, str | None]:
    """The form and the field that a table's step is for; the form itself for its table, its title and its indexes."""
    old = {} if plan.base is None else plan.base.schema.sources
    source = plan.schema.sources.get(step.table) or old.get(step.table)
    if source is None:
        return "", None
    key = step.keys[0] if isinstance(step, Fill) else step.field
    if not isinstance(source, SubTable):
        return source.key, None if key == TITLE else key
    return source.form, source.key if key is None else f"{source.key}.{key}"


def consequence(steps: Iterable[Step]) -> Consequence:
    """The weightiest of some steps' consequences."""
    return max((step.consequence for step in steps), key=WEIGHTS.index, default="metadata")


async def touched(reader: Reader, plan: Plan, steps: Sequence[Step]) -> int | None:
    """How many records some steps work through or put out of sight; None where that is none of their business."""
    if plan.base is None:
        return None
    for step in steps:
        source = plan.base.schema.sources.get(step.table)
        if source is None:
            continue
        if isinstance(step, ParkColumns) and step.field is not None:
            column = source.table.c[next(iter(step.names))]
            return await count_rows(reader, source.table, column.is_not(None))
        if isinstance(step, ParkTable) or step.is_data:
            return plan.rows.get(step.table, 0)
    return None


def named(plan: Plan, form: str, field: str | None) -> Words:
    """What people call a form, or a field of it."""
    definition = plan.definition
    for number, each in enumerate(definition.forms):
        if each.key == form:
            place = f"/forms/{number}"
            for key in (field or "").split(".") if field else ():
                place = below(definition, place, key)
            return name_of(definition, place)
    return dict.fromkeys(LOCALES, form)


def below(definition: AppDefinition, place: str, key: str) -> str:
    """The pointer of a field below that of its form or sub-table."""
    node: object = definition
    for segment in place.split("/")[1:]:
        node = node[int(segment)] if isinstance(node, tuple) else getattr(node, segment)
    fields = getattr(node, "fields", ())
    return next((f"{place}/fields/{number}" for number, item in enumerate(fields) if item.key == key), place)


class Dependants:
    """What depends on changed fields and forms: what named them before and, where they stay, what will."""

    def __init__(self, plan: Plan, views: Sequence[SavedView]) -> None:
        self._views = views
        self._new = (plan.definition, Uses(write_document(plan.definition)))
        base = None if plan.base is None else plan.base.definition
        self._old = None if base is None else (base, Uses(write_document(base)))

    def of(self, change: Change) -> Sequence[Dependant]:
        """Whoever names what a change is about, each once."""
        if change.what not in {"form", "field", "option_set"} or change.how == "added":
            return ()
        side = self._old if change.how == "removed" else self._new
        if side is None:
            return ()
        definition, found = side
        shared = shared_target(definition, change)
        places = {
            pointer(*owner_of(found.document, use.path)): address_of(found.document, use.path)
            for use in found.all
            if (concerns(use, change) if shared is None else use.target == shared)
        }
        told = [
            Dependant(place, name_of(definition, place), address)
            for place, address in places.items()
            if not f"{place}/".startswith(f"{change.place}/")
        ]
        if change.form is not None and (change.field is not None or change.how == "removed"):
            views = naming(self._views, change.form, change.field)
            told += [Dependant(each.place, each.name, Address("saved_view", change.form)) for each in views]
        return told[:MOST_DEPENDANTS]


def shared_target(definition: AppDefinition, change: Change) -> Target | None:
    """The shared list of options that a change is about."""
    if change.what != "option_set":
        return None
    return Target("option_set", definition.option_sets[int(change.place.rpartition("/")[2])].key)


def concerns(use: Use, change: Change) -> bool:
    """Whether a use is of what changes, or of a part of it."""
    target = use.target
    if target.form != change.form or target.thing not in OF_FORMS:
        return False
    if change.field is None:
        return target.thing == "form" or change.how == "removed"
    return f"{target.field}.".startswith(f"{change.field}.")
