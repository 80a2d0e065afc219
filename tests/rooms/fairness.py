"""What always holds of the order, and of a call that is undone. For the machine."""

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from msgspec import UNSET
from msgspec.structs import replace

from server.rooms import order, policy
from server.rooms.desk import MoveRequest, RequestMoved
from server.rooms.floor import Floor, TakeFloor, spoken
from server.rooms.order import Lineup
from server.rooms.policy import ReasonCode
from server.rooms.queue import Queue
from server.rooms.room import Command, Room, decide
from server.rooms.session import Stage
from server.rooms.sight import Audience
from server.rooms.states import ASIDE, LINED, Matter, RequestState
from server.rooms.timing import shares
from server.rooms.transcript import RecordSegment, SegmentKind
from server.rooms.undo import Heard, NoEarlierTurn, UndoFloor, WordsHeard
from server.rooms.words import SYSTEM, Actor, Millis
from tests.given import CHAIR
from tests.rooms import commands
from tests.rooms.seen import Json

OVER = ASIDE | {RequestState.DONE, RequestState.LOWERED}


def line_of(room: Room) -> Lineup:
    return order.lineup(room.queue, room.floor, room.session.plan, room.agenda.current)


def told(line: Lineup) -> list[object]:
    """All that a line says."""
    return [line.safe, line.by_hand, line.ranks, *((id, line.reasons(id)) for id in line.order)]


