"""Why a file is not read, and how large one may be."""

from typing import Final

MOST_COLUMNS: Final = 500
MOST_ROWS: Final = 500_000
LONGEST_CELL: Final = 200_000
"""Code points."""


class RefusedError(Exception):
    """The file is not read; the code and its parameters say why."""

    def __init__(self, code: str, **params: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
