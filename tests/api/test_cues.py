"""A/V cues reach the system that switches the picture, signed, and come back as done."""

import hashlib
import hmac
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp import web

from tests.service import in_process

SECRET = "bi-mat-cua-ban-dung-hinh"


class Mixer:
    """The picture's own system. `answers` are what it says to the next posts, then 200 with {}."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.answers: list[web.Response] = []
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        stamp, _, mark = request.headers["Caunoi-Signature"].partition(",v1=")
        at = stamp.removeprefix("t=")
        wanted = hmac.new(SECRET.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
        assert hmac.compare_digest(mark, wanted)
        self.got.append(msgspec.json.decode(body))
        return self.answers.pop(0) if self.answers else web.json_response({})


@pytest.fixture
async def mixer() -> AsyncIterator[Mixer]:
    mixer = Mixer()
    app = web.Application()
    app.add_routes([web.post("/cue", mixer.take)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    mixer.url = f"http://127.0.0.1:{runner.addresses[0][1]}/cue"
    yield mixer
    await runner.cleanup()


async def test_a_cue_is_posted_and_done_when_the_other_system_says_so(
    mixer: Mixer, tmp_path: Path
) -> None:
    mixer.answers = [web.Response(status=503), web.json_response({"done": True})]
    async with in_process(tmp_path, cue_webhook=mixer.url, cue_secret=SECRET) as service:
        conference = await service.conference()
        moderator = await conference.opened()
        await moderator.ask("SendCue", show="an-phu", prepare="don-dac")
        await moderator.until(lambda: done(moderator.view, "c1"), "the cue done")
        first, second = mixer.got
        assert first == second
        assert (second["cue"], second["show"]["id"], second["prepare"]["id"]) == (
            "c1", "an-phu", "don-dac",
        )  # fmt: skip
        assert second["show"]["name"] and second["conference"] == conference.id


async def test_a_cue_that_is_only_taken_waits_for_the_operator(
    mixer: Mixer, tmp_path: Path
) -> None:
    async with in_process(tmp_path, cue_webhook=mixer.url, cue_secret=SECRET) as service:
        conference = await service.conference()
        moderator = await conference.opened()
        technician = await conference.enter("technician")
        seq = await moderator.ask("SendCue", show="an-phu")
        await technician.until_seq(seq)
        await moderator.until(lambda: mixer.got, "the post", seconds=10)
        assert not done(moderator.view, "c1")
        await technician.ask("AcknowledgeCue", cue="c1")
        await moderator.until(lambda: done(moderator.view, "c1"), "the cue done")


def done(view: dict[str, Any], cue: str) -> bool:
    return bool(view["cues"]["cues"].get(cue, {}).get("done_at"))
