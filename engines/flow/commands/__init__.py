"""The kinds of commands: one module each, found by listing this package."""

import sys

from engines.flow.command import Command
from engines.registry import kinds_of

COMMAND_KINDS = kinds_of(sys.modules[__name__], Command)  # type: ignore[type-abstract]  # its subclasses are made
"""Kind → class, in the order of their keys."""
