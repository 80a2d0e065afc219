"""Time limits and the other rules of a conference, changed while it runs (issue 6, D2, D6)."""

from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import calling, words
from server.rooms.floor import Floor, Turn, TurnExtended, TurnKind
from server.rooms.plan import Rules
from server.rooms.queue import Queue
from server.rooms.session import Session
from server.rooms.words import BESIDE, Line


class SetRules(words.Command, frozen=True):
    """From now on: of whoever has not begun to speak, called or not; `running` too, of the turn
    that speaks, whose time then is what the rules say, however it was extended."""

    rules: Rules
    running: bool = False
    reason: Line = ""


Command = SetRules


class RulesSet(words.Event, frozen=True):
    rules: Rules
    reason: Annotated[str, Meta(extra=BESIDE)] = ""


Event = RulesSet
Outcome = tuple[RulesSet | TurnExtended, ...]


def decide(session: Session, turns: Floor, hands: Queue, command: Command) -> Outcome:
    rules = command.rules
    changed = () if rules == session.plan.rules else (RulesSet(rules, command.reason.strip()),)
    speaking = (turns.speaking,) if command.running and turns.speaking else ()
    now = [turns.turns[id] for id in (*turns.coming, *speaking)]
    given = [(turn, _entitled(rules, turn, hands)) for turn in now]
    moved = (TurnExtended(turn.id, limit) for turn, limit in given if limit != turn.limit)
    return (*changed, *moved)


def _entitled(rules: Rules, turn: Turn, hands: Queue) -> int:
    """Seconds that `turn` gets by `rules`."""
    if turn.request:
        return calling.limit(rules, hands.requests[turn.request].kind)
    by_kind = {TurnKind.SPEECH: rules.speech, TurnKind.REPLY: rules.reply}
    return by_kind.get(turn.kind, turn.limit)


def evolve(session: Session, event: Event) -> Session:
    return replace(session, plan=replace(session.plan, rules=event.rules))
