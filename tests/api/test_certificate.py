"""How long the service's own certificate is valid is told where pages can read it."""

import time
from pathlib import Path

from server import certificate
from tests.service import in_process

DAY = 24 * 3600 * 1000


async def test_ready_tells_until_when_the_certificate_is_valid(tmp_path: Path) -> None:
    made = certificate.make(tmp_path / "tls", ["cau-noi.tinh.local"], days=20)
    left = certificate.until(made) - time.time() * 1000
    assert 19.9 * DAY < left < 20.1 * DAY
    async with (
        in_process(tmp_path) as service,
        service.http.get(f"{service.url}/readyz") as answer,
    ):
        assert (await answer.json())["certificate_until"] == certificate.until(made)


async def test_a_service_without_a_certificate_tells_none(tmp_path: Path) -> None:
    async with (
        in_process(tmp_path) as service,
        service.http.get(f"{service.url}/readyz") as answer,
    ):
        assert "certificate_until" not in await answer.json()
