"""Files of any type."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Setting
from pydantic import StringConstraints

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.meaning import AnyMeaning
from engines.form.meanings.files import FileRules, FilesMeaning
from engines.issues import Issue, pointer

Ending = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,10}$")]
"""How names of files of one type end, without the dot."""

QUOTE = {"id": 7, "name": "报价.pdf", "size": 1200, "type": "application/pdf"}
SCRIPT = {"id": 9, "name": "logo.png", "size": 30, "type": "text/html"}


class AttachmentField(Field):
    """Contracts, quotations, drawings: one or several files that belong to the record."""

    title: ClassVar[Label] = Label(zh_cn="附件", en="Attachments")
    icon: ClassVar[str] = "PaperClipOutlined"
    group: ClassVar[Group] = "file"
    rank: ClassVar[int] = 1
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"max_files": 3},
            "accepts": [
                [[7], [QUOTE]],
                [[{"id": 7, "name": "other.txt"}, 9, 7], [QUOTE, SCRIPT]],
                [[], None],
                [None, None],
            ],
            "refuses": [
                [7, "not_files"],
                ["报价.pdf", "not_files"],
                [["7"], "not_files"],
                [[True], "not_files"],
                [[0], "not_files"],
                [[2**63], "not_files"],
                [[{"path": "/etc/passwd"}], "not_files"],
                [[{"id": 7, "path": "/etc/passwd"}], "not_files"],
                [[99], "file_unknown"],
                [[1, 2, 3, 4], "too_many_files"],
            ],
            "texts": [["报价.pdf", [QUOTE]], ["", None]],
        },
        {
            "settings": {"types": ["pdf", "png"], "max_megabytes": 1},
            "accepts": [[[7], [QUOTE]]],
            "refuses": [
                [[8], "file_type_refused"],
                [[9], "file_not_what_it_says"],
                [[10], "file_too_heavy"],
            ],
        },
    )

    kind: Literal["attachment"] = "attachment"
    max_files: Annotated[int, Setting(ge=1, le=100)] = 20
    max_megabytes: Annotated[int, Setting(ge=1, le=10_000)] | None = None
    """The largest file; without it, what the installation takes."""
    types: Annotated[tuple[Ending, ...], Setting(max_length=50)] = ()
    """Endings of the names that are taken, such as pdf and docx; without any, all are."""

    def make_meaning(self) -> AnyMeaning:
        return FilesMeaning(FileRules(self.max_files, self.max_megabytes, self.types))

    def holds_files(self) -> bool:
        return True

    def check_settings(self) -> Iterable[Issue]:
        for index, ending in enumerate(self.types):
            if ending in self.types[:index]:
                yield Issue("key_twice", pointer("types", index), {"key": ending})
