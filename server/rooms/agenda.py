"""The programme: which item the conference is at."""

from msgspec.structs import replace

from server.rooms import words
from server.rooms.plan import AgendaItem
from server.rooms.words import Id, Millis, Struct, Unknown


class Agenda(Struct, frozen=True):
    """`current` is the item's id, or "" before the first. `begun` maps nothing: it is the time of
    the current item only; the log has the rest."""

    items: tuple[AgendaItem, ...] = ()
    current: str = ""
    begun: Millis = 0


class GoToItem(words.Command, frozen=True):
    item: Id


Command = GoToItem


class ItemBegun(words.Event, frozen=True):
    item: str
    at: Millis


Event = ItemBegun


def known(agenda: Agenda, id: str) -> AgendaItem:
    """The item `id`, or Unknown."""
    for item in agenda.items:
        if item.id == id:
            return item
    raise Unknown(what="agenda_item", id=id)


def decide(agenda: Agenda, command: Command, at: Millis) -> tuple[Event, ...]:
    item = known(agenda, command.item)
    return () if item.id == agenda.current else (ItemBegun(item.id, at),)


def evolve(agenda: Agenda, event: Event) -> Agenda:
    return replace(agenda, current=event.item, begun=event.at)
