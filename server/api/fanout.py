"""The one door by which everything leaves whose order matters to a client: view, patch, mine, hint.

A raw write overtakes python-socketio's queue. So a connection comes through this door only once its
CONNECT has been sent; what is sent here is encoded once and the same bytes go to every transport.
Long-polling clients get the same packets through their queue."""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final

import msgspec
from prometheus_client import Counter

from server.api import metrics
from server.api.frames import file_of, frame, write_at_once
from server.api.transport import WRITE_LIMIT, Server, enqueue
from server.live.mirror import Look
from server.rooms.own import Own
from server.rooms.sight import AUDIENCE, STAFF, Audience
from server.rooms.words import Actor, Role

log = logging.getLogger(__name__)

Json = dict[str, Any]
SWEEP: Final = 0.25
"""Seconds between two looks at slow clients and at finished upgrades."""
ADMISSION: Final = 10.0
"""Seconds for CONNECT to leave the queue; a client so slow is served from its queue for now."""
HAS_OWN: Final = frozenset({Role.POINT, Role.DELEGATE}) | STAFF
MANY: Final = frozenset({Audience.POINT, Audience.VIEWER, Audience.HALL})
"""Who is not told of every entry that they do not see: thousands, while all hands go up at once."""
LOOKS_WAITING: Final = 8
"""Packets that may wait for a client that asks for a whole view; with more it reads too slowly."""


class Client:
    """One connection that sees a conference."""

    def __init__(self, sid: str, eio_sid: str, conference: str, actor: Actor) -> None:
        self.sid, self.eio_sid, self.conference, self.actor = sid, eio_sid, conference, actor
        self.audience = AUDIENCE[actor.role]
        self.line: asyncio.Transport | None = None  # finished frames go straight to it
        self.file = -1  # of that line, where nothing stands between it and the network
        self.behind = False  # it missed a patch and needs the whole view
        self.own = b""  # its last `mine`
        self.own_key: object = None  # what that was made of
        self.busy = 0  # commands under way

    def attach(self, line: asyncio.Transport | None) -> None:
        self.line, self.file = line, file_of(line) if line else -1


class Packet:
    """Encoded once: as text for queues, as a finished frame for transports."""

    def __init__(self, event: str, payload: Json) -> None:
        self.text = f'2["{event}",{msgspec.json.encode(payload).decode()}]'
        self.frame = frame("4" + self.text)
        self.counter = counter(event)


class Answer(Packet):
    """The acknowledgement of packet `number`."""

    def __init__(self, number: int, told: Json) -> None:
        self.text = f"3{number}[{msgspec.json.encode(told).decode()}]"
        self.frame = frame("4" + self.text)
        self.counter = counter("ack")


@cache
def counter(event: str) -> Counter:
    return metrics.FRAMES.labels(event)


