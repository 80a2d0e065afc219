"""What clients see: the shapes of a mirror. Absent means none; a view never contains null.

Collections are maps by id beside an order list. Long ones show their latest part and a count."""

import msgspec

from server.rooms.conclusion import Task
from server.rooms.floor import TurnKind, TurnStage, Why
from server.rooms.opinions import Answer, Result
from server.rooms.points import Link, Signal
from server.rooms.queue import RequestKind, RequestState
from server.rooms.session import AgendaItem, Captions, Hall, Kind, Level, Person, Rules, Stage
from server.rooms.transcript import SegmentState
from server.rooms.words import Millis, Span, Struct


class ConferenceView(Struct, frozen=True):
    """`fields` maps code to name. `opened_at` 0 means not yet; `zone` is the
    hall's offset from UTC in minutes."""

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
    short_title: str = ""
    place: str = ""
    date: str = ""
    item: str = ""
    opened_at: Millis = 0
    closed_at: Millis = 0
    host: str = ""


class TurnView(Struct, frozen=True):
    """`place` is the point's name. `topic` and `field` are the request's, for staff and the turn's
    own point. `limit` is absent where no clock is shown (day.md D2)."""

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


class FloorView(Struct, frozen=True):
    """Staff see the latest turns, others only those that live. `count` is of all turns."""

    turns: dict[str, TurnView]
    order: list[str]
    coming: list[str]
    suspended: list[str]
    count: int
    speaking: str = ""


class RequestView(Struct, frozen=True):
    id: str
    no: int
    point: str
    place: str
    speaker: Person
    kind: RequestKind
    state: RequestState
    raised_at: Millis
    topic: str = ""
    field: str = ""


class QueueView(Struct, frozen=True):
    """Open requests: the first ones in order, and how many there are."""

    requests: dict[str, RequestView]
    order: list[str]
    count: int


class PointView(Struct, frozen=True):
    """`present` is absent until roll call; `kind` "venue" is the main hall."""

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


class SegmentView(Struct, frozen=True):
    """`unsure` holds the positions of words below the confidence gate. Word times come by HTTP."""

    id: str
    turn: str
    starts: Millis
    ends: Millis
    text: str
    version: int
    state: SegmentState
    by: str = ""
    unsure: tuple[int, ...] = ()


class TranscriptView(Struct, frozen=True):
    segments: dict[str, SegmentView]
    order: list[str]
    count: int


class OpinionView(Struct, frozen=True):
    id: str
    code: str
    speaker: Person
    text: str
    beyond: bool
    answer: Answer
    result: Result
    version: int
    turn: str = ""
    point: str = ""
    place: str = ""
    summary: str = ""
    field: str = ""
    authority: Level | None = None
    segments: tuple[str, ...] = ()
    lead: str = ""
    coordinating: tuple[str, ...] = ()
    answered_in: str = ""
    answer_text: str = ""
    promise: str = ""
    answer_by: str = ""
    resolve_by: str = ""
    forwarded_to: str = ""


class OpinionsView(Struct, frozen=True):
    rows: dict[str, OpinionView]
    order: list[str]
    count: int


class ConclusionPointView(Struct, frozen=True):
    id: str
    title: str
    text: str
    version: int
    tasks: tuple[Task, ...] = ()


class ConclusionView(Struct, frozen=True):
    points: dict[str, ConclusionPointView]
    order: list[str]


class CaptionView(Struct, frozen=True):
    turn: str
    text: str


class CaptionsView(Struct, frozen=True):
    lines: dict[str, CaptionView]
    order: list[str]


class Crowd(Struct, frozen=True):
    """Who is connected and not a point: counts only (house.md, Presence)."""

    delegates: int = 0
    viewers: int = 0


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
    crowd: Crowd | None = None


class MyRequest(Struct, frozen=True):
    """A receipt: number, server time, and the place in the expected order (absent once called)."""

    id: str
    no: int
    state: RequestState
    raised_at: Millis
    speaker: Person
    place: int = 0
    topic: str = ""
    field: str = ""


class Mine(Struct, frozen=True):
    """What concerns one client alone: its own requests and the turn that it holds."""

    requests: dict[str, MyRequest]
    order: list[str]
    point: PointView | None = None
    turn: TurnView | None = None


def plain(value: Struct) -> dict[str, object]:
    """`value` as JSON values: defaults left out, so that no null can occur."""
    built: dict[str, object] = msgspec.to_builtins(value)
    return built
