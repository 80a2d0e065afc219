"""Socket.IO as this service speaks it: one codec, no deflate, broken transports closed and counted.

Reaches into python-socketio 5 and python-engineio 4 where they offer no door; a test holds each of
these assumptions."""

import asyncio
import contextlib
import itertools
import json
import logging
import re
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import msgspec
import socketio
from aiohttp import WSCloseCode, WSMsgType, web
from engineio.async_drivers import aiohttp as driver
from engineio.packet import MESSAGE, Packet

from server.api import metrics
from server.api.engine import PACKETS, PONG, TURN, Heart, Socket
from server.api.paced import Paced
from server.api.remote import neighbourhood
from server.api.strangers import Strangers

log = logging.getLogger(__name__)
paced: Final = Paced(log)

MESSAGE_LIMIT: Final = 2 * 1024 * 1024
"""Bytes of one message. A text of 1 MB is still answered in words; what is larger is an attack."""
WRITE_LIMIT: Final = 256 * 1024
"""Bytes that may wait for a slow client; beyond, patches are skipped and a whole view follows."""

QUEUE_LIMIT: Final = 256
"""Packets that may wait for a long-polling client: ten a second leave it half a minute."""


ANSWER_LIMIT: Final = 4096
"""Answers that may wait for a client that asks on without reading. A microphone that resends a
minute of sound at once waits for 600."""
ANSWER_BYTES: Final = 2 * 1024 * 1024
"""The same in bytes, for those who are answered by finished frames: beyond a whole view."""
QUICK: Final = re.compile(r'42(\d{1,15})(?=\["([a-z]{1,16})")')
"""An event that wants an answer: its number and its name."""
CLOSING: Final = 2.0
"""Seconds for a client to hear why it is closed; one that does not read never does."""
LEAVING: Final = "leaving"
"""Why lines are closed when this node stops."""
TOO_DEEP: Final = "(nested too deeply)"
"""The name of an event that is JSON, but deeper than anybody reads."""
RESERVED: Final = frozenset({"connect", "disconnect", "*"})
"""Names under which python-socketio keeps handlers that no client may call."""
PING_SECONDS: Final = 10
PONG_SECONDS: Final = 8
"""A pulled cable sends nothing: a point is shown as lost 18 seconds later at most."""


