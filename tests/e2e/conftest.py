"""One service and one browser for all tests here; a conference of its own for each."""

import os
import shutil
import signal
import tempfile
import wave
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from server import certificate
from server.rehearsal import speech
from tests.e2e.chrome import ERRORS, FLAGS, NAME, PROGRAMS, trusting
from tests.e2e.office import House, Office, trust
from tests.service import Program


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One loop for the service, the browser and all tests in this folder."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


def chromium() -> str:
    """Debian's Chromium; a test without it is skipped loudly, and fails in CI."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        message = "Chromium is not installed: browser tests are NOT RUN"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def voice() -> Iterator[Path]:
    """A WAV file with one demo intervention, for Chromium's fake microphone: some silence first."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "voice.wav"
        with wave.open(str(path), "wb") as wav:
            wav.setnchannels(1)
            wav.setsampwidth(2)
            wav.setframerate(speech.RATE)
            wav.writeframes(speech.load("chutri2").pcm + bytes(2 * speech.RATE * 2))
        yield path


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """The program itself, with recognition, over HTTPS with the office's own authority."""
    folder = tmp_path_factory.mktemp("house") / "data"
    certificate.make(folder / "tls", [NAME])
    program = Program(folder, HOST="127.0.0.1")
    program.url = f"https://127.0.0.1:{program.port}"
    connector = aiohttp.TCPConnector(ssl=trust(folder))
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(connector=connector, cookie_jar=jar) as http:
        await program.start(http)
        try:
            yield House(program, http)
        finally:
            program.kill(signal.SIGTERM)


@pytest_asyncio.fixture(loop_scope="session")
async def office(house: House) -> AsyncIterator[Office]:
    made = await house.conference()
    yield made
    await made.leave()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chrome(house: House, voice: Path) -> AsyncIterator[Browser]:
    """Chromium, whose microphone hears `voice`."""
    flags = [
        *FLAGS, *trusting(house.folder / "tls"), f"--use-file-for-fake-audio-capture={voice}",
    ]  # fmt: skip
    async with async_playwright() as play:
        running = await play.chromium.launch(executable_path=chromium(), args=flags)
        try:
            yield running
        finally:
            await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def browser(chrome: Browser) -> AsyncIterator[Browser]:
    """The one browser; the windows of a test close with it."""
    yield chrome
    for context in chrome.contexts:
        await context.close()


@pytest.fixture(autouse=True)
def no_script_fails() -> Iterator[None]:
    ERRORS.clear()
    yield
    assert ERRORS == []
