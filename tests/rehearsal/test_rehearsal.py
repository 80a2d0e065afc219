"""The rehearsal says so when something is wrong, and its figures are what they claim to be."""

import json
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from pathlib import Path

import pytest

from server.rehearsal import speech
from server.rehearsal.cast import VENUE, plan_for, scenario
from server.rehearsal.link import merged
from server.rehearsal.measure import _stays_from, percentiles
from tests.service import as_program


async def test_with_a_broken_model_the_rehearsal_fails_but_the_conference_goes_on(
    tmp_path: Path,
) -> None:
    model = tmp_path / "model"
    model.mkdir()
    async with as_program(tmp_path / "data", MODEL=str(model)) as (program, service):
        command = ["-m", "server", "rehearse", program.url, "--code", service.admin_code]
        options = ["--points", "3", "--turns", "1", "--out", str(tmp_path / "out")]
        ran = await create_subprocess_exec(
            sys.executable, *command, *options, stdout=PIPE, stderr=PIPE
        )
        await ran.communicate()
        summary = json.loads((tmp_path / "out" / "summary.json").read_text())
        assert ran.returncode == 1
        assert summary["broken"] == ["Failed: recognition is broken"]

        conference = await service.conference()
        moderator = await conference.opened(recording=True)
        seq = await moderator.ask("InviteNow", point="an-phu")
        await moderator.until_seq(seq)
        secretary = await conference.enter("secretary")
        seq = await secretary.ask("WriteSegment", turn="t1", text="Đề nghị sửa đường")
        await secretary.until_seq(seq)
        segments = secretary.view["transcript"]["segments"]
        assert [one["text"] for one in segments.values()] == ["Đề nghị sửa đường"]


def test_the_plan_has_everybody_who_speaks() -> None:
    told = scenario()
    for points, turns in ((1, 9), (24, 3), (177, 16)):
        plan = plan_for(told, points, turns)
        ids = {point["id"] for point in plan["points"]}
        speaking = {one["point"] for one in told["interventions"][:turns]}
        assert speaking | {VENUE} <= ids
        assert len(ids) == 1 + max(points, len(speaking - {VENUE}))
        assert plan["kind"] == "rehearsal"
        assert "DIỄN TẬP" in plan["title"]


def test_half_of_the_interventions_come_by_the_venue_s_feed() -> None:
    told = scenario()
    own = {p["id"] for p in told["plan"]["points"] if p.get("sound") == "own"}
    by_own = [one for one in told["interventions"] if one["point"] in own]
    assert abs(len(by_own) - len(told["interventions"]) / 2) <= 1


def test_the_demo_says_that_it_is_fictional() -> None:
    assert "HƯ CẤU" in scenario()["note"]


def test_every_utterance_of_the_script_can_be_played() -> None:
    for one in scenario()["interventions"]:
        for name in (one["speech"], one["reply_speech"]):
            utterance = speech.load(name)
            assert len(utterance.words) == len(utterance.text.split())
            assert utterance.words[-1][2] <= utterance.seconds


def test_a_word_stays_from_the_hint_after_which_it_is_always_there() -> None:
    hints = [(1.0, ["a"]), (2.0, ["a", "x"]), (3.0, ["o", "a", "b"]), (4.0, ["o", "a", "b", "c"])]
    assert _stays_from(hints, ["o", "a", "b", "c", "d"]) == [3.0, 1.0, 3.0, 4.0, None]
    assert _stays_from([], ["a"]) == [None]


def test_percentiles_are_nearest_rank() -> None:
    values = [n / 1000 for n in range(1, 101)]
    assert percentiles(values, 50, 95, 99) == {"p50": 50.0, "p95": 95.0, "p99": 99.0}
    assert percentiles([0.25], 50, 99) == {"p50": 250.0, "p99": 250.0}
    assert percentiles([], 50) == {"p50": 0.0}


@pytest.mark.parametrize(
    ("target", "patch", "result"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"e": 1}, {"a": {"bb": {"ccc": None}}}, {"e": 1, "a": {"bb": {}}}),
    ],
)  # from RFC 7396, appendix A
def test_the_client_s_merge_patch(target: object, patch: object, result: object) -> None:
    assert merged(target, patch) == result
