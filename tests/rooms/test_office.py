"""What outlives a conference: units that merge and split, agencies, the calendar, the programme."""

import msgspec
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from server.rooms import agencies, units
from server.rooms.agencies import Agency
from server.rooms.office import (
    Command,
    MergeAgencies,
    Office,
    Profile,
    RemoveAgency,
    RemoveMeeting,
    RemoveProfile,
    RemoveUnit,
    SetAgency,
    SetMeetings,
    SetProfile,
    SetUnits,
    SetYear,
)
from server.rooms.plan import Level
from server.rooms.programme import Figures, Meeting
from server.rooms.room import Event, Room, decide
from server.rooms.session import OpenConference
from server.rooms.units import Succession, Unit
from server.rooms.words import Refused
from server.rooms.workdays import Calendar, soon_until
from tests.given import ADMIN, LEAD, SECRETARY, after, given, happens, opened, refusal

CONG_HOA = Unit("06799", "Xã Cộng Hòa", "xã", parent="cp", until="2024-10-31")
HAI_HOA = Unit("b1", "Xã Hải Hòa", "xã", parent="cp", since="2024-11-01", until="2025-06-30")
NOW = (
    Unit("n1", "Xã Hải Hòa", "xã", since="2025-07-01"),
    Unit("n2", "Xã Hải Lạng", "xã", since="2025-07-01"),
)
CAM_PHA = Unit("cp", "Thành phố Cẩm Phả", "thành phố", Level.DISTRICT, until="2025-06-30")
STEPS = (
    Succession("06799", "b1", "2024-11-01"),
    Succession("b1", "n1", "2025-07-01", part=True),
    Succession("b1", "n2", "2025-07-01", part=True),
)
TNMT = Agency("tnmt", "Sở Tài nguyên và Môi trường", rank=3)
NNPTNT = Agency("nnptnt", "Sở Nông nghiệp và Phát triển nông thôn", rank=4)
NNMT = Agency("nnmt", "Sở Nông nghiệp và Môi trường", rank=3, since="2025-03-01")


def kept(*commands: Command) -> Office:
    return after(Room(), *commands, actor=ADMIN).office


def no(office: Office, command: Command) -> tuple[str, dict[str, object]]:
    return refusal(Room(office=office), command, ADMIN)


PLACES = kept(SetUnits((CAM_PHA, CONG_HOA, HAI_HOA, *NOW), STEPS))
ROSTER = kept(SetAgency(TNMT), SetAgency(NNPTNT), SetAgency(NNMT))


def test_units_are_what_they_were_on_a_day() -> None:
    def on(day: str) -> list[str]:
        return [one.id for one in units.on(PLACES.units.values(), day) if one.parent or one.since]

    assert on("2024-10-31") == ["06799"]
    assert on("2024-11-01") == on("2025-06-30") == ["b1"]
    assert sorted(on("2025-07-01")) == ["n1", "n2"]
    assert units.levels_on("2025-06-30") == (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)
    assert units.levels_on("2025-07-01") == units.levels_on("") == (Level.COMMUNE, Level.PROVINCE)


def test_an_old_name_says_what_it_is_now_and_a_split_one_all() -> None:
    known = PLACES.units, PLACES.successions
    assert units.shown(*known, "06799", "2024-12-01") == "Xã Cộng Hòa (nay là Xã Hải Hòa)"
    now = units.shown(*known, "06799", "2026-01-01")
    assert now == "Xã Cộng Hòa (nay là Xã Hải Hòa, Xã Hải Lạng)"
    assert units.shown(*known, "n1", "2026-01-01") == "Xã Hải Hòa"
    assert [one.id for one in units.heirs(*known, "b1", "2026-01-01")] == ["n1", "n2"]


def test_successions_that_run_in_a_ring_end() -> None:
    ring = (Succession("06799", "b1", "2024-11-01"), Succession("b1", "06799", "2024-11-01"))
    assert units.heirs(PLACES.units, ring, "06799", "2026-01-01") == []


def test_writing_a_unit_anew_replaces_what_became_of_it() -> None:
    room = Room(office=PLACES)
    changed = after(room, SetUnits((), (Succession("b1", "n1", "2025-07-01"),)), actor=ADMIN)
    assert [one.new for one in changed.office.successions if one.old == "b1"] == ["n1"]
    assert not happens(room, SetUnits((CONG_HOA,), ()), ADMIN)


