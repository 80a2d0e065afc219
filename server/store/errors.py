"""What the store refuses loudly. `server.live.ports` has the two that everyone must expect."""

from typing import ClassVar


class StoreError(Exception):
    """`code` is stable and for programs; `fields` fill in the message."""

    code: ClassVar[str] = "store"

    def __init__(self, **fields: object) -> None:
        super().__init__(self.code, fields)
        self.fields = fields


class BadUrl(StoreError):
    """DATABASE_URL is neither sqlite:///path nor postgresql://… Fields: `scheme`."""

    code = "bad_database_url"


class NewerTables(StoreError):
    """The tables were made by a newer release than this one. Fields: `revision`."""

    code = "newer_tables"


class Tampered(StoreError):
    """What lies beside the log is not what its entry vouches for. Fields: `room`, `seq`, `event`
    (index), `field`."""

    code = "tampered"


class UnknownEvent(StoreError):
    """The log holds an event this release has no type for, as after a downgrade. Fields: `room`,
    `seq`, `type`."""

    code = "unknown_event"


class Unreadable(StoreError):
    """A stored event does not fit its type and `lift` has no step for it. Fields: `room`, `seq`,
    `type`, `why`."""

    code = "unreadable_event"


class ConferenceExists(StoreError):
    """Fields: `id`."""

    code = "conference_exists"


class AccountExists(StoreError):
    """Fields: `name`."""

    code = "account_exists"
