"""The worker processes of one model: started, listened to, watched, replaced when they die."""

import asyncio
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, Protocol

import psutil

from server.transcribe import wire
from server.transcribe.hearing import Hearing
from server.transcribe.link import Away, Link, Spawn

READY_SECONDS: Final = 120
"""Loading takes 0.1 s for the embedded model and some 10 s for a large one from a slow disk; one
without a manifest is tried first, which takes as long again."""
QUIET_SECONDS: Final = 10
"""Sound goes in and nothing comes out for so long: the worker hangs. It speaks after each second of
sound, so a living one would have to be ten times slower than speech."""
TRIES: Final = 5
"""Deaths in a row without one finished sentence between, then the model or machine is at fault."""
PATIENCE: Final = 0.2
"""Seconds to wait before the second start in a row, doubled each time: 0.2, 0.4, 0.8, 1.6."""
MOST: Final = 4
"""Workers at most: one turn is heard at a time in a conference, and one worker hears several."""
MEMORY: Final = 64 << 20
MEMORY_PER_BYTE: Final = 6
"""Of a worker: what it needs without a model, and for each byte of the model's files (the
documentation tells 300 MB for 53 MB)."""

State = Literal["starting", "ready", "waiting", "broken", "off"]
log = logging.getLogger(__name__)


class Counters(Protocol):
    finals: int
    restarts: int
    failures: int


