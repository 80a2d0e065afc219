"""What the service writes of itself: a line for every command, and nothing of what people said."""

import json
import logging
import re

import pytest

from server.api.paced import EVERY, KINDS, Paced
from server.rehearsal.link import Json, Link, Refused
from server.rooms.plan import Rules
from tests.given import a_plan
from tests.service import Service

SAID = ("Phạm Thị Lan", "Đường vào bản", "Đề nghị sửa ngay con đường")


async def test_every_command_is_one_line_and_nothing_of_what_was_said(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "server")
    conference = await service.conference(a_plan(Rules(waiting_per_point=1)))
    moderator = await conference.opened()
    point = await conference.enter("point", "an-phu")
    secretary = await conference.enter("secretary")
    hand = {"point": "an-phu", "speaker": {"name": SAID[0]}, "topic": SAID[1]}
    await point.ask("RaiseHand", **hand)
    with pytest.raises(Refused) as no:
        await point.ask("RaiseHand", **hand | {"speaker": {"name": f"{SAID[0]} nữa"}})
    await secretary.ask("LogOpinion", text=SAID[2], point="an-phu")

    told = [_fields(one) for one in caplog.messages if one.startswith("command: ")]
    mine = [one for one in told if one["conference"] == conference.id]
    accepted = [(int(o["seq"]), o["command_id"]) for o in mine if o["outcome"] == "accepted"]
    assert accepted == [(one["seq"], one["command_id"]) for one in await _log(moderator)]
    [refused] = [one for one in mine if one["outcome"] != "accepted"]
    assert refused["outcome"] == no.value.code
    assert (refused["type"], refused["actor"], refused["role"]) == ("RaiseHand", "an-phu", "point")

    everything = "\n".join(caplog.messages)
    secrets = [moderator.token, point.token, *(one["code"] for one in conference.codes)]
    for word in (*SAID, *secrets):
        assert word not in everything


def _fields(line: str) -> dict[str, str]:
    return dict(re.findall(r"(\w+)=(\S+)", line))


async def _log(moderator: Link) -> list[Json]:
    found: list[Json] = json.loads(await moderator.get("/log?after=0"))
    return found


def test_the_same_again_and_again_is_a_line_now_and_then(caplog: pytest.LogCaptureFixture) -> None:
    now = 0.0
    paced = Paced(logging.getLogger("server"), lambda: now)
    for _ in range(1000):
        paced.warn("rude", "too many: actor=%s", "an-phu")
    paced.warn("other", "closed: reason=%s", "deaf")
    now = EVERY
    paced.warn("rude", "too many: actor=%s", "an-phu")
    assert caplog.messages == [
        "too many: actor=an-phu more=0",
        "closed: reason=deaf more=0",
        "too many: actor=an-phu more=999",
    ]
    for n in range(2 * KINDS):
        paced.warn(f"{n}", "x")
    assert len(paced._kinds) == KINDS
