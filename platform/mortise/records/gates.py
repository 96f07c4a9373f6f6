"""Gates whose authors left no message: their condition is said, to whoever may read everything that it is about."""

from collections.abc import Iterable, Iterator
from typing import Final

from engines.form.compiled import Form
from engines.form.submit import UNMET
from engines.issues import Issue
from mortise.access.context import Context
from mortise.access.sentences import said

TOLD: Final = "gate_unmet_told"


def told_gates(context: Context, form: Form, issues: Iterable[Issue]) -> Iterator[Issue]:
    """The issues, those of gates with their condition in words."""
    for issue in issues:
        told = (
            said(context.app, context.rights, form, f"gates/{issue.params['gate']}")
            if issue.code == UNMET
            else None
        )
        yield issue if told is None else Issue(TOLD, issue.pointer, {"condition": told})
