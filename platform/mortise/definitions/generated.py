"""The files that are made from the models and checked in: the schema and the TypeScript types."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mortise.definitions.json_schema import app_schema, schema_text
from mortise.definitions.typescript import types_text

FOLDER: Final = Path("web/src/schema")


def generated_files() -> Mapping[Path, str]:
    """What each generated file must hold, by its path from the root of the source."""
    return {
        FOLDER / "app.schema.json": schema_text(),
        FOLDER / "types.ts": types_text(app_schema(), "AppDefinition"),
    }


def write_generated(root: Path) -> None:
    """Writes every generated file below `root`."""
    for path, text in generated_files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
