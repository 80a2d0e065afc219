"""The conference: its plan, whether it runs, whether sound may be kept, who sees captions."""

from enum import StrEnum
from typing import Annotated, Final, assert_never

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import words
from server.rooms.policy import Policy
from server.rooms.words import BESIDE, Id, Line, Millis, Page, Refused, Seconds, Span, Struct
from server.rooms.workdays import Calendar

VENUE: Final = "venue"
"""The kind of the main hall's point, and the name of its mixer as a source of sound."""


class Stage(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Kind(StrEnum):
    REAL = "real"
    REHEARSAL = "rehearsal"
    """*DIỄN TẬP*: its own conference; nothing of it reaches the register or statistics."""


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


class Level(StrEnum):
    """Deciding levels, lowest first; `other` is outside the ladder (tax, insurance, courts…)."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    CENTRAL = "central"
    OTHER = "other"


class Section(StrEnum):
    """The part of the minutes an agenda item belongs to (domain.md §5.4, row 7)."""

    OPENING = "opening"
    REPORT = "report"
    DIALOGUE = "dialogue"
    RECEPTION = "reception"
    CONCLUSION = "conclusion"
    OTHER = "other"


class Person(Struct, frozen=True):
    """Somebody named. `address` is how they are addressed: "đồng chí", "ông" or "bà"."""

    name: Line = ""
    title: Line = ""
    unit: Line = ""
    address: Line = ""


class PointPlan(Struct, frozen=True):
    """A connection point. `sound`: "venue" (its voice comes by the hall's mixer) or "own"."""

    id: Id
    name: Line
    kind: Annotated[str, Meta(pattern="^(commune|venue)$")] = "commune"
    cluster: Line = ""
    district: Line = ""
    expected: Annotated[int, Meta(ge=0, le=100_000)] = 0
    sound: Annotated[str, Meta(pattern="^(venue|own)$")] = "venue"


class AgendaItem(Struct, frozen=True):
    id: Id
    title: Line
    section: Section = Section.OTHER
    responsible: Line = ""


class Field(Struct, frozen=True):
    """*Lĩnh vực*. `committee`: the people's council's committee whose matter it is, as reports
    roll fields up (domain.md §6.2); "" where nobody said."""

    code: Id
    name: Line
    committee: Line = ""


class IssuingBody(Struct, frozen=True):
    """A body that issues papers (day.md D23); "" is what nobody said, and prints as a gap.
    `profile` is the form of its papers ("" its side's own), `parent` the body above it, `name` as
    it stands in the heading, `symbol` its part of a number ("UBND", "VPTU"), `place` stands before
    the date, `authority` above the signature ("TM. ỦY BAN NHÂN DÂN"), `keeper` is who files it.
    `old_tones`: the office writes "uỷ, hoà" where others write "ủy, hòa"."""

    profile: Annotated[str, Meta(pattern="^(|nd30|dang-hd05|dang-hd36)$")] = ""
    parent: Line = ""
    name: Line = ""
    symbol: Line = ""
    place: Line = ""
    authority: Line = ""
    recipients: Annotated[tuple[Line, ...], Meta(max_length=50)] = ()
    keeper: Line = ""
    old_tones: bool = False


class IssuingBodies(Struct, frozen=True):
    """The conference's two heads: each issues papers in its own form."""

    party: IssuingBody = IssuingBody()
    state: IssuingBody = IssuingBody()


class AgencyCard(Struct, frozen=True):
    """What is known of an agency besides its name: the short mark it is called by ("SXD"), the
    fields that it leads (codes), and where its letters go."""

    name: Line
    code: Line = ""
    fields: Annotated[tuple[Line, ...], Meta(max_length=50)] = ()
    address: Line = ""


class Rules(Struct, frozen=True, omit_defaults=False):
    """Limits that an office sets per conference, in seconds. `debate`, `back` and `order` are for
    requests of those kinds, 0 as `speech`; after `answer` without a sign of the called one the
    moderator is offered the next (0 never). `waiting_per_point` 0 means no limit (D6).
    Always whole, so that no client needs to know the defaults."""

    speech: Seconds = 300
    reply: Seconds = 180
    warn: Seconds = 60
    waiting_per_point: Annotated[int, Meta(ge=0, le=1000)] = 2
    debate: Seconds = 0
    back: Seconds = 0
    order: Seconds = 0
    answer: Seconds = 30


class Plan(Struct, frozen=True):
    """Everything fixed before the conference that names no person. `date` is ISO, `starts` HH:MM,
    both local time of the hall, `zone` its offset from UTC in minutes."""

    title: Annotated[str, Meta(min_length=1, max_length=500)] = "Hội nghị"
    short_title: Line = ""
    kind: Kind = Kind.REAL
    level: Level = Level.PROVINCE
    place: Line = ""
    date: Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""
    starts: Annotated[str, Meta(pattern=r"^(\d{2}:\d{2})?$")] = ""
    zone: Annotated[int, Meta(ge=-720, le=840)] = 420
    host: Line = ""
    host_parent: Line = ""
    issuers: IssuingBodies = IssuingBodies()
    points: Annotated[tuple[PointPlan, ...], Meta(max_length=5000)] = ()
    agenda: Annotated[tuple[AgendaItem, ...], Meta(max_length=200)] = ()
    fields: Annotated[tuple[Field, ...], Meta(max_length=200)] = ()
    agencies: Annotated[tuple[Line, ...], Meta(max_length=500)] = ()
    cards: Annotated[tuple[AgencyCard, ...], Meta(max_length=500)] = ()
    rules: Rules = Rules()
    policy: Policy = Policy()
    calendar: Calendar = Calendar()


class Delegate(Person, frozen=True):
    """Somebody invited, who sits at `point` ("" if that is not known)."""

    point: Line = ""


class Signers(Struct, frozen=True):
    """Who signs the papers of each issuing body, with the title that stands above the name."""

    party: Person = Person()
    state: Person = Person()


class People(Struct, frozen=True):
    """Those who lead the conference, in rank order, and those who are invited to it."""

    chairs: Annotated[tuple[Person, ...], Meta(max_length=20)] = ()
    moderator: Person = Person()
    secretaries: Annotated[tuple[Person, ...], Meta(max_length=50)] = ()
    delegates: Annotated[tuple[Delegate, ...], Meta(max_length=10_000)] = ()
    signers: Signers = Signers()


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
