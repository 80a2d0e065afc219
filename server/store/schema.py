"""The tables. `migrations/` makes them; a test holds the two equal on SQLite and PostgreSQL."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

entries = Table(
    "entries",
    metadata,
    Column("room", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("command_id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("events", Text, nullable=False),
    Column("prev", Text, nullable=False),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("room", "seq", name="entries_seq"),
    UniqueConstraint("room", "command_id", name="entries_command"),
)
"""The log, insert only. `actor` and `events` are JSON text (`beside.split`), `prev` and `hash` the
chain (`chain.seal`), `at` milliseconds UTC."""

contents = Table(
    "contents",
    metadata,
    Column("room", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("event", Integer, nullable=False),
    Column("field", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("value", Text, nullable=False),
    PrimaryKeyConstraint("room", "seq", "event", "field", name="contents_place"),
    ForeignKeyConstraint(["room", "seq"], ["entries.room", "entries.seq"], name="contents_entry"),
)
"""What lies beside the log: `field` of the `event`-th event (from 0) of an entry, as JSON text. A
row may be deleted (day.md D14), never changed."""

codes = Table(
    "codes",
    metadata,
    Column("digest", Text, nullable=False),
    Column("room", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("point", Text, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger, nullable=True),
    PrimaryKeyConstraint("digest", name="codes_digest"),
    UniqueConstraint("room", "role", "point", "generation", name="codes_place"),
)
"""Join codes, as keyed digests only (`codes.Codes`). `room` "" is the house itself."""

rooms = Table(
    "rooms",
    metadata,
    Column("id", Text, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", Text, nullable=False),
    PrimaryKeyConstraint("id", name="rooms_id"),
)
"""The conferences of this house."""

accounts = Table(
    "accounts",
    metadata,
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("disabled_at", BigInteger, nullable=True),
    PrimaryKeyConstraint("id", name="accounts_id"),
    UniqueConstraint("key", name="accounts_key"),
)
"""People who sign in. `key` is the folded name, `hash` argon2id."""

devices = Table(
    "devices",
    metadata,
    Column("room", Text, nullable=False),
    Column("point", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
    PrimaryKeyConstraint("room", "point", name="devices_seat"),
)
"""The device that holds each point's seat."""