class Fairness:
    """Mixed into a machine that has a room, a time, views, and asks."""

    room: Room
    at: Millis
    views: dict[Audience, Json]
    promised: tuple[tuple[str, ...], int] = ((), 0)

    def ask(self, command: Command, actor: Actor) -> None:
        raise NotImplementedError

    @precondition(lambda self: self.room.session.stage is Stage.OPEN and self.room.queue.order)
    @rule(data=st.data())
    def a_call_is_undone(self, data: st.DataObject) -> None:
        before, called_at = self.room, self.at
        some = data.draw(st.sampled_from([commands.of_calling, commands.of_floor]))
        self.ask(data.draw(some(before), label="call"), CHAIR)
        new = [id for id in self.room.floor.order if id not in before.floor.turns]
        if not new:
            return
        [turn] = new
        if data.draw(st.booleans()):
            self.ask(TakeFloor(turn), CHAIR)
        self.at += 1000
        if data.draw(st.booleans()):
            self.ask(RecordSegment(turn, called_at, called_at + 500, commands.SAID), SYSTEM)
        command = UndoFloor(turn, data.draw(st.sampled_from([UNSET, *Heard])), "Mời nhầm")
        self._undo(before, called_at, command)

    def _undo(self, before: Room, called_at: Millis, command: UndoFloor) -> None:
        said = heard_in(self.room, command.turn)
        try:
            decide(self.room, command, CHAIR, self.at)
        except WordsHeard:
            assert said and command.words is UNSET
            return
        except NoEarlierTurn:
            assert command.words is Heard.KEEP
            return
        assert not said or command.words is not UNSET
        spans = self.room.floor.turns[command.turn].spans
        self.ask(command, CHAIR)
        assert as_before(self.room.queue, before.queue)
        assert line_of(self.room).order == line_of(before).order
        floor_as_before(self.room.floor, before.floor, command.turn, called_at, self.at)
        still = heard_in(self.room, command.turn)
        if command.words is Heard.KEEP and spans:
            assert not still
        if command.words is Heard.LEAVE:
            assert still == said and not self.room.floor.turns[command.turn].speaker.name
        hidden = self.room.withdrawals.spans
        if command.words is Heard.WITHDRAW and spans and spans[0].start < self.at:
            assert any(span.start == spans[0].start for span in hidden)

    @invariant()
    def every_place_is_explained_and_computed_again_the_same(self) -> None:
        room, line = self.room, line_of(self.room)
        again = order.preview(room.queue, room.floor, room.session.plan, room.agenda.current)
        assert told(again) == told(line)
        assert sorted(line.order) == sorted(room.queue.order)
        why = {id: line.reasons(id) for id in line.order}
        assert all(why.values())
        ruled = [why[id] for id in line.order if id not in line.safe | line.by_hand]
        keys = [policy.key(reasons) for reasons in ruled]
        assert keys == sorted(keys)
        assert all(reasons[-1].code is ReasonCode.FIRST_COME for reasons in ruled)
        kept = order.kept(room.queue, room.queue.policy.safe)
        assert tuple(id for id in line.order if id not in line.by_hand)[: len(kept)] == kept
        free = len(line.order) - len(line.by_hand)
        assert len(kept) == min(room.queue.policy.safe, free) or not room.queue.policy.safe

    @invariant()
    def who_is_next_stays_next(self) -> None:
        """Promised ones go only by a person's act, and keep their order."""
        (before, safe), waits = self.promised, self.room.queue
        moved = {one.request for one in waits.moved}
        there = tuple(id for id in before if waits.requests[id].state in LINED and id not in moved)
        kept = order.kept(waits, waits.policy.safe)
        if safe and waits.policy.safe >= safe:
            stay = tuple(id for id in kept if id in there)
            came_back = len(kept) - len(stay)  # a call was taken back: it has its old place
            assert there[: len(stay)] == stay
            assert len(there) - len(stay) <= came_back
        self.promised = (kept, waits.policy.safe)

    @invariant()
    def no_request_is_ever_lost(self) -> None:
        waits, floor = self.room.queue, self.room.floor
        live = [id for id in (floor.speaking, *floor.suspended, *floor.coming) if id]
        on_floor = {floor.turns[id].request for id in live}
        for id, one in waits.requests.items():
            assert (id in waits.order) == (one.state in LINED)
            assert (id in waits.held) == (one.state is RequestState.HELD)
            assert (id in waits.aside) == (one.state in ASIDE)
            if one.state is RequestState.CALLED:
                assert id in on_floor
            if one.state is RequestState.MERGED:
                ahead = waits.requests[one.into]
                assert id in ahead.cosigners
                assert ahead.state not in OVER | {RequestState.MERGED}
        numbers = [one.no for one in waits.requests.values()]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))

    @invariant()
    def of_a_denunciation_nothing_but_a_number_is_left(self) -> None:
        for view in self.views.values():
            rows = [*view.get("queue", {}).get("requests", {}).values()]
            rows += view["floor"]["turns"].values()
            for row in rows:
                if row.get("matter") == Matter.DENUNCIATION:
                    assert row["speaker"] == {} and "topic" not in row and "text" not in row

    @invariant()
    def reasons_are_for_those_who_run_the_floor(self) -> None:
        for audience, view in self.views.items():
            shown = {"why", "policy", "version"} & set(view.get("queue", {}))
            assert not shown or audience in (Audience.MODERATOR, Audience.CHAIR)
            if audience in (Audience.MODERATOR, Audience.CHAIR) and view["queue"]["order"]:
                assert list(view["queue"]["why"]) == view["queue"]["order"]

    @invariant()
    def shares_add_up(self) -> None:
        found = shares(self.room.queue, self.room.floor, self.room.session.plan, self.at)
        sums = {
            (sum(one.turns for one in by.values()), sum(one.time for one in by.values()))
            for by in (found.points, found.clusters, found.fields)
        }
        assert len(sums) == 1


def placed_as_asked(room: Room, command: MoveRequest, moved: RequestMoved) -> bool:
    """Whether the request stands right behind whom it was put."""
    line = line_of(room).order
    place = line.index(command.request)
    return (line[place - 1] if place else "") == (moved.ahead[0] if moved.ahead else "")


def heard_in(room: Room, turn: str) -> int:
    there = (room.transcript.segments[id] for id in room.transcript.order)
    return sum(one.turn == turn and one.kind is SegmentKind.SPEECH for one in there)


def as_before(now: Queue, before: Queue) -> bool:
    """Who is promised a place is remembered for longer; nothing else differs."""
    return replace(now, head=()) == replace(before, head=())


def floor_as_before(now: Floor, before: Floor, undone: str, called_at: Millis, at: Millis) -> None:
    """The same turns in the same places, none of them with more time used; one span more says
    that the interrupted one speaks again."""
    assert (now.speaking, now.suspended, now.coming) == (
        before.speaking, before.suspended, before.coming,
    )  # fmt: skip
    assert now.order == (*before.order, undone)
    for id, turn in before.turns.items():
        stood = id == now.turns[undone].above
        assert spoken(now.turns[id], at) == spoken(turn, called_at if stood else at)
        assert replace(now.turns[id], spans=()) == replace(turn, spans=())
