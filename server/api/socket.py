"""The live door: connect, ask, sound, look, time. Every answer is an acknowledgement."""

import asyncio
import hashlib
import logging
import re
import unicodedata
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final, TypeVar, get_args

import msgspec
from socketio.exceptions import ConnectionRefusedError

from server.api import metrics
from server.api.auth import Doorkeeper, Token, Tokens
from server.api.fanout import Client, Fanout, view_of
from server.api.paced import Paced
from server.api.problems import (
    BadArguments,
    BadCommandId,
    BadInput,
    BadToken,
    TooManyConnections,
    UnknownCommand,
    UnknownEvent,
    code_of,
    problem,
)
from server.api.transport import TOO_DEEP, Quick, Server
from server.live.conference import NoConference
from server.live.house import House
from server.live.liveroom import Asked, Busy, Outcome
from server.live.streams import Chunk, Codec
from server.rooms.deskviews import Readiness
from server.rooms.points import NotePointTakenOver
from server.rooms.rights import WRITING
from server.rooms.room import Command
from server.rooms.sight import AUDIENCE
from server.rooms.words import SYSTEM, Actor, NotAllowed, Role

log = logging.getLogger(__name__)
paced: Final = Paced(log)

Json = dict[str, Any]
T = TypeVar("T")
COMMANDS: Final[dict[str, type[Command]]] = {kind.__name__: kind for kind in get_args(Command)}
SEATS: Final = 64
"""Connections of one token: windows, and those that the server has not yet missed."""
IN_FLIGHT: Final = 64
"""Commands of one connection that may be under way at once: a person has one or two."""
DEEPEST: Final = 16
"""Levels of a command: the deepest one has 4."""
GREATEST: Final = 2**53
"""Whole numbers that every client can hold."""
UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Control characters but tab and line ends: no paper and no XML can hold them."""
ACCEPTED: Final = metrics.COMMANDS.labels("accepted")
_PATH: Final = re.compile(r"`\$\.?(.*?)`")


class SoundMeta(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a chunk says of itself (contract.md, `sound`)."""

    source: str
    stream: str
    n: int
    began: int
    oldest: int
    codec: Codec = Codec.PCM


