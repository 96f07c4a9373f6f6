"""How an application's document is laid out in a package's files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from engines.issues import Issue, pointer
from mortise.definitions.app import AppDefinition
from mortise.definitions.reading import read_definition, write_document
from mortise.json_keys import repeated_keys
from mortise.packages.archive import Files
from mortise.packages.places import MEMBER, Place, Places, read_places, untold, write_places

LISTS: Final = ("parameters", "roles")
"""Members of the document that are one file each."""
FOLDERS: Final[Mapping[str, str]] = {
    "option_sets": "options",
    "forms": "forms",
    "views": "views",
    "pages": "pages",
    "flows": "flows",
}
"""Members of the document that are a folder of files, one for each of their parts, and what the folder is called."""
SAMPLE: Final = "sample/"


@dataclass(frozen=True, slots=True)
class Package:
    """An application with the sample data that it carries (file name within `sample/` → content), and what its flows
    name by number."""

    definition: AppDefinition
    sample: Mapping[str, bytes]
    places: tuple[Place, ...] = ()


def read_package(files: Files) -> Package | tuple[Issue, ...]:
    """The package that `files` hold, or everything wrong with them; a pointer reads `forms/account.json#/fields/0`."""
    document, sources, issues = assemble(files)
    if issues:
        return issues
    definition = read_definition(document)
    if isinstance(definition, tuple):
        return in_files(definition, sources)
    told = read_places(files[MEMBER]) if MEMBER in files else Places()
    if isinstance(told, tuple):
        return told
    strangers = untold(definition, told.places)
    if strangers:
        return in_files(tuple(strangers), sources)
    sample = {name.removeprefix(SAMPLE): files[name] for name in sorted(files) if name.startswith(SAMPLE)}
    return Package(definition, sample, told.places)


def in_files(issues: tuple[Issue, ...], sources: Mapping[str, str]) -> tuple[Issue, ...]:
    """The issues with pointers into the files that they stand in."""
    return tuple(in_file(issue, sources) for issue in issues)


def in_file(issue: Issue, sources: Mapping[str, str]) -> Issue:
    """An issue of the assembled document as one of the file that its place came from."""
    segments = issue.pointer.split("/")
    for length in range(len(segments), 0, -1):
        prefix = "/".join(segments[:length])
        if prefix in sources:
            rest = "".join("/" + segment for segment in segments[length:])
            return Issue(issue.code, f"{sources[prefix]}#{rest}", issue.params, issue.severity)
    return issue


def assemble(files: Files) -> tuple[dict[str, object], dict[str, str], tuple[Issue, ...]]:
    """The whole document, the file behind each part's pointer, and the files that cannot be read."""
    parsed: dict[str, object] = {}
    issues: list[Issue] = []
    for name in sorted(files):
        if name.endswith(".json") and not name.startswith(SAMPLE):
            try:
                parsed[name] = orjson.loads(files[name])
            except orjson.JSONDecodeError as error:
                issues.append(Issue("package_file_unreadable", name, {"line": error.lineno, "name": name}))
                continue
            repeated = repeated_keys(files[name], parsed[name])
            issues.extend(issue.under(f"{name}#") for issue in repeated)
    root = parsed.get("app.json")
    if "app.json" not in files:
        issues.append(Issue("package_without_app"))
    if not isinstance(root, dict):
        return {}, {}, tuple(issues)
    document: dict[str, object] = {name: value for name, value in root.items() if name not in FOLDERS}
    sources = {"": "app.json"}
    for name in LISTS:
        if f"{name}.json" in parsed:
            document[name], sources[f"/{name}"] = parsed[f"{name}.json"], f"{name}.json"
    for name, folder in FOLDERS.items():
        order, missing = file_order(name, folder, root.get(name, []), parsed)
        issues.extend(missing)
        document[name] = [parsed[path] for path in order]
        sources |= {pointer(name, position): path for position, path in enumerate(order)}
    return document, sources, tuple(issues)


def file_order(
    member: str, folder: str, wanted: object, parsed: Mapping[str, object]
) -> tuple[list[str], list[Issue]]:
    """The files of a folder in the order of the keys that app.json lists, then by name; and the keys without a file."""
    keys = [key for key in wanted if isinstance(key, str)] if isinstance(wanted, list) else []
    listed = list(dict.fromkeys(f"{folder}/{key}.json" for key in keys))
    missing = [
        Issue("package_file_missing", f"app.json#/{member}", {"name": name})
        for name in listed
        if name not in parsed
    ]
    others = [name for name in sorted(parsed) if name.startswith(f"{folder}/") and name not in listed]
    return [name for name in listed if name in parsed] + others, missing


def write_package(
    definition: AppDefinition, sample: Mapping[str, bytes] | None = None, places: Sequence[Place] = ()
) -> Files:
    """The files that `read_package` reads back as the same definition."""
    document: dict[str, Any] = write_document(definition)
    files: dict[str, bytes] = {}
    for name in LISTS:
        if name in document:
            files[f"{name}.json"] = pretty(document.pop(name))
    for name, folder in FOLDERS.items():
        parts: list[dict[str, object]] = document.pop(name, [])
        files |= {f"{folder}/{part['key']}.json": pretty(part) for part in parts}
        keys = [str(part["key"]) for part in parts]
        if keys != sorted(keys):
            document[name] = keys
    files["app.json"] = pretty(document)
    if places:
        files[MEMBER] = write_places(places)
    return files | {SAMPLE + name: content for name, content in (sample or {}).items()}


def pretty(value: object) -> bytes:
    """JSON as a person reads it and a version control compares it."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
