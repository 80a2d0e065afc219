"""The composition root: settings → store → house → doors. The only place that knows them all.

It owns every task and starts and stops everything in order."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, Final

from aiohttp import web
from aiohttp.typedefs import Middleware

from server import garbage
from server.api import pages
from server.api.accesses import AccessLog
from server.api.admin import Admin
from server.api.asr import Asr
from server.api.auth import Doorkeeper, Tokens
from server.api.cuehook import CueHook
from server.api.documents import Documents
from server.api.fallback import Fallback
from server.api.fanout import Fanout
from server.api.folder import Folders
from server.api.founding import Founding
from server.api.glossary import Glossaries
from server.api.histories import Histories
from server.api.http import BODY_LIMIT, Office, tell_problems
from server.api.issuing import Papers
from server.api.letters import Letters
from server.api.office import OfficeDoor
from server.api.opinions import OpinionDoor
from server.api.pdf import Printer
from server.api.prepared import PreparedSpeeches
from server.api.previous import Previous
from server.api.printing import Printing
from server.api.proof import Proofs
from server.api.recap import Recaps
from server.api.references import References
from server.api.register import Digest, Register
from server.api.remote import through
from server.api.rights import Rights
from server.api.setup import Setup
from server.api.slips import SlipDoor
from server.api.socket import Door
from server.api.statistics import Statistics
from server.api.templates import OfficeTemplates, Templates
from server.api.transport import Server, same_origin
from server.api.urging import Urging
from server.certificate import until
from server.live.house import House
from server.live.paperfiles import PaperFiles
from server.live.ports import Bell
from server.live.retention import Retention
from server.rooms.words import Role
from server.settings import Settings, write_private
from server.store.accesses import Accesses
from server.store.accounts import Accounts
from server.store.archived import Archives
from server.store.bell import MemoryBell, RedisBell
from server.store.clock import DatabaseClock
from server.store.codes import Codes
from server.store.conferences import Conferences
from server.store.database import Database, connect
from server.store.depot import Depot, opened
from server.store.devices import Devices
from server.store.evidence import Evidence
from server.store.log import SqlLog
from server.store.lookup import Registers
from server.store.nodes import RedisNodes
from server.store.rebuild import refresh
from server.transcribe import redislink
from server.transcribe.ear import Ear

log = logging.getLogger(__name__)

Round = Callable[[], Coroutine[Any, Any, None]]
HINTS: Final = "caunoi:hints"
"""The channel of what nodes tell each other and may be lost."""
ADMIN_CODE: Final = "admin-code"
"""The file in DATA_DIR that holds the house's own join code."""


