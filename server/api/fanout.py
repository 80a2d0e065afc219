"""The one door by which everything leaves whose order matters to a client: view, patch, mine, hint.

A raw write overtakes python-socketio's queue. So a connection comes through this door only once its
CONNECT has been sent; what is sent here is encoded once and the same bytes go to every transport.
Long-polling clients get the same packets through their queue."""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec

from server.api import metrics
from server.api.transport import WRITE_LIMIT, Server, enqueue, frame
from server.live.mirror import Look
from server.rooms.sight import AUDIENCE, Audience
from server.rooms.words import Actor, Role

log = logging.getLogger(__name__)

Json = dict[str, Any]
SWEEP: Final = 0.25
"""Seconds between two looks at slow clients and at finished upgrades."""
ADMISSION: Final = 10.0
"""Seconds for CONNECT to leave the queue; a client so slow is served from its queue for now."""
HAS_OWN: Final = frozenset({Role.POINT, Role.DELEGATE})


class Client:
    """One connection that sees a conference."""

    def __init__(self, sid: str, eio_sid: str, conference: str, actor: Actor) -> None:
        self.sid, self.eio_sid, self.conference, self.actor = sid, eio_sid, conference, actor
        self.audience = AUDIENCE[actor.role]
        self.raw = False  # finished frames go straight to its transport
        self.behind = False  # it missed a patch and needs the whole view
        self.own = b""  # its last `mine`


class Packet:
    """An event, encoded once: as text for queues, as a finished frame for transports."""

    def __init__(self, event: str, payload: Json) -> None:
        self.event = event
        self.text = f'2["{event}",{msgspec.json.encode(payload).decode()}]'
        self.frame = frame("4" + self.text)


class Fanout:
    """Fits `live.ports.Fanout`. `look` gives the whole view of a conference's last tick, `own`
    whatever concerns one actor alone."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._clients: dict[str, dict[Audience, dict[str, Client]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        self._waiting: set[asyncio.Task[None]] = set()
        self.look: Callable[[str, Audience], Look] = _nobody
        self.own: Callable[[str], Callable[[Actor], Json]] = _nobody

    # --- joining and leaving ------------------------------------------------------------------

    def join(self, client: Client) -> None:
        """Let `client` in as soon as its CONNECT is on the wire. Call as the last thing that the
        connect handler does: the packet is queued right after it returns."""
        task = asyncio.create_task(self._admit(client), name="admit")
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    def leave(self, client: Client) -> None:
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
                client.raw = True
        if socket.closed or not self._server.manager.is_connected(client.sid, "/"):
            return
        self._clients[client.conference][client.audience][client.sid] = client
        metrics.SOCKETS.labels(client.audience).inc()
        self._resync(client)

    def _resync(self, client: Client) -> None:
        """The whole view of the last tick, and the client's own part."""
        client.behind = False
        look = self.look(client.conference, client.audience)
        self._send(client, Packet("view", view_of(look)))
        client.own = b""
        self._send_own(client, look.version, self.own(client.conference))

    # --- what goes out ------------------------------------------------------------------------

    def patch(self, room: str, audience: Audience, patch: Json) -> None:
        clients = self._clients[room][audience]
        if clients:
            self._send_all(clients.values(), Packet("patch", patch), must=True)

    def hint(self, room: str, audiences: frozenset[Audience], hint: Json, point: str = "") -> None:
        packet = Packet("hint", hint)
        for audience in audiences:
            self._send_all(self._clients[room][audience].values(), packet, must=False)
        if point:
            at_points = self._clients[room][Audience.POINT].values()
            there = [one for one in at_points if one.actor.point == point]
            self._send_all(there, packet, must=False)

    def mine(self, room: str) -> None:
        own = self.own(room)
        for audience, clients in self._clients[room].items():
            for client in clients.values():
                if client.actor.role in HAS_OWN:
                    self._send_own(client, self.look(room, audience).version, own)

    def _send_own(self, client: Client, version: str, own: Callable[[Actor], Json]) -> None:
        if client.actor.role not in HAS_OWN:
            return
        seen = own(client.actor)
        encoded = msgspec.json.encode(seen)
        if encoded != client.own:
            client.own = encoded
            self._send(client, Packet("mine", {"version": version, **seen}))

    def _send_all(self, clients: Iterable[Client], packet: Packet, must: bool) -> None:
        for client in clients:
            if client.behind:
                continue
            if not self._send(client, packet) and must:
                client.behind = True

    def _send(self, client: Client, packet: Packet) -> bool:
        """False if the client reads too slowly (or is gone): it gets nothing now."""
        socket = self._server.socket_of(client.eio_sid)
        if socket is None or socket.closed:
            return False
        if not client.raw:
            return enqueue(socket, packet.text)
        transport = socket.ws.raw
        if transport is None or transport.get_write_buffer_size() > WRITE_LIMIT:
            return False
        transport.write(packet.frame)
        metrics.FRAMES.labels(packet.event).inc()
        return True

    # --- the slow and the upgraded ------------------------------------------------------------

    async def sweep(self) -> None:
        """For ever look after those who fell behind or left polling for a WebSocket."""
        while True:
            await asyncio.sleep(SWEEP)
            for audiences in list(self._clients.values()):
                for clients in list(audiences.values()):
                    for client in list(clients.values()):
                        self._look_after(client)

    def _look_after(self, client: Client) -> None:
        socket = self._server.socket_of(client.eio_sid)
        if socket is None or socket.closed:
            return
        if not client.raw and _all_written(socket):
            client.raw = client.behind = True
        if client.behind and _has_room(client, socket):
            metrics.RESYNC.inc()
            self._resync(client)

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
    if not client.raw:
        return bool(socket.queue.empty())
    transport = socket.ws.raw
    return transport is not None and transport.get_write_buffer_size() < WRITE_LIMIT // 4


def view_of(look: Look) -> Json:
    return {"version": look.version, "seq": look.seq, "view": look.view}


def _nobody(*_: Any) -> Any:
    raise RuntimeError("the house has not moved in yet")
