"""Which store this installation keeps its files in."""

from mortise.files.bucket import Bucket
from mortise.files.folder import Folder
from mortise.files.store import Store
from mortise.settings import Settings


def open_store(settings: Settings) -> Store:
    """A bucket where the settings name one, else a folder."""
    if settings.files_bucket is not None:
        return Bucket(settings)
    return Folder(settings.files_folder or settings.data / "files")
