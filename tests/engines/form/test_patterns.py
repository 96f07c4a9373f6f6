"""A pattern that an author writes cannot be made to search for ever."""

import pytest

from engines.form.meanings.text import TextMeaning, pattern_of
from engines.issues import Issue


@pytest.mark.parametrize("pattern", ["^(a+)+$", "(a|aa)+$", "(a*)*b", "([a-z]+)*c"])
def test_a_pattern_that_others_search_for_ages_is_answered(pattern: str) -> None:
    """A search that tries every way would not end before the universe does."""
    found = TextMeaning(pattern=pattern, longest=100_000).check("a" * 50_000 + "!")

    assert isinstance(found, Issue)


@pytest.mark.parametrize("pattern", [r"(a)\1", "(?=a)b", "(?<!a)b"])
def test_what_only_such_a_search_understands_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        pattern_of(pattern)
