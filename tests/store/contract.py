"""What every log must do, run on SQLite and on PostgreSQL. House rule 6: the log is the truth."""

import asyncio
import contextlib
import hashlib
import json

import pytest
from sqlalchemy import delete, func, select, text, update

from server.live.ports import SeqTaken
from server.rooms.answering import OpinionAnswered
from server.rooms.dialogue import RequestDiverted, TurnDiverted
from server.rooms.editing import SegmentEdited
from server.rooms.entering import OpinionLogged
from server.rooms.floor import TurnBegan, TurnEnded
from server.rooms.opinions import Answer
from server.rooms.room import Event
from server.rooms.session import ConferenceClosed, ConferenceOpened
from server.rooms.slips import SlipPassed
from server.rooms.states import Matter
from server.rooms.transcript import SegmentRecorded, Word
from server.rooms.withdrawals import ContentWithdrawn
from server.store.database import Database, connect
from server.store.errors import Tampered, UnknownEvent, Unreadable
from server.store.log import SqlLog
from server.store.schema import contents, entries
from tests.store.given import EVERY_EVENT, entry

SECRET = "toạ độ trận địa pháo"
HEARD = SegmentRecorded("s1", "t1", 10, 20, "", SECRET, (Word("toạ", 10, 20, 0.9),))


