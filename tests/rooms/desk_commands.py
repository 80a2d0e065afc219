"""Random commands of the moderator's desk, about a room as it is."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from msgspec import UNSET

from server.rooms import (
    answers,
    cues,
    desk,
    dialogue,
    floor,
    limits,
    notices,
    points,
    queue,
    slips,
    undo,
)
from server.rooms.order import lineup
from server.rooms.plan import Rules
from server.rooms.policy import Policy, RequestKind, Rule, Scope
from server.rooms.room import Command, Room
from server.rooms.states import Matter
from tests.given import NOON
from tests.rooms.commands import (
    TOPIC,
    Area,
    a_part,
    any_of,
    fields,
    of_calling,
    of_floor,
    of_papers,
    of_queue,
    of_transcript,
    of_turn,
    pages,
    people,
    places,
    some,
)

WRITTEN = "VĂN BẢN"

rules = st.lists(st.sampled_from(Rule), max_size=4, unique=True).map(tuple)
kinds = st.lists(st.sampled_from(RequestKind), max_size=3, unique=True).map(tuple)
policies = st.builds(
    Policy, rules, kinds, st.sampled_from([0, 1, 2]), st.sampled_from([0, 1, 2]),
    st.sampled_from(Scope),
)  # fmt: skip


def of_order(room: Room) -> SearchStrategy[Command]:
    waits = room.queue
    line = lineup(waits, room.floor, room.session.plan, room.agenda.current).order
    version = st.sampled_from([waits.version] * 9 + [waits.version + 1])
    one, before = some(line), some(("", "", *line))
    called = [room.floor.turns[id].request for id in room.floor.coming]
    until = st.sampled_from([0, NOON + 600_000, NOON + 3_600_000])
    return any_of(
        *[st.builds(desk.MoveRequest, one, version, before)] * 4,
        st.builds(desk.InsertRequest, places, version, before, people, st.just(TOPIC), fields),
        *[st.builds(desk.HoldRequest, some((*line, *(id for id in called if id))))] * 2,
        *[st.builds(desk.ReturnRequest, some(waits.held))] * (2 * bool(waits.held)),
        *[st.builds(desk.MergeRequests, one, st.lists(one, min_size=1, max_size=2).map(tuple))] * 2,
        *[st.builds(desk.SplitRequest, some(_merged(room)))] * (1 + 3 * bool(_merged(room))),
        *[st.builds(desk.SetPolicy, policies)] * 2,
        st.builds(desk.SetBudget, until, st.booleans()),
        *[st.builds(desk.OpenQueue)] * (5 if waits.closed else 0),
        *[st.builds(desk.CloseQueue)] * (0 if waits.closed else 1),
    )


def _merged(room: Room) -> list[str]:
    return [id for one in room.queue.requests.values() for id in one.cosigners]


def of_list(room: Room) -> SearchStrategy[Command]:
    wishes = st.builds(queue.Wish, places, people, st.just(TOPIC), fields)
    request = some((*room.queue.aside, *room.queue.order))
    return any_of(
        st.builds(queue.RegisterRequests, st.lists(wishes, min_size=1, max_size=3).map(tuple)),
        st.builds(queue.SendInWriting, request, st.sampled_from(["", WRITTEN])),
    )


def of_answers(room: Room) -> SearchStrategy[Command]:
    turns = some(room.floor.order)
    return any_of(
        st.builds(answers.SetAnswers, turns, a_part(room.floor.order)),
        st.builds(
            answers.DisposeAnswers, st.lists(turns, min_size=1, max_size=2).map(tuple),
            st.sampled_from(floor.Disposal), pages,
        ),
        st.builds(
            dialogue.DivertRequest, st.sampled_from(Matter), some(room.queue.order),
            any_of(st.just(""), turns),
        ),
    )  # fmt: skip


def of_ending(room: Room) -> SearchStrategy[Command]:
    how = st.sampled_from(dialogue.Disposition)
    others = st.lists(st.builds(dialogue.Disposed, some(room.queue.order), how), max_size=2)
    return st.builds(dialogue.EndDialogue, how, others.map(tuple))


def of_messages(room: Room) -> SearchStrategy[Command]:
    to = st.lists(places, max_size=1).map(tuple)
    texts = st.sampled_from(["", "", "Thử loa"])
    return any_of(
        st.builds(notices.SendNotice, st.sampled_from(notices.NoticeKind), to, texts),
        st.builds(notices.SendNotice, st.sampled_from(notices.NoticeKind)),
        st.builds(notices.AcknowledgeNotice, some(room.notices.order)),
        of_cues(room),
        st.builds(points.MarkCheck, places, st.sampled_from(points.Check), st.booleans()),
        st.builds(
            points.CheckIn, places, st.sampled_from([0, 29]), st.just(""),
            st.sampled_from([UNSET, 31]), st.sampled_from([0, 2]),
        ),
    )  # fmt: skip


def of_cues(room: Room) -> SearchStrategy[Command]:
    return any_of(
        st.builds(cues.SendCue, some(["", "", "an-phu"]), some(["", "don-dac"])),
        *[st.builds(cues.AcknowledgeCue, some(room.cues.order))] * (2 * bool(room.cues.order)),
    )


def of_slips(room: Room) -> SearchStrategy[Command]:
    """About who has the floor or is next; their words are nobody's but the table's."""
    line = lineup(room.queue, room.floor, room.session.plan, room.agenda.current).order
    live = [id for id in (room.floor.speaking, *room.floor.suspended, *room.floor.coming) if id]
    about = some((*room.floor.order[-1:], *live, *live, *line[:3]))
    agency = st.sampled_from(["", "", "Sở Xây dựng", "sở  nội vụ", "Sở Lạ"])
    one = some(room.slips.all)
    return any_of(
        *[st.builds(slips.PassSlip, about, st.sampled_from([TOPIC, f"{TOPIC}\nkhác", " "]), agency)]
        * 3,
        st.builds(slips.TakeBackSlip, one),
        st.builds(slips.ReadSlip, one),
    )


def of_limits(room: Room) -> SearchStrategy[Command]:
    few = st.sampled_from([0, 60, 180, 300])
    limit = st.sampled_from([0, 1, 2, 2])  # as it is planned: never fewer than wait
    waiting = room.session.plan.rules.waiting_per_point
    ruled = st.builds(
        Rules, few, few, warn=few, debate=few, back=few, order=few, answer=few,
        waiting_per_point=limit.map(lambda more: waiting and waiting + more),
    )  # fmt: skip
    return st.builds(limits.SetRules, ruled, st.booleans(), pages)


def of_undoing(room: Room) -> SearchStrategy[Command]:
    decided = st.sampled_from([UNSET, *undo.Heard])
    return st.builds(undo.UndoFloor, some(room.floor.order[-2:]), decided, st.just("Mời nhầm"))


def heard_in(room: Room, turn: str) -> SearchStrategy[Command]:
    """Something heard in `turn`, and who knows what else."""
    return of_transcript(room).filter(lambda asked: getattr(asked, "turn", "") == turn)


def areas(room: Room) -> list[Area]:
    is_open, waits = room.session.stage.value == "open", room.queue
    return [
        *[of_order] * (5 if waits.order else 1),
        of_list,
        of_messages,
        of_slips,
        of_limits,
        *[of_answers] * (1 if room.floor.order else 0),
        *[of_undoing] * (2 if is_open and room.floor.order else 0),
        *[of_ending] * (len(waits.requests) > 5),
    ]


def arranging(room: Room) -> list[Area]:
    """What moves the list of those who wait, or ends it."""
    many = len(room.queue.requests) > 5
    return [*[of_order] * 5, *[of_queue] * 2, of_list, of_answers, *[of_ending] * many]


def conducting(room: Room) -> list[Area]:
    """What moves the floor."""
    begun, over = bool(room.floor.speaking or room.floor.suspended), bool(room.floor.order)
    return [
        *[of_calling] * 3, *[of_floor] * 2, *[of_turn] * (4 * begun), *[of_answers] * (2 * over),
        of_undoing, of_slips, of_papers, of_cues,
    ]  # fmt: skip
