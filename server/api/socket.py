"""The live door: connect, ask, sound, look, time. Every answer is an acknowledgement."""

import asyncio
import hashlib
import logging
import re
import unicodedata
import uuid
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar, get_args

import msgspec
from socketio.exceptions import ConnectionRefusedError

from server.api import metrics
from server.api.auth import Token, Tokens
from server.api.fanout import Client, Fanout, view_of
from server.api.problems import (
    BadArguments,
    BadCommandId,
    BadInput,
    UnknownCommand,
    UnknownEvent,
    code_of,
    problem,
)
from server.api.transport import Server
from server.live.house import House, NoConference
from server.live.liveroom import Busy
from server.live.scribe import Chunk
from server.rooms.room import Command
from server.rooms.sight import AUDIENCE
from server.rooms.words import NotAllowed

log = logging.getLogger(__name__)

Json = dict[str, Any]
T = TypeVar("T")
COMMANDS: Final[dict[str, type[Command]]] = {kind.__name__: kind for kind in get_args(Command)}
IN_FLIGHT: Final = 64
"""Commands of one connection that may be under way at once: a person has one or two."""
_PATH: Final = re.compile(r"`\$\.?(.*?)`")


class SoundMeta(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a chunk says of itself (contract.md, `sound`)."""

    source: str
    stream: str
    n: int
    began: int
    oldest: int
    codec: str = "pcm"


class Door:
    """Speaks Socket.IO with everyone; knows who is behind each connection."""

    def __init__(
        self, server: Server, house: House, fanout: Fanout, tokens: Tokens, secret: bytes
    ) -> None:
        self._house, self._fanout, self._tokens = house, fanout, tokens
        self._key = hashlib.blake2b(secret, person=b"command-body").digest()
        self._clients: dict[str, Client] = {}
        self._languages: dict[str, str] = {}
        self._busy: dict[str, int] = {}
        self._server = server
        server.on("connect", self._connect)
        server.on("disconnect", self._disconnect)
        handlers = {"ask": self._ask, "sound": self._sound, "look": self._look, "time": self._time}
        for event, handler in handlers.items():
            server.on(event, self._guarded(handler))
        server.on("*", self._guarded(self._unknown))

    # --- connections --------------------------------------------------------------------------

    async def _connect(self, sid: str, environ: Json, auth: Any = None) -> None:
        auth = auth if isinstance(auth, dict) else {}
        language = "en" if auth.get("language") == "en" else "vi"
        try:
            token = self._tokens.read(auth.get("token"))
            await self._admit(sid, token, str(auth.get("conference") or token.conference))
        except Exception as error:
            refusal = ConnectionRefusedError()
            refusal.error_args = problem(error, language)
            raise refusal from None
        self._languages[sid] = language

    async def _admit(self, sid: str, token: Token, conference: str) -> None:
        if token.role not in AUDIENCE:
            raise NotAllowed(role=token.role)
        if token.conference not in ("", conference):
            raise NoConference(conference=conference)
        live = await self._house.conference(conference)
        eio_sid = self._server.manager.eio_sid_from_sid(sid, "/")
        client = Client(sid, eio_sid, conference, token.actor)
        self._clients[sid] = client
        live.presence.arrived(client.actor)
        self._fanout.join(client)

    async def _disconnect(self, sid: str, reason: str = "") -> None:
        self._languages.pop(sid, None)
        self._busy.pop(sid, None)
        client = self._clients.pop(sid, None)
        if client is None:
            return
        self._fanout.leave(client)
        self._house.running(client.conference).presence.left(client.actor)

    # --- events -------------------------------------------------------------------------------

    def _guarded(self, handler: Callable[..., Awaitable[Json]]) -> Callable[..., Awaitable[Json]]:
        """`handler` with every failure told as `{error: {code, message, …}}`."""

        async def guarded(*args: Any) -> Json:
            try:
                return await handler(*args)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                metrics.COMMANDS.labels(code_of(error)).inc()
                sid = next((arg for arg in args if arg in self._languages), "")
                return {"error": problem(error, self._languages.get(sid, "vi"))}

        return guarded

    async def _ask(self, sid: str, *args: Any) -> Json:
        client = self._clients[sid]
        id, command = read_command(args)
        if self._busy.get(sid, 0) >= IN_FLIGHT:
            raise Busy
        self._busy[sid] = self._busy.get(sid, 0) + 1
        try:
            live = await self._house.conference(client.conference)
            seq = await live.live.submit(command, client.actor, id, self.digest(command))
        finally:
            self._busy[sid] = self._busy.get(sid, 1) - 1
        metrics.COMMANDS.labels("accepted").inc()
        return {"seq": seq}

    def digest(self, command: Command) -> str:
        """Of what was asked, keyed: it must not give away, by guessing, what was withdrawn."""
        body = msgspec.json.encode(command, order="deterministic")
        return hashlib.blake2b(body, key=self._key, digest_size=16).hexdigest()

    async def _sound(self, sid: str, *args: Any) -> Json:
        client = self._clients[sid]
        if len(args) != 2 or not isinstance(args[1], bytes):
            raise BadArguments
        meta = _convert(args[0], SoundMeta)
        if meta.codec != "pcm":
            raise BadInput(field="codec", why="only pcm")
        chunk = Chunk(meta.source, meta.stream, meta.n, meta.began, meta.oldest, args[1])
        # The room of a connected client is open: nothing is awaited before the chunk is taken,
        # so that python-socketio's order of one client's events holds.
        return {"have": self._house.running(client.conference).scribe.take(client.actor, chunk)}

    async def _look(self, sid: str, *args: Any) -> Json:
        client = self._clients[sid]
        return view_of(self._fanout.look(client.conference, client.audience))

    async def _time(self, sid: str, *args: Any) -> Json:
        return {"now": self._house.clock()}

    async def _unknown(self, event: str, sid: str, *args: Any) -> Json:
        raise UnknownEvent(event=event[:64])


def read_command(args: tuple[Any, ...]) -> tuple[str, Command]:
    """The command id and the command in an `ask`. Raises BadArguments, BadCommandId,
    UnknownCommand or BadInput. Texts are NFC from here on."""
    if len(args) != 1 or not isinstance(args[0], dict):
        raise BadArguments
    body = _nfc(args[0])
    id = body.pop("id", None)
    try:
        id = str(uuid.UUID(id))
    except (ValueError, TypeError, AttributeError):
        raise BadCommandId from None
    kind = body.get("type")
    if not isinstance(kind, str) or kind not in COMMANDS:
        raise UnknownCommand(type=str(kind)[:64])
    return id, _convert(body, COMMANDS[kind])


def _convert(body: Any, kind: type[T]) -> T:
    try:
        return msgspec.convert(body, kind)
    except msgspec.ValidationError as bad:
        path = _PATH.search(str(bad))
        raise BadInput(field=path.group(1) if path else "", why=str(bad)[:300]) from None


def _nfc(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _nfc(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_nfc(item) for item in value]
    return value
