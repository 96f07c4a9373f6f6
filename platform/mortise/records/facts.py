"""What the form engine is told about the moment and the person of a save."""

from collections.abc import Mapping
from typing import Any, Final

from engines.form.facts import Facts, Question
from engines.form.files import StoredFile
from mortise.access.context import Context

NO_FILES: Final[Mapping[int, StoredFile]] = {}


def facts_of(
    context: Context, answers: Mapping[Question, object], files: Mapping[int, StoredFile] = NO_FILES
) -> Facts:
    """The facts of a save, with the answers that the database gave so far and the files that it may take."""
    principal = context.principal
    me: dict[str, Any] = {
        "id": principal.person,
        "name": principal.name,
        "login": principal.login,
        "department": principal.department,
        "departments": principal.departments or None,
    }
    return Facts(
        me=me,
        parameters=context.parameters,
        answers=answers,
        base_currency=principal.company.base_currency,
        rates=principal.company.rates_on(context.clock.today),
        files=files,
    )
