"""Why a publication came to nothing: kept as issues, so that everybody reads it in their own language."""

from typing import Final

import asyncpg
import orjson

from engines.definition import Locale
from engines.issues import Issue, has_errors
from mortise.errors import Invalid, UserError, issue_json

OF_THE_DATA: Final = (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError)
"""What the database says when values do not fit."""
LONGEST: Final = 500


def write_reason(failed: BaseException) -> str:
    """A failure as it is kept: issues as JSON, or what a fault of ours says of itself, which nobody is shown."""
    if isinstance(failed, Invalid) and has_errors(failed.issues):
        issues = [issue for issue in failed.issues if issue.severity == "error"]
    elif isinstance(failed, UserError):
        issues = [Issue(failed.code, params=failed.params)]
    elif isinstance(failed, OF_THE_DATA):
        issues = [Issue("publication_overtaken")]
    else:
        told = str(failed).splitlines()
        return (told[0] if told else type(failed).__name__)[:LONGEST]
    return orjson.dumps([{"code": issue.code, "params": dict(issue.params)} for issue in issues]).decode()


def read_reason(kept: str, locale: Locale) -> str:
    """The same for a person, each sentence once, with the way out."""
    try:
        issues = [Issue(each["code"], params=each["params"]) for each in orjson.loads(kept)]
    except (orjson.JSONDecodeError, TypeError, KeyError):
        issues = [Issue("publication_broken")]
    told = [issue_json(issue, locale) for issue in issues]
    gap = " " if locale == "en" else ""
    sentences = [gap.join(filter(None, (str(each["message"]), str(each["hint"])))) for each in told]
    return gap.join(dict.fromkeys(sentences))
