"""The service's ear: opens hearings, and hears with the model that is chosen.

Sound comes here after it is on disk. So when a worker dies, or falls too far behind, nothing is
kept in memory: the hearing reads on from the recording (`again`), from the end of its last finished
sentence or of what was last sent. No sentence is lost and none comes twice.

Another model may be chosen at any time: what is opened from then on is heard with it, what is open
goes on with the old one. If the new one turns out broken, the old one goes on hearing everything.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from pathlib import Path
from typing import Final

from server.transcribe.hearing import Hear, Hearing
from server.transcribe.link import PipeLink, Spawn
from server.transcribe.pool import Pool, State, size_for

LOOK_SECONDS: Final = 2.0
"""How often to look whether another model was chosen; it is loaded before the next turn begins."""

log = logging.getLogger(__name__)


class Ear:
    """All recognition of this service. Counters are for the monitor: plain numbers, never reset.

    `model` is the folder of a model, or gives the one that is chosen now. `workers` None: as many
    as suit the machine; 0: recognition is off. `spawn` tells how a worker is come by.

    `state`: starting, ready, waiting (no worker is there just now; what is recorded meanwhile is
    heard later), broken (see `reason`; until another model is chosen), off. A broken ear
    still opens hearings; they hear nothing, and nothing else of the service is the worse for it.
    """

    def __init__(
        self,
        model: Path | Callable[[], Path],
        workers: int | None = 1,
        spawn: Spawn = PipeLink.spawn,
    ) -> None:
        self._model, self._count, self._spawn = model, workers, spawn
        self.reason = ""
        self.fed_seconds = 0.0
        self.finals = 0
        self.restarts = 0
        self.failures = 0
        self._chosen: object = None
        self._pools: list[Pool] = []  # the newest is last, and hears what is opened
        self._leaving: list[Pool] = []  # these finish what they hear
        self._tasks: set[asyncio.Task[None]] = set()
        self._decided = asyncio.Event()  # ready for the first time, or broken

    async def start(self) -> None:
        """Start the workers; returns when all are ready or one is broken (two minutes at most, if
        they run here). Never raises: look at `state` and `reason`."""
        if self._count != 0:
            self._own(self._look_round())
            self._look()
            await self._decided.wait()

    async def close(self) -> None:
        """End all workers, now. Close the hearings first if their last words matter."""
        for task in self._tasks:
            task.cancel()
        closing = [pool.close() for pool in self._all]
        await asyncio.gather(*self._tasks, *closing, return_exceptions=True)
        for hearing in self.hearings:
            hearing.done(heard_all=False)
        self._pools, self._leaving = [], []

    @property
    def state(self) -> State:
        if self._count == 0:
            return "off"
        ready = [pool for pool in self._pools if pool.state == "ready"]
        if ready:
            return "waiting" if ready[-1].waiting else "ready"
        return self._pools[0].state if self._pools else "starting"

    @property
    def note(self) -> str:
        """What users must know about the model in use, in Vietnamese; known when ready."""
        return next((pool.note for pool in reversed(self._pools) if pool.state == "ready"), "")

    @property
    def hearings(self) -> list[Hearing]:
        """Open now."""
        return [hearing for pool in self._all for hearing in pool.hearings]

    @property
    def behind_seconds(self) -> float:
        """Of sound that was fed and not understood yet, in the hearing that is furthest behind."""
        return max((hearing.behind_seconds for hearing in self.hearings), default=0.0)

    @property
    def pids(self) -> list[int]:
        """Of the worker processes that run now."""
        return [pid for pool in self._all for pid in pool.pids]

    @property
    def _all(self) -> list[Pool]:
        return [*self._leaving, *self._pools]

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
        if self._pools:
            self._look()
        if self._pools and self._pools[-1].state != "broken":
            self._pools[-1].adopt(hearing)
        else:
            hearing.done(heard_all=False)
        return hearing

    # --- which model --------------------------------------------------------------------------

    async def _look_round(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self._look()

    def _look(self) -> None:
        """Start the workers of the chosen model, unless it is the one that was started last."""
        model = (self._model if isinstance(self._model, Path) else self._model()).resolve()
        chosen = (model, _inode(model))  # the same name may have become another folder
        if chosen != self._chosen:
            self._chosen = chosen
            size = size_for(model) if self._count is None else self._count
            self._pools.append(Pool(model, size, self, self._settled, self._spawn))

    def _settled(self, pool: Pool) -> None:
        """`pool` is ready or broken: who hears from now on?"""
        self._decided.set()
        here = pool in self._pools  # else it only finishes what it hears
        before = self._pools[: self._pools.index(pool)] if here else []
        if here:
            self.reason = pool.reason
        if pool.state == "broken":
            self._replace(pool)
        for one in before:
            if pool.state == "ready" or one.state == "broken":
                self._dismiss(one)

    def _replace(self, broken: Pool) -> None:
        """What it hears is heard by the newest of the others, if there is one."""
        others = [one for one in self._pools if one.state != "broken"]
        for hearing in broken.release():
            if others:
                others[-1].adopt(hearing)
            else:
                hearing.done(heard_all=False)
        if others and broken in self._pools:
            log.error("another model goes on: %s", others[-1].model)
            self._dismiss(broken)
        else:
            self._own(broken.close())

    def _dismiss(self, pool: Pool) -> None:
        self._pools.remove(pool)
        self._leaving.append(pool)
        self._own(self._retire(pool))

    async def _retire(self, pool: Pool) -> None:
        await pool.idle.wait()
        await pool.close()
        self._leaving.remove(pool)

    def _own(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work, name="ear")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _inode(path: Path) -> int:
    return path.stat().st_ino if path.exists() else 0
