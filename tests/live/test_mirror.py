"""What an audience sees: patches without gaps, whole views that fit the next patch, few hints."""

import asyncio
import copy
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from server.live import ticker as ticking
from server.live.liveroom import LiveRoom
from server.live.mirror import Mirror, diff
from server.live.ticker import Ticker
from server.rehearsal.link import merged
from server.rooms.queue import LowerHand
from server.rooms.session import AllowRecording, ForbidRecording
from server.rooms.sight import Audience
from server.rooms.views import Crowd
from tests.given import CHAIR
from tests.live.given import Fanout, MemoryLog, a_room, raise_hand, set_up, submit, until

Json = dict[str, Any]
scalars = st.one_of(st.integers(0, 3), st.text("ab", max_size=2), st.booleans())
trees = st.recursive(
    st.dictionaries(st.sampled_from("abcd"), st.one_of(scalars, st.lists(scalars, max_size=2))),
    lambda inner: st.dictionaries(st.sampled_from("abcd"), st.one_of(scalars, inner)),
    max_leaves=12,
)


@examples(trees, trees)
def test_a_diff_applied_to_the_old_is_the_new(before: Json, after: Json) -> None:
    assert merged(copy.deepcopy(before), diff(before, after)) == after
    assert diff(before, before) == {}
    assert diff(after, copy.deepcopy(after)) == {}


class Shown:
    """A running ticker over a room in memory."""

    def __init__(self) -> None:
        self.log, self.fanout = MemoryLog(), Fanout()
        set_up(self.log)
        self.live: LiveRoom = a_room(self.log, changed=self._changed)
        self.ticker = Ticker(self.live, self.fanout, "boot1")

    def _changed(self) -> None:
        if hasattr(self, "ticker"):
            self.ticker.stir()


@pytest.fixture
async def shown() -> AsyncIterator[Shown]:
    shown = Shown()
    await shown.live.open()
    task = asyncio.create_task(shown.ticker.run())
    yield shown
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await shown.live.close()


def follow(whole: Json, version: str, patches: list[Json]) -> tuple[Json, str]:
    """A client: every patch must fit the version that it holds."""
    view = copy.deepcopy(whole)
    for patch in patches:
        assert patch["from"] == version
        view, version = merged(view, copy.deepcopy(patch["patch"])), patch["to"]
    return view, version


async def test_whoever_joins_whenever_misses_nothing_and_gets_nothing_twice(shown: Shown) -> None:
    joined = []
    for n in range(60):
        look = shown.ticker.look(Audience.MODERATOR)
        joined.append((look, len(shown.fanout.patches[Audience.MODERATOR])))
        await submit(shown.live, raise_hand(f"Số {n}"))
        if n % 3 == 0:
            await asyncio.sleep(0.011)
    await until(lambda: shown.ticker.look(Audience.MODERATOR).seq == shown.live.seq)
    last = shown.ticker.look(Audience.MODERATOR)
    assert last.view["queue"]["count"] == 60
    patches = shown.fanout.patches[Audience.MODERATOR]
    assert 2 < len(patches) < 60
    for look, seen in joined:
        view, version = follow(look.view, look.version, patches[seen:])
        assert (view, version) == (last.view, last.version)


async def test_a_view_that_nobody_sees_stands_still_until_somebody_looks(shown: Shown) -> None:
    shown.ticker.look(Audience.CHAIR)
    before = shown.ticker.look(Audience.MODERATOR)
    shown.fanout.nobody = {Audience.MODERATOR}
    await submit(shown.live, raise_hand("An"))
    await until(lambda: shown.ticker.look(Audience.CHAIR).seq == shown.live.seq)
    assert not shown.fanout.patches[Audience.MODERATOR]
    shown.fanout.nobody = set()
    came = shown.ticker.look(Audience.MODERATOR)
    assert (came.seq, came.view["queue"]["count"]) == (shown.live.seq, 1)
    assert came.version != before.version
    await submit(shown.live, raise_hand("Bình"))
    await until(lambda: shown.fanout.patches[Audience.MODERATOR])
    view, version = follow(came.view, came.version, shown.fanout.patches[Audience.MODERATOR])
    now = shown.ticker.look(Audience.MODERATOR)
    assert (view, version) == (now.view, now.version)
    assert view["queue"]["count"] == 2


async def test_each_audience_has_its_own_chain_and_only_its_areas(shown: Shown) -> None:
    first = {audience: shown.ticker.look(audience) for audience in Audience}
    await submit(shown.live, raise_hand("An"))
    await submit(shown.live, ForbidRecording(), CHAIR)
    await until(lambda: all(shown.ticker.look(one).seq == shown.live.seq for one in Audience))
    for audience, look in first.items():
        view, version = follow(look.view, look.version, shown.fanout.patches[audience])
        now = shown.ticker.look(audience)
        assert (view, version) == (now.view, now.version)
        assert ("queue" in view) is (audience in ticking_staff())