class Codec:
    """JSON for python-socketio, by msgspec: strict UTF-8, no NaN."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str, **_: Any) -> Any:
        """Raises ValueError. A lone surrogate, which is JSON but no text, becomes NUL: the doors
        refuse both in words."""
        try:
            return msgspec.json.decode(text)
        except RecursionError:
            return [TOO_DEEP]
        except msgspec.DecodeError:
            if "\\ud" not in text and "\\uD" not in text:
                raise
            return _whole(json.loads(text, parse_constant=_refuse))


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")


def _whole(value: Any) -> Any:
    """`value` with every lone surrogate as NUL."""
    if isinstance(value, str):
        return "".join("\0" if "\ud800" <= letter <= "\udfff" else letter for letter in value)
    if isinstance(value, dict):
        return {_whole(key): _whole(item) for key, item in value.items()}
    return [_whole(item) for item in value] if isinstance(value, list) else value


Quick = Callable[[str, list[Any], int], None]
"""Takes an event of `sid`, with its arguments, and answers by its number; never raises."""
Take = Callable[[str, str], bool]


class WebSocket(driver.WebSocket):  # type: ignore[misc]
    """The engine's WebSocket without deflate (122 KB a connection against 30 KB: house.md). What
    `take` takes never comes to the engine, which would make three tasks of it."""

    def __init__(self, take: Take, handler: Any, server: Any) -> None:
        super().__init__(handler, server)
        self._take, self._engine = take, handler.__self__

    async def __call__(self, environ: dict[str, Any]) -> web.WebSocketResponse:
        self._sock = web.WebSocketResponse(
            max_msg_size=self.server.max_http_buffer_size, compress=False
        )
        await self._sock.prepare(environ["aiohttp.request"])
        self.environ = environ
        await self.handler(self)
        self._sock._exception = None  # of a broken line; it leads back here and keeps all alive
        return self._sock

    async def wait(self) -> str | bytes:
        for taken in itertools.count(1):
            told = await self._receive()
            if isinstance(told, bytes) or not self._engine.upgraded:
                return told
            if told == PONG:
                self._engine.schedule_ping()
            elif not self._take(self._engine.sid, told):
                return told
            if taken % TURN == 0:
                await asyncio.sleep(0)
        raise AssertionError("a count has no end")

    async def _receive(self) -> str | bytes:
        message = await self._sock.receive()
        if message.type is WSMsgType.ERROR:
            error = message.data
            reason = {1007: "bad_utf8", 1009: "too_big"}.get(getattr(error, "code", 0), "framing")
            self._broken(reason)
        if not isinstance(message.data, bytes | str):
            raise OSError
        if isinstance(message.data, str) and message.data[:1] not in PACKETS:
            # The engine would raise beyond its own clean-up: the socket would seem to live on.
            self._broken("bad_packet")
            raise OSError
        return message.data

    def _broken(self, reason: str) -> None:
        closed(reason, self.environ["aiohttp.request"].remote)

    async def leave(self) -> None:
        """Close the line as a service does that goes away: the client looks for it again."""
        if self._sock is not None:
            await self._sock.close(code=WSCloseCode.GOING_AWAY)

    @property
    def raw(self) -> asyncio.Transport | None:
        """The transport to write finished frames to, or None when it is closing."""
        writer = self._sock._writer if self._sock is not None and not self._sock.closed else None
        transport = writer.transport if writer else None
        return None if transport is None or transport.is_closing() else transport


class Server(socketio.AsyncServer):  # type: ignore[misc]
    """A message that nobody can read closes its connection, with a counted reason."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            async_mode="aiohttp", json=Codec, max_http_buffer_size=MESSAGE_LIMIT,
            ping_interval=PING_SECONDS, ping_timeout=PONG_SECONDS, monitor_clients=False, **options,
        )  # fmt: skip
        self.heart = Heart(PING_SECONDS, PONG_SECONDS, self._silent)
        self.eio._async = {**self.eio._async, "websocket": partial(WebSocket, self._take)}
        self.eio.broken = self._close  # its sockets ask for it
        self._quick: dict[str, Quick] = {}
        self._strangers = Strangers()

    def quick(self, event: str, handler: Quick) -> None:
        """`handler` takes `event` from WebSockets the moment it is read, in order and without a
        task of its own. By long polling it still comes to the handler set by `on`."""
        self._quick[event] = handler

    def _take(self, eio_sid: str, text: str) -> bool:
        """True if `text` was a quick event; everything else is the engine's."""
        event = QUICK.match(text)
        handler = self._quick.get(event[2]) if event else None
        socket, sid = self.socket_of(eio_sid), self.manager.sid_from_eio_sid(eio_sid, "/")
        if event is None or handler is None or socket is None or socket.closed or sid is None:
            return False
        if eio_sid in self._binary_packet or not self.manager.is_connected(sid, "/"):
            return False
        if _deaf(socket):
            return False
        try:
            name, *args = Codec.loads(text[event.end() :])
        except ValueError:
            return False
        if name != event[2]:
            return False
        handler(sid, args, int(event[1]))
        return True

    def socket_of(self, eio_sid: str) -> Any:
        """The engine's socket, or None when it is gone."""
        return self.eio.sockets.get(eio_sid)

    def introduced(self, eio_sid: str) -> None:
        """Somebody stands behind this connection."""
        self._strangers.gone(eio_sid)

    async def send_away(self) -> None:
        """Close every line, as by a cut: a client that is disconnected in words stays away, one
        that is cut off finds another node, or this one when it is back."""
        sockets = list(self.eio.sockets.values())
        for socket in sockets:
            if not socket.upgraded:
                await self._close(socket.sid, LEAVING)
        leaving = [socket.ws.leave() for socket in sockets if socket.upgraded]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSING):
                await asyncio.gather(*leaving, return_exceptions=True)

    async def _handle_eio_connect(self, eio_sid: str, environ: dict[str, Any]) -> bool | None:
        address = neighbourhood(environ["aiohttp.request"].remote or "")
        now = asyncio.get_running_loop().time()
        for late in self._strangers.late(now):
            await self._close(late, "stranger")
        if self._strangers.crowd(address):
            closed("crowd", address)
            return False
        self._strangers.came(eio_sid, address, now)
        await super()._handle_eio_connect(eio_sid, environ)
        socket = self.socket_of(eio_sid)
        socket.__class__ = Socket  # the engine has no place to name the class of its sockets
        self.heart.adopt(socket)
        return None

    async def _silent(self, socket: Socket) -> None:
        await self._close(socket.sid, "silent", self.reason.PING_TIMEOUT)

    async def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        socket = self.socket_of(eio_sid)
        if socket is None or socket.closed:
            return  # what was on its way when the connection was closed
        if _deaf(socket):
            await self._close(eio_sid, "deaf")
            return
        try:
            if isinstance(data, bytes) is not (eio_sid in self._binary_packet):
                raise ValueError("an attachment is missing, or nobody announced it")
            await super()._handle_eio_message(eio_sid, data)
            if getattr(self._binary_packet.get(eio_sid), "attachment_count", 1) != 1:
                raise ValueError("only sound has an attachment, and only one")
        except Exception as bad:
            log.info("unreadable packet: %s", type(bad).__name__)
            await self._close(eio_sid, "bad_packet")

    async def _close(self, eio_sid: str, reason: str, told: str = "") -> None:
        """Say so, and close the line: the engine would only say so, and wait until it is heard.
        `reason` is counted, `told` is what python-socketio calls it."""
        request = self.environ.get(eio_sid, {}).get("aiohttp.request")
        closed(reason, request and request.remote)
        self._binary_packet.pop(eio_sid, None)
        self._strangers.gone(eio_sid)
        socket = self.socket_of(eio_sid)
        if socket is None:
            return
        # A client that is told so may stay away: where it shall come back, its poll just fails.
        cut = reason == LEAVING
        await socket.close(wait=False, abort=cut, reason=told or self.reason.SERVER_DISCONNECT)
        self.eio.sockets.pop(eio_sid, None)
        socket.queue.put_nowait(None)  # its writer, or its poll, ends after what was said
        transport = socket.ws.raw if socket.upgraded else None
        if transport is not None:
            asyncio.get_running_loop().call_later(CLOSING, transport.abort)

    async def _handle_eio_disconnect(self, eio_sid: str, reason: str) -> None:
        self._strangers.gone(eio_sid)
        await super()._handle_eio_disconnect(eio_sid, reason)
        socket = self.socket_of(eio_sid)
        if socket is not None and not socket.upgraded and reason == self.reason.CLIENT_DISCONNECT:
            socket.queue.put_nowait(None)  # its last poll would wait for nothing, a long time

    async def _handle_event(self, eio_sid: str, namespace: str, id: int | None, data: Any) -> None:
        if not isinstance(data, list) or not data or not isinstance(data[0], str):
            raise ValueError("an event is a list that starts with its name")
        if data[0] in RESERVED:
            data = [f"{data[0]} (reserved)", *data[1:]]
        await super()._handle_event(eio_sid, namespace, id, data)


