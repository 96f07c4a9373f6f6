"""Records as cards with their pictures."""

from collections.abc import Collection, Iterable
from typing import ClassVar, Literal, Self

from engines.definition import Label
from engines.form.mentions import FieldKey
from engines.form.naming import called_field
from engines.form.schema import Form
from engines.form.view import Fielded, FieldSetting, View, shows_beside_title
from engines.issues import Issue


def has_pictures(form: Fielded, key: str) -> bool:
    """Whether a field holds files, of which the first that is a picture is shown."""
    field = form.fields.get(key)
    return field is not None and field.holds_files()


class GalleryView(View):
    """Cards with a picture and some fields, looked through like a catalogue."""

    title: ClassVar[Label] = Label(zh_cn="画册", en="Gallery")
    icon: ClassVar[str] = "PictureOutlined"
    rank: ClassVar[int] = 3
    field_settings: ClassVar[tuple[FieldSetting, ...]] = (
        FieldSetting("picture", Label(zh_cn="封面图片", en="Picture"), has_pictures),
        FieldSetting("cards", Label(zh_cn="卡片上显示", en="Shown on a card"), shows_beside_title, many=True),
    )

    kind: Literal["gallery"] = "gallery"
    picture: FieldKey | None = None
    """The field whose first picture a card shows."""
    cards: tuple[FieldKey, ...] = ()
    """The fields that a card shows beside its title."""

    def named_fields(self) -> Iterable[tuple[str, str]]:
        yield from super().named_fields()
        if self.picture is not None:
            yield self.picture, "/picture"
        for index, key in enumerate(self.cards):
            yield key, f"/cards/{index}"

    def check_fields(self, form: Form) -> Iterable[Issue]:
        if self.picture is not None and not has_pictures(form, self.picture):
            yield Issue("picture_impossible", "/picture", {"key": called_field(form.fields, self.picture)})

    def cut(self, readable: Collection[str], shown: Collection[str]) -> Self | None:
        whole = super().cut(readable, shown)
        picture = self.picture if self.picture in readable else None
        cards = tuple(key for key in self.cards if key in shown)
        return whole and whole.model_copy(update={"picture": picture, "cards": cards})
