"""*Giữ lại*: the sound of a turn that may be asked about later is not removed (day.md D15)."""

from msgspec.structs import replace

from server.rooms import floor, words
from server.rooms.floor import Floor
from server.rooms.words import Id, Struct


class Evidence(Struct, frozen=True):
    """`turns` whose sound outlives the others'."""

    turns: tuple[str, ...] = ()


class KeepTurn(words.Command, frozen=True):
    """Keep the sound of a turn, or `keep` it no longer."""

    turn: Id
    keep: bool = True


Command = KeepTurn


class TurnKept(words.Event, frozen=True):
    turn: str
    keep: bool
    by: str


Event = TurnKept


def decide(evidence: Evidence, turns: Floor, command: Command, by: str) -> tuple[Event, ...]:
    floor.known(turns, command.turn)
    same = (command.turn in evidence.turns) is command.keep
    return () if same else (TurnKept(command.turn, command.keep, by),)


def evolve(evidence: Evidence, event: Event) -> Evidence:
    others = tuple(id for id in evidence.turns if id != event.turn)
    return replace(evidence, turns=(*others, event.turn) if event.keep else others)
