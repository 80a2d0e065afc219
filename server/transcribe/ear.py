"""The service's ear: owns the worker processes and what each of them is hearing.

Sound comes here after it is on disk. So when a worker dies, or falls too far behind, nothing is
kept in memory: the hearing reads on from the recording (`again`), from the end of its last finished
sentence or of what was last sent. No sentence is lost and none comes twice.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, Literal

from server.transcribe import wire
from server.transcribe.hearing import Hear, Hearing
from server.transcribe.link import Link

READY_SECONDS: Final = 60.0
"""Loading takes 0.1 s for the embedded model and some 10 s for a large one from a slow disk."""
TRIES: Final = 5
"""Deaths in a row without one finished sentence between, then the model or machine is at fault."""
PATIENCE: Final = 0.2
"""Seconds to wait before the second start in a row, doubled each time: 0.2, 0.4, 0.8, 1.6."""

State = Literal["starting", "ready", "broken", "off"]
log = logging.getLogger(__name__)


class _Worker:
    """One place for a process: starts it, listens to it, and starts the next when it dies."""

    def __init__(self, ear: "Ear") -> None:
        self._ear = ear
        self.hearings: dict[int, Hearing] = {}  # by the number the present process knows
        self.link: Link | None = None
        self.decided = asyncio.Event()  # ready for the first time, or broken
        self._deaths = 0
        self.task = asyncio.create_task(self._tend(), name="transcribe-worker")

    def adopt(self, hearing: Hearing) -> None:
        """Give `hearing` a recogniser here, now or as soon as there is a process."""
        number = self._ear.next_number()
        self.hearings[number] = hearing
        hearing.attach(self.link, number)

    def forget(self, hearing: Hearing) -> None:
        self.hearings = {n: kept for n, kept in self.hearings.items() if kept is not hearing}

    async def _tend(self) -> None:
        while self._deaths < TRIES:
            if self._deaths > 1:
                await asyncio.sleep(PATIENCE * 2 ** (self._deaths - 2))
            reason = await self._live()
            self._deaths += 1
            log.warning("speech worker ended: %s", reason)
            if not self.decided.is_set():
                break  # a model that cannot be loaded at first will not be later
            self._ear.restarts += 1
        self._ear.give_up(reason)
        self.decided.set()

    async def _live(self) -> str:
        """One process from start to end. Gives why it ended."""
        try:
            link = await Link.spawn(self._ear.model)
        except OSError as error:
            return str(error)
        failed, ending = "", ""
        try:
            failed = await self._listen(link)
        finally:
            self.link = None
            for hearing in self.hearings.values():
                hearing.detach()
            ending = await link.end()
        return failed or ending

    async def _listen(self, link: Link) -> str:
        late = f"model not loaded in {READY_SECONDS:.0f} s"
        ready = asyncio.get_running_loop().call_later(READY_SECONDS, link.stop, late)
        failed = ""
        try:
            async for message in link.messages():
                match message:
                    case wire.Ready(note=note):
                        ready.cancel()
                        self._begin(link, note)
                    case wire.Failed(wire.NO_HEARING, reason):
                        failed = reason
                    case _:
                        self._pass_on(message)
        finally:
            ready.cancel()
        return failed

    def _begin(self, link: Link, note: str) -> None:
        self.link = link
        self._ear.note = note
        waiting, self.hearings = list(self.hearings.values()), {}
        for hearing in waiting:
            self.adopt(hearing)
        self.decided.set()

    def _pass_on(self, message: wire.Partial | wire.Final | wire.Closed | wire.Failed) -> None:
        hearing = self.hearings.get(message.hearing)
        if hearing is None:
            return  # closed without waiting, meanwhile
        match message:
            case wire.Partial(_, text, samples):
                hearing.half(text, samples)
            case wire.Final(_, words, through):
                self._deaths = 0
                self._ear.finals += bool(words)
                hearing.final(words, through)
            case wire.Closed():
                del self.hearings[message.hearing]
                hearing.detach()
                hearing.done(heard_all=True)
            case wire.Failed(_, reason):
                log.error("hearing %s: %s", hearing.id, reason)
                self._ear.failures += 1
                del self.hearings[message.hearing]
                if hearing.lost():
                    self.adopt(hearing)  # a fresh recogniser reads on from the recording
                else:
                    hearing.done(heard_all=False)


class Ear:
    """All recognition of this service. Counters are for the monitor: plain numbers, never reset.

    `state`: starting, ready, broken (for good: see `reason`), off (no workers). A broken ear still
    opens hearings; they hear nothing, and nothing else of the service is the worse for it.
    """

    def __init__(self, model: Path, workers: int = 1) -> None:
        self.model = model
        self.state: State = "starting"
        self.reason = ""
        self.note = ""
        """What users must know about this model, in Vietnamese; known when ready."""
        self.fed_seconds = 0.0
        self.finals = 0
        self.restarts = 0
        self.failures = 0
        self._count = workers
        self._workers: list[_Worker] = []
        self._numbers = 0

    async def start(self) -> None:
        """Start the workers; returns when all are ready or one is broken (READY_SECONDS at most).
        Never raises: look at `state` and `reason`."""
        self._workers = [_Worker(self) for _ in range(self._count)]
        for worker in self._workers:
            await worker.decided.wait()  # bounded: _listen stops a process that is late
        if self.state == "starting":
            self.state = "ready" if self._workers else "off"

    async def close(self) -> None:
        """End all workers, now. Close the hearings first if their last words matter."""
        for worker in self._workers:
            worker.task.cancel()
        await asyncio.gather(*(worker.task for worker in self._workers), return_exceptions=True)
        for hearing in self.hearings:
            hearing.done(heard_all=False)
        self._workers = []

    @property
    def hearings(self) -> list[Hearing]:
        """Open now."""
        return [hearing for worker in self._workers for hearing in worker.hearings.values()]

    @property
    def pids(self) -> list[int]:
        """Of the worker processes that run now."""
        return [worker.link.pid for worker in self._workers if worker.link]

    def open(
        self,
        hearing_id: str,
        hear: Hear,
        again: Callable[[float], Iterable[tuple[float, bytes]]],
    ) -> Hearing:
        """Start hearing something new.

        `hear` is called on the event loop with every Heard and HalfHeard, in order. `again(ms)`
        gives what the recording holds after that capture time, (ms of the first sample, pcm) in
        capture order; the first piece may begin earlier. All that was ever fed must be in it.
        """
        hearing = Hearing(hearing_id, hear, again, self)
        if self.state == "broken" or not self._workers:
            hearing.done(heard_all=False)
        else:
            worker = min(self._workers, key=lambda one: len(one.hearings))
            hearing.on_done(worker.forget)
            worker.adopt(hearing)
        return hearing

    def next_number(self) -> int:
        """A hearing's number on the wire; never used twice, so a late message finds nobody."""
        self._numbers += 1
        return self._numbers

    def give_up(self, reason: str) -> None:
        """A worker cannot be kept alive."""
        self.state, self.reason = "broken", reason
        log.error("speech recognition is broken: %s", reason)
        for hearing in self.hearings:
            hearing.done(heard_all=False)
