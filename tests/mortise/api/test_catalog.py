"""Applications come from the catalogue and from files, and leave as files."""

import io
import zipfile
from pathlib import Path

import httpx

from mortise.packages.archive import write_archive
from mortise.packages.folder import read_folder
from tests.mortise.api.conftest import SignIn

APPS = Path(__file__).parents[2] / "apps"


def packed(name: str, **files: bytes) -> bytes:
    """One of the applications that tests use as a zip file; `visits__json` replaces a file."""
    read = read_folder(APPS / name)
    assert not isinstance(read, tuple)
    return write_archive({**read, **files})


def send(client: httpx.Client, content: bytes, sample: str = "false") -> httpx.Response:
    """Sends a package as a browser does."""
    return client.post("/api/packages", files={"file": ("app.zip", content)}, data={"sample": sample})


def test_the_catalogue_tells_what_can_be_installed(sign_in: SignIn) -> None:
    items = sign_in("admin").get("/api/catalog").json()["items"]

    (crm,) = [item for item in items if item["key"] == "crm"]
    assert crm["label"] == {"zh-CN": "客户管理", "en": "CRM"}
    assert (crm["has_sample"], crm["is_installed"]) == (True, False)


def test_an_application_is_installed_and_entered(sign_in: SignIn) -> None:
    administrator = sign_in("admin")

    answer = administrator.post("/api/catalog/crm/install", json={"sample": False}, timeout=60)

    assert answer.status_code == 201, answer.text
    assert answer.json() == {"key": "crm", "version": 1, "records": 0, "logins": {}}
    served = administrator.get("/api/apps/crm").json()
    assert {form["key"] for form in served["forms"]} == {
        "lead",
        "account",
        "contact",
        "opportunity",
        "activity",
        "quote",
        "contract",
        "campaign",
        "product",
        "price_book",
    }
    apps = administrator.get("/api/apps").json()["items"]
    assert [(app["key"], app["version"], app["can_build"]) for app in apps] == [("crm", 1, True)]
    (crm,) = [item for item in administrator.get("/api/catalog").json()["items"] if item["key"] == "crm"]
    assert crm["is_installed"]


def test_only_administrators_add_applications(sign_in: SignIn) -> None:
    rep = sign_in("rep")
    for method, path in (
        ("GET", "/api/catalog"),
        ("POST", "/api/catalog/crm/install"),
        ("POST", "/api/packages"),
        ("POST", "/api/apps"),
    ):
        answer = rep.request(method, path, json={"key": "a", "labels": {}})

        assert answer.status_code == 403, path


def test_an_application_leaves_as_a_file_that_can_be_installed(sign_in: SignIn) -> None:
    administrator = sign_in("admin")
    answer = send(administrator, packed("visits"), sample="true")
    assert answer.status_code == 201, answer.text
    assert answer.json()["records"] == 5
    assert set(answer.json()["logins"]) == {"xu.an", "he.ping"}

    left = administrator.get("/api/apps/visits/package")

    assert left.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(left.content)) as archive:
        names = archive.namelist()
    assert "forms/visit.json" in names
    assert not any(name.startswith("sample/") for name in names)


def test_a_file_with_faults_is_refused_with_all_of_them(sign_in: SignIn) -> None:
    administrator = sign_in("admin")
    faulty = {
        "views/open_visits.json": b'{"key": 1, "kind": "grid"}',
        "roles.json": b"[{]",
        "parameters.json": b'[{"key": "a", "key": "b"}]',
        "run.py": b"import os",
    }

    unknown = send(administrator, packed("visits", **faulty))
    del faulty["run.py"]
    unreadable = send(administrator, packed("visits", **faulty))
    del faulty["roles.json"], faulty["parameters.json"]
    wrong = send(administrator, packed("visits", **faulty))

    assert [issue["code"] for issue in unknown.json()["issues"]] == ["package_member_unknown"]
    assert [issue["pointer"] for issue in unreadable.json()["issues"]] == [
        "parameters.json#/0/key",
        "roles.json",
    ]
    assert {issue["pointer"] for issue in wrong.json()["issues"]} == {
        "views/open_visits.json#/key",
        "views/open_visits.json#/form",
        "views/open_visits.json#/label",
    }
    assert {answer.status_code for answer in (unknown, unreadable, wrong)} == {422}
    assert administrator.get("/api/apps").json() == {"items": []}


def test_what_is_no_zip_file_is_refused(sign_in: SignIn) -> None:
    answer = send(sign_in("admin"), b"MZ" + b"\0" * 500)

    assert answer.status_code == 422
    assert [issue["code"] for issue in answer.json()["issues"]] == ["package_not_a_zip"]
