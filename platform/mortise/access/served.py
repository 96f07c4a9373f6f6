"""A published application as a person's browser gets it: without what the person may not know of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from engines.definition import LOCALES, Definition, Label
from engines.expression.types import Type
from engines.form.compiled import Form, SubTable
from engines.form.computation import LookupOf
from engines.form.conditions import RECORD
from engines.form.field import Field
from engines.form.groups import group_ways, system_ways
from engines.form.meaning import Operator
from engines.form.sites import compared_fields
from engines.form.system import SYSTEM_LABELS, SYSTEM_MEANINGS
from mortise.access.form_rights import FormRights
from mortise.access.inputs import read
from mortise.access.pages import readable_pages
from mortise.access.rights import AppRights
from mortise.access.sentences import sentences
from mortise.access.slots import cut_expressions
from mortise.access.starting import may_begin, start_of
from mortise.access.view_kinds import served_view_kinds
from mortise.definitions.app import MenuEntry
from mortise.definitions.checks.shape import LISTED_COLUMNS
from mortise.definitions.published import PublishedApp

Json = dict[str, Any]  # what orjson writes, of many shapes

PAGES: Final = "pages"
READABLE: Final = frozenset({"read", "write"})


def served_app(app: PublishedApp, rights: AppRights) -> Json:
    """The definition with trees for texts, slots for what the server must compute, and the caller's rights."""
    definition = app.definition
    forms = {key: served_form(app, app.schema.forms[key], rights) for key in rights.forms}
    views = list(served_views(app, rights))
    return {
        "key": app.key,
        "version": app.version,
        "label": dumped(definition.label),
        "icon": definition.icon,
        "colour": definition.colour,
        "can_build": rights.can_build,
        "administers": rights.administers,
        "menu": list(served_menu(definition.menu, rights, frozenset(view["key"] for view in views))),
        "views": views,
        "pages": list(served_pages(app, rights)),
        "flows": list(served_flows(app, rights)),
        "has_flows": bool(definition.flows),
        "parameters": {parameter.key: parameter.value for parameter in definition.parameters},
        "system_fields": [
            {
                "key": key,
                "label": dumped(SYSTEM_LABELS[key]),
                "sortable": meaning.sortable,
                "operators": served_operators(meaning.operators().values()),
                "aggregates": list(meaning.aggregates()),
                "groups": list(system_ways(key)),
            }
            for key, meaning in SYSTEM_MEANINGS.items()
        ],
        "forms": [forms[form.key] for form in definition.forms if form.key in forms],
    }


def served_menu(entries: Sequence[MenuEntry], rights: AppRights, views: frozenset[str]) -> Iterator[Json]:
    """The lines that lead somewhere the caller may go; a group without any is left out. `views` are those that the
    caller is served."""
    for entry in entries:
        if not rights.sees_page(entry.key):
            continue
        below = list(served_menu(entry.entries, rights, views))
        leads = entry.form in rights.forms and (entry.view is None or entry.view in views)
        if leads or below or entry.link:
            form, view = (entry.form, entry.view) if leads else (None, None)
            yield {**dumped(entry), "form": form, "view": view, "entries": below}


def served_views(app: PublishedApp, rights: AppRights) -> Iterator[Json]:
    """Views of forms that may be entered, cut to what may be read; one that filters by anything else is none."""
    for view in app.definition.views:
        if view.form not in rights.forms:
            continue
        readable = columns_of(rights.form(view.form), READABLE)
        shown = columns_of(rights.form(view.form), READABLE | {"masked"})
        if not set(compared_fields(view.filter)) <= readable:
            continue
        usable = view.cut(readable, shown)
        if usable is not None:
            yield dumped(usable)


def served_flows(app: PublishedApp, rights: AppRights) -> Iterator[Json]:
    """The flows that the caller may begin by hand: what their button says, and over which form."""
    for flow in app.definition.flows:
        start = start_of(flow)
        if start is not None and may_begin(rights, flow):
            caption = start.caption if any(start.caption.text(locale) for locale in LOCALES) else flow.label
            yield {
                "key": flow.key,
                "form": flow.form,
                "icon": flow.icon,
                "label": dumped(flow.label),
                "caption": dumped(caption),
            }


