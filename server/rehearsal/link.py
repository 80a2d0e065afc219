"""One simulated participant's line: joins by code, holds a mirror, asks and waits for the entry.

Uses only public routes and the public socket, as any client would."""

import asyncio
import time
import uuid
from collections.abc import Callable, Sequence
from typing import Any, Final

import aiohttp
import socketio

Json = dict[str, Any]
ASK_SECONDS: Final = 10.0
"""Wait for one acknowledgement; then the same command is asked again under the same id."""
UNTIL_SECONDS: Final = 30.0


class Refused(Exception):
    """The service said no."""

    def __init__(self, error: Json) -> None:
        super().__init__(f"{error.get('code')}: {error.get('message')}")
        self.error = error
        self.code = str(error.get("code"))


def merged(target: Any, patch: Any) -> Any:
    """`target` after a JSON Merge Patch (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    result: Json = target if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


class Link:
    """`seen` lists (monotonic seconds, seq) as the mirror moved, for those who measure. `socket`:
    options of the Socket.IO client."""

    transports: Sequence[str] = ("websocket",)

    def __init__(self, url: str, http: aiohttp.ClientSession, name: str, **socket: Any) -> None:
        self.url, self.http, self.name = url, http, name
        self._options = {"http_session": self._session} | socket
        self._sessions: list[aiohttp.ClientSession] = []
        self.token, self.role, self.conference, self.point = "", "", "", ""
        self.view: Json = {}
        self.mine: Json = {}
        self.version, self.seq = "", 0
        self.seen: list[tuple[float, int]] = []
        self.on_hint: Callable[[Json], None] = lambda hint: None
        self.on_change: Callable[[], None] = lambda: None
        self.offset = 0.0  # server time − local time, ms
        self._changed = asyncio.Event()
        self._early: list[Json] = []  # patches that overtook the view they follow
        self._sio = self._socket()

    def _socket(self) -> socketio.AsyncClient:
        sio = socketio.AsyncClient(reconnection=True, reconnection_delay=0.3,
                                   reconnection_delay_max=2, handle_sigint=False,
                                   **self._options)  # fmt: skip
        sio.on("view", self._take_view)
        sio.on("patch", self._take_patch)
        sio.on("mine", self._take_mine)
        sio.on("hint", self._take_hint)
        return sio

    def _session(self) -> aiohttp.ClientSession:
        """For the socket. The client forgets to close one where it is closed while reconnecting."""
        self._sessions.append(aiohttp.ClientSession(connector=self._connector()))
        return self._sessions[-1]

    def _connector(self) -> aiohttp.BaseConnector:
        return aiohttp.TCPConnector()

    # --- joining ------------------------------------------------------------------------------

    async def join(self, code: str) -> None:
        """Turn the join code into a token."""
        async with self.http.post(f"{self.url}/api/join", json={"code": code}) as answer:
            told = await answer.json(content_type=None)
        if answer.status != 200:
            raise Refused(told)
        self.token, self.role = told["token"], told["role"]
        self.conference, self.point = told["conference"], told.get("point", "")

    async def connect(self, conference: str = "") -> None:
        """Connect, and wait for the first view and the server's clock."""
        self.conference = conference or self.conference
        auth = {"token": self.token, "conference": self.conference}
        await self._sio.connect(self.url, auth=auth, transports=self.transports, wait_timeout=20)
        await self.until(lambda: bool(self.version), "the first view")
        await self.tell_time()

    async def tell_time(self) -> None:
        sent = time.time()
        told = await self._sio.call("time", {}, timeout=ASK_SECONDS)
        self.offset = told["now"] - (sent + time.time()) * 500

    async def drop(self) -> None:
        """Lose the line, as a cable that is pulled."""
        await self._sio.disconnect()
        self._sio = self._socket()
        self.version = ""

    async def close(self) -> None:
        """Leave for good; a line that was just coming back is given up."""
        await self._sio.shutdown()
        for session in self._sessions:
            await session.close()

    @property
    def connected(self) -> bool:
        return bool(self._sio.connected)

    def now(self) -> float:
        """Server time in ms."""
        return time.time() * 1000 + self.offset

    # --- asking -------------------------------------------------------------------------------

    async def ask(self, type: str, **fields: Any) -> int:
        """Ask until there is an answer; return the seq. Raises Refused."""
        body = {"id": str(uuid.uuid4()), "type": type, **fields}
        for _ in range(30):
            try:
                told = await self._sio.call("ask", body, timeout=ASK_SECONDS)
            except (socketio.exceptions.TimeoutError, socketio.exceptions.BadNamespaceError):
                await self.back()
                continue
            error = told.get("error")
            if not error:
                return int(told["seq"])
            if error["code"] not in ("unavailable", "busy"):
                raise Refused(error)
            await asyncio.sleep(0.5)
        raise TimeoutError(f"{self.name}: no answer to {type}")

    async def back(self) -> None:
        """Wait until the socket has connected again by itself."""
        async with asyncio.timeout(UNTIL_SECONDS):
            while not self._sio.connected:  # noqa: ASYNC110  the client offers no event for this
                await asyncio.sleep(0.05)

    async def send_sound(self, meta: Json, pcm: bytes, told: Callable[[Json], None]) -> None:
        await self._sio.emit("sound", (meta, pcm), callback=told)

    async def get(self, path: str) -> bytes:
        """The body of an HTTP GET with this participant's token."""
        headers = {"Authorization": f"Bearer {self.token}"}
        url = f"{self.url}/api/conferences/{self.conference}{path}"
        async with self.http.get(url, headers=headers) as answer:
            body = await answer.read()
            if answer.status != 200:
                raise Refused(await answer.json(content_type=None))
            return body

    # --- the mirror ---------------------------------------------------------------------------

    async def until(self, so: Callable[[], Any], what: str, seconds: float = UNTIL_SECONDS) -> None:
        """Wait until `so()` holds of the mirror. Raises TimeoutError naming `what`."""
        try:
            async with asyncio.timeout(seconds):
                while not so():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise TimeoutError(f"{self.name} waited {seconds:.0f} s for {what}") from None

    async def until_seq(self, seq: int) -> None:
        await self.until(lambda: self.seq >= seq, f"entry {seq}")

    def _moved(self) -> None:
        self.seen.append((time.monotonic(), self.seq))
        self._changed.set()
        self.on_change()

    async def _take_view(self, told: Json) -> None:
        self.view, self.version, self.seq = told["view"], told["version"], told["seq"]
        early, self._early = self._early, []
        for patch in early:
            if patch["from"] == self.version:
                self._apply(patch)
        self._moved()

    async def _take_patch(self, patch: Json) -> None:
        if patch["from"] == self.version:
            self._apply(patch)
            self._moved()
            return
        self._early.append(patch)
        if self.version and len(self._early) == 1:
            await self._take_view(await self._sio.call("look", {}, timeout=ASK_SECONDS))

    def _apply(self, patch: Json) -> None:
        self.view = merged(self.view, patch["patch"])
        self.version, self.seq = patch["to"], patch["seq"]

    async def _take_mine(self, mine: Json) -> None:
        self.mine = mine
        self._changed.set()
        self.on_change()

    async def _take_hint(self, hint: Json) -> None:
        self.on_hint(hint)
