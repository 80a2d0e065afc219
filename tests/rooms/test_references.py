"""Agencies with their cards, and who issues and signs, change after set-up (day.md D23)."""

from server.rooms.entering import LogOpinion
from server.rooms.plan import AgencyCard, Field, IssuingBodies, IssuingBody, Person, Signers
from server.rooms.references import SetAgencies, SetFields, SetIssuers
from server.rooms.room import Room
from server.rooms.suggesting import suggest
from server.rooms.words import SYSTEM
from tests.given import ADMIN, FIELDS, LEAD, MODERATOR, SECRETARY, after, happens, opened, refusal

BUILDING = AgencyCard("Sở Xây dựng", "SXD", ("giao-thong",), "Số 5 đường Hồng Hà")
STATE = IssuingBody("nd30", name="UBND tỉnh", symbol="UBND", place="Hạ Long")
SIGNERS = Signers(state=Person("Lê Thu Hà", "CHỦ TỊCH"))


def listed(*cards: AgencyCard) -> SetAgencies:
    return SetAgencies(("Sở Xây dựng", "Sở Nội vụ"), cards)


def with_cards() -> Room:
    return after(opened(), listed(BUILDING), actor=LEAD)


def test_a_card_stands_beside_its_agency() -> None:
    room = with_cards()
    assert room.session.plan.cards == (BUILDING,)
    assert happens(room, listed(BUILDING), LEAD) == ()
    assert after(room, listed(), actor=ADMIN).session.plan.cards == ()


def test_a_card_names_an_agency_of_the_list_and_fields_of_the_plan() -> None:
    room = opened()
    strange = AgencyCard("Sở Y tế")
    assert refusal(room, listed(strange), LEAD) == (
        "unknown_id",
        {"what": "agency", "id": "Sở Y tế"},
    )
    bad = AgencyCard("Sở Xây dựng", fields=("khong-co",))
    assert refusal(room, listed(bad), LEAD) == ("unknown_id", {"what": "field", "id": "khong-co"})
    twin = AgencyCard("Sở Nội vụ", "sxd")
    assert refusal(room, listed(BUILDING, twin), LEAD) == ("agency_twice", {"agency": "sxd"})
    assert refusal(room, listed(BUILDING, BUILDING), LEAD)[0] == "agency_twice"


def test_the_agency_that_leads_a_field_is_suggested() -> None:
    said = "Đề nghị tỉnh sửa đường giao thông bị hư hỏng nặng"
    assert suggest(said, with_cards().session.plan).lead == "Sở Xây dựng"
    other = AgencyCard("Sở Nội vụ", fields=("giao-thong",))
    room = after(opened(), listed(other), actor=LEAD)
    assert suggest(said, room.session.plan).lead == "Sở Nội vụ"


def test_who_issues_and_signs_is_said_anew() -> None:
    asked = SetIssuers(IssuingBodies(state=STATE), SIGNERS)
    room = after(opened(), asked, actor=LEAD)
    assert room.session.plan.issuers.state == STATE
    assert room.session.people.signers == SIGNERS
    assert happens(room, asked, ADMIN) == ()
    for nobody in (SECRETARY, MODERATOR, SYSTEM):
        assert refusal(room, asked, nobody)[0] == "not_allowed"


def test_the_other_sides_form_is_refused_by_side() -> None:
    wrong = SetIssuers(IssuingBodies(party=IssuingBody("nd30", name="Tỉnh ủy")))
    assert refusal(opened(), wrong, LEAD) == ("wrong_form", {"side": "party", "profile": "nd30"})
    wrong = SetIssuers(IssuingBodies(state=IssuingBody("dang-hd36")))
    assert refusal(opened(), wrong, LEAD)[1]["side"] == "state"


def test_the_list_of_fields_is_changed_while_nothing_is_of_what_goes() -> None:
    water = Field("nuoc", "Cấp nước", "Ban Kinh tế")
    room = after(opened(), SetFields((*FIELDS, water)), actor=LEAD)
    assert room.session.plan.fields == (*FIELDS, water)
    assert happens(room, SetFields((*FIELDS, water)), ADMIN) == ()
    room = after(room, LogOpinion(text="Nước", field="nuoc"), actor=SECRETARY)
    assert refusal(room, SetFields(FIELDS), LEAD) == ("field_in_use", {"field": "nuoc", "count": 1})
    carded = after(room, listed(AgencyCard("Sở Xây dựng", fields=("nuoc",))), actor=LEAD)
    assert refusal(carded, SetFields(FIELDS), LEAD)[1]["count"] == 2
    renamed = Field("nuoc", "Cấp, thoát nước")
    assert after(room, SetFields((renamed,)), actor=LEAD).session.plan.fields == (renamed,)


def test_a_field_has_a_code_of_its_own_and_a_name() -> None:
    twice = (Field("a", "A"), Field("a", "B"))
    assert refusal(opened(), SetFields(twice), LEAD) == ("field_twice", {"field": "a"})
    assert refusal(opened(), SetFields((Field("a", " "),)), LEAD)[0] == "empty_field"
    assert refusal(opened(), SetFields(FIELDS), SECRETARY)[0] == "not_allowed"