def ticking_staff() -> set[Audience]:
    return {Audience.MODERATOR, Audience.CHAIR, Audience.SECRETARY}


async def test_what_an_audience_does_not_see_still_moves_its_seq(shown: Shown) -> None:
    shown.ticker.look(Audience.HALL)
    seq = await submit(shown.live, raise_hand("An"))
    await until(lambda: shown.fanout.patches[Audience.HALL])
    [patch] = shown.fanout.patches[Audience.HALL]
    assert (patch["patch"], patch["seq"]) == ({}, seq)


async def test_presence_changes_a_view_at_an_unchanged_seq(shown: Shown) -> None:
    seq = shown.ticker.look(Audience.MODERATOR).seq
    shown.ticker.crowd = Crowd(viewers=3)
    shown.ticker.stir()
    await until(lambda: shown.fanout.patches[Audience.MODERATOR])
    [patch] = shown.fanout.patches[Audience.MODERATOR]
    assert (patch["patch"], patch["seq"]) == ({"crowd": {"viewers": 3}}, seq)


async def test_those_who_act_are_served_first(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many watch: when all are due at once, the moderator's patch is written first."""
    served: list[Audience] = []
    patch = shown.fanout.patch

    def noted(room: str, audience: Audience, told: Json) -> None:
        served.append(audience)
        patch(room, audience, told)

    monkeypatch.setattr(shown.fanout, "patch", noted)
    for audience in reversed(Audience):
        shown.ticker.look(audience)
    await submit(shown.live, ForbidRecording(), CHAIR)
    await until(lambda: len(served) == len(Audience))
    assert served == list(ticking.TICKS)
    assert served[0] is Audience.MODERATOR


async def test_nothing_changed_nothing_sent(shown: Shown) -> None:
    shown.ticker.look(Audience.MODERATOR)
    shown.ticker.stir()
    await until(lambda: shown.fanout.owns)
    assert shown.fanout.patches == {}


async def test_many_changes_in_one_tick_are_one_patch(shown: Shown) -> None:
    shown.ticker.look(Audience.VIEWER)
    began = time.monotonic()
    for n in range(30):
        await submit(shown.live, AllowRecording() if n % 2 else ForbidRecording(), CHAIR)
    await until(lambda: shown.ticker.look(Audience.VIEWER).seq == shown.live.seq)
    ticks = (time.monotonic() - began) / ticking.TICKS[Audience.VIEWER]
    assert len(shown.fanout.patches[Audience.VIEWER]) <= ticks + 2


async def test_hints_come_at_most_five_a_second_and_the_latest_wins(shown: Shown) -> None:
    began = time.monotonic()
    for n in range(100):
        shown.ticker.hint(frozenset({Audience.SECRETARY}), {"kind": "partial", "text": n})
        shown.ticker.hint(frozenset({Audience.SECRETARY}), {"kind": "level", "text": n})
        await asyncio.sleep(0.005)
    await until(lambda: shown.fanout.hints[-1]["text"] == 99)
    seconds = time.monotonic() - began
    for kind in ("partial", "level"):
        told = [hint["text"] for hint in shown.fanout.hints if hint["kind"] == kind]
        assert told == sorted(told)
        assert told[-1] == 99
        assert len(told) <= seconds / ticking.HINTS + 2


async def test_after_a_restart_no_version_is_one_from_before(shown: Shown) -> None:
    await submit(shown.live, raise_hand("An"))
    live = shown.live
    before, again = (
        Mirror(Audience.MODERATOR, boot, live.room, live.seq, Crowd()) for boot in ("one", "two")
    )
    assert before.last.view == again.last.view
    assert before.last.version != again.last.version


async def test_a_lowered_hand_leaves_the_view(shown: Shown) -> None:
    look = shown.ticker.look(Audience.MODERATOR)
    await submit(shown.live, raise_hand("An"))
    await submit(shown.live, LowerHand("r1"))
    await until(lambda: shown.ticker.look(Audience.MODERATOR).seq == shown.live.seq)
    view, _ = follow(look.view, look.version, shown.fanout.patches[Audience.MODERATOR])
    assert view["queue"] == {"requests": {}, "order": [], "count": 0}


async def test_what_is_not_seen_leaves_the_version_as_it_is(shown: Shown) -> None:
    """So that who does not wait for that entry may miss it, and the next patch still fits."""
    before = shown.ticker.look(Audience.VIEWER)
    await submit(shown.live, raise_hand("An"))
    await until(lambda: shown.fanout.patches[Audience.VIEWER])
    [patch] = shown.fanout.patches[Audience.VIEWER]
    assert (patch["from"], patch["to"], patch["patch"]) == (before.version, before.version, {})
