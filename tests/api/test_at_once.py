"""Several people press at once, or one presses twice: one act, and words for the others."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.rehearsal.link import Link, Refused
from server.rooms.plan import Rules
from tests.given import a_plan
from tests.service import Conference, in_process

DESKS = 6


@pytest.fixture
async def desks(tmp_path: Path) -> AsyncIterator[list[Link]]:
    """Moderators of an open conference in which r1 to r3 wait; they all see that."""
    async with in_process(tmp_path) as service:
        conference = await service.conference(a_plan(Rules(waiting_per_point=0)))
        yield [await conference.opened(), *await others(conference)]


async def others(conference: Conference) -> list[Link]:
    links = [await conference.enter("moderator") for _ in range(DESKS - 1)]
    for n in range(3):
        seq = await links[0].ask("RaiseHand", point="an-phu", speaker={"name": f"Người {n}"})
    await asyncio.gather(*(link.until_seq(seq) for link in links))
    return links


async def outcome(link: Link, command: str, **fields: object) -> str | int:
    """The entry's number, or why not."""
    try:
        return await link.ask(command, **fields)
    except Refused as why:
        return why.code


async def test_of_those_who_call_at_once_one_calls(desks: list[Link]) -> None:
    told = await asyncio.gather(*(outcome(one, "CallSpeaker", count=0) for one in desks))
    accepted = [one for one in told if isinstance(one, int)]
    assert len(accepted) == 1
    assert [one for one in told if one not in accepted] == ["already_called"] * (DESKS - 1)
    await asyncio.gather(*(one.until_seq(accepted[0]) for one in desks))
    for one in desks:
        assert (one.view["floor"]["coming"], one.view["queue"]["order"]) == (["t1"], ["r2", "r3"])


async def test_a_press_that_is_sent_twice_is_done_once(desks: list[Link]) -> None:
    id = str(uuid.uuid4())
    told = await asyncio.gather(*(outcome(desks[0], "CallSpeaker", id=id) for _ in range(5)))
    assert len(set(told)) == 1 and isinstance(told[0], int)
    await desks[0].until_seq(told[0])
    assert desks[0].view["floor"]["coming"] == ["t1"]
    assert await outcome(desks[1], "CallSpeaker", id=id) == "command_id_reused"


async def test_of_those_who_end_a_turn_at_once_one_ends_it(desks: list[Link]) -> None:
    await desks[0].until_seq(await desks[0].ask("InviteNow", point="an-phu"))
    told = await asyncio.gather(*(outcome(one, "EndFloor", turn="t1") for one in desks))
    assert sorted(map(str, told))[1:] == ["wrong_turn_stage"] * (DESKS - 1)


async def test_of_those_who_arrange_at_once_one_does(desks: list[Link]) -> None:
    version = desks[0].view["queue"].get("version", 0)
    told = await asyncio.gather(
        *(outcome(one, "MoveRequest", request="r3", version=version, before="r1") for one in desks)
    )
    assert sum(isinstance(one, int) for one in told) == 1
    assert told.count("stale_version") == DESKS - 1


async def test_an_empty_list_calls_nobody(desks: list[Link]) -> None:
    for request in ("r1", "r2", "r3"):
        await desks[0].ask("LowerHand", request=request)
    assert await outcome(desks[1], "CallSpeaker") == "nobody_waiting"
