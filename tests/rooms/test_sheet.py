"""The chair's sheet, and what *In ngay* prints (domain.md §3.2, day.md D21)."""

from typing import Any

from server.rooms import prints, sheet
from server.rooms.agenda import GoToItem
from server.rooms.alphabet import name_key, word_key
from server.rooms.answering import AnswerOpinion
from server.rooms.conclusion import SetConclusionPoint
from server.rooms.entering import LogOpinion
from server.rooms.floor import InviteNow, TurnKind
from server.rooms.issuing import DocumentKind, DraftDocument
from server.rooms.opinions import Answer, Petitioner
from server.rooms.plan import Delegate, Level, People, Person
from server.rooms.printing import NotePrinted, Printout
from server.rooms.queue import RaiseHand
from server.rooms.revising import MergeOpinions, ReviseOpinion
from server.rooms.room import Room
from server.rooms.sight import Audience
from server.rooms.transcript import WriteSegment
from tests.documents.given import demo
from tests.given import (
    MR_AN,
    MRS_BINH,
    PROGRAMME,
    SECRETARY,
    THE_CHAIR,
    a_plan,
    after,
    opened,
    planned,
)
from tests.rooms.concluding import ITEM
from tests.rooms.seen import Json, view_of


def seen(room: Room) -> Json:
    found: Json = view_of(Audience.CHAIR, room)["sheet"]
    return found


def test_turns_and_opinions_are_counted_apart() -> None:
    room = after(opened(), InviteNow("an-phu", speaker=MR_AN), InviteNow("don-dac", TurnKind.REPLY))
    room = after(room, LogOpinion("t1", summary="a"), LogOpinion("t1", summary="b"),
                 LogOpinion(text="c"), actor=SECRETARY)  # fmt: skip
    told = seen(room)
    assert (told["turns"], told["opinions"], told["merged"]) == (1, 3, 0)


def test_fields_come_in_the_plans_order_and_the_unclassified_last() -> None:
    room = after(
        opened(), LogOpinion(text="a"), LogOpinion(text="b", field="giao-thong"),
        LogOpinion(text="c", field="dat-dai", authority=Level.PROVINCE),
        LogOpinion(text="d", field="dat-dai", authority=Level.PROVINCE),
        LogOpinion(text="e", field="dat-dai"),
        AnswerOpinion("y3", Answer.HERE, text="x"), AnswerOpinion("y4", Answer.PARTLY, text="x"),
        actor=SECRETARY,
    )  # fmt: skip
    assert seen(room)["fields"] == [
        {"field": "dat-dai", "levels": {"province": 2, "": 1}, "total": 3, "answered": 1,
         "partly": 1},
        {"field": "giao-thong", "levels": {"": 1}, "total": 1, "answered": 0, "partly": 0},
        {"field": "", "levels": {"": 1}, "total": 1, "answered": 0, "partly": 0},
    ]  # fmt: skip


def test_one_wish_of_several_counts_once_and_says_how_many() -> None:
    room = after(
        opened(), LogOpinion(text="a"), LogOpinion(text="b"),
        LogOpinion(text="c", petitioners=(Petitioner("Lan"), Petitioner("Mai"))),
        actor=SECRETARY,
    )  # fmt: skip
    room = after(room, MergeOpinions("y1", 0, ("y2",)), actor=SECRETARY)
    told = seen(room)
    assert (told["opinions"], told["merged"]) == (3, 1)
    assert told["wishes"] == [{"opinion": "y3", "count": 3}, {"opinion": "y1", "count": 2}]
    assert told["uncovered"] == ["y1", "y3"]
    assert sum(one["total"] for one in told["fields"]) == 2
    room = after(room, SetConclusionPoint("Một", "", opinions=("y2",)))  # the one that went with it
    assert seen(room)["uncovered"] == ["y3"]


def test_promises_come_by_their_day() -> None:
    room = opened()
    for no, day in enumerate(("2026-06-30", "", "2026-03-01"), 1):
        promise = AnswerOpinion(f"y{no}", Answer.HERE, promise="Sẽ làm", resolve_by=day)
        room = after(room, LogOpinion(text="a"), promise, actor=SECRETARY)
    assert seen(room)["promises"] == ["y3", "y1", "y2"]


