"""The hash chain over the stored rows (day.md D15), simple enough to check with a small script.

hash = hex SHA-256 of prev (64 hex letters; zeros before the first) + the JSON array
[room, seq, at, actor, command_id, body, events] in UTF-8, written as Python's
`json.dumps(row, ensure_ascii=False, separators=(",", ":"))`; `actor` and `events` are the stored
JSON texts themselves, as strings.

The chain shows a change anywhere inside it. That its *end* was cut off, only a printed or mailed
hash of a later entry can show.
"""

from hashlib import sha256
from typing import NamedTuple

import msgspec

GENESIS = "0" * 64


class Row(NamedTuple):
    """An entry as stored."""

    room: str
    seq: int
    at: int
    actor: str
    command_id: str
    body: str
    events: str


class Tip(NamedTuple):
    """The last entry of a room; (0, GENESIS) of an empty one."""

    seq: int
    hash: str


START = Tip(0, GENESIS)


def seal(prev: str, row: Row) -> str:
    """The hash of `row` after `prev`."""
    return sha256(prev.encode() + msgspec.json.encode(row)).hexdigest()
