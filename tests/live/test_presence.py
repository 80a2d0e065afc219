"""A point's loss and return are facts of the log, after a grace; others are a count."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from server.live.liveroom import LiveRoom
from server.live.ports import Here
from server.live.presence import Presence
from server.rooms.deskviews import Readiness
from server.rooms.points import PointLost, PointReturned
from server.rooms.views import Crowd
from server.rooms.words import SYSTEM
from tests.given import AN_PHU, HUNG, LAN, MODERATOR, VIEWER
from tests.live.given import ROOM, GatedLog, UnsureLog, a_room, raise_hand, set_up, submit, until

GRACE = 0.08


class World:
    def __init__(self, log: GatedLog | UnsureLog) -> None:
        self.log = log
        set_up(log)
        self.live: LiveRoom = a_room(log)
        self.crowds: list[Crowd] = []
        self.presence = Presence(self.live, self.crowds.append, GRACE)

    @property
    def told(self) -> list[str]:
        """What the log says of the point, in order."""
        entries = self.log.entries[ROOM][3:]
        assert {entry.actor for entry in entries} <= {SYSTEM, MODERATOR}
        events = [event for entry in entries for event in entry.events]
        words = {PointLost: "lost", PointReturned: "here"}
        return [words[type(event)] for event in events if type(event) in words]

    async def grace_over(self) -> None:
        """Twice the grace, and whatever was to be written by then is."""
        await asyncio.sleep(2 * GRACE)
        await submit(self.live, raise_hand(f"Mốc {self.live.seq}"))


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World(GatedLog())
    await world.live.open()
    yield world
    await world.presence.close()
    await world.live.close()


async def test_the_first_socket_is_a_return_the_last_one_after_the_grace_a_loss(
    world: World,
) -> None:
    world.presence.arrived(AN_PHU)
    await until(lambda: world.told == ["here"])
    world.presence.left(AN_PHU)
    assert world.told == ["here"]
    await until(lambda: world.told == ["here", "lost"])


async def test_a_quick_return_is_nobodys_business(world: World) -> None:
    world.presence.arrived(AN_PHU)
    await until(lambda: world.told == ["here"])
    for _ in range(5):
        world.presence.left(AN_PHU)
        await asyncio.sleep(GRACE / 8)
        world.presence.arrived(AN_PHU)
    await world.grace_over()
    assert world.told == ["here"]


async def test_two_sockets_of_one_point_are_one_point(world: World) -> None:
    world.presence.arrived(AN_PHU)
    world.presence.arrived(AN_PHU)
    world.presence.left(AN_PHU)
    await world.grace_over()
    assert world.told == ["here"]
    world.presence.left(AN_PHU)
    await until(lambda: world.told == ["here", "lost"])


async def test_whoever_returns_while_the_loss_is_being_written_is_here(world: World) -> None:
    log = world.log
    assert isinstance(log, GatedLog)
    world.presence.arrived(AN_PHU)
    await until(lambda: world.told == ["here"])
    log.gate.clear()
    log.knocking.clear()
    world.presence.left(AN_PHU)
    await log.knocking.wait()
    world.presence.arrived(AN_PHU)
    log.gate.set()
    await until(lambda: world.told == ["here", "lost", "here"])


async def test_after_a_restart_points_have_the_grace_to_show_themselves(world: World) -> None:
    world.presence.arrived(AN_PHU)
    await until(lambda: world.told == ["here"])
    await world.presence.close()
    after = Presence(world.live, world.crowds.append, GRACE)
    after.watch([])
    await until(lambda: world.told == ["here", "lost"])
    await after.close()


async def test_a_point_that_comes_back_after_a_restart_was_never_lost(world: World) -> None:
    world.presence.arrived(AN_PHU)
    await until(lambda: world.told == ["here"])
    await world.presence.close()
    after = Presence(world.live, world.crowds.append, GRACE)
    after.watch([])
    after.arrived(AN_PHU)
    await world.grace_over()
    assert world.told == ["here"]
    await after.close()


async def test_others_are_a_count(world: World) -> None:
    for actor in (LAN, HUNG, VIEWER, VIEWER):
        world.presence.arrived(actor)
    world.presence.left(LAN)
    assert world.crowds[-1] == Crowd(delegates=1, viewers=2)
    await world.grace_over()
    assert world.told == []


async def test_a_point_reports_how_it_is_as_long_as_it_is_here(world: World) -> None:
    ready = Readiness(round_trip=80, captions=900, microphone=True)
    world.presence.arrived(AN_PHU)
    await until(lambda: world.told == ["here"])
    for report in (ready, ready):
        world.presence.reported(AN_PHU, report)
    world.presence.reported(LAN, ready)
    assert world.crowds == [Crowd(readiness={"an-phu": ready})]
    world.presence.left(AN_PHU)
    assert world.crowds[-1] == Crowd()
    await until(lambda: world.told == ["here", "lost"])


async def test_while_the_log_is_away_the_return_waits_for_it() -> None:
    log = UnsureLog()
    world = World(log)
    await world.live.open()
    log.lost_before = 1
    world.presence.arrived(AN_PHU)
    await until(lambda: world.told == ["here"])
    await world.presence.close()
    await world.live.close()


async def test_microphones_that_stay_loud_are_seen_of_points_alone(world: World) -> None:
    world.presence.microphones(frozenset({"venue", "don-dac", "an-phu"}))
    assert world.crowds[-1].open == ("an-phu", "don-dac")
    world.presence.arrived(VIEWER)
    assert world.crowds[-1].open == ("an-phu", "don-dac")
    world.presence.microphones(frozenset())
    assert not world.crowds[-1].open


async def test_a_point_that_another_node_has_is_not_lost(world: World) -> None:
    world.presence.arrived(AN_PHU)
    await until(lambda: world.told == ["here"])
    world.presence.watch([Here(points=(AN_PHU.point,))])
    world.presence.left(AN_PHU)
    await world.grace_over()
    assert world.told == ["here"]
    world.presence.watch([])  # that node has gone too
    await until(lambda: world.told == ["here", "lost"])


async def test_while_nobody_knows_who_is_elsewhere_nobody_is_judged(world: World) -> None:
    world.presence.arrived(AN_PHU)
    await until(lambda: world.told == ["here"])
    world.presence.watch(None)
    world.presence.left(AN_PHU)
    await world.grace_over()
    assert world.told == ["here"]
    world.presence.watch([])
    await until(lambda: world.told == ["here", "lost"])


async def test_the_crowd_of_all_nodes_is_one_count(world: World) -> None:
    world.presence.arrived(VIEWER)
    world.presence.watch([Here(viewers=3, delegates=2), Here(viewers=1)])
    assert (world.crowds[-1].viewers, world.crowds[-1].delegates) == (5, 2)
