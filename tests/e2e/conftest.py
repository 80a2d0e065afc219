"""A real service over HTTPS on a name other than localhost, and real Chromium windows on it."""

import hashlib
import os
import shutil
import signal
import ssl
import tempfile
import wave
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.async_api import Browser, Page, async_playwright

from server import certificate
from server.rehearsal import speech
from server.rehearsal.cast import plan_for, scenario
from tests.service import Program

NAME: Final = "cau-noi.tinh.test"
FLAGS: Final = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    f"--host-resolver-rules=MAP {NAME} 127.0.0.1",
    "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
]  # fmt: skip
ERRORS: Final[list[str]] = []
"""What scripts threw in any window since the test began."""
SIZES: Final = {"laptop": (1366, 768), "phone": (390, 844), "screen": (1920, 1080)}


def chromium() -> str:
    """Debian's Chromium; a test without it is skipped loudly, and fails in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        message = "Chromium is not installed: browser tests are NOT RUN"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found


class Office:
    """One conference on a running service, seen from browsers."""

    def __init__(self, url: str, told: dict[str, Any], folder: Path) -> None:
        self.url, self.id, self.folder = url, told["id"], folder
        self._codes = told["codes"]

    def code(self, role: str, point: str = "") -> str:
        return next(
            str(one["code"])
            for one in self._codes
            if (one["role"], one.get("point", "")) == (role, point)
        )

    def link(self, page: str, role: str, point: str = "") -> str:
        return f"{self.url}/{page}#{self.code(role, point)}"


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


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The program itself, with recognition, over HTTPS with the office's own authority."""
    folder = tmp_path / "data"
    made = certificate.make(folder / "tls", [NAME])
    program = Program(folder, HOST="127.0.0.1")
    program.url = f"https://127.0.0.1:{program.port}"
    url = f"https://{NAME}:{program.port}"
    trust = ssl.create_default_context(cafile=str(folder / "tls" / "ca.crt"))
    trust.check_hostname = False
    assert made.exists()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=trust)) as http:
        await program.start(http)
        try:
            yield Office(url, await _conference(program, http), folder)
        finally:
            program.kill(signal.SIGTERM)


async def _conference(program: Program, http: aiohttp.ClientSession) -> dict[str, Any]:
    told = scenario()
    code = (program.folder / "admin-code").read_text().strip()
    async with http.post(f"{program.url}/api/join", json={"code": code}) as answer:
        token = (await answer.json())["token"]
    plan = plan_for(told, 12, 4)
    headers = {"Authorization": f"Bearer {token}"}
    body = {"plan": plan, "people": told["people"]}
    async with http.post(f"{program.url}/api/conferences", json=body, headers=headers) as answer:
        made: dict[str, Any] = await answer.json()
        assert answer.status == 201, made
    return made


def spki(folder: Path) -> str:
    """What Chromium is told to trust: the fingerprint of the office's server key."""
    certified = x509.load_pem_x509_certificates((folder / "tls" / "server.crt").read_bytes())[0]
    key = certified.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b64encode(hashlib.sha256(key).digest()).decode()


@pytest.fixture(autouse=True)
def no_script_fails() -> Iterator[None]:
    ERRORS.clear()
    yield
    assert ERRORS == []


@pytest.fixture
async def browser(office: Office, voice: Path) -> AsyncIterator[Browser]:
    """Chromium, whose microphone hears `voice`."""
    async with async_playwright() as play:
        flags = [
            *FLAGS,
            f"--use-file-for-fake-audio-capture={voice}",
            f"--ignore-certificate-errors-spki-list={spki(office.folder)}",
        ]
        running = await play.chromium.launch(executable_path=chromium(), args=flags)
        try:
            yield running
        finally:
            await running.close()


async def window(browser: Browser, url: str, size: str = "laptop", **options: Any) -> Page:
    """A window of its own (nobody else's storage) at `url`; page errors fail the test."""
    width, height = SIZES[size]
    context = await browser.new_context(
        viewport={"width": width, "height": height}, locale="vi-VN",
        permissions=["microphone"], **options,
    )  # fmt: skip
    page = await context.new_page()
    page.on("pageerror", lambda error: ERRORS.append(f"{url}: {error}"))
    await page.goto(url)
    return page
