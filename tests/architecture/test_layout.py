"""Rules on files that no linter knows."""

import json
import re
import subprocess
from pathlib import Path

from engines.definition import SYSTEM_COLUMNS

ROOT = Path(__file__).parents[2]
LONGEST = 400
SOURCES = (".py", ".ts", ".tsx")
GENERATED = ("web/src/api/generated", "web/src/schema")


def tracked() -> list[Path]:
    """Every file under version control, with those about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file()]


def test_the_source_root_is_no_package() -> None:
    """platform/__init__.py would shadow the standard library's platform module."""
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert not list((ROOT / "platform").glob("*.py"))


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked()
        if path.suffix in SOURCES
        and not str(path.relative_to(ROOT)).startswith(GENERATED)
        and (lines := len(path.read_text("utf-8").splitlines())) > LONGEST
    }

    assert long == {}


def test_no_module_is_named_for_nothing() -> None:
    """A name that says nothing collects everything."""
    refused = {"utils", "util", "helpers", "helper", "common", "manager", "service", "base", "misc"}

    named = [str(path.relative_to(ROOT)) for path in tracked() if path.stem.lower() in refused]

    assert named == []


def test_no_lock_names_a_registry() -> None:
    """A registry differs from company to company; the lock holds names, versions and hashes."""
    locks = [path for path in tracked() if path.name.endswith((".lock", "package-lock.json"))]

    naming = [path.name for path in locks if "://" in lock_text(path)]

    assert len(locks) >= 2
    assert naming == []


def lock_text(path: Path) -> str:
    """A lock without the addresses at which libraries ask for donations."""
    if path.suffix != ".json":
        return path.read_text("utf-8")
    packages = json.loads(path.read_text("utf-8"))["packages"].values()
    return json.dumps([{key: value for key, value in one.items() if key != "funding"} for one in packages])


def test_every_python_module_opens_with_a_sentence() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix == ".py" and not path.read_text("utf-8").startswith(('"""', "#!"))
    ]

    assert silent == []


def test_the_front_end_keeps_the_same_names_for_tables_as_the_engines() -> None:
    source = (ROOT / "web/src/builder/document/names.ts").read_text("utf-8")
    listed = source.split("RESERVED: readonly string[] = [", 1)[1].split("]", 1)[0]

    assert set(re.findall(r'"(\w+)"', listed)) == SYSTEM_COLUMNS
