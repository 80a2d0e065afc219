"""A part of what was split, merged or moved is withdrawn: that part goes, the rest stays (D14)."""

import pytest
from sqlalchemy import select

from server.rooms.editing import EditSegment, UndoSegment
from server.rooms.floor import EndFloor, InviteNow
from server.rooms.room import Command, Entry, Room, decide, replay
from server.rooms.session import OpenConference
from server.rooms.splitting import MergeSegments, MoveWords, SplitSegment
from server.rooms.withdrawals import ConfirmWithdrawal, WithdrawContent
from server.rooms.words import SYSTEM, Actor
from server.store.database import Database
from server.store.log import SqlLog
from server.store.schema import contents
from tests.given import ADMIN, CHAIR, LEAD, MODERATOR, NOON, SECOND, SECRETARY, SET_UP
from tests.rooms.spoken import STEP, spoken

PLAIN, SECRET, OTHER = "con đường liên xã", "mật khẩu kho đạn", "xin hết ạ"
Asked = tuple[Actor, Command]

SPOKEN: list[Asked] = [
    (ADMIN, SET_UP),
    (CHAIR, OpenConference()),
    (MODERATOR, InviteNow("an-phu")),
    (SYSTEM, spoken(f"{PLAIN} {SECRET}")),
    (SYSTEM, spoken(OTHER, NOON + 10 * SECOND)),
    (MODERATOR, EndFloor("t1")),
]
SPLIT = SplitSegment("s1", 1, PLAIN, SECRET)
WITHDRAWN: list[Asked] = [
    (CHAIR, WithdrawContent(NOON + 4 * STEP - 20, NOON + 8 * STEP, "quân sự")),
    (LEAD, ConfirmWithdrawal("w1")),
]


@pytest.mark.parametrize(
    ("regrouped", "left"),
    [
        ([SPLIT], [PLAIN, OTHER]),
        ([SPLIT, UndoSegment("s4", 1)], [PLAIN, OTHER]),
        ([SPLIT, EditSegment("s4", 1, f"{SECRET}!"), UndoSegment("s4", 2)], [PLAIN, OTHER]),
        ([SPLIT, MergeSegments("s4", 1, "s2", 1)], [PLAIN, OTHER]),
        ([MergeSegments("s1", 1, "s2", 1)], [PLAIN, OTHER]),
        ([MoveWords("s1", 1, "s2", 1, 4)], [PLAIN, OTHER]),
        ([MoveWords("s1", 1, "s2", 1, 2), UndoSegment("s3", 1)], [PLAIN, OTHER]),
    ],
    ids=["split", "undone", "edited", "merged", "whole", "moved", "moved back"],
)
async def test_what_was_withdrawn_is_gone_from_every_segment_it_ever_stood_in(
    database: Database, regrouped: list[Command], left: list[str]
) -> None:
    log = SqlLog(database)
    asked = [*SPOKEN, *((SECRETARY, one) for one in regrouped), *WITHDRAWN]
    await log.append("h1", entries(asked))
    await log.forget("h1")
    room = replay(await log.read("h1", after=0))
    assert [one for one in texts(room) if not one.startswith("[")] == left
    everything = str(room) + " ".join(await beside(database))
    assert not any(word in everything for word in SECRET.split())
    assert await log.verify("h1") is None


def entries(asked: list[Asked]) -> list[Entry]:
    made: list[Entry] = []
    room = Room()
    for seq, (actor, command) in enumerate(asked, 1):
        at = NOON + (seq + 20) * SECOND
        events = decide(room, command, actor, at)
        assert events, command
        made.append(Entry(seq, at, actor, f"c{seq}", "0" * 64, events))
        room = replay(made[-1:], room)
    return made


def texts(room: Room) -> list[str]:
    return [room.transcript.segments[id].text for id in room.transcript.order]


async def beside(database: Database) -> list[str]:
    async with database.reading() as connection:
        return list((await connection.execute(select(contents.c.value))).scalars())
