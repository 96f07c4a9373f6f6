"""What fields with options have in common: a list of their own, or one that they share with other fields."""

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Final, Self

from pydantic import Field as Setting

from engines.definition import Definition, Key, Label
from engines.form.field import Field
from engines.form.meanings.choice import Option, twice
from engines.form.meanings.tree import Branch, TreeMeaning
from engines.form.mentions import OptionSetKey
from engines.issues import Issue

MOST: Final = 2_000


class OptionSet(Definition):
    """A list of options that fields of any form share: what is changed here changes for all of them. Options below
    others are for fields that are chosen level by level."""

    key: Key
    label: Label
    options: Annotated[tuple[Branch, ...], Setting(max_length=MOST)]

    @property
    def has_levels(self) -> bool:
        """Whether options stand below others."""
        return any(branch.options for branch in self.options)

    def held_options(self) -> Mapping[str, Label]:
        """Every option by key, those below others with the way to them."""
        return {key: option.label for key, option in TreeMeaning(self.options).options.by_key.items()}


class OptionsField(Field):
    """A field whose values are options of a list."""

    takes_levels: ClassVar[bool] = False
    """Whether options may stand below others."""

    option_set: OptionSetKey | None = None
    """The shared list that its options are from; without one they are its own."""
    options: Annotated[tuple[Option, ...], Setting(max_length=MOST)] = ()

    def sharing(self, shared: OptionSet) -> Self:
        """The same field with the options of the list that it shares."""
        options = shared.options if self.takes_levels else tuple(map(alone, shared.options))
        copy = self.model_copy(update={"options": options})
        copy.__dict__.pop("meaning", None)
        return copy

    def option_labels(self) -> Mapping[str, Label] | None:
        return {option.key: option.label for option in self.options}

    def repeated(self) -> Iterable[Issue]:
        """What stands twice in its list."""
        return twice(self.options)

    def list_issues(self, *, may_be_empty: bool = False) -> Iterable[Issue]:
        """What is wrong with a list of its own; a shared one is checked where it stands."""
        if self.option_set is None:
            yield from self.repeated()
            if not self.options and not may_be_empty:
                yield Issue("no_options", "/options")


def alone(branch: Branch) -> Option:
    """An option without those below it."""
    return Option(**{name: getattr(branch, name) for name in Option.model_fields})
