"""Where a petitioner is reached: kept for the letter alone, shown to nobody who need not know."""

import pytest

from server.rooms.audit import Audit, uncontacted
from server.rooms.contacts import Contact
from server.rooms.dialogue import DivertRequest
from server.rooms.entering import ContactSet, LogOpinion
from server.rooms.floor import InviteNow
from server.rooms.importing import Handed, ImportOpinions
from server.rooms.revising import ReviseOpinion
from server.rooms.room import Entry, Room
from server.rooms.sight import Audience
from server.rooms.states import Matter
from tests.given import LEAD, MODERATOR, MR_AN, NOON, SECRETARY, after, happens, opened, refusal
from tests.rooms.seen import view_of

HOME = Contact("Thôn Khe Mai, xã An Phú", "0912 345 678")


def asked() -> Room:
    room = after(opened(), InviteNow("an-phu", speaker=MR_AN))
    return after(room, LogOpinion("t1", summary="Sửa đường", contact=HOME), actor=SECRETARY)


def test_it_is_kept_beside_the_row_and_changed_with_it() -> None:
    room = asked()
    assert dict(room.opinions.contacts) == {"y1": HOME}
    version = room.opinions.rows["y1"].version
    moved = Contact("Thôn 2", HOME.phone)
    room = after(room, ReviseOpinion("y1", version, contact=moved), actor=SECRETARY)
    assert room.opinions.contacts["y1"] == moved
    assert room.opinions.rows["y1"].version == version + 1
    assert happens(room, ReviseOpinion("y1", version + 1, contact=moved), SECRETARY) == ()
    assert (
        refusal(room, ReviseOpinion("y1", version, contact=HOME), SECRETARY)[0] == "stale_version"
    )
    gone = after(room, ReviseOpinion("y1", version + 1, contact=Contact()), actor=SECRETARY)
    assert "y1" not in gone.opinions.contacts


@pytest.mark.parametrize("phone", ["chưa có", "12", "09x1234567", "<b>0912345678"])
def test_what_is_no_telephone_number_is_refused(phone: str) -> None:
    wrong = LogOpinion(text="Sửa đường", contact=Contact(phone=phone))
    assert refusal(opened(), wrong, SECRETARY) == ("bad_phone", {"phone": phone})


def test_a_list_brings_it_and_a_bad_one_is_told_by_row() -> None:
    rows = (Handed("Sửa cầu", contact=HOME), Handed("Sửa đê", contact=Contact(phone="không")))
    code, fields = refusal(opened(), ImportOpinions(rows), SECRETARY)
    assert (code, fields["rows"]) == (
        "bad_opinions", [{"row": 2, "code": "bad_phone", "phone": "không"}],
    )  # fmt: skip
    room = after(opened(), ImportOpinions(rows[:1]), actor=SECRETARY)
    assert dict(room.opinions.contacts) == {"y1": HOME}


def test_no_view_and_no_history_holds_it() -> None:
    room = asked()
    for audience in Audience:
        told = str(view_of(audience, room))
        assert HOME.address not in told and HOME.phone not in told
    entry = Entry(1, NOON, SECRETARY, "c", "", (ContactSet("y1", HOME),))
    audit = Audit(room)
    audit.take([entry])
    assert HOME.phone not in str(audit.changes)
    assert HOME.phone not in str(uncontacted(entry))


def test_it_goes_with_what_turns_out_to_be_a_denunciation() -> None:
    room = after(asked(), DivertRequest(Matter.DENUNCIATION, turn="t1"), actor=MODERATOR)
    assert dict(room.opinions.contacts) == {}
    assert refusal(room, ReviseOpinion("y1", 9, contact=HOME), LEAD)[0] == "number_only"
