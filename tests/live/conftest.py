"""What tests of sound begin with."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.live.world import World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = World(tmp_path / "sound")
    await world.open()
    yield world
    await world.close()
