"""What is looked for and counted in the register across conferences."""

from enum import StrEnum

from server.rooms.register import Row
from server.rooms.words import Struct


class Search(Struct, frozen=True):
    """What is looked for; "" and () mean anything. Every word of `text` must be there: one typed
    without marks fits any, one with marks only itself. `since` and `until` are days of the
    conference. `leads`: names of one agency. `due_by`: a promise ends on that day or before.
    `open` of True: still followed up; `pleas`: the agency waits for the office to decide."""

    text: str = ""
    conference: str = ""
    fields: tuple[str, ...] = ()
    authority: str = ""
    beyond: bool | None = None
    leads: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    due_by: str = ""
    due_after: str = ""
    since: str = ""
    until: str = ""
    point: str = ""
    place: str = ""
    open: bool | None = None
    pleas: bool | None = None


class Found(Struct, frozen=True):
    """A row with the conference it is of."""

    conference: str
    title: str
    row: Row


class Share(StrEnum):
    """What a report says of an opinion: answered in time or late, not yet due, overdue."""

    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"
    OVERDUE = "overdue"


class Counted(Struct, frozen=True):
    """How many opinions are alike in what is named here. `level` held the conference."""

    number: int
    level: str = ""
    field: str = ""
    authority: str = ""
    lead: str = ""
    answer: str = ""
    result: str = ""
    share: str = ""


class Counts(Struct, frozen=True):
    """What the tables of a report ask about: by level, field and authority; by both statuses and
    share; by lead and share."""

    fields: tuple[Counted, ...] = ()
    statuses: tuple[Counted, ...] = ()
    agencies: tuple[Counted, ...] = ()
