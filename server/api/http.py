"""The plain door: joining, conferences, pages of the transcript, sound, papers, health."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any, Final, get_args

import msgspec
from aiohttp import web

from server.api import files, metrics
from server.api.auth import COOKIE, Pace, Tokens, allow, join
from server.api.ports import Codes, Conferences, Seat
from server.api.problems import BadInput, Internal, NotFound, code_of, language_of, response
from server.api.socket import Door
from server.live.house import House, LiveConference, NoConference
from server.rooms import room
from server.rooms.room import Entry
from server.rooms.session import People, Plan, SetUpConference
from server.rooms.transcript import Segment
from server.rooms.views import Mine, View
from server.rooms.words import NotAllowed, Role

log = logging.getLogger(__name__)

BODY_LIMIT: Final = 4 * 1024 * 1024
"""Bytes of a request: the plan of 5,000 points is 1 MB."""
PAGE: Final = 500
STAFF: Final = (
    Role.ADMIN,
    Role.CHAIR,
    Role.MODERATOR,
    Role.ASSISTANT,
    Role.SECRETARY_LEAD,
    Role.SECRETARY,
)
AUDITORS: Final = (Role.ADMIN, Role.CHAIR, Role.MODERATOR, Role.SECRETARY_LEAD)
SEATS: Final = tuple(
    role for role in Role if role not in (Role.ADMIN, Role.POINT, Role.DELEGATE, Role.SYSTEM)
)
"""Roles that get one join code each. A point gets two: for its operator, for its delegates."""


class NewConference(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `POST /api/conferences` takes."""

    plan: Plan
    people: People = People()


class JoinAsked(msgspec.Struct, frozen=True):
    code: str