class Edits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who sends this edits `segment` now, for some seconds; "" none."""

    segment: Annotated[str, msgspec.Meta(max_length=64)] = ""


class Door:
    """Speaks Socket.IO with everyone; knows who is behind each connection."""

    def __init__(
        self, server: Server, house: House, fanout: Fanout, tokens: Tokens, keeper: Doorkeeper,
        secret: bytes,
    ) -> None:  # fmt: skip
        self._house, self._fanout, self._tokens = house, fanout, tokens
        self._keeper = keeper
        self.digest = digester(secret)
        self._clients: dict[str, Client] = {}
        self._languages: dict[str, str] = {}
        self._seats: Counter[tuple[str, str]] = Counter()
        self._server = server
        server.on("connect", self._connect)
        server.on("disconnect", self._disconnect)
        handlers = {
            "sound": self._sound,
            "look": self._look,
            "time": self._time,
            "ready": self._ready,
            "editing": self._editing,
        }
        for event, handler in handlers.items():
            server.on(event, self._guarded(handler))
        for event in ("look", "time"):
            server.quick(event, self._at_once(handlers[event]))
        server.on("ask", self._ask)
        server.quick("ask", self._ask_at_once)
        server.on("*", self._unknown)

    # --- connections --------------------------------------------------------------------------

    async def _connect(self, sid: str, environ: Json, auth: Any = None) -> None:
        auth = auth if isinstance(auth, dict) else {}
        language = "en" if auth.get("language") == "en" else "vi"
        try:
            token = self._tokens.read(auth.get("token"))
            await self._admit(sid, token, str(auth.get("conference") or token.conference))
        except Exception as error:
            raise _refusal(problem(error, language)) from None
        self._languages[sid] = language

    async def _admit(self, sid: str, token: Token, conference: str) -> None:
        if token.role not in AUDIENCE:
            raise NotAllowed(role=token.role)
        if token.conference not in ("", conference):
            raise NoConference(conference=conference)
        await self._keeper.check(token)
        live = await self._house.conference(conference)
        eio_sid = self._server.manager.eio_sid_from_sid(sid, "/")
        client = Client(sid, eio_sid, conference, token.actor)
        if self._seats[conference, token.id] >= SEATS:
            raise TooManyConnections(limit=SEATS)
        self._seats[conference, token.id] += 1
        self._server.introduced(eio_sid)
        self._clients[sid] = client
        live.presence.arrived(client.actor)
        self._fanout.join(client)

    async def expel(self, conference: str, whom: Callable[[Actor], bool]) -> None:
        """Close the connections of everyone in `conference` whom their code no longer opens it."""
        gone = [
            sid
            for sid, client in self._clients.items()
            if client.conference == conference and whom(client.actor)
        ]
        for sid in gone:
            await self._server.disconnect(sid)

    async def close(self, _: object = None) -> None:
        """Send everybody away: this node stops."""
        await self._server.send_away()

    async def taken_over(self, conference: str, point: str) -> None:
        """Another device holds the seat of `point` now: the log says so, the old one must go."""
        await self.expel(conference, lambda who: who.role is Role.POINT and who.point == point)
        live = await self._house.conference(conference)
        await live.live.submit(NotePointTakenOver(point), SYSTEM, str(uuid.uuid4()), "")

    async def _disconnect(self, sid: str, reason: str = "") -> None:
        self._languages.pop(sid, None)
        client = self._clients.pop(sid, None)
        if client is None:
            return
        seat = client.conference, client.actor.id
        self._seats[seat] -= 1
        if not self._seats[seat]:
            del self._seats[seat]
        self._fanout.leave(client)
        here = self._house.running(client.conference)
        here.presence.left(client.actor)
        if client.actor.role in WRITING:
            here.edits(client.actor.id, "")

    # --- events -------------------------------------------------------------------------------

    def _guarded(self, handler: Callable[..., Json]) -> Callable[..., Json]:
        """`handler` with every failure told as `{error: {code, message, …}}`."""

        def guarded(sid: str, *args: Any) -> Json:
            try:
                return handler(sid, *args)
            except Exception as error:
                return self._refused(sid, error)

        return guarded

    def _refused(self, sid: str, error: Exception) -> Json:
        metrics.COMMANDS.labels(code_of(error)).inc()
        return {"error": problem(error, self._languages.get(sid, "vi"))}

    def _at_once(self, handler: Callable[..., Json]) -> Quick:
        """`handler` for those who are answered by finished frames."""
        guarded = self._guarded(handler)

        def quick(sid: str, args: list[Any], number: int) -> None:
            told = guarded(sid, *args)
            if sid in self._clients:
                self._fanout.answer(self._clients[sid], number, told)

        return quick

    def _client(self, sid: str) -> Client:
        """Who is behind `sid`. Raises BadToken once they have gone: their last words cross it."""
        if sid not in self._clients:
            raise BadToken
        return self._clients[sid]

    async def _ask(self, sid: str, *args: Any) -> Json:
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._submit(sid, args, answer.set_result)
        return await asyncio.shield(answer)  # whoever goes away is answered all the same

    def _ask_at_once(self, sid: str, args: list[Any], number: int) -> None:
        def told(answer: Json) -> None:
            if client := self._clients.get(sid):
                self._fanout.answer(client, number, answer)

        self._submit(sid, args, told)

    def _submit(self, sid: str, args: Sequence[Any], tell: Callable[[Json], None]) -> None:
        """Ask what `args` say; `tell` is called once, now or later."""
        try:
            client = self._client(sid)
            id, command = read_command(args)
            if client.busy >= IN_FLIGHT:
                paced.warn(
                    client.actor.id, "too many commands at once: conference=%s actor=%s role=%s",
                    client.conference, client.actor.id, client.actor.role,
                )  # fmt: skip
                raise Busy

            def told(outcome: Outcome) -> None:
                client.busy -= 1
                tell(self._answer(client, outcome))

            # The room of a connected client is open.
            live = self._house.running(client.conference).live
            live.ask(Asked(command, client.actor, id, self.digest(command), told))
            client.busy += 1
        except Exception as error:
            tell(self._refused(sid, error))

    def _answer(self, client: Client, outcome: Outcome) -> Json:
        if isinstance(outcome, Exception):
            return self._refused(client.sid, outcome)
        ACCEPTED.inc()
        self._fanout.expect(client, outcome)
        return {"seq": outcome}

    def _sound(self, sid: str, *args: Any) -> Json:
        client = self._client(sid)
        if len(args) != 2 or not isinstance(args[1], bytes):
            raise BadArguments
        meta = convert(tidy(args[0]), SoundMeta)
        chunk = Chunk(
            meta.source, meta.stream, meta.n, meta.began, meta.oldest, args[1], meta.codec
        )
        # The room of a connected client is open: nothing is awaited before the chunk is taken,
        # so that python-socketio's order of one client's events holds.
        return {"have": self._house.running(client.conference).scribe.take(client.actor, chunk)}

    def _look(self, sid: str, *args: Any) -> Json:
        client = self._client(sid)
        if not self._fanout.reads(client):
            raise Busy
        return view_of(self._fanout.look(client.conference, client.audience))

    def _ready(self, sid: str, *args: Any) -> Json:
        """A point's page says how it is (`Readiness`): known while this node runs, never logged."""
        client = self._client(sid)
        if len(args) != 1:
            raise BadArguments
        readiness = convert(tidy(args[0]), Readiness)
        self._house.running(client.conference).presence.reported(client.actor, readiness)
        return {}

    def _editing(self, sid: str, *args: Any) -> Json:
        """A secretary edits a segment now (`Edits`), or looks who does: the hint as it is."""
        client = self._client(sid)
        if len(args) != 1:
            raise BadArguments
        if client.actor.role not in WRITING:
            raise NotAllowed(role=client.actor.role)
        edits = convert(tidy(args[0]), Edits)
        here = self._house.running(client.conference)
        return here.edits(client.actor.id, edits.segment)

    def _time(self, sid: str, *args: Any) -> Json:
        return {"now": self._house.clock()}

    def _unknown(self, event: str, sid: str, *args: Any) -> Json:
        def refuse(sid: str) -> Json:
            if event == TOO_DEEP:
                raise BadInput(field="", why=TOO_DEEP)
            raise UnknownEvent(event=event[:64])

        return self._guarded(refuse)(sid)


