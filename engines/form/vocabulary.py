"""What people call the fields, options and records that an application's expressions name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from engines.definition import LOCALES, Label
from engines.expression.function import Words, words
from engines.expression.scope import ME, OLD, PARAM, Path
from engines.expression.sentence import sentence_of
from engines.expression.types import DEPARTMENT, PERSON, Type
from engines.form.compiled import Form, SubTable
from engines.form.conditions import RECORD
from engines.form.field import Field
from engines.form.schema import Schema
from engines.form.system import PARENT, SYSTEM_LABELS
from engines.form.wording import texts

MINE: Final[Mapping[str, Words]] = {
    "id": words("当前用户", "the current user"),
    "name": words("当前用户的姓名", "the current user's name"),
    "login": words("当前用户的登录名", "the current user's login"),
    "department": words("当前用户的部门", "the current user's department"),
    "departments": words("当前用户的各部门", "the current user's departments"),
}
ROWS: Final[Mapping[str, Words]] = {
    PERSON.name: words("指定的人员", "a certain person"),
    DEPARTMENT.name: words("指定的部门", "a certain department"),
}
RECORD_ROW: Final = words("指定的记录", "a certain record")
BEFORE: Final = words("原来的{0}", "the earlier {0}")
PARAMETER: Final = words("参数", "a parameter")
BELONGS: Final = words("所属记录", "the record it belongs to")
OPTION: Final = words("已不存在的选项", "an option that is no more")


@dataclass(frozen=True, slots=True)
class FormVocabulary:
    """The words for expressions about one form, or the rows of one sub-table; `parameters` are those for PARAM."""

    schema: Schema
    source: Form | SubTable
    parameters: Mapping[str, Words] = field(default_factory=dict)
    record: Form | SubTable | None = None
    """What RECORD is in the filter of a link, or of a list of records."""

    def path(self, path: Path) -> Words:
        """A field, one behind a link, or what belongs to a root."""
        root, *rest = path
        if root == ME:
            return MINE[rest[0]]
        if root == PARAM:
            return self.parameters.get(rest[0], PARAMETER)
        if root == OLD:
            named = self._walk(self.source, tuple(rest))
            return {locale: BEFORE[locale].format(named[locale]) for locale in LOCALES}
        if root == RECORD:
            return self._walk(self.record or self.source, tuple(rest))
        return self._walk(self.source, path)

    def option(self, path: Path | None, key: str) -> Words:
        """An option of the field at the path; without one, of whichever field has it."""
        found = None if path is None else self._field(path)
        candidates = [found] if found is not None else list(self.source.fields.values())
        for item in candidates:
            label = (item.held_options() or {}).get(key)
            if label is not None:
                return named_by(label, key)
        return OPTION

    def row(self, kind: Type) -> Words:
        """A certain person, department or record."""
        return ROWS.get(kind.name, RECORD_ROW)

    def _walk(self, source: Form | SubTable, path: Path) -> Words:
        """The names on the way of a path, put together as each language does."""
        named: list[Words] = []
        here: Form | SubTable | None = source
        for key in path:
            if here is None:
                break
            named.append(label_of(here, key))
            here = self._behind(here, key)
        return {
            "zh-CN": "的".join(each["zh-CN"] for each in named),
            "en": " of ".join(each["en"] for each in reversed(named)),
        }

    def _field(self, path: Path) -> Field | None:
        """The field at the end of a path."""
        here: Form | SubTable | None = self.source
        if path[0] == OLD:
            path = path[1:]
        elif path[0] == RECORD:
            here, path = self.record, path[1:]
        for key in path[:-1]:
            here = None if here is None else self._behind(here, key)
        return None if here is None or not path else here.fields.get(path[-1])

    def _behind(self, source: Form | SubTable, key: str) -> Form | SubTable | None:
        """Where a link, a sub-table or the other end of a link leads."""
        many = source.lists.get(key)
        target = many.entity if many is not None else source.leads.get(key)
        return None if target is None else self.schema.sources.get(target)


def label_of(source: Form | SubTable, key: str) -> Words:
    """What people call a field, a system column or the other end of a link."""
    item = source.fields.get(key)
    if item is not None:
        return named_by(item.label, key)
    if isinstance(source, Form) and key in source.inverses:
        return named_by(source.inverses[key].label, key)
    if key == PARENT and isinstance(source, SubTable):
        return BELONGS
    return texts(SYSTEM_LABELS[key]) if key in SYSTEM_LABELS else words(key, key)


def named_by(label: Label, key: str) -> Words:
    """A label in both languages; the key where it says nothing."""
    return {locale: label.text(locale) or key for locale in LOCALES}


def say(schema: Schema, form: Form, place: str, parameters: Mapping[str, Words] | None = None) -> Words:
    """The expression that stands at a place of a form ("gates/signed", "fields/lines/fields/price/default"), said."""
    checked = form.expressions[place].checked
    parts = place.split("/")
    source: Form | SubTable = form
    if len(parts) > 3 and parts[0] == parts[2] == "fields" and parts[1] in form.sub_tables:
        source = form.sub_tables[parts[1]]
    record: Form | SubTable | None = None
    item = source.fields.get(parts[-2]) if parts[-1] == "filter" else None
    end = None if item is None else item.link() or item.query()
    if end is not None:
        record, source = source, schema.forms[end.form]
    return sentence_of(checked, FormVocabulary(schema, source, parameters or {}, record))