class Fanout:
    """Fits `live.ports.Fanout`. `look` gives the whole view of a conference's last tick, `own`
    whatever concerns one actor alone."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._clients: dict[str, dict[Audience, dict[str, Client]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        self._owning: dict[tuple[str, Audience], dict[str, Client]] = defaultdict(dict)
        """Of the clients those who have a part of their own."""
        self._waiting: set[asyncio.Task[None]] = set()
        self._expecting: dict[tuple[str, Audience], set[Client]] = defaultdict(set)
        self._late: set[Client] = set()
        self._shown: dict[tuple[str, Audience], Own] = {}
        self.look: Callable[[str, Audience], Look] = _nobody
        self.own: Callable[[str], Own] = _nobody

    # --- joining and leaving ------------------------------------------------------------------

    def join(self, client: Client) -> None:
        """Let `client` in as soon as its CONNECT is on the wire. Call as the last thing that the
        connect handler does: the packet is queued right after it returns."""
        task = asyncio.create_task(self._admit(client), name="admit")
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    def leave(self, client: Client) -> None:
        self._late.discard(client)
        self._expecting[client.conference, client.audience].discard(client)
        self._owning[client.conference, client.audience].pop(client.sid, None)
        if self._clients[client.conference][client.audience].pop(client.sid, None):
            metrics.SOCKETS.labels(client.audience).dec()

    async def _admit(self, client: Client) -> None:
        await asyncio.sleep(0)  # the handler returns and queues CONNECT
        socket = self._server.socket_of(client.eio_sid)
        if socket is None:
            return
        if socket.upgraded:
            # The writer takes a packet from the queue and writes it without waiting in between.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ADMISSION):
                    await socket.queue.join()
                client.attach(socket.ws.raw)
        if socket.closed or not self._server.manager.is_connected(client.sid, "/"):
            return
        self._clients[client.conference][client.audience][client.sid] = client
        if client.actor.role in HAS_OWN:
            self._owning[client.conference, client.audience][client.sid] = client
        if not client.line:
            self._late.add(client)
        metrics.SOCKETS.labels(client.audience).inc()
        self._resync(client)

    def _resync(self, client: Client) -> None:
        """The whole view of the last tick, and the client's own part."""
        client.behind = False
        look = self.look(client.conference, client.audience)
        self._send(client, Packet("view", view_of(look)))
        client.own, client.own_key = b"", None
        self._send_own(client, look.version, self.own(client.conference))

    # --- what goes out ------------------------------------------------------------------------

    def answer(self, client: Client, number: int, told: Json) -> None:
        """The acknowledgement of a client's packet `number`."""
        self._send(client, Answer(number, told), must=True)

    def expect(self, client: Client, seq: int) -> None:
        """`client` was promised entry `seq`: it is told when it has seen it, even where its view
        does not change."""
        look = self.look(client.conference, client.audience)
        if look.seq < seq:
            self._expecting[client.conference, client.audience].add(client)
        elif client.audience in MANY:
            self._send_all([client], Packet("patch", still(look)), must=True)

    def reads(self, client: Client) -> bool:
        """Whether it has taken most of what it was sent."""
        socket = self._server.socket_of(client.eio_sid)
        if socket is None:
            return False
        return _has_room(client, socket) if client.line else socket.queue.qsize() <= LOOKS_WAITING

    def patch(self, room: str, audience: Audience, patch: Json) -> None:
        everyone, expecting = self._clients[room][audience], self._expecting[room, audience]
        seen = patch["patch"] or audience not in MANY
        clients = everyone.values() if seen else expecting & {*everyone.values()}
        if clients:
            self._send_all(clients, Packet("patch", patch), must=True)
        expecting.clear()

    def hint(self, room: str, audiences: frozenset[Audience], hint: Json, point: str = "") -> None:
        packet = Packet("hint", hint)
        for audience in audiences:
            self._send_all(self._clients[room][audience].values(), packet, must=False)
        if point:
            at_points = self._clients[room][Audience.POINT].values()
            there = [one for one in at_points if one.actor.point == point]
            self._send_all(there, packet, must=False)

    def anybody(self, room: str, audience: Audience) -> bool:
        return bool(self._clients[room][audience])

    def mine(self, room: str, audience: Audience) -> None:
        clients = self._owning[room, audience]
        if not clients:
            return
        own = self.own(room)
        if own is self._shown.get((room, audience)):
            return
        self._shown[room, audience] = own
        version = self.look(room, audience).version
        for client in clients.values():
            self._send_own(client, version, own)

    def _send_own(self, client: Client, version: str, own: Own) -> None:
        if client.actor.role not in HAS_OWN:
            return
        key = own.key(client.actor)
        if key == client.own_key:
            return
        client.own_key = key
        seen = own.of(client.actor)
        encoded = msgspec.json.encode(seen)
        if encoded != client.own:
            client.own = encoded
            self._send_all([client], Packet("mine", {"version": version, **seen}), must=True)

    def _send_all(self, clients: Iterable[Client], packet: Packet, must: bool) -> None:
        sent = 0
        for client in clients:
            if client.behind:
                continue
            if self._send(client, packet):
                sent += 1
            elif must:
                client.behind = True
                self._late.add(client)
        packet.counter.inc(sent)

    def _send(self, client: Client, packet: Packet, must: bool = False) -> bool:
        """False if the client reads too slowly (or is gone): it gets nothing now, unless it
        `must`."""
        if line := client.line:
            if line.is_closing() or (line.get_write_buffer_size() > WRITE_LIMIT and not must):
                return False
            write_at_once(line, client.file, packet.frame)
            return True
        socket = self._server.socket_of(client.eio_sid)
        if socket is None or socket.closed:
            return False
        return enqueue(socket, packet.text, must)

    # --- the slow and the upgraded ------------------------------------------------------------

    async def sweep(self) -> None:
        """For ever look after those who fell behind or left polling for a WebSocket."""
        while True:
            await asyncio.sleep(SWEEP)
            for client in list(self._late):
                self._look_after(client)

    def _look_after(self, client: Client) -> None:
        socket = self._server.socket_of(client.eio_sid)
        if socket is None or socket.closed:
            return
        if not client.line and _all_written(socket):
            client.attach(socket.ws.raw)
            client.behind = True
        if client.behind and _has_room(client, socket):
            metrics.RESYNC.inc()
            self._resync(client)
        if client.line and not client.behind:
            self._late.discard(client)

    async def close(self) -> None:
        for task in self._waiting:
            task.cancel()
        await asyncio.gather(*self._waiting, return_exceptions=True)


def _all_written(socket: Any) -> bool:
    """Nothing is on its way to this WebSocket: not in the queue, nor in the hands of its writer,
    who holds packets only while the transport is full."""
    if not socket.upgraded or socket.upgrading or not socket.queue.empty():
        return False
    transport = socket.ws.raw
    return transport is not None and transport.get_write_buffer_size() == 0


def _has_room(client: Client, socket: Any) -> bool:
    if not client.line:
        return bool(socket.queue.empty())
    return client.line.get_write_buffer_size() < WRITE_LIMIT // 4


def view_of(look: Look) -> Json:
    return {"version": look.version, "seq": look.seq, "view": look.view}


def still(look: Look) -> Json:
    """The patch that only tells how far the log was when `look` was made."""
    return {"from": look.version, "to": look.version, "seq": look.seq, "patch": {}}


def _nobody(*_: Any) -> Any:
    raise RuntimeError("the house has not moved in yet")
