"""Who is at the door: join codes become signed tokens; wrong attempts are paced."""

import secrets
import time
from collections.abc import Callable
from typing import Any, Final

import msgspec
from aiohttp import web
from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer

from server.api.ports import Accounts, Codes, Devices, Grant
from server.api.problems import (
    BadCode,
    BadPassword,
    BadToken,
    DeviceTaken,
    ExpiredToken,
    Revoked,
    TakenOver,
    TooManyAttempts,
)
from server.api.remote import neighbourhood
from server.rooms.words import Actor, Millis, NotAllowed, Role

COOKIE: Final = "caunoi"
ACCOUNT: Final = "account-"
"""How the actor id of somebody with an account begins."""
ATTEMPTS: Final = 20
"""Wrong codes in a row from one address: 177 points behind one gateway mistype too."""
REFILL: Final = 3.0
"""Seconds after which one more attempt is given back. At 40 bits a guess an hour is hopeless."""
ADDRESSES: Final = 10_000
"""Addresses remembered; the oldest is forgotten first."""


class Token(msgspec.Struct, frozen=True):
    """What a token says. `conference` "" is the house itself: only for accounts and administrators.
    `device` is which machine of a point, `at` when the token was given."""

    conference: str
    role: Role
    id: str
    point: str = ""
    device: str = ""
    at: Millis = 0

    @property
    def actor(self) -> Actor:
        return Actor(self.id, self.role, self.point)


def _own_clock() -> Millis:
    return round(time.time() * 1000)


class _Stamp(TimestampSigner):
    """Stamps with server time: the clocks of nodes differ."""

    def __init__(self, *keys: Any, clock: Callable[[], Millis], **options: Any) -> None:
        super().__init__(*keys, **options)
        self._clock = clock

    def get_timestamp(self) -> int:
        return self._clock() // 1000


class Tokens:
    """Signs and reads tokens. `hours` is how long one lasts, `clock` gives server time."""

    def __init__(
        self, secret: bytes, hours: float, clock: Callable[[], Millis] = _own_clock
    ) -> None:
        self._signer = URLSafeTimedSerializer(
            secret, salt="token", signer=_Stamp, signer_kwargs={"clock": clock}
        )
        self._clock, self._seconds = clock, hours * 3600

    def sign(self, token: Token) -> str:
        return str(self._signer.dumps(msgspec.to_builtins(token)))

    def read(self, text: object) -> Token:
        """Raises BadToken or ExpiredToken."""
        if not isinstance(text, str) or len(text) > 2000 or not text.isascii():
            raise BadToken
        try:
            # The signer's own check of age refuses what a node stamped a moment ahead of this one.
            plain, stamped = self._signer.loads(text, return_timestamp=True)
            token = msgspec.convert(plain, Token)
        except (BadSignature, msgspec.ValidationError) as bad:
            bad.__traceback__ = None  # the signer keeps it in a variable: who asked would live on
            raise BadToken from None
        if self._clock() / 1000 - stamped.timestamp() > self._seconds:
            raise ExpiredToken
        return token

    def of(self, request: web.Request) -> Token:
        """The token of an HTTP request, from its Authorization header or its cookie."""
        header = request.headers.get("Authorization", "")
        if header.startswith("Bearer "):
            return self.read(header.removeprefix("Bearer ").strip())
        return self.read(request.cookies.get(COOKIE))


def allow(token: Token, *roles: Role) -> None:
    """Raise NotAllowed unless the token's role is one of `roles`."""
    if token.role not in roles:
        raise NotAllowed(role=token.role)


class Pace:
    """Wrong attempts per address: a bucket that refills slowly. Right ones cost nothing."""

    def __init__(self) -> None:
        self._buckets: dict[str, tuple[float, float]] = {}

    def check(self, address: str) -> None:
        """Raise TooManyAttempts while `address` has none left."""
        left = self._left(neighbourhood(address))
        if left < 1:
            raise TooManyAttempts(seconds=round((1 - left) * REFILL) or 1)

    def wrong(self, address: str) -> None:
        address = neighbourhood(address)
        left = self._left(address)
        self._buckets.pop(address, None)
        self._buckets[address] = (left - 1, time.monotonic())
        if len(self._buckets) > ADDRESSES:
            del self._buckets[next(iter(self._buckets))]

    def _left(self, address: str) -> float:
        left, at = self._buckets.get(address, (float(ATTEMPTS), time.monotonic()))
        return min(ATTEMPTS, left + (time.monotonic() - at) / REFILL)


class Doorkeeper:
    """Lets in by code, and refuses whose code, seat or account is theirs no longer."""

    def __init__(
        self, codes: Codes, devices: Devices, accounts: Accounts, clock: Callable[[], Millis]
    ) -> None:
        self._codes, self._devices, self._accounts = codes, devices, accounts
        self._clock = clock
        self._pace = Pace()

    async def join(
        self, address: str, code: str, device: str, take_over: bool
    ) -> tuple[Token, bool]:
        """The token for a join code, and whether another device lost its seat by it.
        Raises BadCode, TooManyAttempts, DeviceTaken."""
        grant = await self.grant(address, code)
        over = False
        if grant.role is Role.POINT:
            held = await self._devices.holder(grant.room, grant.point)
            over = held is not None and held.device != device
            if over and not take_over:
                raise DeviceTaken(since=held.since if held else 0)
            await self._devices.take(grant.room, grant.point, device, over=take_over)
        at = self._clock()
        return Token(grant.room, grant.role, _actor_id(grant), grant.point, device, at), over

    async def grant(self, address: str, code: str) -> Grant:
        """What a join code gives; no seat is taken. Raises BadCode, TooManyAttempts."""
        self._pace.check(address)
        grant = await self._codes.find(code) if len(code) <= 64 else None
        if grant is None:
            self._pace.wrong(address)
            raise BadCode
        return grant

    async def sign_in(self, address: str, name: str, password: str) -> Token:
        """The token of an account. Raises BadPassword or TooManyAttempts."""
        self._pace.check(address)
        account = await self._accounts.check(name[:300], password[:1000])
        if account is None:
            self._pace.wrong(address)
            raise BadPassword
        return Token("", account.role, f"{ACCOUNT}{account.id}", at=self._clock())

    async def check(self, token: Token) -> None:
        """Raise TakenOver or Revoked if the token's holder has lost what it was given for."""
        if token.id.startswith(ACCOUNT):
            living = {one.id for one in await self._accounts.all()}
            if token.id.removeprefix(ACCOUNT) not in living:
                raise Revoked
            return
        if await self._codes.revoked_since(token.conference, token.role, token.point, token.at):
            raise Revoked
        if token.role is Role.POINT:
            held = await self._devices.holder(token.conference, token.point)
            if held and held.device != token.device:
                raise TakenOver(since=held.since)


def _actor_id(grant: Grant) -> str:
    """A point is one actor however often it joins; people sharing a code are told apart."""
    if grant.role is Role.POINT:
        return grant.point
    return f"{grant.role}-{secrets.token_hex(4)}"