async def build(settings: Settings) -> web.Application:
    """The whole service as an aiohttp application; its clean-up stops everything again."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    secret = settings.secret()
    database = connect(settings.database)
    await database.migrate()
    await refresh(database)
    clock = DatabaseClock(database)
    await clock.measure()
    codes = Codes(database, secret, clock)
    await _write_admin_code(codes, settings.data_dir)

    server = Server(cors_allowed_origins=same_origin(settings.public_url))
    fanout = Fanout(server)
    sound = settings.data_dir / "sound"
    depot = opened(settings.sound_store, sound)
    house, bells, hook = _live(settings, SqlLog(database), clock, fanout, sound, depot)

    tokens = Tokens(secret, settings.token_hours, clock)
    devices, accounts = Devices(database, clock), Accounts(database, clock)
    keeper = Doorkeeper(codes, devices, accounts, clock)
    rights = Rights(tokens, keeper, house)
    door = Door(server, house, fanout, tokens, keeper, secret)
    conferences = Conferences(database)
    founding = Founding(house.new_room, codes, conferences, clock, door.digest, house.office)
    certified = until(settings.certificate[0]) if settings.certificate else 0
    office = Office(
        house, codes, conferences, tokens, keeper, rights, door, founding, settings.secure,
        certified, settings.metrics_token,
    )  # fmt: skip
    archives = Archives(database, house.sound, settings.papers_folder, house.depot)
    files, histories = PaperFiles(settings.papers_folder), Histories(house.log)
    setup = Setup(house, rights, founding, archives, settings.data_dir)
    admin = Admin(codes, devices, accounts, rights, door, settings.tls_folder, settings.url)

    accesses = AccessLog(Accesses(database, clock), rights, tokens)
    seen = through(settings.trusted_proxies)
    before: list[Middleware] = [seen, tell_problems, accesses.middleware]
    app = web.Application(client_max_size=BODY_LIMIT, middlewares=before)
    server.attach(app)
    asr = Asr(house, tokens, keeper)
    papers = _papers(house, rights, Registers(database), codes, door.digest, files, histories)
    record = _record(settings, house, rights, Evidence(database), archives, files, histories)
    folder, seconds = settings.copies_folder, settings.paper_minutes * 60
    copies = Fallback(house, rights, Printer(), folder, seconds, garbage.look)
    doors = (office, admin, setup, asr, accesses, copies, *papers, *record, pages)
    app.add_routes([route for one in doors for route in one.routes()])
    app.on_response_prepare.append(accesses.streaming)
    app.on_shutdown.extend([door.close, asr.close])
    if hook:
        app.on_cleanup.append(lambda _: hook.close())
    retention = Retention(house.log, house.sound, clock, settings.recordings_days, house.depot)
    rounds = (
        server.heart.beat, retention.run, clock.run, copies.run, *((depot.run,) if depot else ()),
    )  # fmt: skip
    app.cleanup_ctx.append(_running(house, fanout, rounds, database, bells))
    return app


def _live(
    settings: Settings, log: SqlLog, clock: DatabaseClock, fanout: Fanout, sound: Path,
    depot: Depot | None,
) -> tuple[House, list[Bell], CueHook | None]:  # fmt: skip
    """The rooms of this node, and what must be closed after them."""
    bell: Bell = RedisBell(settings.redis_url) if settings.redis_url else MemoryBell()
    hook = CueHook(settings.cue_webhook, settings.cue_secret) if settings.cue_webhook else None
    boot = secrets.token_hex(3)
    nodes = RedisNodes(settings.redis_url, boot) if settings.redis_url else None
    hints = RedisBell(settings.redis_url, HINTS) if settings.redis_url else None
    house = House(
        log, bell, clock, fanout, _ear(settings), sound,
        hook=hook, nodes=nodes, hints=hints, boot=boot, depot=depot,
    )  # fmt: skip
    fanout.look = lambda id, audience: house.running(id).ticker.look(audience)
    fanout.own = lambda id: house.running(id).own
    house.ready = lambda: clock.fresh
    return house, [bell, hints] if hints else [bell], hook


def _papers(
    house: House, rights: Rights, registers: Registers, codes: Codes, digest: Digest,
    files: PaperFiles, histories: Histories,
) -> tuple[Any, ...]:  # fmt: skip
    """The doors of the register, the office's own lists, and papers that are handed in."""
    register = Register(house, rights, registers, digest, histories)
    return (
        register,
        Letters(register, files),
        Urging(house, rights, register),
        References(house, rights),
        Papers(rights, files),
        OfficeDoor(house, rights, registers, codes, digest),
        Statistics(house, rights, registers),
        Previous(house, rights, registers),
        SlipDoor(house, rights, registers),
    )


def _record(
    settings: Settings, house: House, rights: Rights, evidence: Evidence, archives: Archives,
    files: PaperFiles, histories: Histories,
) -> tuple[Any, ...]:  # fmt: skip
    """The doors of one conference's record: what it says, and what is printed of it."""
    printer, own = Printer(), OfficeTemplates(settings.data_dir / "templates")
    return (
        OpinionDoor(house, rights, histories),
        PreparedSpeeches(rights),
        Glossaries(rights),
        Printing(rights, house),
        Documents(house, rights, printer, own),
        Templates(rights, own),
        Recaps(house, rights),
        Proofs(house, rights, evidence, printer),
        Folders(house, rights, archives, files, own, printer, settings.data_dir),
    )


def _ear(settings: Settings) -> Ear:
    if settings.speech == "embedded":
        return Ear(settings.shelf.chosen, settings.speech_workers)
    link = 0 if settings.speech_workers == 0 else 1  # one leads to all workers there are
    return Ear(settings.data_dir, link, redislink.spawner(settings.redis_url))


async def _write_admin_code(codes: Codes, directory: Path) -> None:
    issued = await codes.issue("", [(Role.ADMIN, "")])
    write_private(directory / ADMIN_CODE, issued[Role.ADMIN, ""])


def _running(
    house: House, fanout: Fanout, rounds: Sequence[Round], database: Database, bells: Sequence[Any]
) -> Callable[[web.Application], AsyncIterator[None]]:
    async def running(app: web.Application) -> AsyncIterator[None]:
        works = (house.ear.start, fanout.sweep, *rounds)
        tasks = [asyncio.create_task(one(), name=one.__qualname__) for one in works]
        house.start()
        yield
        await house.close()
        for task in tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await fanout.close()
        await house.ear.close()
        for bell in bells:
            await bell.close()
        await database.close()

    return running
