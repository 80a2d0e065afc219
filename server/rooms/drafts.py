"""What is left of the speeches: no turn without an opinion by accident (day.md D16).

A draft is not stored. It is every speech that ended, left no row in the register, and of which
nobody said why; its topic and field are the request's, its words those of its segments."""

from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import floor, words
from server.rooms.floor import Floor, TurnKind, TurnStage
from server.rooms.opinions import Opinions
from server.rooms.words import BESIDE, Empty, Id, Page, Refused


class DismissDraft(words.Command, frozen=True):
    """Không ghi nhận ý kiến của lượt này, because of `reason`."""

    turn: Id
    reason: Page


Command = DismissDraft


class DraftDismissed(words.Event, frozen=True):
    turn: str
    by: str
    reason: Annotated[str, Meta(extra=BESIDE)] = ""


Event = DraftDismissed


class NoDraft(Refused):
    """The turn left no draft: no speech, not ended, or it has an opinion. Fields: `turn`."""

    code = "no_draft"


def drafts(turns: Floor, register: Opinions) -> tuple[str, ...]:
    """The turns whose draft is neither confirmed nor dismissed, as they were called."""
    used = {row.turn for row in register.rows.values()}
    return tuple(
        id for id in turns.order
        if id not in used and id not in register.dismissed and _ended(turns.turns[id])
    )  # fmt: skip


def _ended(turn: floor.Turn) -> bool:
    """A denunciation leaves no draft: its number is in the register already."""
    spoke = turn.kind is TurnKind.SPEECH and turn.stage is TurnStage.ENDED and bool(turn.spans)
    return spoke and turn.matter is None


def decide(
    register: Opinions, turns: Floor, command: Command, by: str
) -> tuple[DraftDismissed, ...]:
    floor.known(turns, command.turn)
    if not command.reason.strip():
        raise Empty(field="reason")
    if command.turn not in drafts(turns, register):
        raise NoDraft(turn=command.turn)
    return (DraftDismissed(command.turn, by, command.reason.strip()),)


def evolve(register: Opinions, event: Event) -> Opinions:
    return replace(register, dismissed=register.dismissed.set(event.turn, event.reason))
