"""An application as one document: everything that its folder holds."""

from typing import Annotated, Final, Literal

from pydantic import Field

from engines.definition import Definition, Key, Label, Locale
from engines.flow.definition import FlowDefinition
from engines.form.form import FormDefinition
from engines.form.mentions import AppKey, NeededForm, NeededView
from engines.form.options_field import OptionSet
from engines.form.page import RecordPage
from engines.form.sharing import shared_out
from engines.form.views import AnyView
from mortise.definitions.roles import Role

FORMAT: Final = 2
"""The version of the document's own shape; a step in `upgrades` leads to it from each one before."""


class MenuEntry(Definition):
    """A line of the side menu: a form, or one view of it; an address (of another site, or a path of this one); or a
    group of lines."""

    key: Key
    label: Label = Label()
    icon: str = ""
    form: NeededForm | None = None
    view: NeededView | None = None
    link: Annotated[str, Field(max_length=2_000)] = ""
    entries: tuple["MenuEntry", ...] = ()


class Parameter(Definition):
    """A figure that the company sets without publishing; expressions read it as PARAM.key."""

    key: Key
    label: Label
    type: Literal["number", "text", "boolean", "date"]
    value: str | int | float | bool | None = None


class Requirement(Definition):
    """Another application whose forms this one links to."""

    app: AppKey
    version: int = 1


class AppDefinition(Definition):
    """An installable application. Lists keep their order; everything is referred to by key."""

    key: Annotated[Key, Field(max_length=30)]
    format: Annotated[int, Field(ge=1, le=FORMAT)] = FORMAT
    version: str = "1.0.0"
    label: Label
    description: Label = Label()
    icon: str = "AppstoreOutlined"
    colour: str = "#1f6f5c"
    requires: tuple[Requirement, ...] = ()
    locales: tuple[Locale, ...] = ("zh-CN", "en")
    menu: tuple[MenuEntry, ...] = ()
    option_sets: tuple[OptionSet, ...] = ()
    forms: tuple[FormDefinition, ...] = ()
    views: tuple[AnyView, ...] = ()
    pages: tuple[RecordPage, ...] = ()
    flows: tuple[FlowDefinition, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    roles: tuple[Role, ...] = ()

    @property
    def working_forms(self) -> tuple[FormDefinition, ...]:
        """The forms as they work: fields that share a list of options have them from there."""
        return shared_out(self.forms, self.option_sets)
