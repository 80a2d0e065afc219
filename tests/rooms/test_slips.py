"""Phiếu nhắc: who may pass one about whom, who reads it, and what becomes of it (day.md D25)."""

import pytest

from server.rooms.answers import DisposeAnswers
from server.rooms.dialogue import DivertRequest
from server.rooms.floor import (
    CallSpeaker,
    Disposal,
    EndFloor,
    InviteNow,
    SuspendFloor,
    TakeFloor,
    TurnKind,
)
from server.rooms.own import Own
from server.rooms.plan import Person
from server.rooms.queue import RaiseHand
from server.rooms.room import Room, concealed
from server.rooms.session import CloseConference
from server.rooms.sight import Audience
from server.rooms.slips import MOST, PassSlip, ReadSlip, SlipPassed, SlipRead, TakeBackSlip
from server.rooms.states import Matter
from server.rooms.undo import UndoFloor
from server.rooms.withdrawals import ConfirmWithdrawal, WithdrawContent
from server.rooms.words import Actor, Role
from tests.given import (
    ACTORS,
    AGENCY,
    AN_PHU,
    CHAIR,
    DON_DAC,
    LAN,
    LEAD,
    MODERATOR,
    NOON,
    SECOND,
    SECRETARY,
    after,
    ask,
    given,
    happens,
    opened,
    refusal,
)
from tests.rooms.seen import view_of

FACT = "Đã bố trí 12 tỷ đồng, khởi công quý III"
TABLE = (Audience.MODERATOR, Audience.CHAIR, Audience.SECRETARY)


def waiting() -> Room:
    """r1 to r4 wait, as they came."""
    hands = [RaiseHand("hoi-truong", Person(f"Người {n}")) for n in range(1, 5)]
    return after(opened(), *hands)


def speaking() -> Room:
    """r1 speaks as t1; r2, r3, r4 wait."""
    return after(waiting(), CallSpeaker(), TakeFloor("t1"))


def on_table(room: Room, audience: Audience = Audience.CHAIR) -> dict[str, str]:
    slips = view_of(audience, room)["floor"].get("slips", {})
    return {id: slip["text"] for id, slip in slips.items()}


def test_an_agency_tells_a_fact_about_whoever_speaks() -> None:
    room, events = ask(speaking(), PassSlip("t1", f"  {FACT}\n "), AGENCY, NOON + 5)
    assert events == (
        SlipPassed("p1", NOON + 5, AGENCY.id, "Sở Xây dựng", "t1", "r1", FACT),
    )  # fmt: skip
    for audience in Audience:
        assert on_table(room, audience) == ({"p1": FACT} if audience in TABLE else {})
    for actor in (AN_PHU, DON_DAC, LAN):
        assert FACT not in str(Own(room).of(actor))


def test_it_goes_with_the_request_to_the_turn_and_stays_until_that_is_answered() -> None:
    room = after(waiting(), PassSlip("r1", FACT), actor=SECRETARY)
    assert on_table(room) == {"p1": FACT}
    room = after(room, CallSpeaker())
    room = after(room, PassSlip("r1", "Đến lượt"), actor=SECRETARY)  # called meanwhile
    assert room.slips.all["p2"].turn == "t1"
    reply = InviteNow("hoi-truong", TurnKind.REPLY, answers=("t1",))
    for step in (TakeFloor("t1"), SuspendFloor("t1"), EndFloor("t1"), reply):
        room = after(room, step)
        assert on_table(room) == {"p1": FACT, "p2": "Đến lượt"}
    assert on_table(after(room, EndFloor("t2"))) == {}


def test_it_is_gone_when_no_reply_is_awaited_any_more() -> None:
    room = after(after(speaking(), PassSlip("t1", FACT), actor=AGENCY), EndFloor("t1"))
    assert on_table(room) == {"p1": FACT}
    assert on_table(after(room, DisposeAnswers(("t1",), Disposal.NOTED))) == {}


def test_it_comes_back_with_the_request_whose_call_was_undone() -> None:
    room = after(waiting(), CallSpeaker())
    room = after(room, PassSlip("t1", FACT), actor=AGENCY)
    assert on_table(after(room, UndoFloor("t1"))) == {"p1": FACT}


def test_about_who_speaks_or_is_next_and_nobody_else() -> None:
    room = speaking()
    for about in ("r2", "r3", "t1"):
        assert happens(room, PassSlip(about, FACT), AGENCY)
    assert refusal(room, PassSlip("r4", FACT), AGENCY) == ("slip_late", {"about": "r4"})
    over = after(room, EndFloor("t1"))
    assert happens(over, PassSlip("r1", FACT), AGENCY)
    over = after(over, DisposeAnswers(("t1",), Disposal.NOTED))
    for about in ("t1", "r1"):
        assert refusal(over, PassSlip(about, FACT), AGENCY) == ("slip_late", {"about": about})
    assert refusal(room, PassSlip("x", FACT), AGENCY)[0] == "unknown_id"
    closed = after(room, CloseConference(), actor=CHAIR)
    assert refusal(closed, PassSlip("r2", FACT), AGENCY)[0] == "conference_not_open"


def test_one_line_with_something_in_it_and_a_few_about_one_speaker() -> None:
    room = speaking()
    assert refusal(room, PassSlip("t1", " \n "), AGENCY) == ("empty_field", {"field": "text"})
    room = after(room, *[PassSlip("t1", f"Số {n}") for n in range(MOST)], actor=SECRETARY)
    no = ("too_many_slips", {"about": "t1", "most": MOST})
    assert refusal(room, PassSlip("t1", FACT), AGENCY) == no
    assert happens(room, PassSlip("r2", FACT), AGENCY)
    again = after(room, TakeBackSlip("p3"), actor=SECRETARY)
    assert happens(again, PassSlip("t1", FACT), AGENCY)