def _refusal(told: Json) -> ConnectionRefusedError:
    """Made here: an exception in a variable of who raises it keeps the whole connection alive."""
    refusal = ConnectionRefusedError()
    refusal.error_args = told
    return refusal


def digester(secret: bytes) -> Callable[[Command], str]:
    """The digest of what is asked, keyed: it must not give away, by guessing, what was
    withdrawn."""
    key = hashlib.blake2b(secret, person=b"command-body").digest()

    def digest(command: Command) -> str:
        body = msgspec.json.encode(command, order="deterministic")
        return hashlib.blake2b(body, key=key, digest_size=16).hexdigest()

    return digest


def read_command(args: Sequence[Any]) -> tuple[str, Command]:
    """The command id and the command in an `ask`. Raises BadArguments, BadCommandId,
    UnknownCommand or BadInput. Texts are NFC from here on."""
    if len(args) != 1 or not isinstance(args[0], dict):
        raise BadArguments
    body = tidy(args[0])
    id = body.pop("id", None)
    try:
        id = str(uuid.UUID(id))
    except (ValueError, TypeError, AttributeError):
        raise BadCommandId from None
    kind = body.get("type")
    if not isinstance(kind, str) or kind not in COMMANDS:
        raise UnknownCommand(type=str(kind)[:64])
    return id, convert(body, COMMANDS[kind])


def convert(body: Any, kind: type[T]) -> T:
    try:
        return msgspec.convert(body, kind)
    except msgspec.ValidationError as bad:
        path = _PATH.search(str(bad))
        raise BadInput(field=path.group(1) if path else "", why=str(bad)[:300]) from None


def tidy(value: Any, path: str = "", depth: int = 0) -> Any:
    """`value` with its texts in NFC. Raises BadInput for what no room can keep."""
    if depth > DEEPEST:
        raise BadInput(field=path, why=TOO_DEEP)
    if isinstance(value, str):
        if UNSEEN.search(value):
            raise BadInput(field=path, why="control character")
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, int) and abs(value) > GREATEST:
        raise BadInput(field=path, why="number too great")
    if isinstance(value, dict):
        inner = f"{path}." if path else ""
        return {key: tidy(item, f"{inner}{key[:64]}", depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [tidy(item, path, depth + 1) for item in value]
    return value
