"""The plain door: joining, conferences, pages of the transcript, sound, papers, health."""

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Final, get_args

import msgspec
from aiohttp import web

from server.api import files, metrics
from server.api.auth import COOKIE, Doorkeeper, Token, Tokens
from server.api.body import json_body, json_response, number
from server.api.founding import Founding, told
from server.api.ports import Codes, Conferences
from server.api.problems import BadInput, Internal, NotFound, code_of, language_of, response
from server.api.rights import Rights
from server.api.socket import Door
from server.live.house import House
from server.rooms import order, room
from server.rooms.audit import uncontacted
from server.rooms.floor import Diverted
from server.rooms.layers import SegmentLayers, layers
from server.rooms.plan import People, Plan
from server.rooms.policy import Policy
from server.rooms.queue import Wish
from server.rooms.rights import STAFF, WRITING
from server.rooms.room import Entry
from server.rooms.states import Matter
from server.rooms.transcript import Segment
from server.rooms.views import Mine, View
from server.rooms.words import Millis, Role

log = logging.getLogger(__name__)

BODY_LIMIT: Final = 4 * 1024 * 1024
"""Bytes of a request: the plan of 5,000 points is 1 MB."""
PAGE: Final = 500
BRIEF: Final = 4000
"""Segments of a page without their words: four hours, about a megabyte."""
AUDITORS: Final = (Role.ADMIN, Role.CHAIR, Role.MODERATOR, Role.SECRETARY_LEAD)
CONTACTED: Final = WRITING | {Role.ADMIN}
"""Who may know where a petitioner is reached."""