class Office:
    """HTTP handlers. Every one of them knows who asks before it does anything."""

    def __init__(
        self, house: House, codes: Codes, conferences: Conferences, tokens: Tokens, door: Door,
        secure: bool,
    ) -> None:  # fmt: skip
        self._house, self._codes, self._conferences = house, codes, conferences
        self._tokens, self._door, self._secure = tokens, door, secure
        self._pace = Pace()

    def routes(self) -> list[web.RouteDef]:
        conference = "/api/conferences/{id}"
        return [
            web.get("/", self._front),
            web.post("/api/join", self._join),
            web.get("/api/schema", self._schema),
            web.get("/api/conferences", self._list),
            web.post("/api/conferences", self._create),
            web.get(conference + "/codes", self._show_codes),
            web.get(conference + "/log", self._log),
            web.get(conference + "/segments", self._segments),
            web.get(conference + "/turns/{turn}/sound", self._sound),
            web.get(conference + "/documents/{kind}.{form}", self._document),
            web.get("/healthz", self._healthz),
            web.get("/readyz", self._readyz),
            web.get("/metrics", self._metrics),
        ]

    # --- coming in ----------------------------------------------------------------------------

    async def _front(self, request: web.Request) -> web.Response:
        return _json({"service": "Cầu Nối", "schema": "/api/schema", "socket": "/socket.io/"})

    async def _join(self, request: web.Request) -> web.Response:
        asked = await _body(request, JoinAsked)
        try:
            token = await join(self._codes, self._pace, request.remote or "", asked.code)
        except Exception as error:
            metrics.JOIN_REFUSED.labels(code_of(error)).inc()
            raise
        signed = self._tokens.sign(token)
        told: dict[str, Any] = {
            "token": signed, "role": token.role, "conference": token.conference,
        }  # fmt: skip
        if token.point:
            told["point"] = token.point
        answer = _json(told)
        answer.set_cookie(
            COOKIE, signed, httponly=True, samesite="Strict", secure=self._secure, path="/"
        )
        return answer

    # --- conferences --------------------------------------------------------------------------

    async def _list(self, request: web.Request) -> web.Response:
        token = self._tokens.of(request)
        listed = await self._conferences.all()
        seen = [one for one in listed if token.conference in ("", one.id)]
        return _json(
            [
                {"id": one.id, "title": one.title, "kind": one.kind, "made_at": one.made_at}
                for one in seen
            ]
        )

    async def _create(self, request: web.Request) -> web.Response:
        token = self._tokens.of(request)
        if token.conference:
            raise NotAllowed(role=token.role)
        allow(token, Role.ADMIN)
        asked = await _body(request, NewConference)
        id = secrets.token_hex(4)
        command = SetUpConference(asked.plan, asked.people)
        new = await self._house.new_room(id)
        try:
            body = self._door.digest(command)
            await new.submit(command, token.actor, secrets.token_hex(16), body)
        finally:
            await new.close()
        await self._conferences.add(id, asked.plan.title, asked.plan.kind, self._house.clock())
        return _json({"id": id, "codes": await self._issue(id, asked.plan)}, status=201)

    async def _issue(self, id: str, plan: Plan) -> list[dict[str, str]]:
        seats: list[Seat] = [(role, "") for role in SEATS]
        for point in plan.points:
            seats += [(Role.POINT, point.id), (Role.DELEGATE, point.id)]
        return _codes(await self._codes.issue(id, seats))

    async def _show_codes(self, request: web.Request) -> web.Response:
        live = await self._seen(request, Role.ADMIN)
        return _json(_codes(await self._codes.list(live.live.id)))

    # --- the record ---------------------------------------------------------------------------

    async def _log(self, request: web.Request) -> web.Response:
        live = await self._seen(request, *AUDITORS)
        after = _number(request, "after")
        entries: list[Entry] = await self._house.log.read(live.live.id, after, PAGE)
        return _json(entries)

    async def _segments(self, request: web.Request) -> web.Response:
        """Segments with word times, as spoken: `?turn=` of one turn, `?from=` which place on."""
        live = await self._seen(request, *STAFF)
        transcript = live.live.room.transcript
        turn, first = request.query.get("turn"), _number(request, "from")
        segments: list[Segment] = [transcript.segments[id] for id in transcript.order]
        chosen = [one for one in segments if turn is None or one.turn == turn]
        return _json({"segments": chosen[first : first + PAGE], "count": len(chosen)})

    async def _sound(self, request: web.Request) -> web.StreamResponse:
        live = await self._seen(request, *STAFF)
        turn = live.live.room.floor.turns.get(request.match_info["turn"])
        if turn is None:
            raise NotFound
        return await files.sound(request, self._house.sound / live.live.id, turn)

    async def _document(self, request: web.Request) -> web.Response:
        live = await self._seen(request, *STAFF)
        kind, form = request.match_info["kind"], request.match_info["form"]
        return await files.document(live.live.room, kind, form, self._house.clock())

    # --- the machine --------------------------------------------------------------------------

    async def _schema(self, request: web.Request) -> web.Response:
        kinds = [*get_args(room.Command), *get_args(room.Event), View, Mine]
        schemas, parts = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
        return _json({"anyOf": list(schemas), "$defs": parts})

    async def _healthz(self, request: web.Request) -> web.Response:
        return _json({"status": "ok"})

    async def _readyz(self, request: web.Request) -> web.Response:
        """Ready when the log answers. Recognition may be broken: the conference goes on without."""
        await self._house.log.read("-", 0, 1)
        ear = self._house.ear
        return _json({"status": "ready", "speech": ear.state, "speech_note": ear.note})

    async def _metrics(self, request: web.Request) -> web.Response:
        allow(self._tokens.of(request), Role.ADMIN, Role.TECHNICIAN)
        return web.Response(body=metrics.text(), content_type="text/plain", charset="utf-8")

    async def _seen(self, request: web.Request, *roles: Role) -> LiveConference:
        """The conference in the path, if who asks has one of `roles` in it."""
        token = self._tokens.of(request)
        allow(token, *roles)
        id = request.match_info["id"]
        if token.conference not in ("", id):
            raise NoConference(conference=id)
        return await self._house.conference(id)


def _codes(codes: dict[Seat, str]) -> list[dict[str, str]]:
    return [
        {"role": role, "code": code} | ({"point": point} if point else {})
        for (role, point), code in codes.items()
    ]


def _json(value: Any, status: int = 200) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(value), status=status, content_type="application/json"
    )


async def _body(request: web.Request, kind: type[Any]) -> Any:
    try:
        return msgspec.json.decode(await request.read(), type=kind)
    except msgspec.DecodeError as bad:  # ValidationError is one, too
        raise BadInput(field="", why=str(bad)[:300]) from None


def _number(request: web.Request, name: str) -> int:
    text = request.query.get(name, "0")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise BadInput(field=name, why="not a number")
    return int(text)


@web.middleware
async def tell_problems(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Every failure of a handler as `application/problem+json`."""
    try:
        return await handler(request)
    except web.HTTPNotFound:
        return response(NotFound(), language_of(request))
    except web.HTTPException as told:
        if told.status < 400:
            raise
        why = BadInput(field="", why=told.reason) if told.status < 500 else Internal()
        return response(why, language_of(request))
    except Exception as error:
        return response(error, language_of(request))
