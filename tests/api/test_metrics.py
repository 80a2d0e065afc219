"""What `/metrics` tells: documented names only, and what the dashboard asks for."""

import re
from pathlib import Path

import pytest

from server.api import metrics
from server.settings import BadSetting, read
from tests.service import Service, in_process

ROOT = Path(__file__).parents[2]
DASHBOARD = ROOT / "deploy" / "grafana.json"
OPERATIONS = ROOT / "docs" / "operations.md"
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


async def test_only_the_houses_administrators_are_told_of_every_conference(
    service: Service,
) -> None:
    one, other = await service.conference(), await service.conference()
    for conference in (one, other):
        await conference.opened()
    admin = (await service.admin()).token
    for token, named in (
        (admin, {one.id, other.id}),
        (await other.token("technician"), {other.id}),
    ):
        headers = {"Authorization": f"Bearer {token}"}
        async with service.http.get(f"{service.url}/metrics", headers=headers) as answer:
            text = await answer.text()
        assert set(re.findall(r'conference="(\w+)"', text)) == named
        assert {id for id in (one.id, other.id) if id in text} == named
        assert "caunoi_rooms 2.0" in text


async def test_prometheus_comes_with_a_token_of_its_own(tmp_path: Path) -> None:
    token = "một-mã-không-đoán-được".encode().hex()
    async with in_process(tmp_path, metrics_token=token) as service:
        conference = await service.conference()
        await conference.opened()
        for given, status in (
            (f"Bearer {token}", 200), (f"Bearer {token[:-1]}", 401), ("Bearer ", 401),
            ("Bearer \xe9", 401), (token, 401), ("", 401),
        ):  # fmt: skip
            headers = {"Authorization": given}
            async with service.http.get(f"{service.url}/metrics", headers=headers) as answer:
                assert answer.status == status, given
                assert (conference.id in await answer.text()) is (status == 200)
        # It opens nothing else.
        headers = {"Authorization": f"Bearer {token}"}
        async with service.http.get(f"{service.url}/api/conferences", headers=headers) as answer:
            assert answer.status == 401


def test_a_token_that_could_be_guessed_is_no_setting() -> None:
    with pytest.raises(BadSetting, match="CAUNOI_METRICS_TOKEN: must be 16"):
        read({"CAUNOI_METRICS_TOKEN": "prometheus"})


def test_the_dashboard_asks_for_documented_figures_only() -> None:
    documented = set(NAME.findall(metrics.__doc__ or ""))
    assert set(NAME.findall(DASHBOARD.read_text())) <= documented


def test_the_operations_page_has_every_figure_and_no_other() -> None:
    table = re.findall(
        r"^\| `(caunoi_[a-z_]+)(?:\{\w+\})?` \|", OPERATIONS.read_text(), re.MULTILINE
    )
    assert sorted(table) == sorted(set(NAME.findall(metrics.__doc__ or "")))


def test_what_the_operations_page_quotes_is_what_the_program_says() -> None:
    """Each message and each reason in its last table stands in the program's own text."""
    source = "\n".join(path.read_text() for path in (ROOT / "server").rglob("*.py"))
    told = OPERATIONS.read_text().partition("## What to do when")[2]
    first = [line.split("|")[1] for line in told.splitlines() if line.startswith("| ")][1:]
    quoted = [one for cell in first for one in re.findall(r"`([^`]+)`", cell)]
    assert len(quoted) > 20
    for one in quoted:
        says, _, reason = one.partition("reason=")
        assert not reason or f'"{reason}"' in source, one
        words = [part.strip() for part in re.split(r"…|\d+\.\d", says) if part.strip()]
        assert all(word in source for word in words), one
