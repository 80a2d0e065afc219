"""What clients see: the shapes of a mirror. Absent means none; a view never contains null.

Collections are maps by id beside an order list. Long ones show their latest part and a count."""

import msgspec

from server.rooms.captions import CaptionFlow
from server.rooms.chairviews import ConclusionView, SheetView
from server.rooms.deskviews import (
    CuesView,
    DeskView,
    MyNotices,
    MyOpinion,
    MyRequest,
    NoticesView,
    QueueView,
    Readiness,
)
from server.rooms.doubts import Doubt
from server.rooms.floor import Disposal, TurnKind, TurnStage, Why
from server.rooms.plan import AgendaItem, Kind, Level, Person, Rules
from server.rooms.points import Check, Link, Signal
from server.rooms.policy import Rule
from server.rooms.registerviews import OpinionsView
from server.rooms.session import Captions, Hall, Stage
from server.rooms.slips import Slip
from server.rooms.states import Matter
from server.rooms.timing import Shares
from server.rooms.transcript import SegmentKind, SegmentState
from server.rooms.withdrawals import WithdrawalState
from server.rooms.words import Millis, Span, Struct


class ConferenceView(Struct, frozen=True):
    """`fields` maps code to name. `opened_at` 0 means not yet; `zone` is the
    hall's offset from UTC in minutes. `keep`: its recordings are not removed when they are old."""

    title: str
    kind: Kind
    level: Level
    stage: Stage
    recording: bool
    captions: Captions
    hall: Hall
    name_plate: bool
    rules: Rules
    agenda: tuple[AgendaItem, ...]
    fields: dict[str, str]
    agencies: tuple[str, ...]
    chairs: tuple[Person, ...]
    moderator: Person
    zone: int
    caption_flow: CaptionFlow
    short_title: str = ""
    place: str = ""
    date: str = ""
    item: str = ""
    opened_at: Millis = 0
    closed_at: Millis = 0
    host: str = ""
    keep: bool = False


class TurnView(Struct, frozen=True):
    """`place` is the point's name. `topic` and `field` are the request's, for staff and the turn's
    own point. `limit` is absent where no clock is shown (day.md D2). What follows `answers` is for
    them too: without a sign until `expires` the moderator is offered to call the next or to hold
    this one; `away` is since when the called point's line has been lost. `disposed` and `note`
    say why no reply is awaited. `prepared` are the characters of a speech handed in beforehand."""

    id: str
    kind: TurnKind
    stage: TurnStage
    point: str
    place: str
    speaker: Person
    spans: tuple[Span, ...]
    source: str = ""
    limit: int = 0
    request: str = ""
    topic: str = ""
    field: str = ""
    item: str = ""
    why: Why | None = None
    answers: tuple[str, ...] = ()
    called_at: Millis = 0
    expires: Millis = 0
    away: Millis = 0
    microphone: bool = False
    matter: Matter | None = None
    disposed: Disposal | None = None
    note: str = ""
    prepared: int = 0


class FloorView(Struct, frozen=True):
    """Staff see the latest turns, others only those that live. `count` is of all turns.
    `unanswered` are speeches that await a reply, or somebody's word that none will come. `slips`
    (*phiếu nhắc*) lie on the table: about those on the floor, next, or not answered yet."""

    turns: dict[str, TurnView]
    order: list[str]
    coming: list[str]
    suspended: list[str]
    count: int
    speaking: str = ""
    unanswered: tuple[str, ...] = ()
    slips: dict[str, Slip] = msgspec.field(default_factory=dict)


class PointView(Struct, frozen=True):
    """`present` is absent until roll call; `kind` "venue" is the main hall. `excused` of those
    invited (`expected`) are absent with a reason. `checks` of the trial were passed."""

    id: str
    name: str
    kind: str
    link: Link
    picture: Signal
    voice: Signal
    sound: str
    expected: int
    since: Millis = 0
    present: int | None = None
    cluster: str = ""
    note: str = ""
    devices: int = 0
    excused: int = 0
    checks: tuple[Check, ...] = ()


class SegmentView(Struct, frozen=True):
    """`unsure` holds the positions of raw words below the confidence gate. Word times, and the
    layers raw, edited and approved, come by HTTP. Secretaries have instead of it: `listen`, words
    of the text to be heard again or confirmed, and why; `of`, the segments it was made of by
    splitting, merging or moving; `undo`, who may take the last change back; `corrected`, that it
    says something else than when it was locked."""

    id: str
    turn: str
    starts: Millis
    ends: Millis
    text: str
    version: int
    state: SegmentState
    by: str = ""
    unsure: tuple[int, ...] = ()
    kind: SegmentKind = SegmentKind.SPEECH
    listen: tuple[Doubt, ...] = ()
    of: tuple[str, ...] = ()
    undo: str = ""
    corrected: bool = False


class TranscriptView(Struct, frozen=True):
    """`order` are the latest segments, as they were spoken; `segments` has older ones beside that
    were changed lately. `count` is of all."""

    segments: dict[str, SegmentView]
    order: list[str]
    count: int


class WithdrawalView(Struct, frozen=True):
    """`by` asked for it, and so cannot confirm it."""

    id: str
    span: Span
    state: WithdrawalState
    by: str
    reason: str


class WithdrawalsView(Struct, frozen=True):
    all: dict[str, WithdrawalView]
    order: list[str]


class CaptionsView(Struct, frozen=True):
    """What the hall reads now: two lines at most, of the turn that speaks. They were put there `at`
    (0: there are none), by which a point tells how late they come."""

    turn: str = ""
    lines: tuple[str, ...] = ()
    at: Millis = 0


class Crowd(Struct, frozen=True):
    """Who is connected and not a point: counts only (house.md, Presence). `readiness` is what
    points report of themselves; `open` are points that stay loud without the floor."""

    delegates: int = 0
    viewers: int = 0
    readiness: dict[str, Readiness] = msgspec.field(default_factory=dict)
    open: tuple[str, ...] = ()


class View(Struct, frozen=True):
    """What one audience sees. Areas that its role may not see are absent, whole."""

    conference: ConferenceView
    floor: FloorView
    queue: QueueView | None = None
    points: dict[str, PointView] | None = None
    transcript: TranscriptView | None = None
    captions: CaptionsView | None = None
    opinions: OpinionsView | None = None
    conclusion: ConclusionView | None = None
    sheet: SheetView | None = None
    withdrawals: WithdrawalsView | None = None
    crowd: Crowd | None = None
    times: Shares | None = None
    notices: NoticesView | None = None
    cues: CuesView | None = None
    desk: DeskView | None = None


class Mine(Struct, frozen=True):
    """What concerns one client alone: its own requests and the turn that it holds; of staff, `me`
    is its actor's id, as others see it. `rules` is what the expected order goes by, nothing for
    first come, first served. `closed`: nobody may register any more; texts are taken until
    `written_until` (0: any time)."""

    requests: dict[str, MyRequest]
    order: list[str]
    point: PointView | None = None
    turn: TurnView | None = None
    rules: tuple[Rule, ...] = ()
    closed: bool = False
    written_until: Millis = 0
    inbox: MyNotices | None = None
    opinions: dict[str, MyOpinion] | None = None
    me: str = ""


def plain(value: Struct) -> dict[str, object]:
    """`value` as JSON values: defaults left out, so that no null can occur."""
    built: dict[str, object] = msgspec.to_builtins(value)
    return built
