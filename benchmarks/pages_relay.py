"""Between a page and the service: hands on everything, and takes each patch apart into its changes.

The service tells a moderator at most 20 patches a second, each with all that changed. A page must
bear more (several nodes, shorter ticks), so each change travels here as a patch of its own."""

import asyncio
import itertools
import json
import ssl
import time
from contextlib import suppress
from typing import Any, Final

import aiohttp
from aiohttp import WSMsgType, web

Json = dict[str, Any]
TICK: Final = 0.05
"""Seconds over which the parts of one patch are spread: the moderator's tick. The last one leaves
before the next patch comes, or the line would fall further and further behind."""
HOP_BY_HOP: Final = frozenset({"transfer-encoding", "content-length", "connection", "host"})
PATCH: Final = '42["patch",'


class Relay:
    """Listens on a loopback port while it is entered."""

    def __init__(self, service: str, trust: ssl.SSLContext) -> None:
        self._service, self._trust = service, trust

    async def __aenter__(self) -> "Relay":
        connector = aiohttp.TCPConnector(ssl=self._trust)
        self._http = aiohttp.ClientSession(connector=connector, auto_decompress=False)
        app = web.Application()
        app.router.add_get("/socket.io/", self._socket)
        app.router.add_route("*", "/{path:.*}", self._pass)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()
        await self._http.close()

    async def _pass(self, request: web.Request) -> web.Response:
        kept = {k: v for k, v in request.headers.items() if k.lower() not in HOP_BY_HOP}
        async with self._http.request(
            request.method, self._service + request.path_qs, headers=kept, data=await request.read()
        ) as answer:
            told = {k: v for k, v in answer.headers.items() if k.lower() not in HOP_BY_HOP}
            return web.Response(status=answer.status, headers=told, body=await answer.read())

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        page = web.WebSocketResponse(max_msg_size=0)
        await page.prepare(request)
        url = self._service + request.path_qs
        async with self._http.ws_connect(url, max_msg_size=0) as service:
            up = asyncio.create_task(self._up(page, service))
            with suppress(ConnectionResetError):  # the page has gone
                async for message in service:
                    if message.type is WSMsgType.TEXT:
                        await self._down(page, message.data)
            up.cancel()
        return page

    async def _up(
        self, page: web.WebSocketResponse, service: aiohttp.ClientWebSocketResponse
    ) -> None:
        async for message in page:
            if message.type is WSMsgType.TEXT:
                await service.send_str(message.data)
        await service.close()

    async def _down(self, page: web.WebSocketResponse, text: str) -> None:
        if not text.startswith(PATCH):
            await page.send_str(text)
            return
        began = time.monotonic()
        told = apart(json.loads(text[2:])[1])
        for part, one in enumerate(told):
            await asyncio.sleep(began + TICK * part / len(told) - time.monotonic())
            await page.send_str(f"42{json.dumps(['patch', one], ensure_ascii=False)}")


def apart(told: Json) -> list[Json]:
    """One patch as several that lead to the same: new and changed rows, the rest, rows gone."""
    patch: Json = dict(told["patch"])
    points = patch.pop("points", {})
    queue = dict(patch.pop("queue", {}))
    requests = queue.pop("requests", {})
    if queue:
        patch["queue"] = queue
    changes = [{"points": {id: one}} for id, one in points.items()]
    come = [{"queue": {"requests": {id: one}}} for id, one in requests.items() if one is not None]
    gone = [{"queue": {"requests": {id: None}}} for id, one in requests.items() if one is None]
    parts = [*changes, *come, *([patch] if patch else []), *gone] or [{}]
    versions = [told["from"], *(f"{told['from']}.{n:03}" for n in range(1, len(parts))), told["to"]]
    return [
        {"from": before, "to": after, "seq": told["seq"], "patch": part}
        for (before, after), part in zip(itertools.pairwise(versions), parts, strict=True)
    ]
