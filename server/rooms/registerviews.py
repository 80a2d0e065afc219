"""What clients see of the register: the shapes of its part of a view."""

from server.rooms.opinions import (
    Answer,
    Feedback,
    Frozen,
    OpinionKind,
    Origin,
    Paper,
    Petitioner,
    Previous,
    Result,
)
from server.rooms.plan import Level, Person
from server.rooms.states import Matter
from server.rooms.words import Struct
from server.rooms.workdays import DayCount


class OpinionView(Struct, frozen=True):
    """`petitioners` ask the same in this row, `merged` are the rows that stand behind it, `others`
    how many people that makes besides the speaker. `due` is the next open deadline and `soon` the
    day from which it is *sắp đến hạn*: past `due` it is *quá hạn*. `reported` is the result that
    the lead agency reports and nobody has confirmed. Of a denunciation (`matter`) there is a code
    and nothing else."""

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
    withdrawn: bool = False
    kind: OpinionKind | None = None
    origin: Origin | None = None
    source: str = ""
    previous: Previous | None = None
    secondary: tuple[str, ...] = ()
    petitioners: tuple[Petitioner, ...] = ()
    merged: tuple[str, ...] = ()
    others: int = 0
    into: str = ""
    answer_term: DayCount | None = None
    resolve_term: DayCount | None = None
    answerer: Person | None = None
    answered_on: str = ""
    answer_paper: Paper | None = None
    forward_by: str = ""
    forward_paper: Paper | None = None
    outcome: str = ""
    outcome_paper: Paper | None = None
    resolved_on: str = ""
    feedback: Feedback | None = None
    matter: Matter | None = None
    supplementary: bool = False
    corrections: int = 0
    correction: str = ""
    due: str = ""
    soon: str = ""
    reported: Result | None = None


class OpinionsView(Struct, frozen=True):
    """The latest rows; `count` is of all (*ý kiến*), `speeches` of those who spoke (*lượt phát
    biểu*). `drafts` are turns whose opinion nobody has logged or dismissed."""

    rows: dict[str, OpinionView]
    order: list[str]
    count: int
    speeches: int = 0
    drafts: tuple[str, ...] = ()
    dismissed: int = 0
    frozen: Frozen | None = None
