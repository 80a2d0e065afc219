"""Fixtures that more than one floor's tests need."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.service import Service, in_process

# How fast an example runs says more of the machine than of the code: speed is for scripts/bench.
settings.register_profile("project", deadline=None)
settings.load_profile("project")


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    """The whole service in this process, without recognition."""
    async with in_process(tmp_path / "dữ liệu") as running:
        yield running
