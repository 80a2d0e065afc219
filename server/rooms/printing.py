"""How often each printout of *In ngay* went to paper."""

from enum import StrEnum
from typing import Annotated

from immutables import Map
from msgspec import Meta

from server.rooms import words
from server.rooms.words import Millis, Stale


class Printout(StrEnum):
    """What *In ngay* prints (day.md D21)."""

    SHEET = "sheet"
    QUEUE = "queue"
    OPINIONS = "opinions"
    DELEGATES = "delegates"
    MINUTES = "minutes"
    TRIAL = "trial"


Printed = Map[Printout, int]
"""Copies by printout."""


class NotePrinted(words.Command, frozen=True):
    """In ngay: copy `no` of `what` goes to paper."""

    what: Printout
    no: Annotated[int, Meta(ge=1)]


Command = NotePrinted


class CopyPrinted(words.Event, frozen=True):
    what: Printout
    no: int
    at: Millis


Event = CopyPrinted


def decide(printed: Printed, command: Command, at: Millis) -> tuple[Event, ...]:
    """Stale unless the copy is the next one: of two that print at once one asks again."""
    before = printed.get(command.what, 0)
    if command.no != before + 1:
        raise Stale(id=command.what.value, version=before)
    return (CopyPrinted(command.what, command.no, at),)


def evolve(printed: Printed, event: Event) -> Printed:
    return printed.set(event.what, event.no)
