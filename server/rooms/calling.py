"""Who is called and who speaks: what people ask of the floor, and when it is refused."""

from typing import assert_never

from msgspec import UNSET

from server.rooms import agenda, order, points, queue
from server.rooms.agenda import Agenda
from server.rooms.floor import (
    AlreadyCalled,
    CallSpeaker,
    CallWithdrawn,
    ChairSpeaks,
    Command,
    CorrectSpeaker,
    Diverted,
    EndFloor,
    Event,
    ExtendFloor,
    Floor,
    FloorTaken,
    InviteNow,
    NobodyWaiting,
    NotTheirs,
    Outcome,
    ResumeFloor,
    SpeakerCalled,
    SpeakerCorrected,
    SpeakerReady,
    SuspendFloor,
    TakeFloor,
    Turn,
    TurnBegan,
    TurnEnded,
    TurnExtended,
    TurnKind,
    TurnStage,
    TurnSuspended,
    Why,
    WrongTurnStage,
    known,
)
from server.rooms.plan import Person, Plan, Rules
from server.rooms.points import Points
from server.rooms.policy import RequestKind
from server.rooms.queue import Queue, RequestSettled
from server.rooms.states import RequestState
from server.rooms.words import Actor, Millis, Unknown


def decide(
    floor: Floor,
    hands: Queue,
    at_points: Points,
    programme: Agenda,
    plan: Plan,
    command: Command,
    actor: Actor,
    at: Millis,
) -> Outcome:
    match command:
        case CallSpeaker(request, count):
            if count is not UNSET and count != len(floor.order):
                latest = floor.order[-1] if floor.order else ""
                raise AlreadyCalled(turn=latest, count=len(floor.order))
            return _call(floor, hands, at_points, programme, plan, request, at)
        case TakeFloor(turn, microphone):
            called = at_stage(floor, turn, TurnStage.CALLED, TurnStage.READY)
            return _take(floor, called, actor, microphone, at)
        case InviteNow():
            return _invite(floor, hands, at_points, programme, plan, command, at)
        case ChairSpeaks(point, speaker):
            now = InviteNow(point=point, kind=TurnKind.CHAIR, speaker=speaker)
            again = _is_speaking(floor, now)  # the one key, pressed twice
            return () if again else _invite(floor, hands, at_points, programme, plan, now, at)
        case SuspendFloor(turn):
            lost = at_stage(floor, turn, TurnStage.SPEAKING).id
            return (TurnSuspended(lost, at, Why.SIGNAL_LOST),)
        case ResumeFloor(turn):
            return _resume(floor, at_stage(floor, turn, TurnStage.SUSPENDED), at)
        case ExtendFloor(turn, seconds):
            limit = at_stage(floor, turn, TurnStage.SPEAKING, TurnStage.SUSPENDED).limit
            # A turn without a limit has nothing to extend: it would get one, already overrun.
            return (TurnExtended(turn, limit + seconds),) if limit and seconds else ()
        case EndFloor(turn):
            return _end(floor, hands, known(floor, turn), at)
        case CorrectSpeaker(turn, speaker):
            wrong = known(floor, turn)
            if wrong.matter:  # nobody's name stands there, and none may
                raise Diverted(turn=turn)
            return () if wrong.speaker == speaker else (SpeakerCorrected(turn, speaker),)
        case _:
            assert_never(command)


def at_stage(floor: Floor, id: str, *stages: TurnStage) -> Turn:
    """The turn `id` at one of `stages`, or Unknown, or WrongTurnStage."""
    turn = known(floor, id)
    if turn.stage not in stages:
        raise WrongTurnStage(turn=id, stage=turn.stage)
    return turn


def _call(
    floor: Floor,
    hands: Queue,
    at_points: Points,
    programme: Agenda,
    plan: Plan,
    request: str,
    at: Millis,
) -> Outcome:
    if not request and not hands.order:
        raise NobodyWaiting
    first = request or order.lineup(hands, floor, plan, programme.current).order[0]
    hand = queue.waiting(hands, first)
    reply = hand.kind is RequestKind.REPLY
    called = SpeakerCalled(
        turn=_next_id(floor), kind=TurnKind.REPLY if reply else TurnKind.SPEECH, point=hand.point,
        limit=limit(plan.rules, hand.kind), source=source(at_points, hand.point), at=at,
        request=hand.id, item=programme.current, answers=hand.answers, speaker=hand.speaker,
    )  # fmt: skip
    return (RequestSettled(hand.id, RequestState.CALLED), called)


def limit(rules: Rules, kind: RequestKind) -> int:
    """Seconds that a request of this kind gets on the floor."""
    own = {
        RequestKind.REPLY: rules.reply, RequestKind.BACK: rules.back,
        RequestKind.ORDER: rules.order, RequestKind.DEBATE: rules.debate,
    }  # fmt: skip
    return own.get(kind, 0) or (0 if kind is RequestKind.REPLY else rules.speech)


def source(at_points: Points, point: str) -> str:
    """Whose sound is recognised when `point` speaks: "venue", or the point's id (D13)."""
    return point if points.known(at_points, point).plan.sound == "own" else "venue"


def _next_id(floor: Floor) -> str:
    return f"t{len(floor.order) + 1}"


