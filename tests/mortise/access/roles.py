"""Roles of every shape, drawn by dice."""

from typing import get_args

from hypothesis import strategies as st

from mortise.definitions.roles import Action, FieldAccess, Grant, Role, RowScope, ScopeKind
from tests.mortise.access.comparison import TRIED
from tests.mortise.access.world import EXPRESSIONS, FIELDS, LINKS

SIMPLE = [kind for kind in get_args(ScopeKind) if kind not in {"follows", "expression"}]
ACCESSES: st.SearchStrategy[FieldAccess] = st.sampled_from(get_args(FieldAccess))

DONE: tuple[Action, ...] = (*TRIED, "import", "bulk_edit", "comment", "share")
FORGOTTEN = st.sets(st.sampled_from(DONE), max_size=1)
"""What a role that grants nearly everything leaves out."""


def every_scope(form: str) -> list[RowScope]:
    """Each scope that makes sense on a form."""
    return [
        *(RowScope(kind=kind) for kind in SIMPLE),
        *(RowScope(kind="follows", link=key) for source, key in LINKS if source == form),
        *(RowScope(kind="expression", condition=text) for text, _ in EXPRESSIONS[form]),
    ]


@st.composite
def grants(draw: st.DrawFn, form: str) -> Grant:
    granted = draw(st.sets(st.sampled_from(TRIED))) | {"view"}
    scopes = st.lists(st.sampled_from(every_scope(form)), max_size=3).map(tuple)
    fields = draw(st.dictionaries(st.sampled_from(FIELDS[form]), ACCESSES, max_size=6))
    chosen = {action: draw(scopes) for action in TRIED if action in granted}
    return Grant(form=form, scopes=chosen, fields=fields, other_fields=draw(ACCESSES))


@st.composite
def roles(draw: st.DrawFn) -> list[Role]:
    """What one person holds."""
    made = []
    for number in range(draw(st.integers(1, 3))):
        forms = draw(st.lists(st.sampled_from(list(FIELDS)), unique=True, min_size=1))
        made.append(role(f"r{number}", *(draw(grants(form)) for form in forms)))
    return made


@st.composite
def open_roles(draw: st.DrawFn) -> list[Role]:
    """Roles that together let their holder do something of everything in every form."""
    made = []
    for number in range(draw(st.integers(1, 2))):
        given = []
        for form in FIELDS:
            scopes = st.lists(st.sampled_from(every_scope(form)), min_size=1, max_size=2).map(tuple)
            fields = draw(st.dictionaries(st.sampled_from(FIELDS[form]), ACCESSES, max_size=3))
            forgotten = draw(FORGOTTEN)
            chosen = {action: draw(scopes) for action in DONE if action not in forgotten}
            other = draw(st.sampled_from(["write", "write", "write", "read", "masked"]))
            given.append(Grant(form=form, scopes=chosen, fields=fields, other_fields=other))
        made.append(role(f"r{number}", *given))
    return made


def role(key: str, *given: Grant) -> Role:
    """A role of these grants."""
    return Role.model_validate({"key": key, "label": {}, "grants": given})


people = st.integers(1, 6)
