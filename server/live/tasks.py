"""Ending what runs."""

import asyncio
import contextlib
from typing import Final

CANCELLING: Final = 1.0
"""Seconds until a task is cancelled again."""


async def end(task: asyncio.Task[None]) -> None:
    """Cancel `task`, again if need be: a Redis client that is just losing its line swallows it."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=CANCELLING)
    with contextlib.suppress(asyncio.CancelledError):
        await task