def test_units_that_contradict_themselves_are_refused() -> None:
    backwards = Unit("x", "Xã X", since="2025-01-02", until="2025-01-01")
    assert no(PLACES, SetUnits((backwards,)))[0] == "bad_dates"
    assert no(PLACES, SetUnits((Unit("x", " "),)))[0] == "empty_field"
    assert no(PLACES, SetUnits((Unit("x", "Xã X", since="2025-02-30"),)))[0] == "bad_day"
    assert no(PLACES, SetUnits((Unit("x", "Xã X", parent="y"),)))[1]["id"] == "y"
    assert no(PLACES, SetUnits((), (Succession("n1", "n9", "2025-07-01"),)))[1]["id"] == "n9"
    assert no(PLACES, SetUnits((), (Succession("n1", "n1", "2025-07-01"),)))[0] == "circular"
    for id in ("cp", "06799", "n1"):
        assert no(PLACES, RemoveUnit(id))[0] == "in_use"
    alone = after(Room(office=PLACES), SetUnits((Unit("x", "Xã X"),)), actor=ADMIN)
    assert "x" not in after(alone, RemoveUnit("x"), actor=ADMIN).office.units


def test_a_merged_agency_answers_under_every_name_it_took_over() -> None:
    room = after(
        Room(office=ROSTER), MergeAgencies(("tnmt", "nnptnt"), "nnmt", "2025-03-01"), actor=LEAD
    )
    office = room.office
    assert agencies.names(office.agencies, "nnmt") == (NNMT.name, TNMT.name, NNPTNT.name)
    assert agencies.names(office.agencies, "tnmt") == (TNMT.name,)
    assert office.agencies["tnmt"].until == "2025-02-28"
    assert [one.id for one in agencies.listed(office.agencies, "2025-02-28")] == ["tnmt", "nnptnt"]
    assert [one.id for one in agencies.listed(office.agencies, "2025-03-01")] == ["nnmt"]


def test_a_divided_agencys_matters_are_nobodys_until_somebody_says() -> None:
    divided = Agency("tnmt", TNMT.name, until="2025-02-28", into=("nnmt", "nnptnt"))
    office = kept(SetAgency(NNMT), SetAgency(NNPTNT), SetAgency(divided))
    assert agencies.names(office.agencies, "nnmt") == (NNMT.name,)


def test_agencies_that_contradict_each_other_are_refused() -> None:
    assert no(ROSTER, SetAgency(Agency("x", TNMT.name.upper())))[0] == "name_in_use"
    assert no(ROSTER, SetAgency(Agency("x", "X", into=("y",))))[0] == "unknown_id"
    assert no(ROSTER, SetAgency(Agency("x", "X", into=("x",))))[0] == "circular"
    assert no(ROSTER, MergeAgencies(("tnmt",), "tnmt", "2025-03-01"))[0] == "circular"
    assert no(ROSTER, MergeAgencies(("tnmt",), "x", "2025-03-01"))[0] == "unknown_id"
    assert no(ROSTER, MergeAgencies(("tnmt",), "nnmt", ""))[0] == "empty_field"
    merged = after(
        Room(office=ROSTER), MergeAgencies(("tnmt",), "nnmt", "2025-03-01"), actor=ADMIN
    ).office
    assert no(merged, RemoveAgency("nnmt")) == (
        "in_use",
        {"what": "agency", "id": "nnmt", "by": "agency"},
    )
    renamed = Agency("tnmt2", TNMT.name, since="2025-03-01")  # the name is free again
    assert after(Room(office=merged), SetAgency(renamed), actor=ADMIN)
    assert (
        "tnmt" not in after(Room(office=ROSTER), RemoveAgency("tnmt"), actor=ADMIN).office.agencies
    )