class LogContract:
    """A subclass gives `url`."""

    async def test_what_was_written_is_read_again(self, database: Database) -> None:
        log = SqlLog(database)
        written = [entry(n, event) for n, event in enumerate(EVERY_EVENT, 1)]
        await log.append("h1", written)
        await log.append("h1", [entry(len(written) + 1, *EVERY_EVENT), entry(len(written) + 2)])
        read = await log.read("h1", after=0)
        assert read[: len(written)] == written
        assert read[-2].events == EVERY_EVENT
        assert read[-1].events == ()
        assert await log.verify("h1") is None

    async def test_reading_starts_after_and_stops_at_the_limit(self, database: Database) -> None:
        log = SqlLog(database)
        await log.append("h1", [entry(n, HEARD) for n in range(1, 8)])
        await log.append("h2", [entry(1, ConferenceOpened(1))])
        assert [one.seq for one in await log.read("h1", after=2, limit=3)] == [3, 4, 5]
        assert [one.seq for one in await log.read("h1", after=5)] == [6, 7]
        assert await log.read("h1", after=7) == []
        assert await log.read("nowhere", after=0) == []

    async def test_appending_nothing_writes_nothing(self, database: Database) -> None:
        log = SqlLog(database)
        await log.append("h1", [])
        assert await log.read("h1", after=0) == []

    @pytest.mark.parametrize("seq", [1, 2, 4, 9])
    async def test_only_the_next_seq_is_free(self, database: Database, seq: int) -> None:
        log, fresh = SqlLog(database), SqlLog(database)
        await log.append("h1", [entry(1), entry(2)])
        for writer in (log, fresh):
            with pytest.raises(SeqTaken):
                await writer.append("h1", [entry(seq, command_id="new")])
        await log.append("h1", [entry(3)])
        assert len(await log.read("h1", after=0)) == 3

    async def test_a_first_entry_is_number_one(self, database: Database) -> None:
        with pytest.raises(SeqTaken):
            await SqlLog(database).append("h1", [entry(2)])

    async def test_a_command_id_is_written_once_in_a_room(self, database: Database) -> None:
        log = SqlLog(database)
        await log.append("h1", [entry(1, command_id="same")])
        with pytest.raises(SeqTaken):
            await log.append("h1", [entry(2, HEARD), entry(3, HEARD, command_id="same")])
        await log.append("h2", [entry(1, command_id="same")])
        assert [one.seq for one in await log.read("h1", after=0)] == [1]

    async def test_a_refused_batch_leaves_nothing_behind(self, database: Database) -> None:
        log, other = SqlLog(database), SqlLog(database)
        await log.append("h1", [entry(1, HEARD)])
        await other.append("h1", [entry(2, TurnBegan("t1", 5), command_id="other")])
        with pytest.raises(SeqTaken):
            await log.append("h1", [entry(2, HEARD), entry(3, HEARD)])
        assert await counted(database) == (2, 2)
        await log.append("h1", [entry(3, HEARD)])
        assert await log.verify("h1") is None

    async def test_a_caller_that_goes_away_leaves_all_or_nothing(self, database: Database) -> None:
        log = SqlLog(database)
        for n in range(20):
            room = f"h{n}"
            task = asyncio.create_task(log.append(room, [entry(1, HEARD), entry(2, HEARD)]))
            await asyncio.sleep(n / 2000)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            # The abandoned write ends by itself: it may still come between our read and ours.
            while (read := await log.read(room, after=0)) == [] or read[-1].command_id != "after":
                assert len(read) in (0, 2)
                with contextlib.suppress(SeqTaken):
                    await log.append(room, [entry(len(read) + 1, command_id="after")])
            assert len(read) in (1, 3)
            assert await log.verify(room) is None

    async def test_two_nodes_race_and_each_seq_has_one_winner(
        self, database: Database, url: str
    ) -> None:
        second = connect(url)
        try:
            won = await asyncio.gather(
                *(race(SqlLog(node), name) for node in (database, second) for name in ("a", "b"))
            )
        finally:
            await second.close()
        read = await SqlLog(database).read("h1", after=0)
        assert [one.seq for one in read] == list(range(1, 41))
        assert sorted(seq for seqs in won for seq in seqs) == list(range(1, 41))
        assert await SqlLog(database).verify("h1") is None

    async def test_what_was_acknowledged_survives_a_restart(
        self, database: Database, url: str
    ) -> None:
        await SqlLog(database).append("h1", [entry(1, HEARD), entry(2, ConferenceClosed(9))])
        await database.close()
        reopened = connect(url)
        try:
            log = SqlLog(reopened)
            assert [one.seq for one in await log.read("h1", after=0)] == [1, 2]
            await log.append("h1", [entry(3)])
            assert await log.verify("h1") is None
        finally:
            await reopened.close()

    async def test_a_big_batch_is_one_transaction(self, database: Database) -> None:
        log = SqlLog(database)
        batch = [entry(n, HEARD, TurnEnded("t1", n)) for n in range(1, 257)]
        await log.append("h1", batch)
        assert await log.read("h1", after=0) == batch
        await log.append("h1", [entry(n, HEARD) for n in range(257, 700)])
        assert await log.verify("h1") is None  # over more than one page

    async def test_the_chain_can_be_checked_without_us(self, database: Database) -> None:
        log = SqlLog(database)
        await log.append("h1", [entry(n, event) for n, event in enumerate(EVERY_EVENT, 1)])
        prev = "0" * 64
        async with database.reading() as connection:
            rows = (await connection.execute(select(entries).order_by(entries.c.seq))).all()
        for row in rows:
            fields = [row.room, row.seq, row.at, row.actor, row.command_id, row.body, row.events]
            words = prev + json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
            assert (row.prev, row.hash) == (prev, hashlib.sha256(words.encode()).hexdigest())
            prev = row.hash

    @pytest.mark.parametrize("column", [column.name for column in entries.columns])
    async def test_a_changed_entry_is_found(self, database: Database, column: str) -> None:
        log = SqlLog(database)
        await log.append("h1", [entry(n, TurnEnded("t1", n)) for n in range(1, 6)])
        here = (entries.c.room == "h1", entries.c.seq == 3)
        changed = {"seq": 77, "at": 1}.get(column, "h9")
        async with database.writing("h1") as connection:
            await connection.execute(update(entries).where(*here).values({column: changed}))
        assert await log.verify("h1") == 3

    async def test_a_missing_entry_is_found(self, database: Database) -> None:
        log = SqlLog(database)
        await log.append("h1", [entry(n) for n in range(1, 6)])
        async with database.writing("h1") as connection:
            await connection.execute(delete(entries).where(entries.c.seq == 2))
        assert await log.verify("h1") == 2

    @pytest.mark.parametrize(
        "change",
        [{"salt": b"0" * 16}, {"value": '"khác"'}, {"event": 1}, {"field": "by"}],
        ids=lambda change: next(iter(change)),
    )
    async def test_a_changed_content_is_found(
        self, database: Database, change: dict[str, object]
    ) -> None:
        log = SqlLog(database)
        await log.append("h1", [entry(n, HEARD) for n in range(1, 4)])
        here = (contents.c.seq == 2, contents.c.field == "text")
        async with database.writing("h1") as connection:
            await connection.execute(update(contents).where(*here).values(change))
        assert await log.verify("h1") == 2
        if change.keys() & {"salt", "value"}:
            with pytest.raises(Tampered) as caught:
                await log.read("h1", after=0)
            assert caught.value.fields == {"room": "h1", "seq": 2, "event": 0, "field": "text"}

    async def test_a_withdrawn_content_reads_as_the_default(self, database: Database) -> None:
        log = SqlLog(database)
        edited = SegmentEdited("s1", 2, "thu-ky-1", SECRET)
        await log.append("h1", [entry(1, HEARD), entry(2, TurnEnded("t1", 2), edited)])
        async with database.writing("h1") as connection:
            await connection.execute(delete(contents).where(contents.c.room == "h1"))
        assert await log.verify("h1") is None
        first, second = await log.read("h1", after=0)
        assert first.events == (SegmentRecorded("s1", "t1", 10, 20),)
        assert second.events == (TurnEnded("t1", 2), SegmentEdited("s1", 2, "thu-ky-1"))

    async def test_an_answer_that_was_replaced_since_is_forgotten_with_its_turn(
        self, database: Database
    ) -> None:
        log = SqlLog(database)
        said = OpinionAnswered("y2", Answer.HERE, "t1", "", SECRET)
        wrote = OpinionAnswered("y2", Answer.WRITTEN, "", "", "Bằng văn bản")
        events: tuple[Event, ...] = (said, wrote, ContentWithdrawn("w1", "thu-ky", ("t1",)))
        await log.append("h1", [entry(n, event) for n, event in enumerate(events, 1)])
        assert await log.forget("h1") > 0
        first, second, _ = await log.read("h1", after=0)
        assert SECRET not in str(first) and second.events == (wrote,)

    async def test_what_was_withdrawn_is_forgotten_and_nothing_else(
        self, database: Database
    ) -> None:
        log = SqlLog(database)
        plain = SegmentRecorded("s2", "t1", 30, 40, "", "Đường hỏng")
        edited = SegmentEdited("s1", 2, "thu-ky-1", SECRET)
        logged = OpinionLogged("y1", "YK001", "t1", "", ("s1",), "", None, text=SECRET)
        answered = OpinionAnswered("y2", Answer.HERE, "t1", "", SECRET)
        gone = ContentWithdrawn("w1", "thu-ky", ("t1",), ("s1",), ("y1",), ("y2",))
        again = SegmentEdited("s1", 3, "thu-ky-1", "viết sau")
        events: tuple[Event, ...] = (HEARD, plain, edited, logged, answered, gone, again)
        for room in ("h1", "h2"):
            here = events if room == "h1" else events[:5]
            await log.append(room, [entry(n, event) for n, event in enumerate(here, 1)])
        assert await log.forget("h1") == 5
        assert await log.forget("h1") == 0
        assert await log.forget("h2") == 0
        read = [one.events[0] for one in await log.read("h1", after=0)]
        assert SECRET not in str(read)
        assert read[1] == plain and read[-1] == again
        assert SECRET in str(await log.read("h2", after=0))
        assert await log.verify("h1") is None

    async def test_slips_are_forgotten_with_what_was_withdrawn_or_denounced(
        self, database: Database
    ) -> None:
        log = SqlLog(database)
        passed = [
            SlipPassed("p1", 5, "so", turn="t1", text=SECRET),
            SlipPassed("p2", 5, "so", turn="t2", text=SECRET),
            SlipPassed("p3", 5, "so", request="r3", text=SECRET),
            SlipPassed("p4", 5, "so", turn="t4", text="Chuyện khác"),
        ]
        gone: list[Event] = [
            ContentWithdrawn("w1", "thu-ky", ("t1",), slips=("p1",)),
            TurnDiverted("t2", Matter.DENUNCIATION),
            RequestDiverted("r3", Matter.DENUNCIATION),
        ]
        await log.append("h1", [entry(n, one) for n, one in enumerate([*passed, *gone], 1)])
        assert await log.forget("h1") == 3
        read = [one.events[0] for one in await log.read("h1", after=0)]
        assert SECRET not in str(read) and read[3] == passed[3]

    async def test_the_log_row_never_holds_what_lies_beside(self, database: Database) -> None:
        await SqlLog(database).append("h1", [entry(1, HEARD), entry(2, *EVERY_EVENT)])
        async with database.reading() as connection:
            rows = (await connection.execute(select(entries.c.events))).scalars().all()
            value = select(contents.c.value).where(contents.c.seq == 1)
            beside = (await connection.execute(value)).scalars().all()
        assert SECRET not in "".join(rows)
        assert json.dumps(SECRET, ensure_ascii=False) in beside

    async def test_an_event_of_a_later_release_is_named(self, database: Database) -> None:
        log = SqlLog(database)
        await log.append("h1", [entry(1)])
        await rewrite(database, '[{"type":"SomethingNew","x":1}]')
        with pytest.raises(UnknownEvent) as caught:
            await log.read("h1", after=0)
        assert caught.value.fields == {"room": "h1", "seq": 1, "type": "SomethingNew"}

    async def test_unknown_fields_are_passed_over_and_wrong_ones_named(
        self, database: Database
    ) -> None:
        log = SqlLog(database)
        await log.append("h1", [entry(1)])
        await rewrite(database, '[{"type":"ConferenceOpened","at":5,"weather":"rain"}]')
        assert (await log.read("h1", after=0))[0].events == (ConferenceOpened(5),)
        await rewrite(database, '[{"type":"ConferenceOpened","at":"noon"}]')
        with pytest.raises(Unreadable):
            await log.read("h1", after=0)


async def race(log: SqlLog, name: str) -> list[int]:
    """Write ten entries as a node does: on SeqTaken read what the other wrote, try again."""
    won: list[int] = []
    seq = 1
    while len(won) < 10:
        try:
            await log.append("h1", [entry(seq, HEARD, command_id=f"{id(log)}{name}{len(won)}")])
            won.append(seq)
            seq += 1
        except SeqTaken:
            seq += len(await log.read("h1", after=seq - 1))
    return won


async def counted(database: Database) -> tuple[int, int]:
    """Rows in entries and in contents."""
    async with database.reading() as connection:
        rows = (await connection.execute(select(func.count()).select_from(entries))).scalar_one()
        apart = (await connection.execute(select(func.count()).select_from(contents))).scalar_one()
    return rows, apart


async def rewrite(database: Database, events: str) -> None:
    async with database.writing("h1") as connection:
        await connection.execute(text("UPDATE entries SET events = :events"), {"events": events})
