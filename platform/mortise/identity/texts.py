"""What people may be told apart by: the shapes of names, logins and ids that come in."""

import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, Field, StringConstraints

LARGEST_ID: Final = 2**63 - 1


def printable(text: str) -> str:
    """The text composed (NFC) and stripped; ValueError when it holds what nobody can see or type."""
    tidy = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"} for character in tidy):
        raise ValueError("a control character is not part of a name")
    return tidy


RowId = Annotated[int, Field(ge=1, le=LARGEST_ID, strict=True)]
Name = Annotated[str, StringConstraints(max_length=100), AfterValidator(printable)]
Login = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$")]
Email = Annotated[
    str, StringConstraints(pattern=r"^[^\s@]{1,64}@[^\s@]{1,190}$", max_length=254), AfterValidator(printable)
]
Mobile = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 -]{4,24}$")]
