"""Pictures that the host drew anew."""

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.meaning import AnyMeaning
from engines.form.meanings.files import FileRules, FilesMeaning

PHOTO = {"id": 11, "name": "现场.jpg", "size": 52_000, "type": "image/jpeg", "width": 1600, "height": 1200}


class ImageField(Field):
    """Photos of the site, of a product, of a business card: shown small in lists and large at a click."""

    title: ClassVar[Label] = Label(zh_cn="图片", en="Pictures")
    icon: ClassVar[str] = "PictureOutlined"
    group: ClassVar[Group] = "file"
    rank: ClassVar[int] = 2
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"max_files": 2},
            "accepts": [[[11], [PHOTO]], [[{"id": 11}], [PHOTO]], [[], None], [None, None]],
            "refuses": [
                [11, "not_files"],
                [[7], "file_not_drawn"],
                [[99], "file_unknown"],
                [[1, 2, 3], "too_many_files"],
            ],
            "texts": [["现场.jpg", [PHOTO]], ["", None]],
        },
    )

    kind: Literal["image"] = "image"
    max_files: Annotated[int, Setting(ge=1, le=50)] = 9
    max_megabytes: Annotated[int, Setting(ge=1, le=1_000)] | None = None
    """The largest picture; without it, what the installation takes."""

    def make_meaning(self) -> AnyMeaning:
        return FilesMeaning(FileRules(self.max_files, self.max_megabytes, pictures=True))

    def holds_files(self) -> bool:
        return True
