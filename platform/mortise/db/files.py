"""Files of the data folder that nobody else may read."""

import os
from pathlib import Path


def make_data_folder(data: Path) -> None:
    """Makes the data folder: private, but that PostgreSQL's account may pass through where we are root."""
    if not data.exists():
        data.mkdir(parents=True)
        data.chmod(0o711 if os.geteuid() == 0 else 0o700)


def keep_private(path: Path, text: str) -> None:
    """Writes a private file, whole or not at all."""
    make_data_folder(path.parent)
    unfinished = path.with_name(f"{path.name}.new")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
