"""The catalogue: applications that come with Mortise, each a folder of data."""

import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from engines.issues import Issue
from mortise.packages.folder import read_folder
from mortise.packages.layout import Package, read_package

FOLDER: Final = "apps_catalog"


@dataclass(frozen=True, slots=True)
class Offer:
    """An application that can be installed."""

    key: str
    folder: Path
    package: Package


def catalog_folders() -> Sequence[Path]:
    """Where the catalogue's applications stand, in the source or beside the installed package."""
    spec = importlib.util.find_spec(FOLDER)
    found = () if spec is None else spec.submodule_search_locations or ()
    return list(dict.fromkeys(Path(location).resolve() for location in found))


@lru_cache(maxsize=1)
def offers() -> Sequence[Offer]:
    """Every application of the catalogue, in the order of their keys."""
    return sorted(read_offers(catalog_folders()), key=lambda offer: offer.key)


def read_offers(roots: Sequence[Path]) -> Iterator[Offer]:
    """The applications below some folders; one that cannot be read is a fault of the release."""
    for root in roots:
        for folder in sorted(path.parent for path in root.glob("*/app.json")):
            package = read_app_folder(folder)
            if isinstance(package, tuple):
                raise ValueError(f"{folder}: {package[0]}")
            yield Offer(package.definition.key, folder, package)


def read_app_folder(folder: Path) -> Package | tuple[Issue, ...]:
    """The package of a folder, or everything wrong with it."""
    files = read_folder(folder)
    return files if isinstance(files, tuple) else read_package(files)


def find_offer(key: str) -> Offer | None:
    """The application of the catalogue with that key."""
    return next((offer for offer in offers() if offer.key == key), None)
