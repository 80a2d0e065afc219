"""Fixtures that more than one floor's tests need."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.service import Service, in_process


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    """The whole service in this process, without recognition."""
    async with in_process(tmp_path / "dữ liệu") as running:
        yield running
