"""What is fixed before a conference: its plan, which names nobody, and its people."""

from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta

from server.rooms.policy import Policy
from server.rooms.words import Id, Line, Seconds, Struct
from server.rooms.workdays import Calendar

VENUE: Final = "venue"
"""The kind of the main hall's point, and the name of its mixer as a source of sound."""


class Kind(StrEnum):
    REAL = "real"
    REHEARSAL = "rehearsal"
    """*DIỄN TẬP*: its own conference; nothing of it reaches the register or statistics."""


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