def closed(reason: str, address: str | None) -> None:
    """Count a connection that this node closes, and say so."""
    metrics.CLOSED.labels(reason).inc()
    if reason != LEAVING:
        paced.warn(reason, "connection closed: reason=%s address=%s", reason, address or "-")


def same_origin(public_url: str) -> Callable[[str, dict[str, Any]], bool]:
    """Whether a page may connect: it came from this very host, or from `public_url`. The engine's
    own check takes every aiohttp service for plain http."""

    def allowed(origin: str, environ: dict[str, Any]) -> bool:
        host = environ.get("HTTP_HOST", "")
        return origin in (f"https://{host}", f"http://{host}") or origin == public_url

    return allowed


def _deaf(socket: Any) -> bool:
    """Whether so many answers wait that this client does not read at all."""
    transport = socket.ws.raw if socket.upgraded else None
    waiting = transport.get_write_buffer_size() if transport else 0
    return bool(socket.queue.qsize() > ANSWER_LIMIT or waiting > ANSWER_BYTES)


def enqueue(socket: Any, text: str, must: bool = False) -> bool:
    """Put one Socket.IO packet into the queue of an engine's socket, in order with its pings.
    False if it reads too slowly to take more and need not (`must`) have this."""
    if socket.queue.qsize() > QUEUE_LIMIT and not must:
        return False
    socket.queue.put_nowait(Packet(MESSAGE, text))
    return True
