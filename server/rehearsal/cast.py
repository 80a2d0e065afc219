"""Everybody in a rehearsal: who joins by which code, and how they come and go."""

import asyncio
import json
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import aiohttp

from server.rehearsal.link import Json, Link, Refused
from server.rehearsal.microphone import Microphone

DEMO: Final = Path(__file__).parent / "demo" / "scenario.json"
AT_ONCE: Final = 16
"""Participants that join at the same moment."""
HELD: Final = date(2024, 4, 25)
"""The day on which the demo conference was held."""
VENUE: Final = "DC000"
VIEWERS: Final = 20


def scenario() -> Json:
    """The demo conference: plan, people, interventions, conclusion. Fictional, and says so. Its
    deadlines are as far ahead as they were on the day it was written for."""
    told: Json = json.loads(DEMO.read_text(encoding="utf-8"))
    since = date.today() - HELD
    tasks = [task for point in told["conclusion"] for task in point["tasks"]]
    for one in (*told["interventions"], *tasks):
        if one.get("due"):
            one["due"] = (date.fromisoformat(one["due"]) + since).isoformat()
    return told


def plan_for(told: Json, points: int, turns: int) -> Json:
    """The plan with `points` communes: first those whose people speak, then the others."""
    plan: Json = dict(told["plan"])
    speaking = {one["point"] for one in told["interventions"][:turns]}
    venue, *communes = plan["points"]
    ranked = sorted(communes, key=lambda point: point["id"] not in speaking)
    chosen = {point["id"] for point in ranked[: max(points, len(speaking - {VENUE}))]}
    plan["points"] = [venue, *(point for point in communes if point["id"] in chosen)]
    return plan


class Cast:
    """Makes the conference and brings everyone in. `points` maps a point's id to its operator."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url, self.http = url, http
        self.conference = ""
        self.codes: list[Json] = []
        self.points: dict[str, Link] = {}
        self.viewers: list[Link] = []
        self.moderator = self._link("moderator")
        self.chair = self._link("chair")
        self.secretaries = [self._link("secretary 1"), self._link("secretary 2")]
        self.technician = self._link("technician")
        self.mixer = Microphone(self.technician, "venue")

    def _link(self, name: str) -> Link:
        return Link(self.url, self.http, name)

    async def create(self, admin_code: str, plan: Json, people: Json) -> None:
        """Make the rehearsal's own conference. Raises Refused."""
        admin = self._link("admin")
        await admin.join(admin_code)
        headers = {"Authorization": f"Bearer {admin.token}"}
        body = {"plan": plan, "people": people}
        async with self.http.post(
            f"{self.url}/api/conferences", json=body, headers=headers
        ) as answer:
            told = await answer.json(content_type=None)
            if answer.status != 201:
                raise Refused(told)
        self.conference, self.codes = told["id"], told["codes"]

    def code(self, role: str, point: str = "") -> str:
        found = [one for one in self.codes if (one["role"], one.get("point", "")) == (role, point)]
        return str(found[0]["code"])

    async def bring_in(self, told: Callable[[], None]) -> None:
        """Join and connect everybody; `told` is called for each."""
        desk = {
            "moderator": [self.moderator], "chair": [self.chair], "secretary": self.secretaries,
            "technician": [self.technician],
        }  # fmt: skip
        coming = [(self.code(role), link) for role, links in desk.items() for link in links]
        for one in self.codes:
            if one["role"] == "point":
                link = self.points[one["point"]] = self._link(f"point {one['point']}")
                coming.append((one["code"], link))
        self.viewers = [self._link(f"viewer {n}") for n in range(VIEWERS)]
        coming += [(self.code("viewer"), link) for link in self.viewers]
        gate = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for code, link in coming:
                group.create_task(self._enter(gate, code, link, told))

    async def _enter(
        self, gate: asyncio.Semaphore, code: str, link: Link, told: Callable[[], None]
    ) -> None:
        async with gate:
            await link.join(code)
            await link.connect()
            told()

    async def send_home(self) -> None:
        desk = [self.moderator, self.chair, self.technician, *self.secretaries]
        everyone = [*desk, *self.points.values(), *self.viewers]
        await asyncio.gather(*(link.close() for link in everyone), return_exceptions=True)


def delegates(dice: random.Random, point: str) -> dict[str, Any]:
    """A made-up person at `point` who would like to speak."""
    name = f"Đại biểu {dice.choice('ABCDĐEGHIKLMNOPQ')}{point[-3:]}"
    return {"name": name, "title": "Đại biểu", "unit": point, "address": "đồng chí"}
