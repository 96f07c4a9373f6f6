"""What a running server is made of, and how a request finds it."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from starlette.requests import HTTPConnection

from engines.definition import Locale
from mortise.db.database import Database
from mortise.db.secret import Secret
from mortise.definitions.published import PublishedApps
from mortise.errors import preferred_locale
from mortise.files.store import Store
from mortise.files.uploads import Intake
from mortise.identity.resolution import Principals
from mortise.live.broadcaster import Broadcaster
from mortise.settings import Settings
from mortise.views.openings import Openings


@dataclass(frozen=True, slots=True)
class Host:
    """The parts that every request may need."""

    settings: Settings
    database: Database
    secret: Secret
    principals: Principals
    apps: PublishedApps
    store: Store
    live: Broadcaster
    openings: Openings

    @property
    def incoming(self) -> Path:
        """The folder in which files wait until they are whole."""
        return self.settings.data / "incoming"

    @property
    def intake(self) -> Intake:
        """What takes files in."""
        return Intake(self.database, self.store, self.incoming, self.settings.largest_upload)


def host_of(request: HTTPConnection) -> Host:
    """The server that answers this request."""
    return cast("Host", request.scope["state"]["host"])


def locale_of(request: HTTPConnection) -> Locale:
    """The language to answer in: the person's, once known, or what the browser prefers."""
    known = request.scope["state"].get("locale")
    if known is not None:
        return cast("Locale", known)
    return preferred_locale(request.headers.get("accept-language", ""))
