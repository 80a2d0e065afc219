"""A point's own voice on its way: as Opus packets, whole after a cut; and what its page reports."""

import asyncio
import io
import json
import re
import wave
from typing import Any, Final

import pytest
from playwright.async_api import Browser, Page, WebSocket, expect

from server.rehearsal.link import Json, Link
from server.transcribe.opus import milliseconds
from tests.e2e.chrome import watched, window
from tests.e2e.office import Office, Participant
from tests.e2e.wire import Wire

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
POINT: Final = "DC109"
SOUND: Final = re.compile(r'^451-[^\[]*(\["sound",.*)$', re.S)
PACKET_MS: Final = 60
ENDS: Final = 3 * PACKET_MS
"""What a turn's beginning and end may cut off the first and the last packet."""
MOST: Final = 64_000
"""Bits a second beside the picture (day.md D13)."""


class Sent:
    """What a page has sent of sound: each chunk's number, as often as it went, and its packet."""

    def __init__(self, page: Page) -> None:
        self.metas: list[Json] = []
        self.packets: list[bytes] = []
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._take)

    def _take(self, frame: Any) -> None:
        if isinstance(frame, bytes):
            self.packets.append(frame)
        elif found := SOUND.match(frame):
            self.metas.append(json.loads(found[1])[1])

    @property
    def numbers(self) -> set[int]:
        return {int(one["n"]) for one in self.metas}


async def _invited(office: Office) -> Link:
    moderator = await office.enter("moderator")
    await moderator.ask("OpenConference")
    await moderator.ask("AllowRecording")
    who = {"name": "Lò Văn Mẫu"}
    seq = await moderator.ask("InviteNow", point=POINT, source=POINT, speaker=who)
    await moderator.until_seq(seq)
    return moderator


async def test_a_voice_goes_as_opus_and_is_whole_after_a_cut(
    browser: Browser, office: Office
) -> None:
    async with Wire(office.house.program.port) as wire:
        context = await browser.new_context(locale="vi-VN", permissions=["microphone"])
        point = watched(await context.new_page())
        sent = Sent(point)
        await point.goto(office.link("point", "point", POINT).replace(office.url, wire.url))
        moderator = await _invited(office)
        await moderator.until(lambda: len(sent.numbers) > 50, "three seconds of sound")
        wire.cut()
        await expect(point.get_by_text("Mất mạng").first).to_be_visible(timeout=60_000)
        before = max(sent.numbers)
        await point.wait_for_timeout(2000)  # sound that no line carries
        wire.mend()
        await moderator.until(lambda: max(sent.numbers) > before + 60, "the sound after the cut")
        turn = moderator.view["floor"]["speaking"]
        await moderator.until_seq(await moderator.ask("EndFloor", turn=turn))
        await expect(point.get_by_text("Đã phát biểu xong")).to_be_visible()
        await expect(point.get_by_text("âm thanh đang gửi")).to_have_count(0)

        assert {one.get("codec") for one in sent.metas} == {"opus"}
        assert {milliseconds(one) for one in sent.packets} == {PACKET_MS}
        bits = sum(map(len, sent.packets)) * 8 / (len(sent.packets) * PACKET_MS / 1000)
        assert 8_000 < bits < MOST, f"{bits:.0f} bit/s"
        assert sent.numbers == set(range(min(sent.numbers), max(sent.numbers) + 1))
        [span] = moderator.view["floor"]["turns"][turn]["spans"]

        def whole() -> float:
            """Of the packets sent by now. What was captured after the end is refused."""
            starts = {one["n"]: one["began"] + one["n"] * PACKET_MS for one in sent.metas}
            return float(PACKET_MS * sum(start < span[1] for start in starts.values()))

        async with asyncio.timeout(30):  # the last packets may be on their way
            while abs(await _milliseconds(moderator, office, turn) - whole()) > ENDS:  # noqa: ASYNC110
                await asyncio.sleep(0.2)
        assert whole() > 100 * PACKET_MS


async def _milliseconds(moderator: Link, office: Office, turn: str) -> float:
    """Of the recording of `turn`."""
    url = f"{office.house.program.url}/api/conferences/{office.id}/turns/{turn}/sound"
    headers = {"Authorization": f"Bearer {moderator.token}"}
    asked = office.house.http.get(url, headers=headers, params={"source": POINT})
    async with asked as answer:
        assert answer.status == 200, await answer.text()
        with wave.open(io.BytesIO(await answer.read())) as wav:
            return float(wav.getnframes() * 1000 / wav.getframerate())


async def test_the_desk_knows_line_and_microphone_of_a_point(
    browser: Browser, office: Office
) -> None:
    point = await window(browser, office.link("point", "point", POINT))
    moderator = await office.enter("moderator")

    def told() -> Json:
        known: Json = moderator.view["crowd"].get("readiness", {}).get(POINT, {})
        return known

    await moderator.until(lambda: "round_trip" in told(), "the point's own report")
    assert told()["round_trip"] < 5000
    assert not told().get("microphone")
    machine = watched(await point.context.new_page())
    await machine.goto(f"{office.url}/ready")
    await moderator.until(lambda: bool(told().get("microphone")), "the check on /ready")
    desk = await window(browser, office.link("moderate", "moderator"))
    name = moderator.view["points"][POINT]["name"]
    await desk.get_by_role("button", name=re.compile(f"^{name},")).click()
    await expect(desk.get_by_role("dialog")).to_contain_text("micro đã kiểm tra")
    await point.close()
    await moderator.until(lambda: not told(), "the page has gone, and so has its report")


async def test_a_point_is_told_that_its_microphone_is_still_open(
    browser: Browser, office: Office
) -> None:
    point = await window(browser, office.link("point", "point", POINT))
    moderator = await _invited(office)
    await moderator.until_seq(
        await moderator.ask("EndFloor", turn=moderator.view["floor"]["speaking"])
    )
    mixer = Participant(office.house, "another program at the point")
    mixer.token = await _token(point)
    await mixer.connect(office.id)
    loud = b"".join(
        int(12_000 * (-1) ** (n // 20)).to_bytes(2, "little", signed=True) for n in range(1600)
    )
    began = round(mixer.now()) - 5000
    for n in range(50):
        meta = {"source": POINT, "stream": "mixer", "n": n, "began": began, "oldest": 0}
        await mixer.send_sound(meta, loud, lambda _: None)
    told = point.get_by_text("Micro còn mở")
    await expect(told).to_be_visible()
    await mixer.close()
    await expect(told).to_have_count(0)


async def _token(page: Page) -> str:
    stored: str = await page.evaluate(
        "Object.values(localStorage).concat(Object.values(sessionStorage))"
        ".find((text) => text.includes('\"token\"'))"
    )
    return str(re.search(r'"token":"([^"]+)"', stored)[1])  # type: ignore[index]
