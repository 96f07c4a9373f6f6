"""Making, changing, deleting and bringing back saved views."""

from dataclasses import dataclass
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from engines.definition import Label
from engines.form.filters import compile_filter
from engines.form.surviving import check_sort
from engines.form.view import View
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.transaction import Tx
from mortise.definitions.drafts import find_nul
from mortise.errors import Forbidden, Invalid, NotFound, Stale
from mortise.identity.texts import Name, RowId
from mortise.views import rows
from mortise.views.audience import EVERYBODY, Whom, check_whom, whom
from mortise.views.merging import merged
from mortise.views.reading import may_change, names_of, reach_of, served_view, usable
from mortise.views.saved import Document, SavedView, fields_of, read_view, settings_of

SHARE: Final = "share"
MOST: Final = 100
"""How many views a person keeps of one form, and how many are shared of it."""
LARGEST: Final = 64 * 1024
"""Bytes of one view's settings."""
MOST_AUDIENCES: Final = 50

Ids = Annotated[tuple[RowId, ...], Field(max_length=MOST_AUDIENCES)]
RoleKey = Annotated[str, StringConstraints(max_length=40)]


class Names(BaseModel):
    """A view's name in one language or both."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh_cn: Annotated[Name, Field(alias="zh-CN")] = ""
    en: Name = ""


class Audience(BaseModel):
    """Whom a view is for: its maker alone, or, shared, everybody or holders of some roles and positions and people of
    some departments and groups."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shared: bool = False
    roles: Annotated[tuple[RoleKey, ...], Field(max_length=MOST_AUDIENCES)] = ()
    departments: Ids = ()
    groups: Ids = ()
    positions: Ids = ()
    locked: bool = False


class NewView(Audience):
    """A view to be kept: its kind with its settings, as in a published view without key, form and label."""

    form: Annotated[str, StringConstraints(max_length=40)]
    label: Names
    definition: dict[str, Any]


class ViewChange(BaseModel):
    """What is to change of a view, made on the version that was read; what is not said stays. `forget` lets go of the
    parts that are missing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    label: Names | None = None
    definition: dict[str, Any] | None = None
    shared: bool | None = None
    roles: Annotated[tuple[RoleKey, ...], Field(max_length=MOST_AUDIENCES)] | None = None
    departments: Ids | None = None
    groups: Ids | None = None
    positions: Ids | None = None
    locked: bool | None = None
    forget: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that is said of a view, before it is written."""

    form: str
    label: Label
    definition: Document
    names: Document
    shared: bool
    whom: Whom
    locked: bool

    def values(self) -> dict[str, object]:
        """By the names of their columns."""
        return {
            "label": self.label.model_dump(by_alias=True),
            "definition": self.definition,
            "names": self.names,
            "shared": self.shared,
            **self.whom.values(),
            "locked": self.locked,
        }


def may_share(context: Context, form: str) -> bool:
    """Who may share a form's records may share views of them; so may whoever manages the application."""
    return rows.manages(context) or SHARE in context.rights.form(form).actions


def open_form(context: Context, key: str) -> None:
    """Raises NotFound where the person cannot look at records of such a form, and Forbidden where a token may only
    read."""
    rights = context.rights.forms.get(key)
    if rights is None or "view" not in rights.actions:
        raise NotFound
    demand_hand(context)


def demand_hand(context: Context) -> None:
    """A token that may only read keeps no views."""
    principal = context.principal
    if not any(principal.token_allows(f"{context.app.key}:{action}") for action in (SHARE, "build")):
        raise Forbidden


async def create_view(tx: Tx, context: Context, given: NewView) -> Document:
    """A new view of whoever asks."""
    open_form(context, given.form)
    if given.shared and not may_share(context, given.form):
        raise Forbidden
    view, issues = check_definition(context, given.form, given.definition)
    label = label_of(given.label)
    issues += [*check_label(label), *await check_whom(tx, context, whom(given))]
    if await rows.count_of(tx, context, given.form, shared=given.shared) >= MOST:
        issues.append(Issue("views_too_many", params={"most": MOST}))
    if issues or view is None:
        raise Invalid(issues)
    rights, form = context.rights.form(given.form), context.app.schema.forms[given.form]
    kept = Kept(
        form=given.form,
        label=label,
        definition=settings_of(view),
        names=names_of(form, rights, fields_of(view)),
        shared=given.shared,
        whom=whom(given) if given.shared else EVERYBODY,
        locked=given.locked,
    )
    number = await rows.add(tx, context, given.form, kept.values())
    return await served(tx, context, number)