def served_pages(app: PublishedApp, rights: AppRights) -> Iterator[Json]:
    """The page of each form that may be entered, where the reader is given one, with what they may see of it."""
    for page in readable_pages(app, rights):
        trees = cut_expressions(app.schema.forms[page.form], rights.form(page.form)).trees
        stem = f"{PAGES}/{page.key}/"
        parts = {key for key, _, _ in page.conditions()}
        yield {
            **dumped(page),
            "roles": [],
            "trees": {
                place.removeprefix(stem): tree
                for place, tree in trees.items()
                if place.startswith(stem) and place.removeprefix(stem) in parts
            },
        }


def columns_of(rights: FormRights, accesses: frozenset[str]) -> frozenset[str]:
    """The columns of a list that the caller has one of the accesses to."""
    fields = {key for key, given in rights.fields.items() if given.access in accesses}
    return frozenset(fields | LISTED_COLUMNS)


def served_form(app: PublishedApp, form: Form, rights: AppRights) -> Json:
    """A form with the fields that the caller may see, at least masked, and what may be done with them."""
    own = rights.form(form.key)
    accesses = {key: given.access for key, given in own.fields.items()}
    cut = cut_expressions(form, own)
    document = dumped(form.definition)
    document["fields"] = [
        {
            **served_field(field, accesses, rows=form.sub_tables.get(key)),
            **served_source(app, form, field, rights),
            **served_query(form, field, rights),
        }
        for key, field in form.fields.items()
        if key in accesses
    ]
    for section in document["layout"]["sections"]:
        kept = [cell for cell in section["cells"] if cell["field"] in accesses]
        if section["cells"] and not kept:
            # What explains hidden fields goes with them.
            section["text"] = dumped(Label())
        section["cells"] = kept
        if accesses.get(section["picture"]) not in READABLE:
            section["picture"] = None
    document["sort"] = [key for key in document["sort"] if key["field"] in columns_of(own, READABLE)]
    document["gates"] = [
        {**gate, "required": known(gate["required"], accesses)}
        for gate in document["gates"]
        if gate["field"] in accesses
    ]
    for validation in document["validations"]:
        validation["fields"] = known(validation["fields"], accesses)
    for name in ("title_field", "stage_field"):
        document[name] = document[name] if document[name] in accesses else None
    return {
        **document,
        "rights": {"actions": sorted(own.actions), "fields": accesses},
        "trees": {place: tree for place, tree in cut.trees.items() if stands_in(place, accesses)},
        "sentences": {
            place: words
            for place, words in sentences(app, rights, form).items()
            if stands_in(place, accesses)
        },
        "view_kinds": list(served_view_kinds(form, columns_of(own, READABLE))),
        "inverses": [
            {"key": inverse.key, "label": dumped(inverse.label), "form": inverse.form, "field": inverse.field}
            for inverse in form.inverses.values()
            if inverse.form in rights.forms and inverse.field in rights.form(inverse.form).fields
        ],
    }


def known(keys: Sequence[str], accesses: Mapping[str, str]) -> list[str]:
    """Those of the keys that the caller may know of."""
    return [key for key in keys if key in accesses]


def stands_in(place: str, accesses: Mapping[str, str]) -> bool:
    """Whether an expression belongs to something of the form that the caller may know of; pages have their own."""
    parts = place.split("/")
    path = ".".join(parts[1:-1:2])
    return parts[0] != PAGES and (parts[0] != "fields" or path in accesses)


