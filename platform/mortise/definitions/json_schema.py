"""The published JSON Schema of an application, for editors and for programs that write definitions."""

from collections.abc import Iterator, Mapping
from typing import Final

import orjson
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from mortise.definitions.app import AppDefinition

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
ADDRESS: Final = "/schemas/app.json"
TAG: Final = "kind"
NUMBER: Final = r"^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?$"


class Generator(GenerateJsonSchema):
    """pydantic's generator, with decimals as the models read them: a number, or the text of one."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        """A number in either form."""
        return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": NUMBER}]}


def app_schema() -> dict[str, object]:
    """The schema of a whole application."""
    return schema_of(AppDefinition, ADDRESS)


def schema_of(model: type[BaseModel], address: str) -> dict[str, object]:
    """The schema of `model`, served at `address`."""
    schema = model.model_json_schema(by_alias=True, mode="validation", schema_generator=Generator)
    definitions = schema.get("$defs", {})
    for name in kinds(schema):
        members = definitions[name]
        members["required"] = sorted({*members.get("required", ()), TAG})
    return {"$schema": DIALECT, "$id": address, **tidy(schema)}


def kinds(node: object) -> Iterator[str]:
    """The definitions that a union tells apart by their kind, which every document must therefore give."""
    if isinstance(node, dict):
        discriminator = node.get("discriminator")
        if isinstance(discriminator, dict) and discriminator.get("propertyName") == TAG:
            yield from (reference.rsplit("/", 1)[-1] for reference in discriminator["mapping"].values())
        for member in node.values():
            yield from kinds(member)
    elif isinstance(node, list):
        for member in node:
            yield from kinds(member)


def tidy(node: Mapping[str, object]) -> dict[str, object]:
    """A schema without titles made from names and without the discriminators that only OpenAPI reads."""
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
