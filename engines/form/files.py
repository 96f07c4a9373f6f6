"""Files as records name them: what the host knows of a file that was sent, and how a value keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that the host keeps. `media` is what its content was found to be, `width` and `height` are those of a
    picture, `is_picture` whether the host drew it anew, which is asked when a record takes it and not kept there."""

    id: int
    name: str
    size: int
    media: str
    width: int | None = None
    height: int | None = None
    is_picture: bool = field(default=False, compare=False)

    def to_json(self) -> dict[str, object]:
        """The file as records and uploads give it."""
        shown: dict[str, object] = {
            "id": self.id,
            "name": self.name,
            "size": self.size,
            "type": self.media,
        }
        if self.width is not None and self.height is not None:
            shown.update(width=self.width, height=self.height)
        return shown


def stored_file(document: Mapping[str, Any]) -> StoredFile:
    """The file that `to_json` wrote."""
    return StoredFile(
        document["id"],
        document["name"],
        document["size"],
        document["type"],
        document.get("width"),
        document.get("height"),
    )
