"""Words that every area of a room shares: who asks, why not, what lies beside the log."""

from enum import StrEnum
from typing import Annotated, ClassVar, Final

import msgspec
from msgspec import Meta


class Role(StrEnum):
    """Every kind of participant. `system` is the service itself and never a person."""

    ADMIN = "admin"
    CHAIR = "chair"
    MODERATOR = "moderator"
    ASSISTANT = "assistant"
    SECRETARY_LEAD = "secretary_lead"
    SECRETARY = "secretary"
    TECHNICIAN = "technician"
    AGENCY = "agency"
    POINT = "point"
    DELEGATE = "delegate"
    VIEWER = "viewer"
    HALL = "hall"
    SYSTEM = "system"


class Struct(msgspec.Struct, frozen=True, omit_defaults=True):
    """Base of everything that crosses a border or is stored: a value, readable for ever."""


class Command(Struct, frozen=True, tag=True, forbid_unknown_fields=True):
    """Base of what may be asked. Strict: an unknown field is an error (house rule 10)."""


class Event(Struct, frozen=True, tag=True):
    """Base of what happened. Lenient: a stored event of another release stays readable."""


class Actor(Struct, frozen=True):
    """Who asks, already authenticated. `point` is set for the roles that sit at one, `agency` (its
    name) for those who answer for one."""

    id: str
    role: Role
    point: str = ""
    agency: str = ""


SYSTEM: Final = Actor("system", Role.SYSTEM)

# Short texts are one line on a screen; long ones are a page. Beyond that something is wrong.
Id = Annotated[str, Meta(min_length=1, max_length=64)]
Line = Annotated[str, Meta(max_length=300)]
Page = Annotated[str, Meta(max_length=8000)]
Seconds = Annotated[int, Meta(ge=0, le=6 * 3600)]
Millis = int
"""Server time in milliseconds since the Unix epoch, UTC."""


class Span(Struct, frozen=True, array_like=True):
    """One stretch of time, [start, end) in server time; `end` 0 while it runs."""

    start: Millis
    end: Millis = 0


BESIDE: Final = {"beside": True}
"""Marks an event field whose content lies beside the log (day.md D14): the log keeps a reference
and a salted digest. Such a field has a default, which is what replay sees once it is withdrawn."""


class Refused(Exception):
    """The rules say no. `code` is stable and for programs; `fields` fill in the message."""

    code: ClassVar[str] = "refused"

    def __init__(self, **fields: object) -> None:
        super().__init__(self.code, fields)
        self.fields = fields


class NotAllowed(Refused):
    code = "not_allowed"


class NotOpen(Refused):
    """The conference is not running: not opened yet, paused, or closed."""

    code = "conference_not_open"


class Unknown(Refused):
    """Something was named that this conference does not have. Fields: `what`, `id`."""

    code = "unknown_id"


class Stale(Refused):
    """Somebody changed it meanwhile. Fields: `id`, `version` (the one that holds now)."""

    code = "stale_version"


class Empty(Refused):
    """A text that must say something says nothing. Fields: `field`."""

    code = "empty_field"
