"""What those see who run the floor, and what a point sees of its own: shapes of `views`."""

from server.rooms.cues import Cue
from server.rooms.notices import NoticeKind
from server.rooms.opinions import Answer, Result, Verdict
from server.rooms.plan import Person
from server.rooms.policy import Policy, Reason, RequestKind
from server.rooms.states import Matter, RequestState
from server.rooms.words import Millis, Struct


class CosignerView(Struct, frozen=True):
    """Cùng kiến nghị."""

    id: str
    no: int
    point: str
    place: str
    speaker: Person


class RequestView(Struct, frozen=True):
    """`pressed_at` is the client's time of an offline press. `away` is since when the point's line
    has been lost. `prior` was registered before the conference. `text` was sent in writing.
    `prepared` are the characters of a speech handed in beforehand, 0 for none."""

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
    pressed_at: Millis = 0
    away: Millis = 0
    prior: bool = False
    answers: tuple[str, ...] = ()
    cosigners: tuple[CosignerView, ...] = ()
    text: str = ""
    matter: Matter | None = None
    prepared: int = 0


class BudgetView(Struct, frozen=True):
    """The dialogue's end, and what one turn takes with its share of replies (ms): so many turns are
    left as `each` fits into the time until then. `close`: the list closes by itself."""

    until: Millis
    each: Millis
    close: bool = False


class QueueView(Struct, frozen=True):
    """Open requests: the first ones in order, and how many there are. `held` are to be called
    later, `aside` found no turn (the latest ones); they are among `requests` too. `why` gives for
    each of `order` the reasons for its place: only to those who run the floor, as `policy` (absent
    when first come is first served) and `version`, the one that a move names."""

    requests: dict[str, RequestView]
    order: list[str]
    count: int
    held: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    closed: bool = False
    written_until: Millis = 0
    budget: BudgetView | None = None
    why: dict[str, tuple[Reason, ...]] | None = None
    policy: Policy | None = None
    version: int = 0


class NoticeView(Struct, frozen=True):
    """`source` is the point that sent it ("" the desk) and `place` its name; `to` the points it is
    for, () all. `seen`: who acknowledged it when, the desk as "desk"."""

    id: str
    kind: NoticeKind
    at: Millis
    seen: dict[str, Millis]
    source: str = ""
    place: str = ""
    to: tuple[str, ...] = ()
    text: str = ""


class NoticesView(Struct, frozen=True):
    """The latest ones, and the count of all."""

    notices: dict[str, NoticeView]
    order: list[str]
    count: int


class CuesView(Struct, frozen=True):
    """The latest cues. `show` and `prepare` are what the floor says now: whose picture is wanted,
    and whose next."""

    cues: dict[str, Cue]
    order: list[str]
    show: str = ""
    prepare: str = ""


class Readiness(Struct, frozen=True):
    """What a point's own page reports: round trip and delay of captions in milliseconds, whether
    its microphone was heard in a test. Never in the log."""

    round_trip: int = 0
    captions: int = 0
    microphone: bool = False


class MyRequest(Struct, frozen=True):
    """A receipt: number, server time, and the place in the expected order (absent once called).
    `on_deck`: one of the next two. `behind` is the number of the request that it stands behind:
    then `place` is that one's. `prepared` are the characters of the speech handed in beforehand;
    the text itself comes by HTTP."""

    id: str
    no: int
    state: RequestState
    raised_at: Millis
    speaker: Person
    place: int = 0
    topic: str = ""
    field: str = ""
    pressed_at: Millis = 0
    on_deck: bool = False
    behind: int = 0
    text: str = ""
    matter: Matter | None = None
    prepared: int = 0


class MyNotice(Struct, frozen=True):
    """A message of the desk, or (`mine`) of the point itself. `seen_at` 0: not acknowledged."""

    id: str
    kind: NoticeKind
    at: Millis
    mine: bool = False
    text: str = ""
    seen_at: Millis = 0


class MyOpinion(Struct, frozen=True):
    """What the register holds of an opinion of this point, for it to check (day.md D18). `version`
    goes back with what it says; `verdict` is what it said of the summary as it is."""

    id: str
    code: str
    version: int
    summary: str
    speaker: Person
    answer: Answer
    result: Result
    turn: str = ""
    field: str = ""
    lead: str = ""
    answer_by: str = ""
    resolve_by: str = ""
    outcome: str = ""
    verdict: Verdict | None = None


class MyNotices(Struct, frozen=True):
    notices: dict[str, MyNotice]
    order: list[str]


class SeatsView(Struct, frozen=True):
    """Secretaries by actor, and those of them who take turns in that order, unless it is `off`.
    `turns` tells whose the latest turns are; `unassigned` ones are nobody's, while anybody sits.
    The sound of `kept` turns is not removed."""

    names: dict[str, str]
    turns: dict[str, str]
    order: tuple[str, ...] = ()
    off: bool = False
    unassigned: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


class UnverifiedView(Struct, frozen=True):
    """Segments that nobody verified: by turn (the latest ones), and all of them."""

    turns: dict[str, int]
    count: int


class UnfinishedView(Struct, frozen=True):
    """Opinions without field or summary: the latest ones, and how many."""

    rows: tuple[str, ...]
    count: int


class DeskView(Struct, frozen=True):
    """*Việc còn lại*, and who does it."""

    seats: SeatsView
    unverified: UnverifiedView
    unfinished: UnfinishedView
