"""What a check tells: types, what is read, where it runs, and problems at a character with a way out."""

import pytest

from engines.expression.check import Checked, check
from engines.expression.scope import Entity, Scope
from engines.expression.types import DATE, NUMBER, TEXT, Type, choice_of, link_to, list_of
from engines.issues import Issue, sentence
from tests.engines.expression.corpus import SCOPE


def checked(text: str, **options: object) -> Checked:
    """The checked expression, which must make sense."""
    found = check(text, SCOPE, **options)  # type: ignore[arg-type]  # a test gives what it needs
    assert isinstance(found, Checked), found
    return found


def issues(text: str, scope: Scope = SCOPE) -> tuple[Issue, ...]:
    """The issues, of which there must be some."""
    found = check(text, scope)
    assert isinstance(found, tuple)
    return found


def test_every_problem_is_told_at_once_each_at_its_place() -> None:
    text = 'IF(amuont > 1,\n   SUMM(lines.prise), "a" + 1)'

    found = issues(text)

    assert [issue.code for issue in found] == [
        "expression.misspelt_name",
        "expression.misspelt_function",
        "expression.misspelt_name",
        "expression.wrong_operands",
    ]
    places = [(issue.params["line"], issue.params["column"]) for issue in found]
    assert places == [(1, 4), (2, 4), (2, 9), (2, 27)]
    marked = [
        text[offset : offset + length]
        for issue in found
        if isinstance(offset := issue.params["offset"], int)
        and isinstance(length := issue.params["length"], int)
    ]
    assert marked == ["amuont", "SUMM", "lines.prise", "+"]


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("amuont", "amount"),
        ("金额", "amount"),
        ("Signed on", None),
        ("account.行业", "account.industry"),
        ("account.parent.naem", "account.parent.name"),
        ("ME.departmnt", "ME.department"),
        ("OLD.签约日期", "OLD.signed_on"),
        ('stage = "qoute"', "quote"),
        ('stage = "WON"', "won"),
        ("SUMM(amount)", "SUM"),
        ("ISBLNK(amount)", "ISBLANK"),
        ('signed_on > "2026-1-5"', "DATE(2026, 1, 5)"),
        ("amount == 1", "="),
        ("a != b", "<>"),
    ],
)
def test_a_mistake_is_answered_with_what_may_be_meant(text: str, suggestion: str | None) -> None:
    first = issues(text)[0]

    assert first.params.get("suggestion") == suggestion


def test_every_issue_reads_as_a_sentence_in_both_languages() -> None:
    texts = [
        'stage = "qoute"',
        "amount + name",
        "SUM(name)",
        "LEFT(amount)",
        "TEXT(amount, name)",
        "(",
        "IF(1)",
    ]

    for text in texts:
        for issue in issues(text):
            chinese, chinese_hint = sentence(issue, "zh-CN")
            english, english_hint = sentence(issue, "en")
            assert chinese != english
            assert chinese_hint
            assert english_hint


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("amount * 2", NUMBER),
        ("signed_on + 30", DATE),
        ("IF(urgent, stage, source)", choice_of(["new", "quote", "won", "lost", "web", "fair"])),
        ('IF(urgent, stage, "other")', TEXT),
        ("account", link_to("account")),
        ("lines.product", list_of(TEXT)),
        ("INDEX(lines.maker, 1)", link_to("account")),
        ("created_at - 1", DATE),
    ],
)
def test_the_type_is_found(text: str, kind: Type) -> None:
    assert checked(text).type == kind


def test_an_option_is_known_by_the_place_it_goes_to() -> None:
    won = choice_of(["won", "lost"])

    assert checked('IF(urgent, IF(closed, "won", BLANK()), "lost")', expected=won).type == won


def test_it_is_told_what_is_read() -> None:
    found = checked("IF(ISME(owner), SUM(lines.price), account.parent.size) > PARAM.limit")

    assert found.reads == {
        ("owner",),
        ("ME", "id"),
        ("lines", "price"),
        ("account", "parent", "size"),
        ("PARAM", "limit"),
    }


def test_time_makes_an_expression_volatile() -> None:
    assert checked("due_on < TODAY()").volatile
    assert checked("NOW() > created_at").volatile
    assert not checked("due_on < signed_on").volatile


def test_every_function_runs_everywhere() -> None:
    assert checked("SUM(lines.price) > 1").executors == {"python", "sql", "browser"}


def test_a_field_named_like_a_truth_value_is_the_field() -> None:
    scope = Scope(Entity("switch", {"true": NUMBER}))

    found = check("true + 1", scope)

    assert isinstance(found, Checked)
    assert found.reads == {("true",)}


def test_roots_of_another_place_are_refused() -> None:
    scope = Scope(Entity("note", {"name": TEXT}))

    for text in ("ME.id", "OLD.name", "ISME(3)"):
        assert [issue.code for issue in issues(text, scope)] == ["expression.no_root_here"]


def test_the_text_is_kept_as_its_author_wrote_it() -> None:
    text = "  ＩＦ（urgent，\n １，２）  "

    assert checked(text).text == text