def test_whose_fact_it_is() -> None:
    """An agency writes for itself, secretaries for whoever told them."""
    nobodys = Actor("so-nao-do", Role.AGENCY)  # came in by the conference's own code
    room = speaking()
    for actor, agency, whose in (
        (AGENCY, "", "Sở Xây dựng"), (AGENCY, "sở  XÂY dựng", "Sở Xây dựng"),
        (nobodys, "Sở nội vụ", "Sở Nội vụ"), (SECRETARY, "", ""),
        (SECRETARY, "Sở Nội vụ", "Sở Nội vụ"),
    ):  # fmt: skip
        [passed] = happens(room, PassSlip("t1", FACT, agency), actor)
        assert isinstance(passed, SlipPassed) and passed.agency == whose
    no = ("not_allowed", {"role": "agency", "agency": "Sở Nội vụ"})
    assert refusal(room, PassSlip("t1", FACT, "Sở Nội vụ"), AGENCY) == no
    for actor, agency in ((nobodys, ""), (nobodys, "Sở Lạ"), (SECRETARY, "Sở Lạ")):
        no = ("unknown_id", {"what": "agency", "id": agency})
        assert refusal(room, PassSlip("t1", FACT, agency), actor) == no


def test_who_wrote_it_takes_it_back_and_the_table_has_read_it() -> None:
    room = after(speaking(), PassSlip("t1", FACT), actor=AGENCY)
    other_desk = Actor("so-xay-dung-2", Role.AGENCY, agency="Sở Xây dựng")
    for actor in (AGENCY, other_desk, LEAD):
        gone = after(room, TakeBackSlip("p1"), actor=actor)
        assert on_table(gone) == {} and FACT not in str(gone.slips)
        assert happens(gone, TakeBackSlip("p1"), AGENCY) == happens(gone, ReadSlip("p1")) == ()
    stranger = Actor("so-noi-vu", Role.AGENCY, agency="Sở Nội vụ")
    for actor in (SECRETARY, stranger):
        no = ("not_allowed", {"role": actor.role, "slip": "p1"})
        assert refusal(room, TakeBackSlip("p1"), actor) == no
    for actor in (CHAIR, MODERATOR, ACTORS[Role.ASSISTANT]):
        read, events = ask(room, ReadSlip("p1"), actor, NOON + 9)
        assert events == (SlipRead("p1", NOON + 9),)
        assert view_of(Audience.CHAIR, read)["floor"]["slips"]["p1"]["read_at"] == NOON + 9
        assert happens(read, ReadSlip("p1"), actor) == ()
    assert refusal(room, ReadSlip("p9"))[0] == refusal(room, TakeBackSlip("p9"), LEAD)[0]


@pytest.mark.parametrize("matter", Matter)
def test_nothing_is_told_about_a_complaint_or_denunciation(matter: Matter) -> None:
    room = after(speaking(), PassSlip("t1", FACT), PassSlip("r2", FACT), actor=AGENCY)
    room = after(room, DivertRequest(matter, turn="t1"), DivertRequest(matter, request="r2"))
    assert on_table(room) == {} and FACT not in str(room.slips)
    assert refusal(room, PassSlip("t1", FACT), AGENCY) == ("diverted", {"turn": "t1"})
    assert refusal(room, PassSlip("r2", FACT), AGENCY) == ("slip_late", {"about": "r2"})


def test_what_is_withdrawn_may_stand_in_a_slip_and_it_goes_too() -> None:
    """Even in one that was taken back: its words still lie beside the log."""
    later = NOON + 60 * SECOND
    room = after(speaking(), PassSlip("t1", FACT), PassSlip("t1", "Nhầm"), actor=AGENCY)
    room = after(room, TakeBackSlip("p2"), PassSlip("r2", "Chuyện khác"), actor=AGENCY)
    room, _ = ask(room, WithdrawContent(NOON, NOON + SECOND, "Mật"), CHAIR, later)
    assert on_table(concealed(room)) == {"p3": "Chuyện khác"}
    assert on_table(room) == {"p1": FACT, "p3": "Chuyện khác"}
    room, events = ask(room, ConfirmWithdrawal("w1"), LEAD, later)
    assert events[0].slips == ("p1", "p2")  # type: ignore[union-attr]
    assert on_table(room) == {"p3": "Chuyện khác"} and FACT not in str(room.slips)


def test_a_turn_without_a_request() -> None:
    room = after(opened(), InviteNow("an-phu"))
    room = after(room, PassSlip("t1", FACT), actor=AGENCY)
    assert on_table(room) == {"p1": FACT}
    assert on_table(after(room, UndoFloor("t1"))) == {}


def test_the_table_holds_the_latest_ones() -> None:
    room = opened()
    for n in range(1, 13):
        room = after(room, InviteNow("an-phu", speaker=Person(f"Người {n}")))
        room = after(room, *[PassSlip(f"t{n}", FACT)] * 5, actor=AGENCY)
    assert list(on_table(room)) == [f"p{n}" for n in range(11, 61)]


def test_a_log_without_the_withdrawn_words_makes_the_same_room() -> None:
    whole, gone = (SlipPassed("p1", NOON, "x", "", "t1", text=text) for text in (FACT, ""))
    taken = after(given(whole, room=speaking()), TakeBackSlip("p1"), actor=LEAD)
    assert taken.slips == given(gone, room=speaking()).slips
