"""Accounts of the house: people who sign in with a name and a password (administrators first).

Passwords are argon2id hashes. An account's `id` is what stands in the log, never its name."""

import asyncio
import secrets
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.live.ports import Clock
from server.rooms.queue import fold
from server.rooms.words import Millis, Role, Struct
from server.store.codes import wall_clock
from server.store.database import Database
from server.store.errors import AccountExists
from server.store.schema import accounts


class Account(Struct, frozen=True):
    id: str
    name: str
    role: Role
    made_at: Millis


class Accounts:
    """Every method raises Unavailable. Hashing takes tens of milliseconds: it runs in a thread."""

    def __init__(self, database: Database, clock: Clock = wall_clock) -> None:
        self._database = database
        self._clock = clock
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    async def add(self, name: str, password: str, role: Role) -> Account:
        """A new account. Raises AccountExists: names are compared without case and spaces."""
        account = Account(secrets.token_hex(4), " ".join(name.split()), role, self._clock())
        row = {
            "id": account.id, "name": account.name, "key": fold(name), "role": role.value,
            "hash": await asyncio.to_thread(self._hasher.hash, password),
            "made_at": account.made_at, "disabled_at": None,
        }  # fmt: skip

        async def adding(connection: AsyncConnection) -> None:
            await connection.execute(insert(accounts), [row])

        try:
            await self._database.write("accounts", adding)
        except IntegrityError as error:
            raise AccountExists(name=account.name) from error
        return account

    async def check(self, name: str, password: str) -> Account | None:
        """The living account that `name` and `password` open, or None. Takes as long for a name
        that nobody has."""
        query = select(accounts).where(
            accounts.c.key == fold(name), accounts.c.disabled_at.is_(None)
        )

        async def reading(connection: AsyncConnection) -> Any:
            return (await connection.execute(query)).first()

        row = await self._database.read(reading)
        right = await asyncio.to_thread(self._right, row.hash if row else self._nobody, password)
        if row is None or not right:
            return None
        return Account(row.id, row.name, Role(row.role), row.made_at)

    async def all(self) -> list[Account]:
        """Every living account, the oldest first."""
        query = select(accounts).where(accounts.c.disabled_at.is_(None))

        async def reading(connection: AsyncConnection) -> list[Account]:
            found = await connection.execute(query.order_by(accounts.c.made_at, accounts.c.id))
            return [Account(row.id, row.name, Role(row.role), row.made_at) for row in found]

        return await self._database.read(reading)

    async def disable(self, id: str) -> None:
        """Nobody signs in with this account any more."""
        kill = update(accounts).where(accounts.c.id == id, accounts.c.disabled_at.is_(None))

        async def disabling(connection: AsyncConnection) -> None:
            await connection.execute(kill.values(disabled_at=self._clock()))

        await self._database.write("accounts", disabling)

    def _right(self, hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(hash, password)
        except (VerifyMismatchError, InvalidHashError):
            return False
