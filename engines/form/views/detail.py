"""Records as a list beside the one that is being read."""

from collections.abc import Collection, Iterable
from typing import ClassVar, Literal, Self

from engines.definition import Label
from engines.form.mentions import FieldKey
from engines.form.view import FieldSetting, View, shows_beside_title


class DetailView(View):
    """The list at the left, the whole record at the right: for working through records one by one."""

    title: ClassVar[Label] = Label(zh_cn="详情", en="Detail")
    icon: ClassVar[str] = "ProfileOutlined"
    rank: ClassVar[int] = 4
    field_settings: ClassVar[tuple[FieldSetting, ...]] = (
        FieldSetting(
            "cards", Label(zh_cn="列表中显示", en="Shown in the list"), shows_beside_title, many=True
        ),
    )

    kind: Literal["detail"] = "detail"
    cards: tuple[FieldKey, ...] = ()
    """The fields that the list shows below a title."""

    def named_fields(self) -> Iterable[tuple[str, str]]:
        yield from super().named_fields()
        for index, key in enumerate(self.cards):
            yield key, f"/cards/{index}"

    def cut(self, readable: Collection[str], shown: Collection[str]) -> Self | None:
        whole = super().cut(readable, shown)
        return whole and whole.model_copy(update={"cards": tuple(key for key in self.cards if key in shown)})
