"""How alembic runs: on the connection that it is handed, everything in one transaction."""

from alembic import context

from mortise.db.tables import METADATA, SCHEMA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table_schema=SCHEMA,
    transaction_per_migration=False,
)
context.run_migrations()
