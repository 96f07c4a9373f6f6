"""Moving the embedded database from one major version of PostgreSQL to the next."""

import shutil
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from mortise.db.embedded.cluster import DATABASE, ROLE, Cluster
from mortise.db.embedded.programs import FOLDERS, MAJOR, last_lines
from mortise.errors import SetupError

UNFINISHED: Final = f"postgres-{MAJOR}-moving"


def upgrade_cluster(data: Path) -> str:
    """Copies what an older cluster holds into one of this release's version; what was done, in a sentence.

    The old files stay where they are, so that the older release can go back to them. The new ones take their name
    when they are complete: a move that is cut off is begun anew."""
    if not (data / "postgres.json").exists():
        return "There is no database to move."
    new = Cluster(data)
    home = new.folder.parent
    if new.folder.exists():
        return f"The database is in PostgreSQL {MAJOR} already."
    older = [major for major in FOLDERS if major != MAJOR and (home / f"postgres-{major}").exists()]
    if not older:
        return "There is no database to move."
    shutil.rmtree(home / UNFINISHED, ignore_errors=True)
    old, moving = Cluster(data, major=max(older)), Cluster(data, name=UNFINISHED)
    old.start()
    moving.start()
    try:
        copy(old, moving)
    finally:
        old.stop()
        moving.stop()
    (home / UNFINISHED).rename(new.folder)
    return f"The database is in PostgreSQL {MAJOR} now. Once all is well, {old.folder} can be removed."


def copy(old: Cluster, new: Cluster) -> None:
    """Writes everything of the old database into the new one, in one transaction."""
    dump = ("pg_dump", "--format=custom", "--no-owner", "--dbname", without_password(old))
    restore = (
        "pg_restore",
        "--single-transaction",
        "--no-owner",
        f"--role={ROLE}",
        "--dbname",
        without_password(new),
    )
    password = unquote(urlsplit(old.url(superuser=True)).password or "")
    told = new.programs.pipe(dump, restore, {"PGPASSWORD": password})
    if told:
        raise SetupError("setup_cannot_move", log=last_lines(told))


def without_password(cluster: Cluster) -> str:
    """The database's address as others on this machine may see it in the list of processes."""
    address = cluster.url(DATABASE, superuser=True)
    password = urlsplit(address).password or ""
    return address.replace(f":{password}@", "@", 1)
