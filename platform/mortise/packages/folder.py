"""A package as a folder on disk: the catalogue's form, and that of a consultant's repository."""

from pathlib import Path
from typing import Final

from engines.issues import Issue
from mortise.packages.archive import MAX_MEMBER, MAX_MEMBERS, Files, known_files

IGNORED: Final = frozenset({".DS_Store", "Thumbs.db", "__init__.py", "__pycache__"})
"""What systems and tools leave behind in folders."""


def read_folder(folder: Path) -> Files | tuple[Issue, ...]:
    """The files of a package's folder, or every reason to refuse it."""
    paths = [path for path in sorted(folder.rglob("*")) if not IGNORED & set(path.relative_to(folder).parts)]
    linked = [path for path in paths if path.is_symlink()]
    if linked:
        return tuple(
            Issue("package_member_special", "", {"name": path.relative_to(folder).as_posix()})
            for path in linked[:100]
        )
    regular = [path for path in paths if path.is_file()]
    if len(regular) > MAX_MEMBERS or any(path.stat().st_size > MAX_MEMBER for path in regular):
        return (Issue("package_too_large"),)
    return known_files({path.relative_to(folder).as_posix(): path.read_bytes() for path in regular})


def write_folder(folder: Path, files: Files) -> None:
    """Writes a package's files below `folder`."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
