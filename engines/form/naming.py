"""What the fields of an application are called where somebody is told of them; a key where there is no label."""

from collections.abc import Iterable, Mapping
from typing import Final

from engines.definition import LOCALES, Label, Locale
from engines.expression.scope import Path
from engines.form.field import Field
from engines.form.graph import NodeKey
from engines.form.structure import Structure
from engines.form.system import SYSTEM_LABELS
from engines.form.wording import called, did_you_mean, given
from engines.issues import Issue

BELOW: Final = " › "
BEFORE: Final = " ← "

Words = Mapping[Locale, str]


def called_path(structure: Structure, table: str, path: Path) -> Words:
    """A path from a table as people read it: "客户 › 行业" for `account.industry`. What reads no record, such as
    `PARAM.rate`, is told as it is written."""
    if path[0].isupper():
        return dict.fromkeys(LOCALES, ".".join(path))
    steps = [(node.key, key) for node, key in structure.steps(table, path)]
    unknown = [dict.fromkeys(LOCALES, key) for key in path[len(steps) :]]
    return joined(BELOW, [*(called_node(structure, step) for step in steps), *unknown])


def called_circle(structure: Structure, members: Iterable[NodeKey]) -> Words:
    """Fields that read each other."""
    return joined(BEFORE, [called_node(structure, member) for member in members])


def called_node(structure: Structure, member: NodeKey) -> Words:
    """One field of a table."""
    table, key = member
    return called_field(structure.nodes[table].fields, key)


def called_field(fields: Mapping[str, Field], key: str) -> Words:
    """A field, or a column that every record has."""
    field = fields.get(key)
    return called(key, field.label if field is not None else SYSTEM_LABELS.get(key, Label()))


def unknown_field(code: str, place: str, key: str, fields: Mapping[str, Field]) -> Issue:
    """An issue about a field that is not there, with those that are by the names that people know."""
    names = {each: called_field(fields, each) for each in fields}
    return Issue(code, place, {"key": given(key), "suggestion": did_you_mean(key, fields, names)})


def joined(mark: str, names: Iterable[Words]) -> Words:
    """Names one behind the other."""
    all_names = list(names)
    return {locale: mark.join(name[locale] for name in all_names) for locale in LOCALES}
