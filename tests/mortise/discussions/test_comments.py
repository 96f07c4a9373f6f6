"""Comments: who may say what about which record, and what becomes of it."""

from typing import Any

import pytest

from mortise.db.connections import counting
from mortise.discussions.body import mentioned, read_body
from mortise.discussions.comments import edit_comment, remove_comment
from mortise.discussions.followers import follow, read_followers
from mortise.errors import Forbidden, Invalid, NotFound
from mortise.records.removal import delete_record, restore_record
from tests.mortise.discussions.conftest import Talk

HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\u202egnp.exe\u2066 mixed \u05d0\u05d1 ltr",
    "'; DROP TABLE mortise.comment; --$$\\",
    "👩\u200d👩\u200d👧 e\u0301",
    "é" * 63,
    "字" * 10_000,
    "@[7] {{name}} {0} %s",
]


def codes(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(issue.code, issue.pointer) for issue in refused.value.issues]


async def test_what_is_said_stands_in_the_timeline_among_the_changes(talk: Talk) -> None:
    deal = await talk.sales.create("north", "deal", name="Bridge")
    first = await talk.say("manager", "deal", deal, "Look, ", talk.sales.people["north"], "!")
    await talk.say("north", "deal", deal, "I do", reply_to=first["id"])

    page = await talk.timeline("north", "deal", deal["id"])

    assert [item["type"] for item in page["items"]] == ["comment", "comment", "change"]
    answer, said, _ = page["items"]
    assert said["body"] == [
        {"text": "Look, "},
        {"person": {"id": talk.sales.people["north"], "title": "Zhang Wei"}},
        {"text": "!"},
    ]
    assert (said["author"]["title"], said["is_mine"], said["may_remove"]) == ("Liu Yang", False, False)
    assert (answer["reply_to"]["id"], answer["reply_to"]["author"]["title"]) == (first["id"], "Liu Yang")
    only = await talk.timeline("north", "deal", deal["id"], only="changes")
    assert [item["type"] for item in only["items"]] == ["change"]


async def test_a_hostile_text_is_kept_as_it_is(talk: Talk) -> None:
    deal = await talk.sales.create("north", "deal", name="Bridge")
    for text in HOSTILE:
        await talk.say("north", "deal", deal, text)

    page = await talk.timeline("north", "deal", deal["id"], only="comments")

    assert [item["body"] for item in reversed(page["items"])] == [[{"text": text}] for text in HOSTILE]


@pytest.mark.parametrize(
    ("body", "code", "place"),
    [
        ("", "comment_blank", "/body"),
        ([{"text": " \n "}], "comment_blank", "/body"),
        ("a\0b", "text_holds_nul", "/body"),
        ("x" * 10_001, "comment_too_long", "/body"),
        ([{"text": "a"}, {"html": "b"}], "comment_shape", "/body/1"),
        ([{"person": True}], "comment_shape", "/body/0"),
        ([{"person": 0}], "comment_shape", "/body/0"),
        ([{"text": "a", "person": 1}], "comment_shape", "/body/0"),
        ([{"person": number} for number in range(1, 22)], "comment_mentions", "/body"),
        (None, "comment_shape", "/body"),
    ],
)
def test_a_wrong_body_is_refused_where_it_is_wrong(body: object, code: str, place: str) -> None:
    _, issues = read_body(body)

    assert [(issue.code, issue.pointer) for issue in issues] == [(code, place)]


def test_neighbouring_texts_become_one_without_blanks_around() -> None:
    parts, issues = read_body(
        [{"text": " a"}, {"text": "b\r\n"}, {"person": 3}, {"text": " "}, {"text": "c \n"}]
    )

    assert (parts, issues) == ([{"text": "ab\n"}, {"person": 3}, {"text": " c"}], [])
    assert mentioned([*parts, {"person": 3}, {"person": 2}]) == [3, 2]


async def test_who_may_not_see_the_record_is_not_mentioned_on_it(talk: Talk) -> None:
    deal = await talk.sales.create("north", "deal", name="Bridge")
    south = talk.sales.people["south"]

    with pytest.raises(Invalid) as refused:
        await talk.say("north", "deal", deal, "Look ", south, talk.sales.people["manager"])
    await talk.tell()

    with pytest.raises(Invalid) as unknown:
        await talk.say("north", "deal", deal, 10**6)

    assert codes(refused) == [("mention_unseen", "/body/1")]
    assert codes(unknown) == [("mention_unknown", "/body/0")]
    assert refused.value.issues[0].params == {"name": {"zh-CN": "王芳", "en": "Wang Fang"}}
    assert await talk.told("south") == []
    assert await talk.told("manager") == []


async def test_an_unseen_record_has_no_comments_and_takes_none(talk: Talk) -> None:
    deal = await talk.sales.create("north", "deal", name="Bridge")
    await talk.say("north", "deal", deal, "CANARY")

    with pytest.raises(NotFound):
        await talk.say("south", "deal", deal, "hello")
    with pytest.raises(NotFound):
        await talk.timeline("south", "deal", deal["id"])
    context = await talk.context("south")
    with pytest.raises(NotFound):
        await talk.sales.run(lambda tx: follow(tx, context, "deal", deal["id"], follows=True))


