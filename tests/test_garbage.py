"""What nobody uses goes, though the interpreter by itself no longer looks for it."""

import contextlib
import gc
import weakref

from aiohttp import web

from server import garbage


class Circle:
    def __init__(self) -> None:
        self.me = self


async def test_a_circle_stays_until_somebody_looks() -> None:
    before = gc.get_threshold()
    running = garbage.kept(web.Application())
    await anext(running)
    try:
        assert gc.get_threshold()[2] == garbage.NEVER
        lost: list[str] = []
        weakref.finalize(Circle(), lost.append, "it")
        assert lost == []
        garbage.look()
        assert lost == ["it"]
    finally:
        with contextlib.suppress(StopAsyncIteration):
            await anext(running)
    assert gc.get_threshold() == before
