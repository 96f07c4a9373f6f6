"""A file that comes in with a request, kept where taking it over is a renaming."""

import tempfile
from pathlib import Path
from typing import Final

from starlette.datastructures import FormData, UploadFile

from engines.issues import Issue
from mortise.errors import Invalid
from mortise.files.names import sent_name

BLOCK: Final = 1 << 20


def file_in(sent: FormData) -> UploadFile:
    """The member `file` of a form."""
    file = sent.get("file")
    if not isinstance(file, UploadFile):
        raise Invalid([Issue("import_file_missing", "/file")])
    return file


def name_of(file: UploadFile) -> str:
    """What the file is called where it comes from."""
    return sent_name(file.filename or "")


def keep(file: UploadFile, folder: Path) -> Path:
    """The upload as a file in the folder."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="upload-", delete=False) as kept:
        while block := file.file.read(BLOCK):
            kept.write(block)
    return Path(kept.name)
