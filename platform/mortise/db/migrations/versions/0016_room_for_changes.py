"""Tables of records that are there already leave room for changes, as new ones do; only pages filled from now on."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Tells every table of records, by the columns that all of them have; no row is touched."""
    op.execute(
        """
        DO $$
        DECLARE
            place record;
        BEGIN
            FOR place IN
                SELECT space.nspname, kept.relname FROM pg_class kept
                JOIN pg_namespace space ON space.oid = kept.relnamespace
                JOIN mortise.app ON space.nspname = 'app_' || app.key
                WHERE kept.relkind = 'r' AND EXISTS (
                    SELECT 1 FROM pg_attribute a WHERE a.attrelid = kept.oid AND a.attname = 'title__sort'
                ) AND EXISTS (
                    SELECT 1 FROM pg_attribute a WHERE a.attrelid = kept.oid AND a.attname = 'definition_version'
                )
            LOOP
                EXECUTE format('ALTER TABLE %I.%I SET (fillfactor = 90)', place.nspname, place.relname);
            END LOOP;
        END
        $$
        """
    )
