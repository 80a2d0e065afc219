"""Who is at the door: join codes become signed tokens; wrong attempts are paced."""

import secrets
import time
from typing import Final

import msgspec
from aiohttp import web
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from server.api.ports import Codes, Grant
from server.api.problems import BadCode, BadToken, ExpiredToken, TooManyAttempts
from server.rooms.words import Actor, NotAllowed, Role

COOKIE: Final = "caunoi"
ATTEMPTS: Final = 20
"""Wrong codes in a row from one address: 177 points behind one gateway mistype too."""
REFILL: Final = 3.0
"""Seconds after which one more attempt is given back. At 40 bits a guess an hour is hopeless."""
ADDRESSES: Final = 10_000
"""Addresses remembered; the oldest is forgotten first."""


class Token(msgspec.Struct, frozen=True):
    """What a token says. `conference` "" is the house itself: only for `admin`."""

    conference: str
    role: Role
    id: str
    point: str = ""

    @property
    def actor(self) -> Actor:
        return Actor(self.id, self.role, self.point)


class Tokens:
    """Signs and reads tokens. `hours` is how long one lasts."""

    def __init__(self, secret: bytes, hours: float) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt="token")
        self._seconds = round(hours * 3600)

    def sign(self, token: Token) -> str:
        return str(self._signer.dumps(msgspec.to_builtins(token)))

    def read(self, text: object) -> Token:
        """Raises BadToken or ExpiredToken."""
        if not isinstance(text, str) or len(text) > 2000:
            raise BadToken
        try:
            plain = self._signer.loads(text, max_age=self._seconds)
            return msgspec.convert(plain, Token)
        except SignatureExpired:
            raise ExpiredToken from None
        except (BadSignature, msgspec.ValidationError):
            raise BadToken from None

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
        left = self._left(address)
        if left < 1:
            raise TooManyAttempts(seconds=round((1 - left) * REFILL) or 1)

    def wrong(self, address: str) -> None:
        left = self._left(address)
        self._buckets.pop(address, None)
        self._buckets[address] = (left - 1, time.monotonic())
        if len(self._buckets) > ADDRESSES:
            del self._buckets[next(iter(self._buckets))]

    def _left(self, address: str) -> float:
        left, at = self._buckets.get(address, (float(ATTEMPTS), time.monotonic()))
        return min(ATTEMPTS, left + (time.monotonic() - at) / REFILL)


async def join(codes: Codes, pace: Pace, address: str, code: object) -> Token:
    """The token for a join code. Raises BadCode or TooManyAttempts."""
    pace.check(address)
    grant = await codes.find(code) if isinstance(code, str) and len(code) <= 64 else None
    if grant is None:
        pace.wrong(address)
        raise BadCode
    return Token(grant.room, grant.role, _actor_id(grant), grant.point)


def _actor_id(grant: Grant) -> str:
    """A point is one actor however often it joins; people sharing a code are told apart."""
    if grant.role is Role.POINT:
        return grant.point
    return f"{grant.role}-{secrets.token_hex(4)}"
