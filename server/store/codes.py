"""Join codes: eight letters that open one role at one point of one conference (day.md D30).

A code is derived from the house's secret, so it can be printed again, and only a keyed digest of
it is stored, so a stolen database opens no door. 40 bits: the door must still count wrong tries.
"""

import hmac
import time
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.live.ports import Clock
from server.rooms.words import Millis, Role
from server.store.database import Database
from server.store.schema import codes

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O (look like 1, 1, 0) and no U."""
LENGTH = 8
HOUSE = ""
"""The room of codes that open the house itself (administrators)."""

Key = tuple[Role, str]
"""Whom a code is for: a role, and the point it sits at or ""."""


class Grant(NamedTuple):
    """What a code opens."""

    room: str
    role: Role
    point: str


class _Issued(NamedTuple):
    digest: str
    generation: int
    revoked: bool


def wall_clock() -> Millis:
    return time.time_ns() // 1_000_000


def tidy(typed: str) -> str:
    """`typed` as a code is derived: upper case, no spaces or dashes, O as 0, I and L as 1. ""
    if it cannot be a code."""
    upper = unicodedata.normalize("NFKC", typed[:100]).upper()
    letters = "".join(letter for letter in upper if letter.isalnum())
    code = letters.translate(str.maketrans("OIL", "011"))
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


class Codes:
    """`secret` is the house's own; with another one all codes are dead and `issue` makes new
    ones. `clock` stamps the rows. Every method raises Unavailable."""

    def __init__(self, database: Database, secret: bytes, clock: Clock = wall_clock) -> None:
        self._database = database
        self._secret = secret
        self._clock = clock

    async def issue(self, room: str, keys: Sequence[Key]) -> dict[Key, str]:
        """A living code for each of `keys`: the one it has, else a new one. XXXX-XXXX."""

        async def issuing(connection: AsyncConnection) -> dict[Key, str]:
            issued = await _issued(connection, room)
            given = {key: self._living(room, key, issued.get(key, [])) for key in keys}
            missing = [key for key, code in given.items() if not code]
            if missing:
                taken = set((await connection.execute(select(codes.c.digest))).scalars())
                rows = [self._make(room, key, issued.get(key, []), taken) for key in missing]
                await connection.execute(insert(codes), [row for _, row in rows])
                given |= {key: code for key, (code, _) in zip(missing, rows, strict=True)}
            return {key: _printed(code) for key, code in given.items()}

        return await self._database.write(f"codes:{room}", issuing)

    async def find(self, text: str) -> Grant | None:
        """What the code somebody typed opens; None if nothing, or no longer."""
        code = tidy(text)
        if not code:
            return None
        query = select(codes.c.room, codes.c.role, codes.c.point).where(
            codes.c.digest == self._digest(code), codes.c.revoked_at.is_(None)
        )

        async def reading(connection: AsyncConnection) -> Any:
            return (await connection.execute(query)).first()

        row = await self._database.read(reading)
        return None if row is None else Grant(row.room, Role(row.role), row.point)

    async def list(self, room: str) -> dict[Key, str]:
        """Every living code of `room`, for printing, by role and point."""
        issued = await self._database.read(lambda connection: _issued(connection, room))
        living = {key: self._living(room, key, rows) for key, rows in sorted(issued.items())}
        return {key: _printed(code) for key, code in living.items() if code}

    async def revoke(self, room: str, role: Role, point: str) -> None:
        """Kill the code of `role` at `point`, if there is one; `issue` then makes another."""
        place = (codes.c.room == room, codes.c.role == role.value, codes.c.point == point)
        kill = update(codes).where(*place, codes.c.revoked_at.is_(None))

        async def revoking(connection: AsyncConnection) -> None:
            await connection.execute(kill.values(revoked_at=self._clock()))

        await self._database.write(f"codes:{room}", revoking)

    async def revoked_since(self, room: str, role: Role, point: str, at: Millis) -> bool:
        """Was a code of `role` at `point` revoked at `at` or later?"""
        query = select(codes.c.digest).where(
            codes.c.room == room, codes.c.role == role.value, codes.c.point == point,
            codes.c.revoked_at >= at,
        )  # fmt: skip

        async def reading(connection: AsyncConnection) -> Any:
            return (await connection.execute(query)).first()

        return await self._database.read(reading) is not None

    def _living(self, room: str, key: Key, issued: Sequence[_Issued]) -> str:
        """The code of `key` that opens something, or "". One made under another secret does not."""
        for row in issued:
            code = self._derive(room, key, row.generation)
            if not row.revoked and self._digest(code) == row.digest:
                return code
        return ""

    def _make(
        self, room: str, key: Key, issued: Sequence[_Issued], taken: set[str]
    ) -> tuple[str, dict[str, object]]:
        """The next generation's code and its row; notes its digest in `taken`. A code that
        somebody else already has (once in 2^40 / codes) is skipped."""
        generation = max((row.generation for row in issued), default=-1) + 1
        while self._digest(self._derive(room, key, generation)) in taken:
            generation += 1
        code = self._derive(room, key, generation)
        digest = self._digest(code)
        taken.add(digest)
        return code, {
            "digest": digest, "room": room, "role": key[0].value, "point": key[1],
            "generation": generation, "made_at": self._clock(), "revoked_at": None,
        }  # fmt: skip

    def _derive(self, room: str, key: Key, generation: int) -> str:
        # A JSON array, for ids may hold any separator.
        number = int.from_bytes(self._keyed(["code", room, key[0].value, key[1], generation])[:5])
        return "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))

    def _digest(self, code: str) -> str:
        return self._keyed(["digest", code]).hex()

    def _keyed(self, what: Sequence[object]) -> bytes:
        return hmac.digest(self._secret, msgspec.json.encode(what), "sha256")


async def _issued(connection: AsyncConnection, room: str) -> dict[Key, list[_Issued]]:
    query = select(
        codes.c.role, codes.c.point, codes.c.digest, codes.c.generation, codes.c.revoked_at
    ).where(codes.c.room == room)
    issued: dict[Key, list[_Issued]] = {}
    for role, point, digest, generation, revoked_at in await connection.execute(query):
        row = _Issued(digest, generation, revoked_at is not None)
        issued.setdefault((Role(role), point), []).append(row)
    return issued


def _printed(code: str) -> str:
    return f"{code[:4]}-{code[4:]}"
