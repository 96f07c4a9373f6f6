"""One leaf of a tree of options, kept by its key and shown with the whole way to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engines.definition import LOCALES, Key, Label, Locale
from engines.expression.clock import Clock
from engines.expression.types import list_of
from engines.form.facts import Facts
from engines.form.meaning import Names, Operator
from engines.form.meanings.choice import ChoiceMeaning, Option, Options
from engines.form.operators import table
from engines.form.wording import did_you_mean, given
from engines.issues import Issue, pointer

SEPARATOR: Final = " / "
SEPARATORS: Final = str.maketrans("／＞>›\\", "/////")
DEEPEST: Final = 8
MOST: Final = 2_000


class Branch(Option):
    """An option, and those below it. Only one without any below can be chosen."""

    options: tuple["Branch", ...] = ()


@dataclass(frozen=True, slots=True)
class Twig:
    """A branch with the keys of those above it, the outermost first."""

    branch: Branch
    above: tuple[Key, ...]

    @property
    def is_leaf(self) -> bool:
        """Whether it can be chosen."""
        return not self.branch.options


def twigs(branches: Iterable[Branch], above: tuple[Key, ...] = ()) -> Iterator[Twig]:
    """Every branch of a tree, each before those below it."""
    for branch in branches:
        yield Twig(branch, above)
        yield from twigs(branch.options, (*above, branch.key))


def tree_issues(branches: Sequence[Branch], place: str = "/options") -> Iterator[Issue]:
    """What is wrong with a tree: keys twice, too deep, too many."""
    found = list(_places(branches, place))
    seen: set[str] = set()
    for branch, where, depth in found:
        if branch.key in seen:
            yield Issue("key_twice", f"{where}/key", {"key": branch.key})
        seen.add(branch.key)
        if depth == DEEPEST and branch.options:
            yield Issue("tree_too_deep", where, {"maximum": DEEPEST})
    if len(found) > MOST:
        yield Issue("tree_too_large", place, {"maximum": MOST})


def _places(branches: Iterable[Branch], place: str, depth: int = 1) -> Iterator[tuple[Branch, str, int]]:
    for index, branch in enumerate(branches):
        where = place + pointer(index)
        yield branch, where, depth
        if depth < DEEPEST:
            yield from _places(branch.options, f"{where}/options", depth + 1)


class TreeMeaning(ChoiceMeaning):
    """A leaf of a tree of options."""

    def __init__(self, branches: Sequence[Branch]) -> None:
        self.twigs = {twig.branch.key: twig for twig in twigs(branches)}
        super().__init__(Options(Option(key=key, label=self._path(key)) for key in self.twigs))
        self.by_name: dict[str, list[str]] = {}
        for key, twig in self.twigs.items():
            if twig.is_leaf:
                for name in {twig.branch.label.text(locale).casefold() for locale in LOCALES}:
                    self.by_name.setdefault(name, []).append(key)

    def _path(self, key: str) -> Label:
        """What the branches on the way are called, joined."""
        twig = self.twigs[key]
        way = [self.twigs[above].branch.label for above in twig.above] + [twig.branch.label]
        return Label(
            zh_cn=SEPARATOR.join(label.text("zh-CN") for label in way),
            en=SEPARATOR.join(label.text("en") for label in way),
        )

    def parse_text(self, text: str, names: Names) -> str | Issue | None:
        """The leaf that a person named by its whole way, by its own name where only one has it, or by its key."""
        parts = [part.strip() for part in text.translate(SEPARATORS).split("/") if part.strip()]
        if not parts:
            return None
        alone = self.by_name.get(parts[-1].casefold(), ()) if len(parts) == 1 else ()
        if len(alone) > 1:
            return Issue("name_ambiguous", params={"given": given(text), "count": len(alone)})
        return alone[0] if alone else self.options.parse_text(SEPARATOR.join(parts))

    def settle(self, value: str, before: str | None, clock: Clock, facts: Facts) -> str | Issue:
        twig = self.twigs[value]
        if value == before:
            return value
        if not twig.is_leaf:
            below = [branch.label for branch in twig.branch.options]
            suggestion = {
                locale: did_you_mean("", (label.text(locale) for label in below))[locale]
                for locale in LOCALES
            }
            return Issue("not_leaf", params={"suggestion": suggestion})
        if any(self.twigs[key].branch.archived for key in (*twig.above, value)):
            option: dict[Locale, str] = {locale: self.options.show(value, locale) for locale in LOCALES}
            return Issue("option_archived", params={"option": option})
        return value

    def below(self, key: object) -> list[str]:
        """The keys of a branch and of everything below it."""
        return [each for each, twig in self.twigs.items() if each == key or key in twig.above]

    def operators(self) -> Mapping[str, Operator]:
        under = Operator(
            "under",
            Label(zh_cn="属于", en="is under"),
            (self.type,),
            lambda path, slots: f"IN({path}, {slots[0]})",
            slots=(list_of(self.type),),
            values=lambda operands, clock: [self.below(operands[0])],
        )
        return table((under, *super().operators().values()))
