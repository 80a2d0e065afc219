"""How captions flow: how far behind, and what the moderator lets through (day.md D1, speech.md §5).

Whether there are captions at all is `session.Captions`; this is the hand on the tap."""

from enum import StrEnum
from typing import Annotated, assert_never

from msgspec import Meta

from server.rooms import words
from server.rooms.words import BESIDE, Empty, Line, Struct


class Gate(StrEnum):
    FLOW = "flow"
    HOLD = "hold"
    """What stands there stays; later words are not shown until it flows again."""
    BLANK = "blank"
    REPLACE = "replace"
    """A text of the moderator's stands there instead."""


class CaptionFlow(Struct, frozen=True, omit_defaults=False):
    """Always whole, so that no client needs to know the defaults. `delay` in milliseconds. A word
    is shown when `look_ahead` later words confirm it, or its sentence ends. `text` is what stands
    there while the gate says replace."""

    gate: Gate = Gate.FLOW
    text: str = ""
    delay: int = 0
    look_ahead: int = 2


class GateCaptions(words.Command, frozen=True):
    """Giữ / Xóa / Thay dòng phụ đề. Points, delegates and viewers see the same as the hall."""

    gate: Gate
    text: Line = ""


class TuneCaptions(words.Command, frozen=True):
    """Time to stop a caption before the hall reads it, and how sure a word must be."""

    delay: Annotated[int, Meta(ge=0, le=6000)]
    look_ahead: Annotated[int, Meta(ge=0, le=8)] = 2


Command = GateCaptions | TuneCaptions


class CaptionsGated(words.Event, frozen=True):
    gate: Gate
    text: Annotated[str, Meta(extra=BESIDE)] = ""


class CaptionsTuned(words.Event, frozen=True):
    delay: int
    look_ahead: int


Event = CaptionsGated | CaptionsTuned


def decide(flow: CaptionFlow, command: Command) -> tuple[Event, ...]:
    match command:
        case GateCaptions(gate, text):
            shown = text.strip() if gate is Gate.REPLACE else ""
            if gate is Gate.REPLACE and not shown:
                raise Empty(field="text")
            same = (flow.gate, flow.text) == (gate, shown)
            return () if same else (CaptionsGated(gate, shown),)
        case TuneCaptions(delay, look_ahead):
            same = (flow.delay, flow.look_ahead) == (delay, look_ahead)
            return () if same else (CaptionsTuned(delay, look_ahead),)
        case _:
            assert_never(command)


def evolve(flow: CaptionFlow, event: Event) -> CaptionFlow:
    match event:
        case CaptionsGated(gate, text):
            return CaptionFlow(gate, text, flow.delay, flow.look_ahead)
        case CaptionsTuned(delay, look_ahead):
            return CaptionFlow(flow.gate, flow.text, delay, look_ahead)
        case _:
            assert_never(event)
