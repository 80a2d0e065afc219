"""Who edits which segment now: a hint to the other secretaries, never a lock.

It ends by itself: a page that edits on says so again in time. A save is checked by its version all
the same, so two who edit at once lose nothing (speech.md §7.2)."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from server.rooms.words import Refused

LEASE: Final = 15.0
"""Seconds until nobody is shown at a segment any more whose editor is silent."""
MOST: Final = 100
"""Editors of one conference."""
Json = dict[str, Any]


class TooManyEditors(Refused):
    code = "too_many_editors"


class Editing:
    """Of one room on this node. `show` gets the hint with all who edit, at every change."""

    def __init__(self, show: Callable[[Json], None], lease: float = LEASE) -> None:
        self._show, self._lease = show, lease
        self._at: dict[str, str] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def edits(self, who: str, segment: str) -> Json:
        """`who` edits `segment` now ("": none); the hint as it is then. Raises TooManyEditors."""
        if segment and who not in self._at and len(self._at) >= MOST:
            raise TooManyEditors
        if timer := self._timers.pop(who, None):
            timer.cancel()
        if segment:
            loop = asyncio.get_running_loop()
            self._timers[who] = loop.call_later(self._lease, self.left, who)
        if self._at.get(who, "") != segment:
            self._at.pop(who, None)
            if segment:
                self._at[who] = segment
            self._show(self._hint())
        return self._hint()

    def left(self, who: str) -> None:
        """`who` edits nothing any more."""
        self.edits(who, "")

    def close(self) -> None:
        for timer in self._timers.values():
            timer.cancel()

    def _hint(self) -> Json:
        return {"kind": "editing", "editing": dict(self._at)}
