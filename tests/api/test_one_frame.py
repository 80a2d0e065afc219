"""What many see is written once: one frame, the same bytes to every line, and never packed."""

import asyncio
from collections import defaultdict
from contextlib import AsyncExitStack
from typing import Any, Final

import pytest

from server.api import fanout
from server.api.frames import write_at_once
from tests.api.raw import Raw, seated
from tests.service import Service

MANY: Final = 20


async def test_a_patch_is_one_frame_for_everybody_who_sees_the_same(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: dict[bytes, list[tuple[object, bytes]]] = defaultdict(list)

    def noting(line: Any, file: int, frame: bytes) -> None:
        if b'42["patch"' in frame:
            written[frame].append((line, frame))
        write_at_once(line, file, frame)

    monkeypatch.setattr(fanout, "write_at_once", noting)
    conference = await service.conference()
    moderator = await conference.opened()
    async with AsyncExitStack() as stack:
        viewers = [
            await stack.enter_async_context(seated(conference, "viewer")) for _ in range(MANY)
        ]
        await asyncio.gather(*(_seen(one, "view") for one in viewers))
        written.clear()
        await moderator.until_seq(await moderator.ask("SetCaptions", captions="live"))
        await asyncio.gather(*(_seen(one, "patch") for one in viewers))
    lines = [len({id(line) for line, _ in found}) for found in written.values()]
    assert MANY in lines
    for found in written.values():
        assert len({id(frame) for _, frame in found}) == 1, "encoded once"


async def _seen(viewer: Raw, event: str) -> None:
    while (frame := await viewer.read() or "gone") and not frame.startswith(f'42["{event}"'):
        assert frame != "gone"


async def test_a_browser_s_offer_to_pack_messages_is_not_taken(service: Service) -> None:
    """It would take four times the memory (house.md)."""
    url = f"{service.url}/socket.io/?EIO=4&transport=websocket"
    async with service.http.ws_connect(url, compress=15) as ws:
        assert not ws.compress
