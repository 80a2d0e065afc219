"""Connections that have not yet said who they are: so many of one address, and not for long."""

from collections import Counter
from itertools import takewhile
from typing import Final

MOST: Final = 3000
"""Of one address: behind one gateway a whole conference comes back at once."""
INTRODUCTION: Final = 15.0
"""Seconds to say it. Asked for when somebody else comes: until then nobody is in the way."""


class Strangers:
    """By the name of their connection. Times are seconds of any one clock."""

    def __init__(self) -> None:
        self._came: dict[str, tuple[str, float]] = {}  # address, and when; the oldest first
        self._of: Counter[str] = Counter()

    def crowd(self, address: str) -> bool:
        """Whether there are as many of `address` as may be."""
        return self._of[address] >= MOST

    def came(self, name: str, address: str, now: float) -> None:
        self._came[name] = address, now
        self._of[address] += 1

    def gone(self, name: str) -> None:
        """It left, or is no stranger any more. Safe to repeat."""
        if came := self._came.pop(name, None):
            address, _ = came
            self._of[address] -= 1
            if not self._of[address]:
                del self._of[address]

    def late(self, now: float) -> list[str]:
        """Those who should have said it by now."""
        waiting = self._came.items()
        return [name for name, _ in takewhile(lambda one: now - one[1][1] >= INTRODUCTION, waiting)]