def test_the_calendar_of_all_years_counts_days() -> None:
    off = ("2024-04-29", "2024-04-30", "2024-05-01")
    office = kept(
        SetYear(2024, Calendar(off, ("2024-05-04",))), SetYear(2025, Calendar(("2025-01-27",)))
    )
    assert office.calendar == Calendar((*off, "2025-01-27"), ("2024-05-04",))
    assert soon_until(office.calendar, "2024-04-25") == "2024-05-03"  # 26/4, 02/5, 03/5
    assert no(office, SetYear(2024, Calendar(("2025-01-01",))))[0] == "other_year"
    assert no(office, SetYear(2024, Calendar(("2024-02-30",))))[0] == "bad_day"
    assert no(office, SetYear(2024, Calendar(("",))))[0] == "empty_field"


def test_the_programme_holds_what_is_to_come_and_what_was() -> None:
    may = Meeting("m1", "Đối thoại với thanh niên", "2026-05", audience="Thanh niên")
    past = Meeting("m2", "Cấp xã năm 2023", "2023-12", figures=Figures(210, 9000))
    office = kept(SetMeetings((may, past)))
    assert set(office.meetings) == {"m1", "m2"}
    assert not happens(Room(office=office), SetMeetings((may,)), ADMIN)
    assert no(office, SetMeetings((Meeting("m3", " ", "2026-05"),)))[0] == "empty_field"
    assert no(office, SetMeetings((Meeting("m3", "X", "2026-05", "2026-06-01"),)))[0] == "bad_dates"
    assert no(office, RemoveMeeting("m9"))[0] == "unknown_id"
    assert "m1" not in after(Room(office=office), RemoveMeeting("m1"), actor=ADMIN).office.meetings


def test_profiles_come_and_go() -> None:
    office = kept(SetProfile(Profile("ubnd", "UBND tỉnh")))
    assert not happens(Room(office=office), SetProfile(Profile("ubnd", "UBND tỉnh")), ADMIN)
    assert not after(Room(office=office), RemoveProfile("ubnd"), actor=ADMIN).office.profiles
    assert no(office, RemoveProfile("x"))[0] == "unknown_id"


@pytest.mark.parametrize("command", [SetAgency(TNMT), SetYear(2024, Calendar())])
def test_a_conference_keeps_none_of_it(command: Command) -> None:
    assert refusal(opened(), command, ADMIN) == ("office_only", {})
    assert refusal(Room(), command, SECRETARY)[0] == "not_allowed"
    assert refusal(Room(office=ROSTER), OpenConference())[0] == "conference_not_open"


IDS = st.sampled_from(["a", "b", "c"])
DAYS = st.sampled_from(["", "2024-01-01", "2025-06-30", "2025-07-01"])
ASKED: st.SearchStrategy[Command] = st.one_of(
    st.builds(
        SetUnits,
        st.lists(st.builds(Unit, IDS, st.sampled_from(["", "Xã"]), parent=st.just(""), since=DAYS,
                           until=DAYS), max_size=2).map(tuple),
        st.lists(st.builds(Succession, IDS, IDS, DAYS), max_size=2).map(tuple),
    ),
    st.builds(RemoveUnit, IDS),
    st.builds(
        SetAgency,
        st.builds(Agency, IDS, st.sampled_from(["Sở A", "Sở B", "Sở C"]), since=DAYS, until=DAYS,
                  into=st.lists(IDS, max_size=2).map(tuple)),
    ),
    st.builds(MergeAgencies, st.lists(IDS, min_size=1, max_size=2).map(tuple), IDS, DAYS),
    st.builds(RemoveAgency, IDS),
)  # fmt: skip


@examples(st.lists(ASKED, max_size=30))
def test_whatever_is_asked_the_office_never_contradicts_itself(asked: list[Command]) -> None:
    room, log = Room(), []
    for command in asked:
        try:
            events = decide(room, command, ADMIN, 0)
        except Refused:
            continue
        room = given(*events, room=room)
        log.append(msgspec.json.encode(events))
    office = room.office
    named = {end for one in office.successions for end in (one.old, one.new)}
    assert named <= set(office.units)
    assert not agencies.circular(office.agencies)
    assert {heir for one in office.agencies.values() for heir in one.into} <= set(office.agencies)
    for day in ("2024-01-01", "2025-07-01"):
        listed = [one.name for one in agencies.listed(office.agencies, day)]
        assert len(listed) == len(set(listed))
        for id in office.units:
            units.heirs(office.units, office.successions, id, day)
    stored = [event for line in log for event in msgspec.json.decode(line, type=tuple[Event, ...])]
    assert given(*stored) == room
