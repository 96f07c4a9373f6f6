"""Two forms that have a field of every kind, compiled."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from engines.expression.clock import Clock
from engines.expression.types import DATE, DEPARTMENT, NUMBER, PERSON, TEXT, Type, list_of
from engines.form.facts import Facts
from engines.form.files import StoredFile
from engines.form.form import FormDefinition
from engines.form.schema import Schema, compile_schema
from engines.issues import Issue

FOLDER: Final = Path(__file__).parent
ME: Final[Mapping[str, Type]] = {
    "id": PERSON,
    "name": TEXT,
    "department": DEPARTMENT,
    "departments": list_of(DEPARTMENT),
}
PARAMETERS: Final[Mapping[str, Type]] = {"rate": NUMBER, "since": DATE}
CLOCK: Final = Clock(datetime(2026, 11, 21, 4, 0, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))
FACTS: Final = Facts(
    me={"id": 7, "name": "张伟", "department": 3, "departments": (3, 4)},
    parameters={"rate": Decimal(2)},
    rates={"USD": Decimal("7.1")},
    files={
        file.id: file
        for file in (
            StoredFile(7, "报价.pdf", 1_200, "application/pdf"),
            StoredFile(8, "notes.txt", 5, "text/plain"),
            StoredFile(9, "logo.png", 30, "text/html"),
            StoredFile(10, "Ｐｌａｎ.pdf", 2 << 20, "application/pdf"),
            StoredFile(11, "现场.jpg", 52_000, "image/jpeg", 1_600, 1_200, is_picture=True),
        )
    },
)


def documents() -> dict[str, Any]:
    """The forms as JSON, to be changed at will."""
    found: dict[str, Any] = json.loads((FOLDER / "sample.json").read_text("utf-8"))
    return found


def compiled(*forms: Any) -> tuple[Schema | None, tuple[Issue, ...]]:
    """A schema of forms given as JSON."""
    definitions = [FormDefinition.model_validate(form) for form in forms]
    return compile_schema("sample", definitions, PARAMETERS, ME)


def sound(*forms: Any) -> Schema:
    """A schema of forms that have no issue."""
    schema, issues = compiled(*forms)
    assert schema is not None, issues
    return schema


@cache
def sample() -> Schema:
    """The two forms."""
    return sound(*documents().values())
