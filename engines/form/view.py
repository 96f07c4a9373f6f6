"""What a view is: a shared way to look at a form's records. Each kind is one module of `engines/form/views`."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Protocol, Self

from pydantic import ConfigDict
from pydantic import Field as Setting

from engines.definition import Definition, Key, Label
from engines.form.compiled import Form
from engines.form.field import Field
from engines.form.form import FormDefinition, SortKey
from engines.form.mentions import SCOPE, SHOWN, FormKey
from engines.form.system import SYSTEM_TYPES, TITLE
from engines.issues import Issue


class Fielded(Protocol):
    """A form, or what is known of one that is still being written."""

    @property
    def definition(self) -> FormDefinition:
        """The form as its author wrote it."""
        ...

    @property
    def fields(self) -> Mapping[str, Field]:
        """Its fields whose types are known."""
        ...


def shows_beside_title(form: Fielded, key: str) -> bool:
    """Whether a field says something on a card beside the record's title, which stands there anyway."""
    field = form.fields.get(key)
    if field is None:
        return key in SYSTEM_TYPES and key != TITLE
    return not field.is_table and key != form.definition.title_field


@dataclass(frozen=True, slots=True)
class FieldSetting:
    """A setting of a kind of view that names fields: `fits` says which fields it takes, `many` whether it takes
    several. Whoever makes a view while looking at a list is asked for it, unless it is `arranged` there."""

    name: str
    label: Label
    fits: Callable[[Fielded, str], bool]
    many: bool = False
    required: bool = False
    arranged: bool = False
    member: str = ""
    """Of several that are objects: the member that names the field."""


class View(Definition):
    """A list of a form's records: which ones (`filter`, a tree as lists take it) and in which order."""

    title: ClassVar[Label]
    """The kind's name in the palette."""
    icon: ClassVar[str] = "UnorderedListOutlined"
    rank: ClassVar[int] = 0
    """Its place among the kinds that are offered, the usual one first."""
    field_settings: ClassVar[tuple[FieldSetting, ...]] = ()
    """What whoever makes such a view chooses at once; the rest is arranged while looking at it."""

    model_config = ConfigDict(json_schema_extra={SCOPE: "form"})

    kind: str
    key: Key
    form: FormKey
    label: Label
    filter: Annotated[Mapping[str, object] | None, Setting(json_schema_extra={SHOWN: "filter"})] = None
    sort: tuple[SortKey, ...] = ()

    def named_fields(self) -> Iterable[tuple[str, str]]:
        """Every field that the view names, with the pointer at which it does."""
        for index, key in enumerate(self.sort):
            yield key.field, f"/sort/{index}/field"

    def conditions(self) -> Iterable[tuple[Mapping[str, object], str]]:
        """What it compares records with beside its filter, a tree each, with the pointer at which it stands."""
        return ()

    def without_conditions(self, pointers: Collection[str]) -> Self:
        """The view without those of them that stand at the pointers."""
        return self

    def check_fields(self, form: Form) -> Iterable[Issue]:
        """What the named fields, all of which exist, are not fit for; pointers begin at the view."""
        return ()

    def cut(self, readable: Collection[str], shown: Collection[str]) -> Self | None:
        """The view as far as its reader may use it: `readable` fields compare and sort, `shown` ones, which may be
        masked, are looked at. None where nothing sensible is left."""
        return self.model_copy(update={"sort": tuple(key for key in self.sort if key.field in readable)})
