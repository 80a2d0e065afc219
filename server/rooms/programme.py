"""The year's programme: which conferences are to be held, and what earlier ones counted for."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from server.rooms.plan import Level
from server.rooms.words import Id, Line, Page, Struct
from server.rooms.workdays import Day

Number = Annotated[int, Meta(ge=0, le=10_000_000)]


class Occasion(StrEnum):
    """*Định kỳ* or *đột xuất*."""

    REGULAR = "regular"
    EXTRA = "extra"


class Form(StrEnum):
    """How people met: in one hall, at points only, or both."""

    DIRECT = "direct"
    ONLINE = "online"
    HYBRID = "hybrid"


class Figures(Struct, frozen=True):
    """What was held without this service, as a report tells it: `conferences` of one kind together.
    Opinions answered here, in writing, forwarded; resolved of them all."""

    conferences: Annotated[int, Meta(ge=1, le=100_000)] = 1
    attended: Number = 0
    points: Number = 0
    turns: Number = 0
    opinions: Number = 0
    answered_here: Number = 0
    answered_written: Number = 0
    forwarded: Number = 0
    resolved: Number = 0


class Meeting(Struct, frozen=True):
    """An entry of the programme. `day` may be "" while only the `month` ("2026-05") is known.
    `conference` is the room in which it was held here; `figures` are of one that was not."""

    id: Id
    title: Line
    month: Annotated[str, Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    day: Day = ""
    place: Line = ""
    content: Page = ""
    audience: Line = ""
    host: Line = ""
    level: Level = Level.PROVINCE
    occasion: Occasion = Occasion.REGULAR
    form: Form = Form.DIRECT
    conference: Annotated[str, Meta(max_length=64)] = ""
    figures: Figures | None = None
