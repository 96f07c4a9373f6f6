"""A signature by hand."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.meaning import AnyMeaning
from engines.form.meanings.files import FileRules, FilesMeaning

DRAWN = {"id": 11, "name": "现场.jpg", "size": 52_000, "type": "image/jpeg", "width": 1600, "height": 1200}


class SignatureField(Field):
    """Whoever takes delivery, hands over or agrees signs with a finger, a pen or the mouse; kept as a picture."""

    title: ClassVar[Label] = Label(zh_cn="手写签名", en="Signature")
    icon: ClassVar[str] = "SignatureOutlined"
    group: ClassVar[Group] = "file"
    rank: ClassVar[int] = 3
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [[[11], [DRAWN]], [[{"id": 11}], [DRAWN]], [[], None], ["", None], [None, None]],
            "refuses": [
                [11, "not_files"],
                ["张伟", "not_files"],
                [[7], "file_not_drawn"],
                [[99], "file_unknown"],
                [[11, 7], "too_many_files"],
            ],
            "texts": [["现场.jpg", [DRAWN]], ["", None]],
        },
    )

    kind: Literal["signature"] = "signature"

    def make_meaning(self) -> AnyMeaning:
        return FilesMeaning(FileRules(1, pictures=True))

    def holds_files(self) -> bool:
        return True
