"""The columns of a table of people, by whatever name they are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from engines.definition import Locale
from mortise.identity.names import folded

Column = Literal[
    "name",
    "name_en",
    "login",
    "email",
    "mobile",
    "department",
    "position",
    "manager",
    "head",
    "groups",
    "roles",
]
COLUMNS: Final[tuple[Column, ...]] = get_args(Column)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's name in both languages, what else it may be called, what it means, and an example."""

    words: Mapping[Locale, str]
    also: tuple[str, ...]
    meaning: Mapping[Locale, str]
    example: Mapping[Locale, str]


def heading(words: tuple[str, str], also: str, meaning: tuple[str, str], example: tuple[str, str]) -> Heading:
    """A heading; each pair is Chinese, English."""

    def both(pair: tuple[str, str]) -> Mapping[Locale, str]:
        return {"zh-CN": pair[0], "en": pair[1]}

    return Heading(both(words), tuple(also.split("|")), both(meaning), both(example))


HEADINGS: Final[Mapping[Column, Heading]] = {
    "name": heading(
        ("姓名", "Name"),
        "员工姓名|名字|成员姓名|full name|employee",
        ("新人员必填。", "Needed for somebody new."),
        ("张伟", "张伟"),
    ),
    "name_en": heading(
        ("英文名", "English name"),
        "英文姓名|name in english",
        ("可不填。", "May be blank."),
        ("Zhang Wei",) * 2,
    ),
    "login": heading(
        ("登录名", "Login"),
        "账号|帐号|用户名|工号|username|user name|account|userid|user id",
        (
            "用来识别人员：已有的会更新，没有的会新增。不填则用邮箱。",
            "By which people are recognised: who is there is updated, who is not is added. Blank: the e-mail.",
        ),
        ("zhang.wei",) * 2,
    ),
    "email": heading(
        ("邮箱", "E-mail"),
        "电子邮箱|邮件|电子邮件|email|mail|email address",
        ("可不填。", "May be blank."),
        ("zhang.wei@example.com",) * 2,
    ),
    "mobile": heading(
        ("手机", "Mobile phone"),
        "手机号|手机号码|电话|联系电话|mobile|phone|phone number",
        ("可不填。", "May be blank."),
        ("13800138000",) * 2,
    ),
    "department": heading(
        ("部门", "Department"),
        "所属部门|部门路径|department path",
        (
            "从上到下用 / 分隔；没有的部门会新建。",
            "From the top down, with / between; departments that are missing are made.",
        ),
        ("总部/销售部/华东", "Head office/Sales/East"),
    ),
    "position": heading(
        ("职位", "Position"),
        "职务|岗位|title|job title",
        ("没有的职位会新建。", "A position that is missing is made."),
        ("销售经理", "Sales manager"),
    ),
    "manager": heading(
        ("直属上级", "Reports to"),
        "上级|汇报对象|主管|直接上级|manager|supervisor",
        (
            "上级的登录名、邮箱或姓名，可以是表中的人。",
            "The superior's login, e-mail or name; may stand in this table.",
        ),
        ("sun.lihua",) * 2,
    ),
    "head": heading(
        ("部门负责人", "Head of department"),
        "是否部门负责人|负责人|head|department head|is head",
        ("“是”表示该部门的负责人。", "“yes”: heads that department."),
        ("是", "yes"),
    ),
    "groups": heading(
        ("用户组", "Groups"),
        "组|group|user groups",
        ("多个用 ; 分隔；没有的会新建。", "Several with ; between; groups that are missing are made."),
        ("大客户组;值班组", "Key accounts;On call"),
    ),
    "roles": heading(
        ("角色", "Roles"),
        "应用角色|role|app roles",
        (
            "写成“应用/角色”，多个用 ; 分隔；角色须已存在。",
            "Written as app/role, several with ; between; the roles must exist.",
        ),
        ("CRM/销售", "CRM/Salesperson"),
    ),
}


def match(labels: Sequence[str]) -> tuple[Mapping[Column, int], Sequence[str]]:
    """Where each column stands, and the headings that mean nothing here; the first of two wins."""
    meant = {
        folded(name): column
        for column, known in HEADINGS.items()
        for name in (*known.words.values(), *known.also)
    }
    places: dict[Column, int] = {}
    ignored: list[str] = []
    for place, label in enumerate(labels):
        column = meant.get(folded(label).rstrip("*＊ "))
        if column is None or column in places:
            if label.strip():
                ignored.append(label.strip())
            continue
        places[column] = place
    return places, ignored