def _take(floor: Floor, turn: Turn, actor: Actor, microphone: bool, at: Millis) -> Outcome:
    points.own(actor, turn.point)
    again = turn.stage is TurnStage.READY and turn.microphone >= microphone
    ready = () if again else (SpeakerReady(turn.id, microphone),)
    return ready if floor.speaking else (*ready, TurnBegan(turn.id, at))


def _invite(
    floor: Floor,
    hands: Queue,
    at_points: Points,
    programme: Agenda,
    plan: Plan,
    command: InviteNow,
    at: Millis,
) -> Outcome:
    hand = queue.waiting(hands, command.request) if command.request else None
    if hand and hand.point != command.point:
        raise NotTheirs(request=hand.id, point=hand.point)
    chosen = source(at_points, command.point)
    if command.source not in ("", "venue", command.point):
        raise Unknown(what="source", id=command.source)
    if command.item:
        agenda.known(programme, command.item)
    for answered in command.answers:
        known(floor, answered)
    unnamed = command.speaker == Person()
    limits = {TurnKind.SPEECH: plan.rules.speech, TurnKind.REPLY: plan.rules.reply}
    called = SpeakerCalled(
        turn=_next_id(floor), kind=command.kind, point=command.point,
        limit=limits.get(command.kind, 0), source=command.source or chosen, at=at,
        item=command.item or programme.current, above=floor.speaking,
        answers=command.answers or (hand.answers if hand else ()),
        request=command.request, speaker=hand.speaker if hand and unnamed else command.speaker,
    )  # fmt: skip
    taken = (RequestSettled(hand.id, RequestState.CALLED),) if hand else ()
    began = (called, TurnBegan(called.turn, at))
    return (*taken, *_suspend_running(floor, at, Why.INTERRUPTED), *began)


def _is_speaking(floor: Floor, now: InviteNow) -> bool:
    turn = floor.turns.get(floor.speaking)
    return turn is not None and (turn.kind, turn.point, turn.speaker) == (
        now.kind, now.point, now.speaker,
    )  # fmt: skip


def _suspend_running(floor: Floor, at: Millis, why: Why) -> tuple[Event, ...]:
    return (TurnSuspended(floor.speaking, at, why),) if floor.speaking else ()


def pause(floor: Floor, at: Millis) -> tuple[Event, ...]:
    """What a break of the whole conference does to the floor: the running turn's clock stands."""
    return _suspend_running(floor, at, Why.BREAK)


def after_break(floor: Floor, at: Millis) -> tuple[Event, ...]:
    """What the end of the break does: the turn that it stopped goes on."""
    stopped = [id for id in floor.suspended if floor.turns[id].why is Why.BREAK]
    return (TurnBegan(stopped[-1], at),) if stopped else ()


def close(floor: Floor, hands: Queue, at: Millis) -> Outcome:
    """What closing the conference does: every turn begun is ended, every call taken back."""
    begun = (floor.speaking,) if floor.speaking else ()
    ended = [TurnEnded(id, at) for id in (*begun, *reversed(floor.suspended))]
    done = _settled(floor, hands, (*floor.suspended, *begun))
    return (*ended, *done, *withdraw(floor, hands, floor.coming))


def _settled(floor: Floor, hands: Queue, ids: tuple[str, ...]) -> Outcome:
    """The requests of turns that are over. One that was diverted meanwhile stays so."""
    called = _called(floor, hands, ids)
    return tuple(one for id in called for one in queue.settled(hands, id, RequestState.DONE))


def withdraw(floor: Floor, hands: Queue, ids: tuple[str, ...]) -> Outcome:
    """Calls taken back: each request is again what it was before."""
    back = (RequestSettled(id, hands.requests[id].was) for id in _called(floor, hands, ids))
    return (*(CallWithdrawn(id) for id in ids), *back)


def _called(floor: Floor, hands: Queue, ids: tuple[str, ...]) -> list[str]:
    requests = [request for id in ids if (request := floor.turns[id].request)]
    return [id for id in requests if hands.requests[id].state is RequestState.CALLED]


def _resume(floor: Floor, turn: Turn, at: Millis) -> Outcome:
    if floor.speaking:
        raise FloorTaken(turn=floor.speaking)
    return (TurnBegan(turn.id, at),)


def _end(floor: Floor, hands: Queue, turn: Turn, at: Millis) -> Outcome:
    match turn.stage:
        case TurnStage.CALLED | TurnStage.READY:
            return withdraw(floor, hands, (turn.id,))
        case TurnStage.SPEAKING:
            done = _settled(floor, hands, (turn.id,))
            return (TurnEnded(turn.id, at), *done, *_hand_on(floor, turn, at))
        case TurnStage.SUSPENDED:
            return (TurnEnded(turn.id, at), *_settled(floor, hands, (turn.id,)))
        case _:
            raise WrongTurnStage(turn=turn.id, stage=turn.stage)


def _hand_on(floor: Floor, ended: Turn, at: Millis) -> tuple[Event, ...]:
    """The floor goes back to whom the ended turn interrupted, else to the first who is ready."""
    if below := beneath(floor, ended):
        return (TurnBegan(below, at),)
    ready = [id for id in floor.coming if floor.turns[id].stage is TurnStage.READY]
    return (TurnBegan(ready[0], at),) if ready else ()


def beneath(floor: Floor, turn: Turn) -> str:
    """The turn that `turn` interrupted and that still waits for its end, "" if none does."""
    interrupted = turn.above in floor.suspended
    return turn.above if interrupted and floor.turns[turn.above].why is Why.INTERRUPTED else ""