def test_the_sheet_of_the_demo_conference() -> None:
    told = seen(demo())
    assert (told["turns"], told["opinions"], told["counts"]["uncovered"]) == (16, 16, 4)
    assert told["counts"]["findings"] == 2 + 4
    levels: dict[str, int] = {}
    for one in told["fields"]:
        for level, count in one["levels"].items():
            levels[level] = levels.get(level, 0) + count
    assert levels == {"province": 11, "central": 2, "district": 2, "commune": 1}


def test_orders_are_shown_while_the_leader_concludes() -> None:
    room = opened(a_plan(agenda=(*PROGRAMME, ITEM)))
    room = after(room, GoToItem(ITEM.id))
    room = after(room, InviteNow("hoi-truong", TurnKind.PROCEDURE, THE_CHAIR, ITEM.id))
    assert "orders" not in seen(room)
    said = WriteSegment("t1", "Giao Sở Y tế ban hành kế hoạch trước ngày 01/6/2026.")
    room = after(room, said, actor=SECRETARY)
    (order,) = view_of(Audience.SECRETARY, room)["sheet"]["orders"]
    assert (order["agency"], order["due"], order["agreement"]) == (
        "Sở Y tế", "2026-06-01", "missing",
    )  # fmt: skip
    assert list(sheet.whole(room)["orders"]) == [order]


def many(count: int) -> Room:
    room = opened()
    for _ in range(count):
        room = after(room, LogOpinion(text="a"), actor=SECRETARY)
    return room


def test_lists_show_their_head_and_the_paper_all() -> None:
    room = many(sheet.HEAD + 3)
    told = seen(room)
    assert (len(told["uncovered"]), told["counts"]["uncovered"]) == (sheet.HEAD, sheet.HEAD + 3)
    assert len(sheet.whole(room)["uncovered"]) == len(prints.opinions(room)) == sheet.HEAD + 3


def test_a_document_says_when_it_is_no_longer_what_was_printed() -> None:
    def document(room: Room) -> Json:
        found: Json = view_of(Audience.MODERATOR, room)["conclusion"]["documents"]["minutes"]
        return found

    room = after(opened(), LogOpinion(text="a"), DraftDocument(DocumentKind.MINUTES),
                 actor=SECRETARY)  # fmt: skip
    assert "changed" not in document(room)
    room = after(room, ReviseOpinion("y1", 1, "b"), NotePrinted(Printout.MINUTES, 1),
                 actor=SECRETARY)  # fmt: skip
    assert document(room)["changed"] is True
    assert view_of(Audience.MODERATOR, room)["conclusion"]["printed"] == {"minutes": 1}


def test_the_printed_queue_is_in_order_and_whole() -> None:
    room = after(opened(), RaiseHand("an-phu", MR_AN, "Đường"), RaiseHand("don-dac", MRS_BINH))
    assert [(one.id, one.topic) for one in prints.queue(room)] == [("r1", "Đường"), ("r2", "")]


def test_delegates_stand_by_given_name_at_their_point() -> None:
    names = ("Trần Ân", "Lê Văn An", "Nguyễn Ẩn", "Lê Ánh", "Đỗ Dung", "Vũ Đức", "Lê Thị An")
    people = tuple(Delegate(name, point="an-phu") for name in names)
    room = planned(people=People(delegates=(*people, Delegate("Ai Đó"))))
    rolls = {one.id: one for one in prints.delegates(room)}
    assert [one.name for one in rolls["an-phu"].people] == [
        "Lê Thị An", "Lê Văn An", "Lê Ánh", "Trần Ân", "Nguyễn Ẩn", "Đỗ Dung", "Vũ Đức",
    ]  # fmt: skip
    assert rolls[""].people == (Person("Ai Đó"),)
    assert not rolls["don-dac"].people


def test_vietnamese_order() -> None:
    words: list[Any] = ["ơ", "đa", "dạ", "á", "ô", "o", "à", "da", "ê", "a", "e", "â", "ă", "b"]
    assert sorted(words, key=word_key) == [
        "a", "à", "á", "ă", "â", "b", "da", "dạ", "đa", "e", "ê", "o", "ô", "ơ",
    ]  # fmt: skip
    assert name_key("") == ()
