"""Handing a record over to another owner, and why."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from engines.form.meanings.text import unwritable
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.transaction import Tx
from mortise.errors import Invalid
from mortise.records.changes import NOTE
from mortise.records.incoming import OWNER
from mortise.records.patching import patch_record
from mortise.records.projection import Item

VERSION: Final = "version"
REASON: Final = "reason"
LONGEST: Final = 500


async def transfer_record(
    tx: Tx, context: Context, form: str, number: int, given: Mapping[str, object]
) -> Item:
    """Gives the record the owner that is named, if it is still at the version that is given; the reason, where one is
    told, stands in the history."""
    version, owner, reason = given.get(VERSION), given.get(OWNER), given.get(REASON)
    issues = [Issue("unreadable_value", pointer(key), {"place": key}) for key in given if key not in KNOWN]
    if type(version) is not int:
        issues.append(Issue("version_missing", pointer(VERSION)))
    if type(owner) is not int:
        issues.append(Issue("not_reference", pointer(OWNER)))
    issues.extend(_problems(reason))
    if issues or type(version) is not int:
        raise Invalid(issues)
    if isinstance(reason, str) and reason.strip():
        context = replace(context, cause={**(context.cause or {}), NOTE: reason.strip()})
    return await patch_record(tx, context, form, number, version, {OWNER: owner})


KNOWN: Final = frozenset({VERSION, OWNER, REASON})


def _problems(reason: object) -> list[Issue]:
    if reason is None:
        return []
    if not isinstance(reason, str):
        return [Issue("not_text", pointer(REASON))]
    if len(reason) > LONGEST:
        return [Issue("parameter_too_long", pointer(REASON), {"longest": LONGEST})]
    problem = unwritable(reason)
    return [] if problem is None else [problem.under(pointer(REASON))]
