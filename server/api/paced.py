"""Warnings that whoever provokes them cannot fill the disk with."""

import logging
import time
from collections.abc import Callable
from typing import Final

EVERY: Final = 10.0
"""Seconds between two lines of one kind."""
KINDS: Final = 1000
"""Kinds remembered; the oldest is forgotten first."""


class Paced:
    """Of each `kind` the first warning is written at once, later ones at most every `EVERY`
    seconds, with `more=` those that were left out since."""

    def __init__(self, log: logging.Logger, now: Callable[[], float] = time.monotonic) -> None:
        self._log, self._now = log, now
        self._kinds: dict[str, tuple[float, int]] = {}

    def warn(self, kind: str, words: str, *args: object) -> None:
        """`words` and `args` as logging takes them."""
        now = self._now()
        since, more = self._kinds.get(kind, (now - EVERY, 0))
        if now - since < EVERY:
            self._kinds[kind] = since, more + 1
            return
        self._kinds.pop(kind, None)
        self._kinds[kind] = now, 0
        if len(self._kinds) > KINDS:
            del self._kinds[next(iter(self._kinds))]
        self._log.warning(f"{words} more=%s", *args, more)
