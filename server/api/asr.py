"""`/asr`: vosk-server's protocol, so that its existing clients can feed the venue's sound.

What they send is the sound of the venue, and goes the way of all sound: whose words they are, and
whether they are kept at all, the floor decides. The answers are what is heard of it. One sender at
a time feeds a conference.

Differences to the original, all on purpose: a key is needed; commands are JSON, in any spacing; a
configuration sets this client's rate and nothing else, never a model; what cannot be read is
answered with `{"error": {code, message, …}}`; a closed connection loses nothing.
"""

import base64
import binascii
import time
from typing import Final

import msgspec
from aiohttp import WSCloseCode, WSMsgType, web

from server.api.asr_sender import Json, Sender, Unfit, read_rate
from server.api.auth import Doorkeeper, Token, Tokens, allow
from server.api.problems import BadToken, Revoked, language_of, problem
from server.live.house import House
from server.live.liveroom import Busy
from server.rooms.words import Role
from server.transcribe.intake import RATE

FRAME: Final = 16 << 20
"""Bytes of one message that are read at all; more closes the connection (1009)."""
PING_SECONDS: Final = 60.0
"""A cable that was pulled sends nothing. vosk-server pings every 20 s."""
CHECK_SECONDS: Final = 30.0
"""How often to look whether the key was revoked."""


class Asr:
    """The door for vosk-server's clients."""

    def __init__(self, house: House, tokens: Tokens, keeper: Doorkeeper) -> None:
        self._house, self._tokens, self._keeper = house, tokens, keeper
        self._senders: dict[str, Sender] = {}

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/asr", self._serve)]

    async def close(self, _: object = None) -> None:
        """Send everybody away: the service stops."""
        for sender in list(self._senders.values()):
            await sender.ws.close(code=WSCloseCode.GOING_AWAY)

    async def _serve(self, request: web.Request) -> web.WebSocketResponse:
        token = await self._who(request)
        rate = read_rate(request.query.get("rate", str(RATE)))
        conference = token.conference or request.query.get("conference", "")
        live = await self._house.conference(conference)
        before = self._senders.get(conference)
        if before and not before.silent:
            raise Busy
        ws = web.WebSocketResponse(max_msg_size=FRAME, heartbeat=PING_SECONDS)
        sender = self._senders[conference] = Sender(ws, live, token, self._house.clock, rate)
        live.scribe.listeners.add(sender.hear)
        try:
            await ws.prepare(request)
            if before:
                await before.ws.close(code=WSCloseCode.POLICY_VIOLATION, message=b"replaced")
            await self._converse(sender, language_of(request))
        finally:
            live.scribe.listeners.discard(sender.hear)
            if self._senders.get(conference) is sender:
                del self._senders[conference]
            _finish(sender, language_of(request))
        return ws

    async def _converse(self, sender: Sender, language: str) -> None:
        checked = time.monotonic()
        async for message in sender.ws:
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                return  # what broke the connection; aiohttp has closed it
            try:
                if time.monotonic() - checked > CHECK_SECONDS:
                    await self._keeper.check(sender.token)
                    checked = time.monotonic()
                answer = await sender.answer(message.data)
            except Exception as error:  # told to this client, and nobody else is disturbed
                await _send(sender.ws, {"error": problem(error, language)})
                if isinstance(error, (Unfit, Revoked)):
                    await sender.ws.close(code=WSCloseCode.POLICY_VIOLATION)
                continue
            if answer is not None:
                await _send(sender.ws, answer)
            if sender.ended:
                await sender.ws.close()

    async def _who(self, request: web.Request) -> Token:
        """The technician whose join code or token came as `?key=`, as the password in the address,
        or as bearer. No cookie: any page could use it. Raises Refused."""
        key = request.query.get("key") or _password(request.headers.get("Authorization", ""))
        if not key:
            raise BadToken
        if "." in key:  # a token has dots, a join code has none
            token = self._tokens.read(key)
        else:
            grant = await self._keeper.grant(request.remote or "", key)
            id = f"{grant.role}-asr"
            token = Token(grant.room, grant.role, id, grant.point, at=self._house.clock())
        allow(token, Role.TECHNICIAN)
        await self._keeper.check(token)
        return token


def _finish(sender: Sender, language: str) -> None:
    """A closed connection is an end like any other."""
    try:
        sender.flush()
    except Exception as error:  # nobody is there to be told; what is internal is logged
        problem(error, language)


async def _send(ws: web.WebSocketResponse, told: Json) -> None:
    if not ws.closed:
        await ws.send_str(msgspec.json.encode(told).decode())


def _password(header: str) -> str:
    """Of an Authorization header: clients make one of `ws://any:KEY@host/asr`."""
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""
