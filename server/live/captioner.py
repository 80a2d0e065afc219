"""Live captions: half-heard words become two calm lines, some seconds behind, behind a gate.

A shown word stays: it appears when later words confirm it, and only the end of its sentence may
still correct it. What waits for its time can be held, blanked or replaced (speech.md §5)."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Final

from server.live.ports import Clock
from server.rooms.captions import CaptionFlow, Gate
from server.rooms.words import Millis

LINE: Final = 42
"""Characters: the norm for Vietnamese subtitles (speech.md §5)."""
LINES: Final = 2
KEPT_LINES: Final = 6
"""Finished lines that a speech keeps: only the last ones are ever shown."""
STOPPED: Final = frozenset({Gate.BLANK, Gate.REPLACE})
"""Where what is said meanwhile is never shown; held words only wait."""
MEASURED: Final = 2.0
"""Seconds between two reports of lag and rate to the staff."""
RATE_SECONDS: Final = 30.0
Json = dict[str, Any]


class Sentence:
    """One utterance as it grows: which of its words are sure enough to be shown."""

    def __init__(self) -> None:
        self._last: Sequence[str] = ()
        self.shown: list[str] = []

    def half(self, text: str, look_ahead: int) -> bool:
        """Take a half-heard text; True if there is more to show."""
        words = text.split()
        stable = _common(self._last, words) if look_ahead else len(words)
        self._last = words
        sure = min(stable, len(words) - look_ahead)
        more = words[len(self.shown) : max(sure, len(self.shown))]
        self.shown += more
        return bool(more)


class Captioner:
    """Of one room. `show(lines, turn)` is called with what the hall is to read, when it is due;
    `report(lag_ms, words_per_minute)` now and then while words come."""

    def __init__(
        self,
        clock: Clock,
        show: Callable[[list[str], str], None],
        report: Callable[[int, int], None],
    ) -> None:
        self._clock, self._show, self._report = clock, show, report
        self.flow = CaptionFlow()
        self._turn = ""
        self._lines: list[str] = []
        self._sentence = Sentence()
        self._skip = 0  # words of the sentence that were stopped before the hall read them
        self._due: deque[tuple[float, list[str], str, Millis]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._now: list[str] = []
        self._said: deque[tuple[float, int]] = deque()
        self._reported = 0.0

    def half(self, turn: str, text: str, until: Millis) -> None:
        """Half-heard words of `turn`, captured up to `until`."""
        self._speaks(turn)
        before = len(self._sentence.shown)
        if not self._sentence.half(text, self.flow.look_ahead):
            return
        shown = self._sentence.shown
        self._count(len(shown) - before)
        if self.flow.gate in STOPPED:
            self._skip = len(shown)
        else:
            self._soon(wrap(self._lines, shown[self._skip :]), until)

    def final(self, turn: str, text: str, until: Millis) -> None:
        """A sentence of `turn` as it goes into the record."""
        self._speaks(turn)
        self._count(max(0, len(text.split()) - len(self._sentence.shown)))
        words = text.split()[self._skip :]
        self._sentence, self._skip = Sentence(), 0
        if self.flow.gate not in STOPPED:
            self._lines = wrap(self._lines, words)[-KEPT_LINES:]
            self._soon(self._lines, until)

    def clear(self) -> None:
        """Nothing of what was said stays or comes: it was withdrawn, or captions are off."""
        self._speaks("")
        self._stop()
        self._put([])

    def speaker(self, turn: str) -> None:
        """`turn` has the floor now ("" for nobody): the lines of another one leave the screen."""
        if turn != self._turn:
            self._speaks(turn)
            self._soon([], self._clock())

    def gate(self, flow: CaptionFlow) -> None:
        """The moderator's hand moved."""
        opened = self.flow.gate is not Gate.FLOW
        self.flow = flow
        if flow.gate in STOPPED:
            self._stop()
        match flow.gate:
            case Gate.BLANK:
                self._show([], self._turn)
            case Gate.REPLACE:
                self._show(wrap([], flow.text.split())[:LINES], self._turn)
            case Gate.FLOW if opened:
                self._show(self._now, self._turn)

    def close(self) -> None:
        if self._timer:
            self._timer.cancel()

    def _speaks(self, turn: str) -> None:
        if turn != self._turn:
            self._turn, self._lines, self._sentence, self._skip = turn, [], Sentence(), 0

    def _stop(self) -> None:
        """What was said up to now will not be read any more."""
        self._due.clear()
        self._lines, self._now, self._skip = [], [], len(self._sentence.shown)

    def _soon(self, lines: list[str], until: Millis) -> None:
        self._due.append((time.monotonic() + self.flow.delay / 1000, lines, self._turn, until))
        if self._timer is None:
            self._run()

    def _run(self) -> None:
        self._timer = None
        now = time.monotonic()
        while self._due and self._due[0][0] <= now:
            _, lines, turn, until = self._due.popleft()
            self._put(lines[-LINES:], turn)
            self._measure(now, until)
        if self._due:
            wait = self._due[0][0] - now
            self._timer = asyncio.get_running_loop().call_later(wait, self._run)

    def _put(self, lines: list[str], turn: str = "") -> None:
        if lines != self._now or not lines:
            self._now = lines
            if self.flow.gate is Gate.FLOW:
                self._show(lines, turn)

    def _count(self, words: int) -> None:
        self._said.append((time.monotonic(), words))

    def _measure(self, now: float, until: Millis) -> None:
        if now - self._reported < MEASURED:
            return
        self._reported = now
        while self._said and self._said[0][0] < now - RATE_SECONDS:
            self._said.popleft()
        rate = sum(count for _, count in self._said) * 60 / RATE_SECONDS
        self._report(round(self._clock() - until), round(rate))


def wrap(lines: Sequence[str], words: Sequence[str]) -> list[str]:
    """`lines` and `words` after them, LINE characters at most to a line, a longer word alone. A
    line that is full never changes."""
    wrapped = list(lines)
    for word in words:
        if wrapped and len(wrapped[-1]) + 1 + len(word) <= LINE:
            wrapped[-1] = f"{wrapped[-1]} {word}"
        else:
            wrapped.append(word)
    return wrapped


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    """How many words both begin with."""
    same = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        same += 1
    return same
