"""What is made from the models is checked in as it is made."""

from pathlib import Path

from mortise.definitions.generated import generated_files
from mortise.definitions.typescript import types_text

ROOT = Path(__file__).parents[3]


def test_generated_files_are_current() -> None:
    """`make schema` writes them again."""
    stale = [
        str(path) for path, text in generated_files().items() if (ROOT / path).read_text("utf-8") != text
    ]

    assert stale == []


def test_a_schema_becomes_types() -> None:
    schema = {
        "$defs": {
            "Colour": {"enum": ["red", "green"], "type": "string"},
            "Leaf-Node": {
                "description": "A leaf */ of it.",
                "type": "object",
                "properties": {
                    "kind": {"const": "leaf", "type": "string"},
                    "colours": {"type": "array", "items": {"$ref": "#/$defs/Colour"}},
                    "zh-CN": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                    "free": {"type": "object", "additionalProperties": {"type": "integer"}},
                },
                "required": ["kind"],
            },
        },
        "type": "object",
        "properties": {
            "leaves": {
                "type": "array",
                "items": {"oneOf": [{"$ref": "#/$defs/Leaf-Node"}, {"type": "boolean"}]},
            }
        },
    }

    written = types_text(schema, "Tree").split("\n", 1)[1]

    assert (
        written
        == """
export type Colour = "red" | "green";

/** A leaf * / of it. */
export interface Leaf_Node {
  readonly kind: "leaf";
  readonly colours?: readonly Colour[];
  readonly "zh-CN"?: string | null;
  readonly free?: Readonly<Record<string, number>>;
}

export interface Tree {
  readonly leaves?: readonly (Leaf_Node | boolean)[];
}
"""
    )
