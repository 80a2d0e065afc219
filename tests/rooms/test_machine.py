"""Anybody asks anything, at any time: what must hold then, always (house rule 5, day.md D5–D7)."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, ClassVar, Final

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from msgspec.structs import replace

from server.live.mirror import diff
from server.rooms import cues, notices, points
from server.rooms.areas import speaking
from server.rooms.desk import MoveRequest, RequestMoved
from server.rooms.dialogue import EndDialogue
from server.rooms.floor import Turn, TurnStage, spoken
from server.rooms.memo import Memo
from server.rooms.opinions import Opinion
from server.rooms.own import Own
from server.rooms.plan import People, Plan
from server.rooms.queue import Request, person
from server.rooms.room import MAY_ASK, Command, Event, Room, decide, evolve
from server.rooms.session import ConferenceSetUp, OpenConference, Stage
from server.rooms.sight import STAFF, Audience
from server.rooms.states import RequestState
from server.rooms.transcript import SegmentKind
from server.rooms.views import Mine, View
from server.rooms.words import Actor, Refused, Role
from tests.given import CHAIR, NOON, THE_CHAIR
from tests.rooms import commands, desk_commands, register_commands
from tests.rooms.fairness import Fairness, placed_as_asked
from tests.rooms.seen import Json, apply_merge_patch, as_json, check, view_of

PUBLIC: Final = (Audience.POINT, Audience.VIEWER, Audience.HALL)
STORED: Final = msgspec.json.Decoder(tuple[Event, ...])
LATER: Final = st.sampled_from([0, 1, 1000, 60_000])
PUBLIC_AREAS: Final = {"conference", "floor", "captions"}


class Conference(Fairness, RuleBasedStateMachine):
    """One room under random commands, its log as JSON, and the mirror of every audience. `happened`
    counts what was asked of any such room and changed it, by kind."""

    happened: ClassVar[Counter[type]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.room = Room()
        self.at = NOON
        self.log: list[bytes] = []
        self.memos = {audience: Memo() for audience in Audience}
        self.views = {audience: view_of(audience, self.room) for audience in Audience}
        self.had: dict[str, int] = {}

    # What is asked

    @initialize(plan=commands.plans, opens=st.sampled_from([True, True, True, False]))
    def set_up(self, plan: Plan, opens: bool) -> None:
        self._happened((ConferenceSetUp(plan, People(chairs=(THE_CHAIR,))),))
        if opens:
            self.ask(OpenConference(), CHAIR)

    @rule(data=st.data(), later=LATER)
    def somebody_asks_something(self, data: st.DataObject, later: int) -> None:
        late = len(self.log) > 40
        areas = [
            *commands.areas(self.room, late),
            *desk_commands.areas(self.room),
            *register_commands.areas(self.room),
        ]
        self._asks(data, later, areas)

    @rule(data=st.data(), later=LATER)
    def hands_go_up(self, data: st.DataObject, later: int) -> None:
        for _ in range(3):
            self._asks(data, later, [commands.of_raising])

    @precondition(lambda self: self.room.queue.requests)
    @rule(data=st.data(), later=LATER)
    def the_list_is_arranged(self, data: st.DataObject, later: int) -> None:
        self._asks(data, later, desk_commands.arranging(self.room))

    @precondition(lambda self: self.room.queue.order or self.room.floor.order)
    @rule(data=st.data(), later=LATER)
    def the_floor_moves(self, data: st.DataObject, later: int) -> None:
        self._asks(data, later, desk_commands.conducting(self.room))

    def _asks(self, data: st.DataObject, later: int, areas: Sequence[commands.Area]) -> None:
        self.at += later
        some = data.draw(st.sampled_from(areas))
        command: Command = data.draw(some(self.room), label="command")
        floor, queue = self.room.floor, self.room.queue
        self.ask(command, data.draw(commands.whoever(command), label="actor"))
        if isinstance(
            command, points.Command | notices.Command | cues.Command
        ):  # losing a line touches nothing else
            assert (self.room.floor, self.room.queue) == (floor, queue)

    def ask(self, command: Command, actor: Actor) -> None:
        """A refusal leaves no trace: the log, and so the room that it makes, stays as it is."""
        try:
            events = decide(self.room, command, actor, self.at)
        except Refused as why:
            assert why.code != "refused"
            return
        assert actor.role in MAY_ASK[type(command)]
        Conference.happened[type(command)] += bool(events)
        self._happened(events)
        if isinstance(command, MoveRequest) and events:
            assert isinstance(events[0], RequestMoved)
            assert placed_as_asked(self.room, command, events[0])
        if isinstance(command, EndDialogue):
            assert not self._waiting() and not self.room.floor.coming

    def _happened(self, events: tuple[Event, ...]) -> None:
        self.log.append(msgspec.json.encode(events))
        for event in events:
            self.room = evolve(self.room, event)

    # What holds

    @invariant()
    def the_log_makes_the_same_room(self) -> None:
        again = Room()
        for stored in self.log:
            for event in STORED.decode(stored):
                again = evolve(again, event)
        assert again == self.room

    @invariant()
    def one_turn_speaks_and_the_others_are_where_their_stage_says(self) -> None:
        floor = self.room.floor
        speaking = (floor.speaking,) if floor.speaking else ()
        live = (*speaking, *floor.suspended, *floor.coming)
        assert len(set(live)) == len(live)
        assert speaking == at_stage(floor.turns.values(), TurnStage.SPEAKING)
        assert set(floor.suspended) == set(at_stage(floor.turns.values(), TurnStage.SUSPENDED))
        come = at_stage(floor.turns.values(), TurnStage.CALLED, TurnStage.READY)
        assert set(floor.coming) == set(come)
        assert set(floor.order) == set(floor.turns) and len(floor.order) == len(floor.turns)
        if self.room.session.stage is not Stage.OPEN:
            assert not floor.speaking
        if self.room.session.stage is Stage.CLOSED:
            assert not live

    @invariant()
    def nobody_speaks_while_another_does(self) -> None:
        turns = self.room.floor.turns.values()
        for turn in turns:
            assert all(span.end for span in turn.spans[:-1])
            running = bool(turn.spans) and not turn.spans[-1].end
            assert running == (turn.stage is TurnStage.SPEAKING)
            assert (turn.why is not None) == (turn.stage is TurnStage.SUSPENDED)
        spans = sorted(
            (span.start, span.end or self.at) for turn in turns for span in turn.spans
        )  # fmt: skip
        assert all(start <= end for start, end in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))

    @invariant()
    def spoken_time_never_decreases(self) -> None:
        for id, turn in self.room.floor.turns.items():
            now = spoken(turn, self.at)
            assert now >= self.had.get(id, 0)
            self.had[id] = now

    @invariant()
    def the_order_holds_exactly_the_open_requests(self) -> None:
        queue = self.room.queue
        numbers = [queue.requests[id].no for id in queue.order]
        assert numbers == sorted(numbers)
        live = [turn.request for turn in self._live_turns() if turn.request]
        called = [id for id in live if queue.requests[id].state is not RequestState.DIVERTED]
        assert sorted(called) == sorted(
            id for id, one in queue.requests.items() if one.state is RequestState.CALLED
        )  # fmt: skip

    @invariant()
    def a_person_waits_once_and_a_point_has_its_limit(self) -> None:
        who = [person(one.by, one.speaker) for one in self._waiting()]
        named = [key for key in who if key]
        assert len(set(named)) == len(named)
        limit = self.room.session.plan.rules.waiting_per_point
        for id, point in self.room.points.items():
            here = sum(one.point == id for one in self._waiting())
            undone = sum(turn.point == id for turn in self._undone())  # may exceed it
            assert not limit or point.plan.kind == "venue" or here <= limit + undone

    @invariant()
    def segments_are_in_the_order_they_were_spoken(self) -> None:
        transcript = self.room.transcript
        starts = [transcript.segments[id].starts for id in transcript.order]
        assert starts == sorted(starts)
        gone = [one for id, one in transcript.segments.items() if id not in transcript.order]
        assert set(transcript.order) <= set(transcript.segments)
        withdrawn = [one for one in gone if one.kind is SegmentKind.WITHDRAWN]
        assert not any(one.text or one.words or one.past for one in withdrawn)
        assert all(one.into for one in gone if one not in withdrawn)
        assert not any(transcript.segments[id].into for id in transcript.order)

    @invariant()
    def the_register_holds_together(self) -> None:
        register = self.room.opinions
        rows = [register.rows[id] for id in register.order]
        assert [row.code for row in rows] == [f"YK{n:03}" for n in range(1, len(rows) + 1)]
        for row in rows:
            assert all(register.rows[id].into == row.id for id in row.merged)
            main = register.rows.get(row.into)
            assert main is None or (row.id in main.merged and not main.into and not row.merged)
            if row.matter:
                bare = Opinion(row.id, row.code, matter=row.matter)
                bare = replace(bare, version=row.version, supplementary=row.supplementary)
                assert row == bare

    @invariant()
    def every_mirror_follows_by_patches(self) -> None:
        for audience, before in self.views.items():
            view = view_of(audience, self.room, self.memos[audience])
            assert view == view_of(audience, self.room)
            patch = as_json(diff(before, view))
            assert apply_merge_patch(before, patch) == view
            assert bool(patch) == (before != view)
            if patch:
                check(view, View)
            self.views[audience] = view

    @invariant()
    def the_public_sees_no_more_than_it_may(self) -> None:
        secret = self._names_only_waiting()
        for audience in PUBLIC:
            view = self.views[audience]
            assert set(view) == PUBLIC_AREAS
            assert set(view["floor"]["turns"]) == {turn.id for turn in self._live_turns()}
            assert not leaks(view, commands.TOPIC, commands.SUMMARY, commands.CONCLUDED, *secret)
            assert not leaks(view, commands.SAID)

    @invariant()
    def technicians_see_no_words_and_the_chair_no_transcript(self) -> None:
        technician = self.views[Audience.TECHNICIAN]
        areas = {"conference", "floor", "points", "crowd", "notices", "cues"}
        assert set(technician) == areas
        marks = (commands.TOPIC, commands.SAID, commands.SUMMARY, commands.CONCLUDED)
        assert not leaks(technician, *marks)
        assert not {"transcript", "captions"} & set(self.views[Audience.CHAIR])

    @invariant()
    def everyone_has_only_their_own(self) -> None:
        own, requests = Own(self.room), self.room.queue.requests
        for actor in commands.EVERYBODY:
            mine = as_json(own.of(actor))
            check(mine, Mine)
            theirs = [requests[id] for id in mine["order"]]
            assert set(mine["order"]) == set(mine["requests"])
            if actor.role is Role.POINT:
                assert all(one.point == actor.point for one in theirs)
                waiting = {one.id for one in self._waiting() if one.point == actor.point}
                assert waiting <= set(mine["order"])
            elif actor.role is Role.DELEGATE:
                assert all(one.by == f"delegate:{actor.id}" for one in theirs)
            else:
                me = {"me": actor.id} if actor.role in STAFF else {}
                assert mine == {"requests": {}, "order": [], **me}

    def _waiting(self) -> list[Request]:
        waits = self.room.queue
        return [waits.requests[id] for id in (*waits.order, *waits.held)]

    def _undone(self) -> list[Turn]:
        turns = self.room.floor.turns.values()
        return [turn for turn in turns if turn.stage is TurnStage.WITHDRAWN and turn.spans]

    def _live_turns(self) -> list[Turn]:
        floor = self.room.floor
        live = (floor.speaking, *floor.suspended, *floor.coming)
        return [floor.turns[id] for id in live if id]

    def _names_only_waiting(self) -> set[str]:
        """Names that nothing public holds: of requests that wait, ended turns, the register."""
        plates = (turn for turn in self._live_turns() if not turn.matter)
        shown = {turn.speaker.name for turn in plates} | {THE_CHAIR.name}
        hidden = {one.speaker.name for one in self.room.queue.requests.values()}
        hidden |= {turn.speaker.name for turn in self.room.floor.turns.values()}
        hidden |= {row.speaker.name for row in self.room.opinions.rows.values()}
        return hidden - shown - {""}


def at_stage(turns: Any, *stages: TurnStage) -> tuple[str, ...]:
    return tuple(turn.id for turn in turns if turn.stage in stages)


def leaks(view: Json, *secrets: str) -> list[str]:
    """Those of `secrets` that occur anywhere in the JSON of `view`."""
    text = msgspec.json.encode(view).decode()
    return [secret for secret in secrets if secret in text]


LONG: Final = settings(
    max_examples=100,
    stateful_step_count=40,
    deadline=None,  # two cores, shared
    suppress_health_check=[HealthCheck.too_slow],  # a step looks at the room for every audience
)


def test_anybody_asks_anything() -> None:
    """Steps count that changed something, and of most kinds that move the queue or the floor:
    a machine whose steps are refused shows nothing."""
    Conference.happened.clear()
    run_state_machine_as_test(Conference, settings=LONG)
    happened = +Conference.happened
    assert happened.total() >= 2000
    moving = {kind for area in speaking.AREAS for kind in area.may_ask}
    assert len(moving & happened.keys()) >= len(moving) * 2 // 3
