"""An expression of a flow, ready to run."""

from dataclasses import dataclass

from engines.expression.python_executor import Evaluate
from engines.expression.scope import Path


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression that runs: what it reads, and the function that computes it."""

    reads: tuple[Path, ...]
    evaluate: Evaluate
