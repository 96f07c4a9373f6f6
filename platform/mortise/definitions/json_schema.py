"""The published JSON Schema of an application, for editors and for programs that write definitions."""

from collections.abc import Mapping
from typing import Final

import orjson
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from mortise.definitions.app import AppDefinition

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
ADDRESS: Final = "/schemas/app.json"


class Generator(GenerateJsonSchema):
    """pydantic's generator without titles made from names, and with numbers as the models read them."""

    schema_dialect = DIALECT

    def get_title_from_name(self, name: str) -> str:
        """No title: the description and the words of a kind serve people better."""
        return ""

    def field_title_should_be_set(self, schema: core_schema.CoreSchema | core_schema.CoreSchemaField) -> bool:  # type: ignore[override]  # the parent's union names private types
        """Never, for the same reason."""
        return False


def app_schema() -> dict[str, object]:
    """The schema of a whole application."""
    return schema_of(AppDefinition, ADDRESS)


def schema_of(model: type[BaseModel], address: str) -> dict[str, object]:
    """The schema of `model`, served at `address`."""
    schema: JsonSchemaValue = model.model_json_schema(
        by_alias=True, mode="validation", schema_generator=Generator
    )
    return {"$schema": DIALECT, "$id": address, **tidy(schema)}


def tidy(node: Mapping[str, object]) -> dict[str, object]:
    """A schema without empty titles and without the discriminators that only OpenAPI reads."""
    return {
        name: tidy_value(value)
        for name, value in node.items()
        if not (name == "title" and isinstance(value, str)) and name != "discriminator"
    }


def tidy_value(value: object) -> object:
    """A value inside a schema, tidied."""
    if isinstance(value, dict):
        return tidy(value)
    if isinstance(value, list):
        return [tidy_value(member) for member in value]
    return value


def schema_text() -> str:
    """The schema as it is checked in."""
    return orjson.dumps(app_schema(), option=orjson.OPT_INDENT_2).decode() + "\n"
