"""What expressions read of a record that is kept nowhere yet."""

from collections.abc import Iterable, Mapping

from engines.expression.clock import Clock
from engines.expression.scope import Path
from engines.form.facts import Facts, Need, Question
from engines.form.state import State, Worked


def read_unsaved(
    form: Worked, record: Mapping[str, object], paths: Iterable[Path], facts: Facts, clock: Clock
) -> Mapping[Path, object] | Need:
    """The value at each path of `record`, typed values as `submit` gives them with all its rows and the system columns
    that are known; nothing leads to such a record. What other records must tell comes back as a Need."""
    missing: set[Question] = set()
    state = State(form, dict(record), None, facts, clock, missing)
    found = {path: state.fetch(path) for path in paths}
    return Need(frozenset(missing)) if missing else found
