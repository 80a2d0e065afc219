"""Fifty desks see one list: the same order at the same entry, through drops and reconnects."""

import asyncio
import random
from pathlib import Path
from typing import Any

from server.rehearsal.link import Link
from server.rooms.plan import PointPlan, Rules
from tests.given import a_plan
from tests.service import Conference, in_process

DESKS = 50
ROLES = ("moderator", "assistant", "chair", "secretary")
POINTS = tuple(f"xa-{n}" for n in range(12))
MOVES = 60


class Desk:
    """One window: notes which order it showed at which entry."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.shown: dict[int, tuple[str, ...]] = {}
        link.on_change = self._note

    def _note(self) -> None:
        if "queue" in self.link.view:
            self.shown[self.link.seq] = tuple(self.link.view["queue"]["order"])


async def test_every_desk_shows_the_same_order_at_the_same_entry(tmp_path: Path) -> None:
    dice = random.Random(6)
    venue = PointPlan("hoi-truong", "Hội trường", "venue")
    plan = a_plan(
        Rules(waiting_per_point=0), points=(venue, *(PointPlan(id, f"Xã {id}") for id in POINTS))
    )
    async with in_process(tmp_path) as service:
        conference = await service.conference(plan)
        moderator = await conference.opened()
        points = [await conference.enter("point", id) for id in POINTS]
        desks = [Desk(await conference.enter(ROLES[n % len(ROLES)])) for n in range(DESKS)]
        acting = asyncio.create_task(act(dice, moderator, points))
        await asyncio.gather(acting, *(come_and_go(dice, desk, conference) for desk in desks[::3]))
        last = await acting
        await asyncio.gather(*(desk.link.until_seq(last) for desk in desks))

        assert len({tuple(desk.link.view["queue"]["order"]) for desk in desks}) == 1
        by_seq: dict[int, set[tuple[str, ...]]] = {}
        for desk in desks:
            for seq, order in desk.shown.items():
                by_seq.setdefault(seq, set()).add(order)
        torn = {seq: many for seq, many in by_seq.items() if len(many) > 1}
        assert not torn
        assert (
            len(by_seq) > MOVES / 2 and len({one for many in by_seq.values() for one in many}) > 9
        )


async def act(dice: random.Random, moderator: Link, points: list[Link]) -> int:
    """Hands, moves, holds and calls; the last entry."""
    seq = 0
    for n in range(MOVES):
        point, id = dice.choice(list(zip(points, POINTS, strict=True)))
        seq = await point.ask("RaiseHand", point=id, speaker={"name": f"Đại biểu {n}"})
        await moderator.until_seq(seq)
        queue: dict[str, Any] = moderator.view["queue"]
        act: dict[str, Any] = {"request": dice.choice(queue["order"])}
        match dice.randrange(4):
            case 0:
                others = [id for id in queue["order"] if id != act["request"]]
                before = dice.choice([*others, ""])
                act |= {"type": "MoveRequest", "version": queue.get("version", 0), "before": before}
            case 1:
                act |= {"type": "HoldRequest"}
            case _:
                act |= {"type": "ApproveRequest"}
        seq = await moderator.ask(act.pop("type"), **act)
    return seq


async def come_and_go(dice: random.Random, desk: Desk, conference: Conference) -> None:
    for _ in range(3):
        await asyncio.sleep(dice.random())
        link = desk.link
        await link.drop()
        await link.connect(conference.id)