async def test_who_may_only_look_reads_comments_and_writes_none(talk: Talk) -> None:
    product = await talk.sales.create("manager", "product", name="Nail")
    await talk.say("manager", "product", product, "Made of wood")

    page = await talk.timeline("south", "product", product["id"], only="comments")
    with pytest.raises(Forbidden):
        await talk.say("south", "product", product, "hello")

    assert page["items"][0]["body"] == [{"text": "Made of wood"}]


async def test_a_comment_is_its_authors_to_change_and_an_administrators_to_take_away(talk: Talk) -> None:
    account = await talk.sales.create("north", "account", name="One")
    said = await talk.say("north", "account", account, "first")
    north, manager = await talk.context("north"), await talk.context("manager")
    place = ("account", account["id"], said["id"])

    async def edit(context: Any, text: str) -> dict[str, object]:
        return await talk.sales.run(
            lambda tx: edit_comment(tx, context, talk.principals, *place, {"body": text})
        )

    edited = await edit(north, "second")
    with pytest.raises(Forbidden):
        await edit(manager, "third")
    gone = await talk.sales.run(lambda tx: remove_comment(tx, manager, *place))
    with pytest.raises(Forbidden):
        await talk.sales.run(lambda tx: remove_comment(tx, north, *place, back=True))
    back = await talk.sales.run(lambda tx: remove_comment(tx, manager, *place, back=True))

    assert edited["body"] == [{"text": "second"}]
    assert edited["edited_at"] is not None
    assert (gone["body"], gone["deleted"]) == (
        None,
        {"at": manager.clock.now, "by": {"id": talk.sales.people["manager"], "title": "Liu Yang"}},
    )
    assert back["body"] == [{"text": "second"}]


async def test_a_comment_belongs_to_its_record_alone(talk: Talk) -> None:
    one = await talk.sales.create("north", "deal", name="One")
    other = await talk.sales.create("north", "deal", name="Other")
    said = await talk.say("north", "deal", one, "here")
    context = await talk.context("north")

    with pytest.raises(NotFound):
        await talk.sales.run(lambda tx: remove_comment(tx, context, "deal", other["id"], said["id"]))
    with pytest.raises(Invalid) as refused:
        await talk.say("north", "deal", other, "there", reply_to=said["id"])

    assert codes(refused) == [("reply_unknown", "/reply_to")]


async def test_comments_go_with_the_record_and_come_back_with_it(talk: Talk) -> None:
    account = await talk.sales.create("north", "account", name="One")
    await talk.say("manager", "account", account, "still here")
    manager = await talk.context("manager")

    await talk.sales.run(lambda tx: delete_record(tx, manager, "account", account["id"]))
    with pytest.raises(NotFound):
        await talk.timeline("north", "account", account["id"])
    with pytest.raises(NotFound):
        await talk.say("manager", "account", account, "more")
    await talk.sales.run(lambda tx: restore_record(tx, manager, "account", account["id"]))

    page = await talk.timeline("north", "account", account["id"], only="comments")
    assert [item["body"] for item in page["items"]] == [[{"text": "still here"}]]


async def test_the_timeline_turns_its_pages_without_gap_or_repetition(talk: Talk) -> None:
    deal = await talk.sales.create("north", "deal", name="Bridge")
    for number in range(60):
        await talk.say("north", "deal", deal, f"{number}")

    first = await talk.timeline("north", "deal", deal["id"])
    second = await talk.timeline("north", "deal", deal["id"], cursor=first["next"])

    said = [
        item["body"][0]["text"] for item in [*first["items"], *second["items"]] if item["type"] == "comment"
    ]
    assert said == [f"{number}" for number in reversed(range(60))]
    assert (len(first["items"]), second["next"]) == (50, None)


async def test_a_page_of_the_timeline_takes_the_same_few_statements_however_much_is_on_it(talk: Talk) -> None:
    deal = await talk.sales.create("north", "deal", name="Bridge")
    counts = []
    for _ in range(2):
        for number in range(5):
            await talk.say("manager", "deal", deal, f"{number}", talk.sales.people["north"])
        with counting() as count:
            await talk.timeline("north", "deal", deal["id"])
        counts.append(count.statements)

    # The rights epoch, what may be read, changes, comments with names, names of what changed.
    assert counts == [6, 6]


async def test_owner_and_maker_follow_and_so_does_who_joins_in(talk: Talk) -> None:
    deal = await talk.sales.create("manager", "deal", name="Bridge", owner=talk.sales.people["north"])
    await talk.say("north", "deal", deal, "mine")
    context = await talk.context("manager")

    async with talk.sales.database.read() as reader:
        before = await read_followers(reader, context, "deal", deal["id"])
    after = await talk.sales.run(lambda tx: follow(tx, context, "deal", deal["id"], follows=False))

    assert [(each["person"]["title"], each["reason"]) for each in before["items"]] == [  # type: ignore[attr-defined]  # a list
        ("Zhang Wei", "owner"),
        ("Liu Yang", "created"),
    ]
    assert (before["following"], after["following"], len(after["items"])) == (True, False, 1)  # type: ignore[arg-type]  # a list
