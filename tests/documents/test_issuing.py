"""Who issues: the plan's bodies, never a guess; and the office's way to write tone marks."""

import pytest
from msgspec.structs import replace

from server.documents.issuing import acting, issuing
from server.documents.profiles import DANG_HD05, DANG_HD36, ND30
from server.documents.spelling import Spelling
from server.rooms.conclusion import Issuer
from server.rooms.plan import IssuingBodies, IssuingBody
from server.rooms.room import Room
from tests.documents import given


@pytest.mark.parametrize(
    ("side", "profile", "name", "form"),
    [
        (None, "", "Văn phòng Ủy ban nhân dân tỉnh Quảng Ninh", ND30),
        (None, "dang-hd36", "Tỉnh ủy Quảng Ninh", DANG_HD36),
        (Issuer.PARTY, "", "Tỉnh ủy Quảng Ninh", DANG_HD05),
        (Issuer.STATE, "", "Văn phòng Ủy ban nhân dân tỉnh Quảng Ninh", ND30),
        (Issuer.PARTY, "nd30", "Tỉnh ủy Quảng Ninh", DANG_HD05),
    ],
)
def test_a_side_issues_in_its_own_form(
    side: Issuer | None, profile: str, name: str, form: object
) -> None:
    by = issuing(given.demo(), given.AT, side, profile)
    assert by.name == name
    assert by.profile is form


def test_an_office_that_keeps_the_old_form_has_it_by_its_plan() -> None:
    bodies = IssuingBodies(party=IssuingBody(name="Đảng ủy xã A", profile="dang-hd36"))
    room = given.small(issuers=bodies)
    by = issuing(room, given.AT)
    assert (by.side, by.profile) == (Issuer.PARTY, DANG_HD36)


def test_a_plan_of_an_earlier_release_issues_in_its_hosts_name() -> None:
    by = issuing(given.small(host="UBND xã A", host_parent="UBND tỉnh B"), given.AT)
    assert (by.side, by.name, by.body.parent) == (Issuer.STATE, "UBND xã A", "UBND tỉnh B")


def test_nobody_is_guessed() -> None:
    by = issuing(Room(), given.AT, Issuer.PARTY)
    assert by.heading("TB").issuer == "[chưa có cơ quan ban hành]"
    assert by.signature().title == "[chưa có chức vụ người ký]"
    assert by.signature().name == "[chưa có họ tên]"
    assert "[chưa có địa danh]" in by.heading("TB").place_date


@pytest.mark.parametrize(
    ("typed", "state", "party"),
    [
        ("TM. Ủy ban nhân dân", "TM. Ủy ban nhân dân", "T/M Ủy ban nhân dân"),
        ("T/M Ban Thường vụ", "TM. Ban Thường vụ", "T/M Ban Thường vụ"),
        ("KT. Chủ tịch", "KT. Chủ tịch", "K/T Chủ tịch"),
        ("TL Chủ tịch", "TL. Chủ tịch", "T/L Chủ tịch"),
        ("TUQ. Chủ tịch", "TUQ. Chủ tịch", "T/UQ Chủ tịch"),
        ("Chánh Văn phòng", "Chánh Văn phòng", "Chánh Văn phòng"),
        ("Tmột", "Tmột", "Tmột"),
    ],
)
def test_who_signs_for_whom_is_marked_as_the_authority_writes_it(
    typed: str, state: str, party: str
) -> None:
    assert acting(typed, ND30) == state
    assert acting(typed, DANG_HD05) == party


OLD = "Uỷ ban, UỶ BAN, hoà giải, khoẻ mạnh, thuỷ lợi, toà án, quý I, hoàng, thuyền, quỹ"
NEW = "Ủy ban, ỦY BAN, hòa giải, khỏe mạnh, thủy lợi, tòa án, quý I, hoàng, thuyền, quỹ"


def test_one_style_of_tone_marks_in_all_of_a_paper() -> None:
    assert Spelling(old=True, room=Room())(NEW) == OLD
    assert Spelling(old=False, room=Room())(OLD) == NEW
    assert Spelling(old=True, room=Room())(OLD) == OLD


def test_names_of_people_keep_theirs() -> None:
    person = given.comrade("Nguyễn Thị Thuý", "Chủ tịch Uỷ ban", "xã Hoà An")
    room = given.small(*given.speech("t1", person))
    told = "Đồng chí Nguyễn Thị Thuý, Chủ tịch Uỷ ban; bà Thuý khác"
    assert Spelling(old=False, room=room)(told) == (
        "Đồng chí Nguyễn Thị Thuý, Chủ tịch Ủy ban; bà Thúy khác"
    )


def test_an_office_writes_all_of_its_paper_in_its_style() -> None:
    room = given.demo()
    party = replace(given.ISSUERS.party, old_tones=True)
    plan = replace(room.session.plan, issuers=replace(given.ISSUERS, party=party))
    room = replace(room, session=replace(room.session, plan=plan))
    told = "\n".join(given.lines(room, "notice", profile="dang-hd05"))
    assert "TỈNH UỶ QUẢNG NINH" in told
    assert "ủy" not in told
