"""What an engine asks of its host, and what the host answers: questions about other records, rates, who asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from engines.expression.scope import Path
from engines.form.files import StoredFile


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """What is read at `path` of the record `id` of the entity `entity` (a form or a sub-table)?"""

    entity: str
    id: int
    path: Path


@dataclass(frozen=True, slots=True)
class Need:
    """Questions that must be answered before the engine can go on; ask the same again with the answers."""

    questions: frozenset[Question]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the host knows at the moment of a write.

    `me` and `parameters` are what ME and PARAM read; `answers` hold what a Need asked for; `base_currency` is the
    company's own, `rates` give the worth of one unit of each other currency in it; `files` are those that the save may
    put into the record."""

    me: Mapping[str, object] = field(default_factory=dict)
    parameters: Mapping[str, object] = field(default_factory=dict)
    answers: Mapping[Question, object] = field(default_factory=dict)
    base_currency: str = "CNY"
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    files: Mapping[int, StoredFile] = field(default_factory=dict)


NO_FACTS: Final = Facts()