def size_for(model: Path) -> int:
    """Workers that suit this machine: on half of its processors, in a quarter of its memory."""
    files = sum(file.stat().st_size for file in model.rglob("*") if file.is_file())
    fitting = psutil.virtual_memory().total // 4 // (MEMORY + MEMORY_PER_BYTE * files)
    return max(1, min(len(os.sched_getaffinity(0)) // 2, fitting, MOST))


class Pool:
    """`settled` is called each time the state changes: to ready once, to broken once."""

    def __init__(
        self,
        model: Path,
        size: int,
        counters: Counters,
        settled: Callable[["Pool"], None],
        spawn: Spawn,
    ) -> None:
        self.model, self.counters, self.spawn = model, counters, spawn
        self.state: State = "starting"
        self.reason = ""
        self.note = ""
        """What users must know about this model, in Vietnamese; known when ready."""
        self.idle = asyncio.Event()
        """Set while nothing is being heard."""
        self.idle.set()
        self._settled = settled
        self._numbers = 0
        self._closing = False
        self._workers = [_Worker(self) for _ in range(size)]

    @property
    def hearings(self) -> list[Hearing]:
        """Open now."""
        return [hearing for worker in self._workers for hearing in worker.hearings.values()]

    @property
    def pids(self) -> list[int]:
        """Of the processes that run now."""
        return [pid for worker in self._workers if worker.link for pid in worker.link.pids]

    @property
    def waiting(self) -> bool:
        """Nobody hears just now; what is recorded meanwhile is heard later."""
        return not any(worker.link for worker in self._workers)

    def adopt(self, hearing: Hearing) -> None:
        """Hear it here, now or as soon as there is a process."""
        self.idle.clear()
        worker = min(self._workers, key=lambda one: len(one.hearings))
        hearing.on_done(self._forget)
        worker.adopt(hearing)

    def release(self) -> list[Hearing]:
        """Everything open, which somebody else takes over."""
        released = self.hearings
        for hearing in released:
            self._forget(hearing)
        return released

    async def close(self) -> None:
        """End all workers, now. Whoever waits for this may be cancelled; the ending goes on."""
        if not self._closing:
            self._closing = True
            for worker in self._workers:
                worker.task.cancel()
        await asyncio.wait([worker.task for worker in self._workers])

    def next_number(self) -> int:
        """A hearing's number on the wire; never used twice, so a late message finds nobody."""
        self._numbers += 1
        return self._numbers

    def ready(self, note: str) -> None:
        """A worker has loaded the model."""
        self.note = note
        if self.state == "starting" and all(worker.link for worker in self._workers):
            self.state = "ready"
            self._settled(self)

    def give_up(self, reason: str) -> None:
        """A worker cannot be kept alive."""
        if self.state == "broken":
            return
        self.state, self.reason = "broken", reason
        log.error("speech recognition with %s is broken: %s", self.model, reason)
        self._settled(self)

    def _forget(self, hearing: Hearing) -> None:
        for worker in self._workers:
            worker.forget(hearing)
        if not self.hearings:
            self.idle.set()


class _Worker:
    """One place for a process: starts it, listens to it, and starts the next when it dies."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.hearings: dict[int, Hearing] = {}  # by the number the present process knows
        self.link: Link | None = None
        self._deaths = 0
        self._spoke = False
        self.task = asyncio.create_task(self._tend(), name="transcribe-worker")

    def adopt(self, hearing: Hearing) -> None:
        """Give `hearing` a recogniser here, now or as soon as there is a process."""
        number = self._pool.next_number()
        self.hearings[number] = hearing
        hearing.attach(self.link.lane(number) if self.link else None, number)

    def forget(self, hearing: Hearing) -> None:
        self.hearings = {n: kept for n, kept in self.hearings.items() if kept is not hearing}

    async def _tend(self) -> None:
        while self._deaths < TRIES:
            if self._deaths > 1:
                await asyncio.sleep(PATIENCE * 2 ** (self._deaths - 2))
            try:
                reason = await self._live()
            except Away as away:
                log.warning("speech workers are away: %s", away)
                self._pool.counters.restarts += 1
                await asyncio.sleep(PATIENCE)
                continue
            self._deaths += 1
            log.warning("speech worker ended: %s", reason)
            if self._pool.state == "starting":
                break  # a model that cannot be loaded at first will not be later
            self._pool.counters.restarts += 1
        self._pool.give_up(reason)

    async def _live(self) -> str:
        """One process from start to end. Gives why it ended."""
        try:
            link = await self._pool.spawn(self._pool.model)
        except OSError as error:
            return str(error)
        failed, ending = "", ""
        watching = asyncio.create_task(self._watch(link), name="transcribe-watch")
        try:
            failed = await self._listen(link)
        finally:
            watching.cancel()
            self.link = None
            for hearing in self.hearings.values():
                hearing.detach()
            ending = await link.end()
        return failed or ending

    async def _watch(self, link: Link) -> None:
        """Stop a process that loads for ever, or hears and says nothing. Counts looks, not time: a
        service that was asleep itself has not listened."""
        looks = 0
        while looks < (QUIET_SECONDS if self.link else READY_SECONDS):
            await asyncio.sleep(1)
            waiting = self.link is None or any(one.waits for one in self.hearings.values())
            looks = looks + 1 if waiting and not self._spoke else 0
            self._spoke = False
        link.stop(f"said nothing for {looks} s" if self.link else f"not loaded in {looks} s")

    async def _listen(self, link: Link) -> str:
        failed = ""
        async for message in link.messages():
            self._spoke = True
            match message:
                case wire.Ready(note=note):
                    self._begin(link, note)
                case wire.Failed(wire.NO_HEARING, reason):
                    failed = reason
                case _:
                    self._pass_on(message)
        return failed

    def _begin(self, link: Link, note: str) -> None:
        self.link = link
        waiting, self.hearings = list(self.hearings.values()), {}
        for hearing in waiting:
            self.adopt(hearing)
        self._pool.ready(note)

    def _pass_on(self, message: wire.Partial | wire.Final | wire.Closed | wire.Failed) -> None:
        hearing = self.hearings.get(message.hearing)
        if hearing is None:
            return  # closed without waiting, meanwhile
        match message:
            case wire.Partial(_, text, samples):
                hearing.half(text, samples)
            case wire.Final(_, words, through):
                self._deaths = 0
                self._pool.counters.finals += bool(words)
                hearing.final(words, through)
            case wire.Closed():
                del self.hearings[message.hearing]
                hearing.detach()
                hearing.done(heard_all=True)
            case wire.Failed(_, reason):
                log.error("hearing %s: %s", hearing.id, reason)
                self._pool.counters.failures += 1
                del self.hearings[message.hearing]
                if hearing.lost():
                    self.adopt(hearing)  # a fresh recogniser reads on from the recording
                else:
                    hearing.done(heard_all=False)
