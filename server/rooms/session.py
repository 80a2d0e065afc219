"""The conference: whether it is set up and runs, whether sound may be kept, who sees captions."""

from enum import StrEnum
from typing import Annotated, assert_never

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import words
from server.rooms.plan import VENUE, People, Plan
from server.rooms.words import BESIDE, Millis, Page, Refused, Span, Struct


class Stage(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Captions(StrEnum):
    """What points, delegates, viewers and the hall read of what is said (day.md D1)."""

    OFF = "off"
    LIVE = "live"
    VERIFIED = "verified"


class Hall(StrEnum):
    """What the big screen shows (day.md D3); only people change it."""

    AUTO = "auto"
    TITLE = "title"
    BREAK = "break"
    OFF = "off"


class Session(Struct, frozen=True):
    """`recorded` are the stretches of time in which sound may be kept, in order. `keep`: recordings
    stay, however old they are (D15)."""

    plan: Plan = Plan()
    people: People = People()
    set_up: bool = False
    stage: Stage = Stage.PLANNED
    opened_at: Millis = 0
    closed_at: Millis = 0
    recorded: tuple[Span, ...] = ()
    captions: Captions = Captions.OFF
    hall: Hall = Hall.AUTO
    name_plate: bool = True
    keep: bool = False

    @property
    def recording(self) -> bool:
        """Sound may be kept now."""
        return bool(self.recorded) and not self.recorded[-1].end


class SetUpConference(words.Command, frozen=True):
    plan: Plan
    people: People = People()


class OpenConference(words.Command, frozen=True):
    pass


class PauseConference(words.Command, frozen=True):
    pass


class ResumeConference(words.Command, frozen=True):
    pass


class CloseConference(words.Command, frozen=True):
    pass


class AllowRecording(words.Command, frozen=True):
    """Cho phép ghi âm: from now sound of whoever has the floor is kept and recognised."""


class ForbidRecording(words.Command, frozen=True):
    reason: Page = ""


class KeepRecordings(words.Command, frozen=True):
    """Giữ lại: the recordings of this conference are not removed when they are old (D15)."""

    keep: bool = True


class SetCaptions(words.Command, frozen=True):
    captions: Captions


class SetHall(words.Command, frozen=True):
    """Tự động / Tên hội nghị / Nghỉ giải lao / Tắt; `name_plate` false is *Ẩn bảng tên*."""

    hall: Hall
    name_plate: bool = True


Command = (
    SetUpConference
    | OpenConference
    | PauseConference
    | ResumeConference
    | CloseConference
    | AllowRecording
    | ForbidRecording
    | KeepRecordings
    | SetCaptions
    | SetHall
)


class ConferenceSetUp(words.Event, frozen=True):
    plan: Plan
    people: Annotated[People, Meta(extra=BESIDE)] = People()


class ConferenceOpened(words.Event, frozen=True):
    at: Millis


class ConferencePaused(words.Event, frozen=True):
    pass


class ConferenceResumed(words.Event, frozen=True):
    pass


class ConferenceClosed(words.Event, frozen=True):
    at: Millis


class RecordingAllowed(words.Event, frozen=True):
    at: Millis


class RecordingForbidden(words.Event, frozen=True):
    at: Millis
    reason: Annotated[str, Meta(extra=BESIDE)] = ""


class RecordingsKept(words.Event, frozen=True):
    keep: bool


class CaptionsSet(words.Event, frozen=True):
    captions: Captions


class HallSet(words.Event, frozen=True):
    hall: Hall
    name_plate: bool


Event = (
    ConferenceSetUp
    | ConferenceOpened
    | ConferencePaused
    | ConferenceResumed
    | ConferenceClosed
    | RecordingAllowed
    | RecordingForbidden
    | RecordingsKept
    | CaptionsSet
    | HallSet
)


class AlreadySetUp(Refused):
    code = "already_set_up"


class BadPlan(Refused):
    """The plan contradicts itself. Fields: `why`, `id`."""

    code = "bad_plan"


class WrongStage(Refused):
    """Fields: `stage` the conference is in."""

    code = "wrong_stage"


STAGES = {
    OpenConference: frozenset({Stage.PLANNED}),
    PauseConference: frozenset({Stage.OPEN}),
    ResumeConference: frozenset({Stage.PAUSED}),
    CloseConference: frozenset({Stage.OPEN, Stage.PAUSED}),
    AllowRecording: frozenset({Stage.PLANNED, Stage.OPEN, Stage.PAUSED}),
}


def decide(session: Session, command: Command, at: Millis) -> tuple[Event, ...]:
    if session.stage not in STAGES.get(type(command), frozenset(Stage)):
        raise WrongStage(stage=session.stage)
    match command:
        case SetUpConference(plan, people):
            return _set_up(session, plan, people)
        case OpenConference():
            return (ConferenceOpened(at),)
        case PauseConference():
            return (ConferencePaused(),)
        case ResumeConference():
            return (ConferenceResumed(),)
        case CloseConference():
            return (ConferenceClosed(at),)
        case AllowRecording():
            return () if session.recording else (RecordingAllowed(at),)
        case ForbidRecording(reason):
            return (RecordingForbidden(at, reason),) if session.recording else ()
        case KeepRecordings(keep):
            return () if keep == session.keep else (RecordingsKept(keep),)
        case SetCaptions(captions):
            return () if captions == session.captions else (CaptionsSet(captions),)
        case SetHall(hall, plate):
            same = (session.hall, session.name_plate) == (hall, plate)
            return () if same else (HallSet(hall, plate),)
        case _:
            assert_never(command)


def _set_up(session: Session, plan: Plan, people: People) -> tuple[Event, ...]:
    if session.set_up:
        raise AlreadySetUp
    for items in (plan.points, plan.agenda):
        _refuse_twins([item.id for item in items])
    if any(point.id == VENUE for point in plan.points):
        raise BadPlan(why="reserved", id=VENUE)  # it names the mixer's sound, not a place
    _refuse_twins([field.code for field in plan.fields])
    return (ConferenceSetUp(plan, people),)


def _refuse_twins(ids: list[str]) -> None:
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            raise BadPlan(why="twice", id=id)
        seen.add(id)


def evolve(session: Session, event: Event) -> Session:
    match event:
        case ConferenceSetUp(plan, people):
            return replace(session, plan=plan, people=people, set_up=True)
        case ConferenceOpened(at):
            return replace(session, stage=Stage.OPEN, opened_at=at)
        case ConferencePaused():
            return replace(session, stage=Stage.PAUSED)
        case ConferenceResumed():
            return replace(session, stage=Stage.OPEN)
        case ConferenceClosed(at):
            return replace(_unrecorded(session, at), stage=Stage.CLOSED, closed_at=at)
        case RecordingAllowed(at):
            return replace(session, recorded=(*session.recorded, Span(at)))
        case RecordingForbidden(at):
            return _unrecorded(session, at)
        case RecordingsKept(keep):
            return replace(session, keep=keep)
        case CaptionsSet(captions):
            return replace(session, captions=captions)
        case HallSet(hall, plate):
            return replace(session, hall=hall, name_plate=plate)
        case _:
            assert_never(event)


def _unrecorded(session: Session, at: Millis) -> Session:
    if not session.recording:
        return session
    *before, running = session.recorded
    return replace(session, recorded=(*before, Span(running.start, at)))
