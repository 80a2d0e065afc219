"""One room, running on this node: its state, and the turnstile through which every command goes.

Group commit: while one transaction is written, further commands wait in the inbox; the next
transaction takes them all. Acknowledged means durable."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from msgspec import Struct

from server.live.inbox import Inbox
from server.live.ports import Bell, Clock, Log, SeqTaken, Step, Unavailable
from server.rooms.room import Command, Entry, Event, Room, concealed, decide, evolve, replay
from server.rooms.words import Actor, Refused

log = logging.getLogger(__name__)

INBOX = 8192
"""Commands that may wait: three each from 2,700 clients at once. More is an attack or a bug. Those
of who conducts wait apart, and come first."""
BATCH = 512
"""Entries in one transaction: more would keep the first of them waiting for the last."""
PAGE = 1000
"""Entries read at once when catching up."""


class Busy(Refused):
    """More commands wait than this node can promise to answer soon."""

    code = "busy"


class CommandIdReused(Refused):
    """This command id was used by somebody else, or for something else."""

    code = "command_id_reused"


class Taken(Struct, frozen=True):
    """The first accepted outcome of a command id."""

    seq: int
    actor: str
    body: str


Outcome = int | Exception
"""The seq after which what was asked holds, once durable; or Refused (it changed nothing), or
Unavailable (unknown: ask again with the same id)."""
Told = Callable[[Outcome], None]


class Asked(NamedTuple):
    """A command on its way: who asks, under which id, and who is told what came of it."""

    command: Command
    actor: Actor
    command_id: str
    body: str
    told: Told


class Draft:
    """What a batch would make of the room, if the log takes it."""

    def __init__(self, room: Room, seq: int, at: int) -> None:
        self.room, self.seq, self.at = room, seq, at
        self.entries: list[Entry] = []
        self.taken: dict[str, Taken] = {}
        self.outcomes: list[Outcome] = []

    def accept(self, asked: Asked, events: tuple[Event, ...], at: int) -> int:
        if not events:
            return self.seq
        self.seq += 1
        self.at = at
        for event in events:
            self.room = evolve(self.room, event)
        entry = Entry(self.seq, at, asked.actor, asked.command_id, asked.body, events)
        self.entries.append(entry)
        self.taken[asked.command_id] = Taken(self.seq, asked.actor.id, asked.body)
        return self.seq


class LiveRoom:
    """`changed` is called, without arguments, whenever `room` has moved on. `shown` is `room` as
    people may see it."""

    def __init__(
        self, id: str, log: Log, bell: Bell, clock: Clock, changed: Callable[[], None]
    ) -> None:
        self.id = id
        self.room = self.shown = Room()
        self.seq = 0
        self.at = 0
        self._log, self._bell, self._clock, self._changed = log, bell, clock, changed
        self._taken: dict[str, Taken] = {}
        self._inbox: Inbox[Asked] = Inbox(INBOX)
        self._turnstile = asyncio.Lock()
        self._writer: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Read the log and start to take commands. Raises Unavailable."""
        await self.catch_up()
        self._writer = asyncio.create_task(self._write_on(), name=f"writer of {self.id}")

    async def close(self) -> None:
        """Stop taking commands. Those still waiting are answered `unavailable`."""
        if self._writer:
            self._writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._writer
        self._refuse(self._inbox.empty(), Unavailable())

    async def submit(self, command: Command, actor: Actor, command_id: str, body: str) -> int:
        """Decide `command` and return the seq after which its outcome holds, once durable.
        Raises Refused (changes nothing) or Unavailable (unknown: ask again with the same id)."""
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.ask(Asked(command, actor, command_id, body, partial(_answer, answer)))
        return await answer

    def ask(self, asked: Asked) -> None:
        """As `submit`, without waiting: `asked.told` is called once. Raises Busy."""
        if not self._inbox.put(asked, asked.actor.role):
            raise Busy

    async def catch_up(self) -> None:
        """Read what was written since, by this node or another. Raises Unavailable."""
        async with self._turnstile:
            await self._read_on()

    async def _read_on(self) -> None:
        """A page that is not full is the end: a neighbour who writes before every look would
        keep us reading for ever."""
        full = True
        while full and (entries := await self._log.read(self.id, self.seq, PAGE)):
            for entry in entries:
                self._taken[entry.command_id] = Taken(entry.seq, entry.actor.id, entry.body)
            self._move(replay(entries, self.room), entries[-1].seq, entries[-1].at)
            full = len(entries) == PAGE

    def _move(self, room: Room, seq: int, at: int) -> None:
        self.room, self.seq, self.at = room, seq, at
        self.shown = concealed(room)
        self._changed()

    async def _write_on(self) -> None:
        while True:
            await self._inbox.wait()
            batch = self._inbox.take(BATCH)
            try:
                async with self._turnstile:
                    grown = await self._commit(batch)
            except asyncio.CancelledError:
                self._refuse(batch, Unavailable())
                raise
            except Exception as broken:
                if not isinstance(broken, Unavailable):
                    log.exception("room %s could not write", self.id)
                self._refuse(batch, Unavailable())
                await self._recover()
            else:
                if grown:
                    await self._bell.ring(f"{self.id} {self.seq}")

    async def _commit(self, batch: list[Asked]) -> bool:
        """Decide, write, and tell everyone what came of it; True if the log has grown."""
        while True:
            draft = self._draft(batch)
            try:
                if draft.entries:
                    await self._log.append(self.id, draft.entries, Step(self.room, draft.room))
            except SeqTaken:
                await self._read_on()  # another node was quicker: decide again on what it wrote
                continue
            break
        self._taken |= draft.taken
        if draft.entries:
            self._move(draft.room, draft.seq, draft.at)
        for asked, outcome in zip(batch, draft.outcomes, strict=True):
            _tell(asked, outcome)
            self._note(asked, outcome)
        return bool(draft.entries)

    def _draft(self, batch: list[Asked]) -> Draft:
        draft = Draft(self.room, self.seq, self.at)
        for asked in batch:
            try:
                draft.outcomes.append(self._decide(draft, asked))
            except Refused as no:
                draft.outcomes.append(no)
            except Exception as bug:  # of a rule: it must not take the rest of the batch with it
                log.exception("room %s could not decide", self.id)
                draft.outcomes.append(bug)
        return draft

    def _decide(self, draft: Draft, asked: Asked) -> int:
        taken = draft.taken.get(asked.command_id) or self._taken.get(asked.command_id)
        if taken and (taken.actor, taken.body) != (asked.actor.id, asked.body):
            raise CommandIdReused
        if taken:
            return taken.seq
        at = max(self._clock(), draft.at)  # the log's time never runs backwards
        return draft.accept(asked, decide(draft.room, asked.command, asked.actor, at), at)

    async def _recover(self) -> None:
        """After a failed write nobody knows what the log holds: read it before going on."""
        while True:
            try:
                return await self.catch_up()
            except Unavailable:
                self._refuse(self._inbox.empty(), Unavailable())
                await asyncio.sleep(0.25)  # the log's own time-outs bound each try

    def _refuse(self, batch: list[Asked], why: Exception) -> None:
        for asked in batch:
            _tell(asked, why)
            self._note(asked, why)

    def _note(self, asked: Asked, outcome: Outcome) -> None:
        """One line a command: where, who, what kind, what came of it. Never what was said."""
        if log.isEnabledFor(logging.INFO):
            seq = outcome if isinstance(outcome, int) else self.seq
            log.info(
                "command: conference=%s seq=%s command_id=%s type=%s actor=%s role=%s outcome=%s",
                self.id, seq, asked.command_id, type(asked.command).__name__, asked.actor.id,
                asked.actor.role, _called(outcome),
            )  # fmt: skip


def _called(outcome: Outcome) -> str:
    if isinstance(outcome, int):
        return "accepted"
    if isinstance(outcome, Refused):
        return outcome.code
    return "unavailable" if isinstance(outcome, Unavailable) else "internal"


def _tell(asked: Asked, outcome: Outcome) -> None:
    try:
        asked.told(outcome)
    except Exception:  # of whoever asked: the others of the batch wait for their answers
        log.exception("nobody could be told what came of %s", asked.command_id)


def _answer(answer: asyncio.Future[int], outcome: Outcome) -> None:
    if answer.done():  # the asker went away
        return
    if isinstance(outcome, Exception):
        answer.set_exception(outcome)
    else:
        answer.set_result(outcome)
