"""What was made once in the platform's tables, to be put back for each test that begins with it.

Settings are not kept: a server writes them down by itself, each with secrets of its own. Nor is what is due some day:
a server plans by itself what it does again and again."""

from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

from mortise.db.database import Database
from tests.conftest import Superuser

T = TypeVar("T")

KEEP: Final = """
    DO $$
    DECLARE name text; filled boolean;
    BEGIN
        CREATE SCHEMA {kept};
        FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'mortise'::regnamespace
            AND relkind IN ('r', 'p') AND NOT relispartition
            AND relname NOT IN ('alembic_version', 'setting', 'epoch', 'due')
        LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM mortise.%I)', name) INTO filled;
            IF filled THEN
                EXECUTE format('CREATE TABLE {kept}.%1$I AS TABLE mortise.%1$I', name);
            END IF;
        END LOOP;
        CREATE TABLE {kept}.reached AS
            SELECT sequencename AS name, last_value AS last FROM pg_sequences
            WHERE schemaname = 'mortise' AND last_value IS NOT NULL;
    END $$
"""
PUT_BACK: Final = """
    DO $$
    DECLARE name text; columns text;
    BEGIN
        -- Departments and people point at each other: no order of the tables would do.
        SET LOCAL session_replication_role = replica;
        FOR name, columns IN
            SELECT relname, string_agg(quote_ident(attname), ', ') FROM pg_class
            JOIN pg_attribute ON attrelid = format('mortise.%I', relname)::regclass
                AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            WHERE relnamespace = '{kept}'::regnamespace AND relkind = 'r' AND relname <> 'reached' GROUP BY relname
        LOOP
            EXECUTE format('DELETE FROM mortise.%I', name);
            EXECUTE format(
                'INSERT INTO mortise.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM {kept}.%1$I', name, columns
            );
        END LOOP;
        PERFORM setval(format('mortise.%I', reached.name), last) FROM {kept}.reached;
    END $$
"""


class Kept(Generic[T]):
    """Something that is made once for each database; later its rows are put back and the same is told."""

    def __init__(self, name: str, make: Callable[[Database], Awaitable[T]]) -> None:
        """`name` is a word of its own in names of schemas."""
        self.schema = f"kept_{name}"
        self.make = make
        self.made: dict[str, T] = {}

    async def get(self, superuser: Superuser, database: Database, url: str) -> T:
        """What was made; the database at the address, where the superuser is too, has to hold nothing else."""
        if url not in self.made:
            self.made[url] = await self.make(database)
            await superuser.execute(KEEP.format(kept=self.schema))
        else:
            await superuser.execute(PUT_BACK.format(kept=self.schema))
        return self.made[url]
