"""The programme goes from item to item."""

from server.rooms.agenda import GoToItem, ItemBegun
from tests.given import NOON, ask, happens, opened, refusal


def test_going_to_an_item() -> None:
    room, events = ask(opened(), GoToItem("doi-thoai"))
    assert events == (ItemBegun("doi-thoai", NOON),)
    assert (room.agenda.current, room.agenda.begun) == ("doi-thoai", NOON)
    assert happens(room, GoToItem("doi-thoai")) == ()
    assert happens(room, GoToItem("khai-mac"), at=NOON + 1) == (ItemBegun("khai-mac", NOON + 1),)


def test_an_unknown_item() -> None:
    assert refusal(opened(), GoToItem("x")) == ("unknown_id", {"what": "agenda_item", "id": "x"})
