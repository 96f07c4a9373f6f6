"""A published application as bytes to answer with, made once for each version and each set of rights."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import orjson

from mortise.access.rights import AppRights
from mortise.access.served import served_app
from mortise.definitions.published import PublishedApp

MOST_KEPT: Final = 64
"""An answer is some hundred kilobytes, and most people hold one of a few combinations of roles."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told of a version as JSON, cut to what the rights show, and a name for exactly these bytes."""

    body: bytes
    tag: str

    def is_among(self, known: str | None) -> bool:
        """Whether an If-None-Match names it."""
        tags = (part.strip().removeprefix("W/") for part in (known or "").split(","))
        return any(tag in {self.tag, "*"} for tag in tags)


@lru_cache(maxsize=MOST_KEPT)
def answer_for(app: PublishedApp, rights: AppRights) -> Answer:
    """What everybody with these rights is answered. Neither a version nor the rights that some roles give in it ever
    change: another version and other roles are other keys."""
    return answer_of(orjson.dumps(served_app(app, rights)))


def answer_of(body: bytes) -> Answer:
    """Bytes to answer with, and their name."""
    return Answer(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')
