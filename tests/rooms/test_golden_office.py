"""The office's log of every release stays readable, and makes the same office (house rule 10).

As `test_golden`, for the one log that is no conference's. To add a release, once and before it is
tagged: `python -m tests.rooms.test_golden_office v0_3`. Never change a committed log."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

import msgspec
import pytest

from server.rooms import office
from server.rooms.agencies import Agency
from server.rooms.plan import IssuingBodies, IssuingBody, Level, Person, Signers
from server.rooms.programme import Figures, Form, Meeting, Occasion
from server.rooms.room import Command, Entry, Room, replay
from server.rooms.units import Succession, Unit
from server.rooms.workdays import Calendar
from tests.given import ADMIN, NOON, ask
from tests.rooms.seen import Json
from tests.rooms.test_golden import read

GOLDEN: Final = Path(__file__).parent.parent / "golden" / "office"
LOGS: Final = sorted(GOLDEN.glob("*.jsonl"))
OLD = Unit("06799", "Xã Cộng Hòa", "xã", Level.COMMUNE, "06799", "cp", until="2025-06-30")
NEW = Unit("n1", "Xã Hải Hòa", "xã", code="06799", since="2025-07-01")
STATE = IssuingBody(
    "nd30", "", "UBND tỉnh", "UBND", "Hạ Long", "TM. ỦY BAN NHÂN DÂN", ("VT",), "VT"
)
STORY: Final[tuple[Command, ...]] = (
    office.SetUnits((Unit("cp", "Thành phố Cẩm Phả", "thành phố", Level.DISTRICT), OLD, NEW),
                    (Succession("06799", "n1", "2025-07-01", part=True, unsure=True),)),
    office.SetUnits((Unit("x", "Xã Nhầm"),)),
    office.RemoveUnit("x"),
    office.SetAgency(Agency("tnmt", "Sở TN&MT", "STNMT", rank=3, until="2025-12-31")),
    office.SetAgency(Agency("nnmt", "Sở NN&MT", since="2025-03-01")),
    office.SetAgency(Agency("x", "Sở Nhầm", level=Level.COMMUNE)),
    office.MergeAgencies(("tnmt",), "nnmt", "2025-03-01"),
    office.RemoveAgency("x"),
    office.SetYear(2024, Calendar(("2024-04-29",), ("2024-05-04",))),
    office.SetMeetings((
        Meeting("m1", "Đối thoại với thanh niên", "2026-05", "2026-05-04", "Hạ Long", "Việc làm",
                "Thanh niên", "Tỉnh ủy", Level.PROVINCE, Occasion.EXTRA, Form.HYBRID, "h1"),
        Meeting("m2", "Cấp xã", "2023-12", level=Level.COMMUNE,
                figures=Figures(210, 9000, 1, 2, 3, 4, 5, 6, 7)),
    )),
    office.RemoveMeeting("m1"),
    office.SetProfile(office.Profile("ubnd", "UBND tỉnh", IssuingBodies(state=STATE),
                                     Signers(state=Person("Phạm Đức Duy", "CHỦ TỊCH")))),
    office.SetProfile(office.Profile("x", "Nhầm")),
    office.RemoveProfile("x"),
)  # fmt: skip


def as_it_goes() -> Iterator[Entry]:
    room = Room()
    for seq, command in enumerate(STORY, 1):
        room, events = ask(room, command, ADMIN, NOON + seq)
        assert events, f"nothing happened: {command}"
        yield Entry(seq, NOON + seq, ADMIN, f"c{seq}", "0" * 64, events)


def seen(entries: list[Entry]) -> Json:
    told = replay(entries).office
    maps = ("units", "agencies", "years", "meetings", "profiles")
    whole = {name: dict(getattr(told, name)) for name in maps}
    as_json = msgspec.json.encode(whole | {"successions": told.successions})
    decoded: Json = msgspec.json.decode(as_json)
    return decoded


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.stem)
def test_a_log_of_every_release_makes_the_same_office(log: Path) -> None:
    entries = read(log)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert seen(entries) == msgspec.json.decode(log.with_suffix(".json").read_bytes())


def test_this_release_has_every_event_in_a_log() -> None:
    written = {type(event) for log in LOGS for entry in read(log) for event in entry.events}
    assert written == set(get_args(office.Event))


def write(release: str) -> None:
    log = GOLDEN / f"{release}.jsonl"
    if log.exists():
        raise SystemExit(f"{log} is committed: logs are never rewritten")
    GOLDEN.mkdir(exist_ok=True)
    log.write_bytes(b"".join(msgspec.json.encode(entry) + b"\n" for entry in as_it_goes()))
    told = msgspec.json.encode(seen(read(log)), order="sorted")
    log.with_suffix(".json").write_bytes(msgspec.json.format(told) + b"\n")


if __name__ == "__main__":
    write(sys.argv[1])
