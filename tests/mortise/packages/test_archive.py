"""A package is plain data under known names; everything else is refused before it is read."""

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable

import pytest

from mortise.packages.archive import MAX_MEMBERS, read_archive, write_archive

GOOD = {"app.json": b"{}", "forms/account.json": b"{}", "sample/account.csv": b"id\n1\n"}


def made(change: Callable[[zipfile.ZipFile], None]) -> bytes:
    """An archive that a person with bad intent would make."""
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("app.json", "{}")
            change(archive)
    return buffer.getvalue()


def codes(data: bytes) -> set[str]:
    """The codes for which an archive is refused."""
    read = read_archive(data)
    assert isinstance(read, tuple)
    return {issue.code for issue in read}


def with_link(archive: zipfile.ZipFile) -> None:
    """Adds a member that is a symbolic link."""
    member = zipfile.ZipInfo("forms/account.json")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(member, "/etc/passwd")


def test_what_was_written_is_read_back() -> None:
    assert read_archive(write_archive(GOOD)) == GOOD


def test_the_same_files_make_the_same_bytes() -> None:
    assert write_archive(GOOD) == write_archive(dict(reversed(GOOD.items())))


def test_one_outer_folder_is_taken_off() -> None:
    wrapped = {f"crm/{name}": content for name, content in GOOD.items()}

    assert read_archive(write_archive(wrapped)) == GOOD


@pytest.mark.parametrize(
    "name",
    [
        "../app.json",
        "forms/../../x.json",
        "/etc/passwd",
        "forms//a.json",
        "./app.json",
        "forms\\a.json",
        "c:x.json",
    ],
)
def test_a_path_that_leaves_the_package_is_refused(name: str) -> None:
    assert "package_member_path" in codes(made(lambda archive: archive.writestr(name, "x")))


def test_a_link_is_refused() -> None:
    assert codes(made(with_link)) == {"package_member_special"}


def test_names_that_differ_in_case_only_are_one_name() -> None:
    assert codes(made(lambda archive: archive.writestr("APP.json", "{}"))) == {"package_member_twice"}


def test_a_member_given_twice_is_refused() -> None:
    assert codes(made(lambda archive: archive.writestr("app.json", "{}"))) == {"package_member_twice"}


@pytest.mark.parametrize(
    "name", ["setup.py", "forms/Account.json", "forms/a/b.json", "sample/x.xlsx", ".env"]
)
def test_a_file_that_no_package_has_is_refused(name: str) -> None:
    assert codes(made(lambda archive: archive.writestr(name, "x"))) == {"package_member_unknown"}


def test_a_member_too_large_is_refused_by_its_declared_size() -> None:
    bomb = made(lambda archive: archive.writestr("sample/a.json", b"\0" * 31_000_000))

    assert len(bomb) < 100_000
    assert codes(bomb) == {"package_member_too_large"}


def test_too_many_members_are_refused() -> None:
    def fill(archive: zipfile.ZipFile) -> None:
        for number in range(MAX_MEMBERS):
            archive.writestr(f"forms/a{number}.json", "{}")

    assert codes(made(fill)) == {"package_too_large"}


def test_a_huge_directory_is_refused_before_it_is_parsed() -> None:
    archive = bytearray(write_archive(GOOD))
    archive[-10:-6] = struct.pack("<L", 50_000_000)

    assert codes(bytes(archive)) == {"package_not_a_zip"}


def test_an_encrypted_member_is_refused() -> None:
    archive = bytearray(write_archive({"app.json": b"{}"}))
    directory = archive.index(b"PK\x01\x02")
    archive[directory + 8] |= 1

    assert codes(bytes(archive)) == {"package_member_encrypted"}


def test_a_member_whose_content_is_not_what_was_declared_is_refused() -> None:
    archive = bytearray(write_archive({"app.json": b"{}" * 50}))
    directory = archive.index(b"PK\x01\x02")
    archive[directory + 24 : directory + 28] = struct.pack("<L", 3)

    assert codes(bytes(archive)) == {"package_not_a_zip"}


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"not a zip file at all, but some text", b"PK\x05\x06" + b"\0" * 17]
)
def test_what_is_no_zip_file_is_refused(data: bytes) -> None:
    assert codes(data) == {"package_not_a_zip"}


def test_an_empty_archive_has_no_members() -> None:
    assert read_archive(write_archive({})) == {}
