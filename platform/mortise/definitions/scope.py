"""What expressions of an application can name beside a form's own fields: ME and PARAM."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engines.expression.types import Type
from mortise.definitions.app import AppDefinition

ME: Final[Mapping[str, Type]] = MappingProxyType(
    {
        "id": Type("person"),
        "name": Type("text"),
        "login": Type("text"),
        "department": Type("department"),
        "departments": Type("list", of=Type("department")),
    }
)
"""The person asking, as conditions and rights see them."""


def parameter_types(definition: AppDefinition) -> Mapping[str, Type]:
    """The types behind PARAM.key."""
    return {parameter.key: Type(parameter.type) for parameter in definition.parameters}
