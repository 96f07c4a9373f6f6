"""A zip file as names and bytes, read in memory; anything but plain data under known names is refused unread."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from engines.issues import Issue

Files = Mapping[str, bytes]
"""The content of a package by member name, such as "forms/account.json"."""

MAX_ARCHIVE: Final = 50_000_000
MAX_DIRECTORY: Final = 1_000_000
MAX_MEMBERS: Final = 5_000
MAX_MEMBER: Final = 30_000_000
MAX_TOTAL: Final = 150_000_000

KEY: Final = r"[a-z][a-z0-9_]{0,39}"
KNOWN_NAMES: Final = re.compile(
    rf"app\.json|parameters\.json|roles\.json|places\.json|README(\.[a-zA-Z-]+)?\.md|(forms|views|pages|flows|options)/{KEY}\.json"
    rf"|sample/{KEY}\.(json|csv)",
    re.ASCII,
)
END: Final = b"PK\x05\x06"
END_LENGTH: Final = 22
ZIP64_LOCATOR: Final = b"PK\x06\x07"
ZIP64_LOCATOR_LENGTH: Final = 20
EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def read_archive(data: bytes) -> Files | tuple[Issue, ...]:
    """The members of a zip file, or every reason to refuse it. Nothing is written to disk."""
    if not has_small_directory(data):
        return (Issue("package_not_a_zip"),)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            issues = check_members(members)
            if issues:
                return issues
            files = {
                member.filename: archive.read(member)
                for member in members
                if not member.filename.endswith("/")
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return (Issue("package_not_a_zip"),)
    return known_files(files)


def has_small_directory(data: bytes) -> bool:
    """Whether `data` ends as a plain zip file with a directory of bounded size, judged before it is parsed.

    A trailing comment and the 64-bit variant are refused, so that zipfile reads the same directory as we do."""
    end = data[-END_LENGTH:]
    if not END_LENGTH <= len(data) <= MAX_ARCHIVE or not end.startswith(END) or end[-2:] != b"\0\0":
        return False
    before = data[-END_LENGTH - ZIP64_LOCATOR_LENGTH : -END_LENGTH]
    (directory,) = struct.unpack_from("<L", end, 12)
    return not before.startswith(ZIP64_LOCATOR) and directory <= MAX_DIRECTORY


def check_members(members: list[zipfile.ZipInfo]) -> tuple[Issue, ...]:
    """What is wrong with the archive's members, from its directory alone."""
    issues: list[Issue] = []
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_TOTAL:
        issues.append(Issue("package_too_large"))
    seen: set[str] = set()
    for member in members:
        name = member.orig_filename
        shown = {"name": name[:200]}
        mode = stat.S_IFMT(member.external_attr >> 16)
        if mode not in {0, stat.S_IFREG, stat.S_IFDIR}:
            issues.append(Issue("package_member_special", "", shown))
        if member.flag_bits & 0x1:
            issues.append(Issue("package_member_encrypted", "", shown))
        if member.file_size > MAX_MEMBER:
            issues.append(Issue("package_member_too_large", "", shown))
        if not is_plain_path(name):
            issues.append(Issue("package_member_path", "", shown))
        if name.casefold() in seen:
            issues.append(Issue("package_member_twice", "", shown))
        seen.add(name.casefold())
    return tuple(issues[:100])


def is_plain_path(name: str) -> bool:
    """Whether a member's name stays below the package and means the same on every system."""
    parts = name.removesuffix("/").split("/")
    return (
        not set(name) & set('\0\\:*?"<>|')
        and name.isprintable()
        and all(part not in {"", ".", ".."} for part in parts)
    )


def known_files(files: Files) -> Files | tuple[Issue, ...]:
    """`files` without the one folder that all of them may stand in, or the names that no package has."""
    tops = {name.split("/", 1)[0] for name in files}
    if len(tops) == 1 and "app.json" not in files and f"{(top := min(tops))}/app.json" in files:
        files = {name.removeprefix(top + "/"): content for name, content in files.items()}
    unknown = [name for name in sorted(files) if not KNOWN_NAMES.fullmatch(name)]
    if unknown:
        return tuple(Issue("package_member_unknown", "", {"name": name[:200]}) for name in unknown[:100])
    return files


def write_archive(files: Files) -> bytes:
    """A zip file of `files`; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(member, files[name])
    return buffer.getvalue()
