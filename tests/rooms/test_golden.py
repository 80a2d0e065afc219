"""Logs of every release stay readable, and make the same rooms (house rule 10).

`tests/golden/<release>.jsonl` holds one stored entry a line; `<release>.moderator.json` is what the
moderator sees in the end. To add a release, once and before it is tagged:

    python -m tests.rooms.test_golden v0_2

Never change a committed log. If an old one no longer replays, write a lift in `server/store/lift`.
Where a view itself has changed on purpose, `python -m tests.rooms.test_golden --looks` writes what
all logs look like now; the diff is for a person to read."""

import sys
from hashlib import sha256
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from server.rooms import office
from server.rooms.memo import Memo
from server.rooms.room import Entry, Room, replay
from server.rooms.sight import Audience, look
from server.rooms.views import Crowd
from server.rooms.words import Actor
from server.store.beside import EVENTS, join
from tests.rooms.conference import a_whole_conference
from tests.rooms.seen import Json, as_json

GOLDEN = Path(__file__).parent.parent / "golden"
LOGS = sorted(GOLDEN.glob("*.jsonl"))
OF_CONFERENCES = set(EVENTS.values()) - set(get_args(office.Event))
"""What may happen in a conference. The office's own log is in test_golden_office."""


class Row(msgspec.Struct):
    """An entry as it is stored: its events stay JSON until they are lifted."""

    seq: int
    at: int
    actor: Actor
    command_id: str
    body: str
    events: msgspec.Raw


def read(log: Path) -> list[Entry]:
    rows = [msgspec.json.decode(line, type=Row) for line in log.read_bytes().splitlines()]
    return [
        Entry(
            row.seq, row.at, row.actor, row.command_id, row.body,
            join(log.stem, row.seq, bytes(row.events).decode(), {}),
        )
        for row in rows
    ]  # fmt: skip


def moderator_sees(room: Room) -> Json:
    return as_json(look(Audience.MODERATOR, room, Memo(), Crowd()))


def digest(seen: Json) -> str:
    return sha256(msgspec.json.encode(seen, order="sorted")).hexdigest()


def committed(log: Path) -> Json:
    seen: Json = msgspec.json.decode(log.with_suffix(".moderator.json").read_bytes())
    return seen


def test_there_is_a_log() -> None:
    assert LOGS


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.stem)
def test_a_log_of_every_release_makes_the_same_room(log: Path) -> None:
    entries = read(log)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    seen = moderator_sees(replay(entries))
    assert digest(seen) == digest(committed(log)), diff_of(seen, committed(log))


def diff_of(seen: Json, before: Json) -> str:
    return f"areas that differ: {[area for area in before if seen.get(area) != before[area]]}"


def test_this_release_has_every_event_in_a_log() -> None:
    written = {type(event) for log in LOGS for entry in read(log) for event in entry.events}
    assert written == OF_CONFERENCES


def test_the_conference_of_the_stories_holds_every_event() -> None:
    happened = {type(event) for entry in a_whole_conference() for event in entry.events}
    assert happened == OF_CONFERENCES


def write(release: str) -> None:
    log = GOLDEN / f"{release}.jsonl"
    if log.exists():
        raise SystemExit(f"{log} is committed: logs are never rewritten")
    lines = (msgspec.json.encode(entry) for entry in a_whole_conference())
    log.write_bytes(b"".join(line + b"\n" for line in lines))
    write_look(log)


def write_look(log: Path) -> None:
    seen = moderator_sees(replay(read(log)))
    pretty = msgspec.json.format(msgspec.json.encode(seen, order="sorted"))
    log.with_suffix(".moderator.json").write_bytes(pretty + b"\n")


if __name__ == "__main__":
    if sys.argv[1] == "--looks":
        for log in LOGS:
            write_look(log)
    else:
        write(sys.argv[1])