async def change_view(tx: Tx, context: Context, id: int, given: ViewChange) -> Document:
    """The view with its changes, made on the version that the editor has read."""
    saved = await own_view(tx, context, id)
    if given.version != saved.version:
        raise Stale(extra={"version": saved.version, "current": served_view(context, saved)})
    shared = saved.shared if given.shared is None else given.shared
    if shared != saved.shared and not (may_share(context, saved.form) and is_own(context, saved)):
        raise Forbidden
    issues: list[Issue] = []
    if (
        saved.locked
        and given.locked is not False
        and (given.definition is not None or given.label is not None)
    ):
        issues.append(Issue("view_locked"))
    label = saved.label if given.label is None else label_of(given.label)
    issues += check_label(label)
    definition, names, wrong = changed_definition(context, saved, given)
    named = whom(given, saved.whom)
    issues += [*wrong, *await check_whom(tx, context, named, saved.whom)]
    if shared != saved.shared and await rows.count_of(tx, context, saved.form, shared=shared) >= MOST:
        issues.append(Issue("views_too_many", params={"most": MOST}))
    if issues:
        raise Invalid(issues)
    kept = Kept(
        form=saved.form,
        label=label,
        definition=definition,
        names=names,
        shared=shared,
        whom=named if shared else EVERYBODY,
        locked=saved.locked if given.locked is None else given.locked,
    )
    await rows.change(tx, id, kept.values())
    return await served(tx, context, id)


def changed_definition(
    context: Context, saved: SavedView, given: ViewChange
) -> tuple[Document, Document, list[Issue]]:
    """The settings to be stored, with the names of what they are about, and what is wrong with them."""
    found = usable(context, saved).view
    shown = None if found is None else settings_of(found)
    if given.definition is None:
        forgotten = given.forget and shown is not None
        return (shown if forgotten and shown is not None else saved.definition), dict(saved.names), []
    view, issues = check_definition(context, saved.form, given.definition)
    if view is None:
        return saved.definition, dict(saved.names), issues
    wanted = settings_of(view)
    definition = wanted if given.forget else merged(saved.definition, shown, wanted)
    rights, form = context.rights.form(saved.form), context.app.schema.forms[saved.form]
    whole = read_view(saved.form, definition)
    keys = set() if isinstance(whole, tuple) else set(fields_of(whole))
    kept = {key: name for key, name in saved.names.items() if key in keys}
    return definition, {**kept, **names_of(form, rights, iter(sorted(keys)))}, issues


async def delete_view(tx: Tx, context: Context, id: int, version: int | None) -> None:
    """Takes a view away; it can come back."""
    saved = await own_view(tx, context, id)
    if version is not None and version != saved.version:
        raise Stale(extra={"version": saved.version, "current": served_view(context, saved)})
    await rows.put_away(tx, id)


async def restore_view(tx: Tx, context: Context, id: int) -> Document:
    """Brings a deleted view back."""
    saved = await rows.find(tx, context, id, gone=True)
    if saved is None:
        raise NotFound
    demand_change(context, saved)
    if await rows.count_of(tx, context, saved.form, shared=saved.shared) >= MOST:
        raise Invalid([Issue("views_too_many", params={"most": MOST})])
    await rows.bring_back(tx, id)
    return await served(tx, context, id)


async def own_view(tx: Tx, context: Context, id: int) -> SavedView:
    """A view that the person may change, locked until the transaction ends."""
    saved = await rows.find(tx, context, id, lock=True)
    if saved is None:
        raise NotFound
    demand_change(context, saved)
    return saved


def demand_change(context: Context, saved: SavedView) -> None:
    """Raises Forbidden for a view that is seen, and somebody else's."""
    demand_hand(context)
    if not may_change(context, saved):
        raise Forbidden


def is_own(context: Context, saved: SavedView) -> bool:
    """Whether the person made it: only so may it be taken back, for then nobody else sees it any more."""
    return saved.person == context.principal.person


async def served(tx: Tx, context: Context, id: int) -> Document:
    """The view as it is now."""
    saved = await rows.find(tx, context, id)
    if saved is None:
        raise NotFound
    return served_view(context, saved)


def label_of(given: Names) -> Label:
    """The name as a label."""
    return Label(zh_cn=given.zh_cn, en=given.en)


def check_label(label: Label) -> list[Issue]:
    """A view has a name."""
    return [] if label.text("en") else [Issue("view_name_missing", "/label")]


def check_definition(context: Context, key: str, document: Document) -> tuple[View | None, list[Issue]]:
    """The settings as a view, and everything that is wrong with them. What the person may not see is unknown."""
    nul = find_nul(document)
    if nul is not None:
        return None, [Issue("text_with_nul", f"/definition{nul}")]
    view = read_view(key, document)
    if isinstance(view, tuple):
        return None, [issue.under("/definition") for issue in view]
    form, issues = context.app.schema.forms[key], list[Issue]()
    if len(view.model_dump_json()) > LARGEST:
        issues.append(Issue("view_too_large", params={"most": LARGEST // 1024}))
    reach = reach_of(form, context.rights.form(key))
    sorted_by = {where for _, where in view.named_fields() if where.startswith("/sort/")}
    for field, where in view.named_fields():
        if field not in (reach.readable if where in sorted_by else reach.shown):
            issues.append(Issue("unknown_field", where, {"suggestion": {"zh-CN": "", "en": ""}}))
    if not issues:
        issues += [*check_sort(view, form), *view.check_fields(form)]
    given = [] if view.filter is None else [(view.filter, "/filter")]
    for tree, where in [*given, *view.conditions()]:
        _, wrong = compile_filter(context.app.schema, form, tree, reach.allowed, context.clock)
        issues += [issue.under(where) for issue in wrong]
    if not issues and view.cut(reach.readable, reach.shown) != view:
        issues.append(Issue("view_part_refused"))
    return view, [issue.under("/definition") for issue in issues]
