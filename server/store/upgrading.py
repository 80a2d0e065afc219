"""Bringing the tables from one release to the next."""

import logging
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from server.store.errors import NewerTables

log = logging.getLogger(__name__)

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, to: str) -> None:
    """Bring the tables to the revision `to`, or "head". Raises NewerTables."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}
    here = MigrationContext.configure(connection).get_current_revision()
    for revision in (here, None if to == "head" else to):
        if revision and revision not in known:
            raise NewerTables(revision=revision)
    command.upgrade(config, to)
    now = MigrationContext.configure(connection).get_current_revision()
    if now != here:
        log.info("tables migrated: from=%s to=%s", here or "nothing", now)
