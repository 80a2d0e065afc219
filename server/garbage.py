"""When Python looks for garbage.

By itself it looks through everything alive whenever enough new was made: half a second of standing
still with 2,700 connections, and always in the busiest second. A served conference leaves little
garbage in circles, and a connection that closes next to none (`memory` measures 0.2 KB), so here
only the young are looked through as they come, and everything now and then: a paper of 2,000 rows
leaves 22 MB in circles, which go back to the system then (both measured)."""

import asyncio
import contextlib
import ctypes
import gc
from collections.abc import AsyncIterator
from typing import Final

from aiohttp import web

EVERY: Final = 300.0
"""Seconds between two looks through everything."""
YOUNG: Final = (5_000, 5)
"""New objects after which the youngest are looked through (0.5 ms), and how many such looks make
one through the young (3 ms)."""
NEVER: Final = 2**31 - 1
LIBC: Final = ctypes.CDLL(None)
M_ARENA_MAX: Final = -8
"""glibc's mallopt: how many heaps there may be. Else each thread keeps one, and what it took."""


async def kept(_: web.Application) -> AsyncIterator[None]:
    """For `app.cleanup_ctx`: this way while the service runs, the interpreter's own way after."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()  # what the program is made of stays
    gc.set_threshold(*YOUNG, NEVER)
    if hasattr(LIBC, "mallopt"):
        LIBC.mallopt(M_ARENA_MAX, 1)
    looking = asyncio.create_task(_look_round(), name="garbage")
    yield
    looking.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await looking
    gc.set_threshold(*before)
    gc.unfreeze()


async def _look_round() -> None:
    while True:
        await asyncio.sleep(EVERY)
        look()


def look() -> None:
    """Look through everything, and give back what nobody uses."""
    gc.collect()
    if hasattr(LIBC, "malloc_trim"):
        LIBC.malloc_trim(0)