class NewConference(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `POST /api/conferences` takes."""

    plan: Plan
    people: People = People()
    policy: Policy = Policy()
    requests: Annotated[tuple[Wish, ...], msgspec.Meta(max_length=3000)] = ()


Short = Annotated[str, msgspec.Meta(max_length=100)]


class JoinAsked(msgspec.Struct, frozen=True):
    """`device` names the machine of a point; `take_over` takes the seat from another one."""

    code: Short
    device: Short = ""
    take_over: bool = False


class SignIn(msgspec.Struct, frozen=True):
    name: str
    password: str


class Office:
    """HTTP handlers. Every one of them knows who asks before it does anything."""

    def __init__(
        self, house: House, codes: Codes, conferences: Conferences, tokens: Tokens,
        keeper: Doorkeeper, rights: Rights, door: Door, founding: Founding, secure: bool,
        certified: Millis = 0, scraper: str = "",
    ) -> None:  # fmt: skip
        """`certified`: until when the service's own certificate is valid; 0 without one. `scraper`:
        by which token Prometheus comes; "" it has none."""
        self._house, self._codes, self._conferences = house, codes, conferences
        self._tokens, self._keeper, self._rights = tokens, keeper, rights
        self._door, self._founding, self._secure = door, founding, secure
        self._certified = {"certificate_until": certified} if certified else {}
        self._scraper = f"Bearer {scraper}".encode() if scraper else b""

    def routes(self) -> list[web.RouteDef]:
        conference = "/api/conferences/{id}"
        return [
            web.post("/api/join", self._join),
            web.post("/api/sign-in", self._sign_in),
            web.get("/api/schema", self._schema),
            web.get("/api/conferences", self._list),
            web.post("/api/conferences", self._create),
            web.get(conference + "/codes", self._show_codes),
            web.get(conference + "/log", self._log),
            web.get(conference + "/order", self._order),
            web.get(conference + "/segments", self._segments),
            web.get(conference + "/turns/{turn}/sound", self._sound),
            web.get("/healthz", self._healthz),
            web.get("/readyz", self._readyz),
            web.get("/metrics", self._metrics),
        ]

    # --- coming in ----------------------------------------------------------------------------

    async def _join(self, request: web.Request) -> web.Response:
        asked = await json_body(request, JoinAsked)
        try:
            token, over = await self._keeper.join(
                request.remote or "", asked.code, asked.device, asked.take_over
            )
        except Exception as error:
            metrics.JOIN_REFUSED.labels(code_of(error)).inc()
            raise
        if over:
            await self._door.taken_over(token.conference, token.point)
        return self._welcome(token)

    async def _sign_in(self, request: web.Request) -> web.Response:
        asked = await json_body(request, SignIn)
        try:
            token = await self._keeper.sign_in(request.remote or "", asked.name, asked.password)
        except Exception as error:
            metrics.JOIN_REFUSED.labels(code_of(error)).inc()
            raise
        return self._welcome(token)

    def _welcome(self, token: Token) -> web.Response:
        signed = self._tokens.sign(token)
        told = {"token": signed, "role": token.role, "conference": token.conference}
        answer = json_response(told | ({"point": token.point} if token.point else {}))
        answer.set_cookie(
            COOKIE, signed, httponly=True, samesite="Strict", secure=self._secure, path="/"
        )
        return answer

    # --- conferences --------------------------------------------------------------------------

    async def _list(self, request: web.Request) -> web.Response:
        token = await self._rights.token(request)
        listed = await self._conferences.all()
        apart = token.role is Role.AGENCY  # it works on the register, and knows of nothing else
        seen = [one for one in listed if token.conference in ("", one.id) and not apart]
        return json_response(
            [
                {"id": one.id, "title": one.title, "kind": one.kind, "made_at": one.made_at}
                for one in seen
            ]
        )

    async def _create(self, request: web.Request) -> web.Response:
        token = await self._rights.house(request)
        asked = await json_body(request, NewConference)
        id, codes = await self._founding.found(
            asked.plan, asked.people, asked.policy, asked.requests, token.actor
        )
        return json_response({"id": id, "codes": told(codes)}, status=201)

    async def _show_codes(self, request: web.Request) -> web.Response:
        live = await self._rights.conference(request, Role.ADMIN)
        return json_response(told(await self._codes.list(live.live.id)))

    # --- the record ---------------------------------------------------------------------------

    async def _log(self, request: web.Request) -> web.Response:
        live = await self._rights.conference(request, *AUDITORS)
        after = number(request, "after")
        entries: list[Entry] = await self._house.log.read(live.live.id, after, PAGE)
        writes = (await self._rights.token(request)).role in CONTACTED
        return json_response(entries if writes else [uncontacted(entry) for entry in entries])

    async def _order(self, request: web.Request) -> web.Response:
        """Who would be next under the policy `?policy=` (JSON), and why; nothing changes."""
        live = await self._rights.conference(request, Role.CHAIR, Role.MODERATOR, Role.ASSISTANT)
        try:
            tried = msgspec.json.decode(request.query.get("policy", "{}"), type=Policy)
        except msgspec.DecodeError as bad:
            raise BadInput(field="policy", why=str(bad)[:200]) from None
        now = live.live.room
        line = order.preview(now.queue, now.floor, now.session.plan, now.agenda.current, tried)
        why = {id: line.reasons(id) for id in line.order[:PAGE]}
        return json_response({"order": list(why), "why": why})

    async def _segments(self, request: web.Request) -> web.Response:
        """Segments with their layers and word times, as spoken: `?turn=` of one turn, `?from=`
        which place on. `?brief=1`: as the desk's view has them, a sixth of the size."""
        live = await self._rights.conference(request, *STAFF)
        transcript = live.live.shown.transcript
        turn, first = request.query.get("turn"), number(request, "from")
        segments: list[Segment] = [transcript.segments[id] for id in transcript.order]
        chosen = [one for one in segments if turn is None or one.turn == turn]
        told: Sequence[msgspec.Raw | SegmentLayers]
        if request.query.get("brief"):
            told = await live.lines.of(transcript, chosen[first : first + BRIEF])
        else:
            page = chosen[first : first + PAGE]
            told = await asyncio.to_thread(lambda: [layers(one) for one in page])
        return json_response({"segments": told, "count": len(chosen)})

    async def _sound(self, request: web.Request) -> web.StreamResponse:
        live = await self._rights.conference(request, *STAFF)
        room = live.live.room
        turn = room.floor.turns.get(request.match_info["turn"])
        if turn is None:
            raise NotFound
        if turn.matter is Matter.DENUNCIATION:
            raise Diverted(turn=turn.id)  # heard by nobody, as it is read by nobody (day.md D9)
        directory = await self._house.sound_of(live.live.id, turn.id)
        source = request.query.get("source", "")
        actor = (await self._rights.token(request)).actor
        log.info(
            "sound heard: conference=%s turn=%s source=%s actor=%s role=%s range=%s",
            live.live.id, turn.id, source or "recognised", actor.id, actor.role,
            request.headers.get("Range", "all"),
        )  # fmt: skip
        return await files.sound(request, directory, turn, room.withdrawals.spans, source)

    # --- the machine --------------------------------------------------------------------------

    async def _schema(self, request: web.Request) -> web.Response:
        kinds = [*get_args(room.Command), *get_args(room.Event), View, Mine]
        schemas, parts = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
        return json_response({"anyOf": list(schemas), "$defs": parts})

    async def _healthz(self, request: web.Request) -> web.Response:
        return json_response({"status": "ok"})

    async def _readyz(self, request: web.Request) -> web.Response:
        """Ready when the log answers and the clock is known. Recognition may be broken: the
        conference goes on without."""
        await self._house.log.read("-", 0, 1)
        if not self._house.ready():
            return json_response({"status": "clock unknown"}, status=503)
        ear = self._house.ear
        told = {"status": "ready", "speech": ear.state, "speech_note": ear.note}
        return json_response(told | self._certified)

    async def _metrics(self, request: web.Request) -> web.Response:
        """Figures of this node; of conferences by id only what who asks may know of."""
        whole, own = self._scrapes(request), ""
        if not whole:
            token = await self._rights.token(request, Role.ADMIN, Role.TECHNICIAN)
            whole, own = token.role is Role.ADMIN and not token.conference, token.conference
        told = metrics.text(self._house, lambda id: whole or id == own)
        return web.Response(body=told, content_type="text/plain", charset="utf-8")

    def _scrapes(self, request: web.Request) -> bool:
        given = request.headers.get("Authorization", "").encode(errors="surrogateescape")
        return bool(self._scraper) and hmac.compare_digest(given, self._scraper)


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
