"""How a file is to be brought in: which column fills which field, and what becomes of records that it names."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from mortise.imports.reading.process import Source

Mode = Literal["create", "update", "both"]
"""Whether rows make records, change those that bear the same key, or do the one or the other."""
WhenBad = Literal["stop", "skip", "ask"]
"""Of a file with bad rows: nothing is brought in, or the good rows are, or its person is asked first."""


class Plan(BaseModel):
    """What a person decided about a file. `columns` are field keys by the columns' places; `names` are field keys by
    their headings; with neither, headings find their fields themselves."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: tuple[str | None, ...] | None = Field(None, max_length=500)
    names: Mapping[str, str | None] | None = None
    sheet: str | None = Field(None, max_length=255)
    encoding: str | None = Field(None, max_length=40)
    header: int | None = Field(None, ge=0, le=40)
    mode: Mode = "create"
    key: str | None = Field(None, max_length=40)
    create_linked: tuple[str, ...] = Field((), max_length=50)
    """Link fields for which records that are missing are made, with the cell as their title."""
    when_bad: WhenBad = "stop"

    def source(self, path: Path) -> Source:
        """The file as it is to be read."""
        return Source(path, self.sheet, self.encoding, self.header)
