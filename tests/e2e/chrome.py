"""Real Chromium on the service over HTTPS, on a name other than localhost."""

import hashlib
from base64 import b64encode
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.async_api import Browser, Page

NAME: Final = "cau-noi.tinh.test"
FLAGS: Final = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    f"--host-resolver-rules=MAP {NAME} 127.0.0.1",
    "--use-fake-device-for-media-stream",
]  # fmt: skip
PROGRAMS: Final = ("chromium", "chromium-browser")
ERRORS: Final[list[str]] = []
"""What scripts threw, and what the policy forbade, in any window since the test began."""
SIZES: Final = {"laptop": (1366, 768), "phone": (390, 844), "screen": (1920, 1080)}


def trusting(tls: Path) -> list[str]:
    """Flags with which Chromium trusts the server key in `tls`, as a machine with the office's
    authority installed does."""
    certified = x509.load_pem_x509_certificates((tls / "server.crt").read_bytes())[0]
    key = certified.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    fingerprint = b64encode(hashlib.sha256(key).digest()).decode()
    return [f"--ignore-certificate-errors-spki-list={fingerprint}"]


async def window(
    browser: Browser, url: str, size: str = "laptop", *, microphone: bool = True, **options: Any
) -> Page:
    """A window of its own (nobody else's storage) at `url`; page errors fail the test."""
    width, height = SIZES[size]
    context = await browser.new_context(
        viewport={"width": width, "height": height}, locale="vi-VN",
        permissions=["microphone"] if microphone else [], **options,
    )  # fmt: skip
    page = watched(await context.new_page())
    await page.goto(url)
    return page


def watched(page: Page) -> Page:
    """`page`, whose errors go to ERRORS; so does a dialog of the browser, which no page opens."""
    page.on("pageerror", lambda error: ERRORS.append(f"{page.url}: {error}"))
    page.on("console", lambda line: _policy(page, line.type, line.text))
    return page


def _policy(page: Page, kind: str, text: str) -> None:
    if kind == "error" and "Content Security Policy" in text:
        ERRORS.append(f"{page.url}: {text}")
