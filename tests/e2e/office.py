"""An office: one conference on a running service over HTTPS, reached by browsers and by links."""

import ssl
from pathlib import Path
from typing import Any, Final

import aiohttp

from server.rehearsal.cast import plan_for, scenario
from server.rehearsal.link import Json, Link
from tests.e2e.chrome import NAME
from tests.service import Program

POINTS: Final = 40
TURNS: Final = 8


class Participant(Link):
    """Somebody with another program than a browser, who trusts the office's authority."""

    def __init__(self, house: "House", name: str) -> None:
        self._trusted = trust(house.folder)
        super().__init__(house.program.url, house.http, name)

    def _connector(self) -> aiohttp.BaseConnector:
        return aiohttp.TCPConnector(ssl=self._trusted)


class House:
    """The running service. `url` is what browsers open."""

    def __init__(self, program: Program, http: aiohttp.ClientSession) -> None:
        self.program, self.http, self.folder = program, http, program.folder
        self.url = f"https://{NAME}:{program.port}"

    @property
    def admin_code(self) -> str:
        return (self.folder / "admin-code").read_text().strip()

    async def admin(self) -> Json:
        """Headers of the administrator."""
        async with self.http.post(
            f"{self.program.url}/api/join", json={"code": self.admin_code}
        ) as answer:
            return {"Authorization": f"Bearer {(await answer.json())['token']}"}

    async def conference(self, plan: Json | None = None, people: Json | None = None) -> "Office":
        """A new one: the demo's, unless a plan is given."""
        told = scenario()
        body = {
            "plan": plan or plan_for(told, POINTS, TURNS),
            "people": people or told["people"],
        }
        url = f"{self.program.url}/api/conferences"
        async with self.http.post(url, json=body, headers=await self.admin()) as answer:
            made: Json = await answer.json()
            assert answer.status == 201, made
        return Office(self, made)


class Office:
    """One conference, and the codes of everybody in it."""

    def __init__(self, house: House, told: dict[str, Any]) -> None:
        self.house, self.url, self.folder, self.id = house, house.url, house.folder, told["id"]
        self._codes = told["codes"]
        self._links: list[Link] = []

    def code(self, role: str, point: str = "") -> str:
        return next(
            str(one["code"])
            for one in self._codes
            if (one["role"], one.get("point", "")) == (role, point)
        )

    @property
    def points(self) -> list[str]:
        return [str(one["point"]) for one in self._codes if one["role"] == "point"]

    def link(self, page: str, role: str, point: str = "") -> str:
        """The address of a page, with the code in it."""
        return f"{self.url}/{page}#{self.code(role, point)}"

    async def enter(self, role: str, point: str = "") -> Link:
        """Somebody joins and is connected, until the conference is left."""
        link = Participant(self.house, f"{role} {point}".strip())
        await link.join(self.code(role, point))
        await link.connect()
        self._links.append(link)
        return link

    async def revoke(self, role: str, point: str = "") -> str:
        """The code that takes the place of the one revoked."""
        url = f"{self.house.program.url}/api/conferences/{self.id}/codes/revoke"
        body = {"role": role, "point": point}
        async with self.house.http.post(url, json=body, headers=await self.house.admin()) as answer:
            assert answer.status == 200, await answer.text()
            return str((await answer.json())["code"])

    async def leave(self) -> None:
        for link in self._links:
            await link.close()


def trust(folder: Path) -> ssl.SSLContext:
    """The office's authority, for programs that reach it by its address."""
    context = ssl.create_default_context(cafile=str(folder / "tls" / "ca.crt"))
    context.check_hostname = False
    return context
