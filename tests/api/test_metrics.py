"""What `/metrics` tells: documented names only, and what the dashboard asks for."""

import re
from pathlib import Path

from server.api import metrics
from tests.service import Service

DASHBOARD = Path(__file__).parents[2] / "deploy" / "grafana.json"
NAME = re.compile(r"caunoi_[a-z_]+")


async def test_every_figure_is_documented(service: Service) -> None:
    conference = await service.conference()
    await conference.opened()
    told = await service.metrics()
    named = {NAME.match(one).group() for one in told}  # type: ignore[union-attr]
    documented = set(NAME.findall(metrics.__doc__ or ""))
    assert {one for one in named if not one.endswith("_created")} <= documented
    assert told["caunoi_rooms"] == 1
    assert told[f'caunoi_entries{{conference="{conference.id}"}}'] >= 2
    assert told["caunoi_speech_ready"] == 0  # these tests run without recognition


def test_the_dashboard_asks_for_documented_figures_only() -> None:
    documented = set(NAME.findall(metrics.__doc__ or ""))
    assert set(NAME.findall(DASHBOARD.read_text())) <= documented
