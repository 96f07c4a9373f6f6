"""Python's collector looks less often while rows are checked, and as often as before afterwards."""

import gc

from mortise.imports.collecting import RARELY, collecting_rarely


def test_the_last_of_several_imports_goes_back_to_what_was_usual() -> None:
    usual = gc.get_threshold()

    first, second = collecting_rarely(), collecting_rarely()
    with first:
        second.__enter__()
        both = gc.get_threshold()
    one = gc.get_threshold()
    second.__exit__(None, None, None)

    assert (both, one) == ((RARELY, *usual[1:]), (RARELY, *usual[1:]))
    assert gc.get_threshold() == usual
