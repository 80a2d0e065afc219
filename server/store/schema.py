"""The tables. `migrations/` makes them; a test holds the two equal on SQLite and PostgreSQL."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
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

held = Table(
    "held",
    metadata,
    Column("room", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("points", Integer, nullable=False),
    Column("connected", Integer, nullable=False),
    Column("attended", Integer, nullable=False),
    Column("turns", Integer, nullable=False),
    Column("opinions", Integer, nullable=False),
    Column("denunciations", Integer, nullable=False),
    PrimaryKeyConstraint("room", name="held_room"),
)
"""Read table: what each conference counts for (`register.Held`). Made from the log."""

opinions = Table(
    "opinions",
    metadata,
    Column("room", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("no", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("point", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("petitioners", Integer, nullable=False),
    Column("field", Text, nullable=False),
    Column("committee", Text, nullable=False),
    Column("authority", Text, nullable=False),
    Column("beyond", Boolean, nullable=False),
    Column("lead", Text, nullable=False),
    Column("coordinating", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("answer_text", Text, nullable=False),
    Column("promise", Text, nullable=False),
    Column("answer_by", Text, nullable=False),
    Column("answered_on", Text, nullable=False),
    Column("paper_no", Text, nullable=False),
    Column("paper_day", Text, nullable=False),
    Column("paper_file", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("resolve_by", Text, nullable=False),
    Column("resolved_on", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("outcome_no", Text, nullable=False),
    Column("outcome_day", Text, nullable=False),
    Column("outcome_file", Text, nullable=False),
    Column("forwarded_to", Text, nullable=False),
    Column("forward_by", Text, nullable=False),
    Column("forward_no", Text, nullable=False),
    Column("forward_day", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("into", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reported", Text, nullable=False, server_default=""),
    Column("report_text", Text, nullable=False, server_default=""),
    Column("report_no", Text, nullable=False, server_default=""),
    Column("report_day", Text, nullable=False, server_default=""),
    Column("report_file", Text, nullable=False, server_default=""),
    Column("time_of", Text, nullable=False, server_default=""),
    Column("time_until", Text, nullable=False, server_default=""),
    Column("time_reason", Text, nullable=False, server_default=""),
    Column("sent_back", Text, nullable=False, server_default=""),
    Column("version", Integer, nullable=False),
    Column("folded", Text, nullable=False),
    Column("plain", Text, nullable=False),
    PrimaryKeyConstraint("room", "id", name="opinions_id"),
    Index("opinions_day", "day", "room", "no", "id"),
    Index("opinions_lead", "lead"),
    Index("opinions_due", "due"),
)
"""Read table: the register across conferences (`register.Row`). Made from the log."""

read_tables = Table(
    "read_tables",
    metadata,
    Column("name", Text, nullable=False),
    Column("form", Integer, nullable=False),
    PrimaryKeyConstraint("name", name="read_tables_name"),
)
"""In which form read tables were written last (`register.FORM`)."""

accesses = Table(
    "accesses",
    metadata,
    Column("id", Text, nullable=False),
    Column("room", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("subject", Text, nullable=False),
    PrimaryKeyConstraint("id", name="accesses_id"),
    Index("accesses_room", "room", "at"),
)
"""Who heard or took out what, insert only (`accesses.Accesses`)."""
