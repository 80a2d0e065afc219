"""The composition root: settings → store → house → doors. The only place that knows them all.

It owns every task and starts and stops everything in order."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, Final

from aiohttp import web

from server.api import pages
from server.api.admin import Admin
from server.api.asr import Asr
from server.api.auth import Doorkeeper, Tokens
from server.api.cuehook import CueHook
from server.api.fanout import Fanout
from server.api.founding import Founding
from server.api.glossary import Glossaries
from server.api.http import BODY_LIMIT, Office, tell_problems
from server.api.prepared import PreparedSpeeches
from server.api.rights import Rights
from server.api.setup import Setup
from server.api.socket import Door
from server.api.transport import Server, same_origin
from server.certificate import until
from server.live.house import House
from server.live.ports import Bell
from server.live.retention import Retention
from server.rooms.sight import Own
from server.rooms.words import Role
from server.settings import Settings, write_private
from server.store.accounts import Accounts
from server.store.archived import Archives
from server.store.bell import MemoryBell, RedisBell
from server.store.codes import Codes
from server.store.conferences import Conferences
from server.store.database import Database, connect
from server.store.devices import Devices
from server.store.log import SqlLog
from server.transcribe.ear import Ear

log = logging.getLogger(__name__)

ADMIN_CODE: Final = "admin-code"
"""The file in DATA_DIR that holds the house's own join code."""


def clock() -> int:
    """Server time in milliseconds since the Unix epoch."""
    return time.time_ns() // 1_000_000


async def build(settings: Settings) -> web.Application:
    """The whole service as an aiohttp application; its clean-up stops everything again."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    secret = settings.secret()
    database = connect(settings.database)
    await database.migrate()
    codes = Codes(database, secret)
    await _write_admin_code(codes, settings.data_dir)

    server = Server(cors_allowed_origins=same_origin(settings.public_url))
    fanout = Fanout(server)
    bell: Bell = RedisBell(settings.redis_url) if settings.redis_url else MemoryBell()
    ear = Ear(settings.shelf.chosen, settings.speech_workers)
    hook = CueHook(settings.cue_webhook, settings.cue_secret) if settings.cue_webhook else None
    sound = settings.data_dir / "sound"
    house = House(SqlLog(database), bell, clock, fanout, ear, sound, hook=hook)
    _introduce(fanout, house)

    tokens = Tokens(secret, settings.token_hours)
    devices, accounts = Devices(database), Accounts(database)
    keeper = Doorkeeper(codes, devices, accounts, clock)
    rights = Rights(tokens, keeper, house)
    door = Door(server, house, fanout, tokens, keeper, secret)
    conferences = Conferences(database)
    founding = Founding(house.new_room, codes, conferences, clock, door.digest)
    certified = until(settings.certificate[0]) if settings.certificate else 0
    office = Office(
        house,
        codes,
        conferences,
        tokens,
        keeper,
        rights,
        door,
        founding,
        settings.secure,
        certified,
    )
    archives = Archives(database, house.sound)
    setup = Setup(house, rights, founding, archives, settings.data_dir)
    admin = Admin(codes, devices, accounts, rights, door, settings.tls_folder, settings.url)

    app = web.Application(client_max_size=BODY_LIMIT, middlewares=[tell_problems])
    server.attach(app)
    asr = Asr(house, tokens, keeper)
    beside = (PreparedSpeeches(rights), Glossaries(rights))
    doors = (office, admin, setup, asr, *beside, pages)
    app.add_routes([route for one in doors for route in one.routes()])
    app.on_shutdown.extend([door.close, asr.close])
    if hook:
        app.on_cleanup.append(lambda _: hook.close())
    retention = Retention(house.log, house.sound, clock, settings.recordings_days)
    app.cleanup_ctx.append(_running(house, ear, fanout, retention, database, bell))
    return app


async def _write_admin_code(codes: Codes, directory: Path) -> None:
    issued = await codes.issue("", [(Role.ADMIN, "")])
    write_private(directory / ADMIN_CODE, issued[Role.ADMIN, ""])


def _introduce(fanout: Fanout, house: House) -> None:
    """The fan-out is built first, and asks the house what there is to see."""
    fanout.look = lambda id, audience: house.running(id).ticker.look(audience)
    fanout.own = lambda id: Own(house.running(id).live.room).of


def _running(
    house: House, ear: Ear, fanout: Fanout, retention: Retention, database: Database, bell: Any
) -> Callable[[web.Application], AsyncIterator[None]]:
    async def running(app: web.Application) -> AsyncIterator[None]:
        hearing = asyncio.create_task(ear.start(), name="ear")
        sweeping = asyncio.create_task(fanout.sweep(), name="sweep")
        purging = asyncio.create_task(retention.run(), name="retention")
        house.start()
        yield
        await house.close()
        for task in (hearing, sweeping, purging):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await fanout.close()
        await ear.close()
        await bell.close()
        await database.close()

    return running