def served_field(
    field: Field, accesses: Mapping[str, str], outer: str = "", rows: SubTable | None = None
) -> Json:
    """A field with what the browser must know of its kind: how it is compared, sorted and summed up; `rows` is the
    sub-table that it holds, if it holds one."""
    document = dumped(field.cut(accesses))
    path = outer + field.key
    if rows is not None:
        document["fields"] = [
            served_field(inner, accesses, f"{path}.")
            for inner in rows.fields.values()
            if f"{path}.{inner.key}" in accesses
        ]
    is_readable = accesses[path] in READABLE
    operators = field.operators().values() if is_readable else ()
    return {
        **document,
        "computed": field.computed,
        "sortable": is_readable and field.sortable,
        "operators": served_operators(operators),
        "aggregates": list(field.aggregates()) if is_readable else [],
        "groups": list(group_ways(field)) if is_readable and not outer else [],
        **served_press(field),
    }


def served_press(field: Field) -> Json:
    """Of something to press: whether it leads elsewhere, and so is for one record at a time."""
    press = field.press()
    return {} if press is None else {"leads": bool(press.address or press.opens)}


def served_source(app: PublishedApp, form: Form, field: Field, rights: AppRights) -> Json:
    """Of a field that shows what stands in linked records: where that is, as far as the caller knows of it, whether it
    is several values, and what they are ids of."""
    computation = field.computation()
    if not isinstance(computation, LookupOf):
        return {}
    source, _, key = computation.text.partition(".")
    many = form.lists.get(source)
    target = form.leads.get(source) if many is None else many.entity
    shows: Json = {"several": many is not None, "source": field.meaning.source}
    if target is not None and target in rights.forms and key in rights.form(target).fields:
        there = app.schema.forms[target].fields.get(key)
        # Drawn as it is drawn there, where its values are the same ones.
        if there is not None and there.meaning in {field.meaning, getattr(field.meaning, "element", None)}:
            shows |= {"form": target, "field": key}
    return {"shows": shows}


def served_query(form: Form, field: Field, rights: AppRights) -> Json:
    """Of a list of records: what of it the caller may see there, sort by and add up, and which values of the record
    that has the list say what stands in it."""
    query = field.query()
    if query is None:
        return {}
    there = rights.form(query.form)
    readable, shown = columns_of(there, READABLE), columns_of(there, READABLE | {"masked"})
    return {
        "beside": [key for key in query.shows if key in shown],
        "order": query.order if query.order in readable else None,
        "totals": [key for key in query.totals if key in readable],
        "reads": sorted({path[1] for path in read(form, f"fields/{field.key}/filter") if path[0] == RECORD}),
    }


def served_operators(operators: Iterable[Operator]) -> list[Json]:
    """Ways to compare, each with its words and the types of what it compares with."""
    return [
        {
            "key": operator.key,
            "words": dumped(operator.words),
            "operands": [served_type(operand) for operand in operator.operands],
        }
        for operator in operators
    ]


def served_type(kind: Type) -> Json:
    """A type of the expression language."""
    document: Json = {"name": kind.name}
    if kind.of is not None:
        document["of"] = kind.of.name
    options = (kind.of or kind).options
    if options is not None:
        document["options"] = sorted(options)
    return document


def dumped(definition: Definition) -> Json:
    """A part with all its settings; author's texts are left out, since the trees say what they mean and no more."""
    return without_texts(definition, definition.model_dump(mode="json", by_alias=True))


def without_texts(definition: Definition, document: Json) -> Json:
    """The document with every author's expression made empty."""
    for name, info in type(definition).model_fields.items():
        value, member = getattr(definition, name), info.alias or name
        if name in expression_settings(type(definition)):
            document[member] = ""
        elif isinstance(value, Definition):
            document[member] = without_texts(value, document[member])
        elif isinstance(value, tuple):
            document[member] = [
                without_texts(part, written) if isinstance(part, Definition) else written
                for part, written in zip(value, document[member], strict=True)
            ]
    return document


@cache
def expression_settings(kind: type[Definition]) -> frozenset[str]:
    """The settings of a definition that hold an author's expression."""
    return frozenset(
        name
        for name, info in kind.model_fields.items()
        if isinstance(info.json_schema_extra, Mapping) and info.json_schema_extra.get("x-ui") == "expression"
    )
