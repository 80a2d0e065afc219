"""Builders for stories about a room: given these events, when this is asked, then this happened.

Ids are dealt by the room and so are known beforehand: requests r1, r2 …, turns t1, t2 …, segments
s1 …, opinions y1 … and points of the conclusion k1 …"""

from typing import Final

import pytest

from server.rooms.plan import AgendaItem, Field, People, Person, Plan, PointPlan, Rules, Section
from server.rooms.room import Command, Event, Room, decide, evolve
from server.rooms.session import ConferenceSetUp, OpenConference, SetUpConference
from server.rooms.words import SYSTEM, Actor, Refused, Role

NOON: Final = 1_767_243_600_000
SECOND: Final = 1000
MINUTE: Final = 60 * SECOND

ADMIN: Final = Actor("quan-tri", Role.ADMIN)
CHAIR: Final = Actor("chu-tri", Role.CHAIR)
MODERATOR: Final = Actor("dieu-hanh", Role.MODERATOR)
ASSISTANT: Final = Actor("tro-ly", Role.ASSISTANT)
LEAD: Final = Actor("truong-thu-ky", Role.SECRETARY_LEAD)
SECRETARY: Final = Actor("thu-ky", Role.SECRETARY)
TECHNICIAN: Final = Actor("ky-thuat", Role.TECHNICIAN)
AGENCY: Final = Actor("so-xay-dung", Role.AGENCY, agency="Sở Xây dựng")
AN_PHU: Final = Actor("an-phu-1", Role.POINT, "an-phu")
DON_DAC: Final = Actor("don-dac-1", Role.POINT, "don-dac")
LAN: Final = Actor("lan", Role.DELEGATE, "an-phu")
HUNG: Final = Actor("hung", Role.DELEGATE, "an-phu")
VIEWER: Final = Actor("nguoi-xem", Role.VIEWER)
HALL: Final = Actor("man-hinh", Role.HALL)

ACTORS: Final = {
    actor.role: actor
    for actor in (
        ADMIN, CHAIR, MODERATOR, ASSISTANT, LEAD, SECRETARY, TECHNICIAN, AGENCY, AN_PHU, LAN,
        VIEWER, HALL, SYSTEM,
    )
}  # fmt: skip
"""One actor of every role."""

MR_AN: Final = Person("Nguyễn Văn An", "Phó Chủ tịch UBND xã", "Xã An Phú", "ông")
MRS_BINH: Final = Person("Trần Thị Bình", "Trưởng thôn", "Thôn Bình Minh", "bà")
MR_CUONG: Final = Person("Lê Cường", unit="Xã Đôn Đạc")
THE_CHAIR: Final = Person("Phạm Đức Duy", "Chủ tịch UBND tỉnh", "UBND tỉnh", "đồng chí")

POINTS: Final = (
    PointPlan("hoi-truong", "Hội trường UBND tỉnh", kind="venue", expected=120),
    PointPlan("an-phu", "Xã An Phú", cluster="Cụm 1", district="Huyện Mỹ Đức", expected=30),
    PointPlan("don-dac", "Xã Đôn Đạc", sound="own"),
)
PROGRAMME: Final = (
    AgendaItem("khai-mac", "Khai mạc", Section.OPENING, "Văn phòng"),
    AgendaItem("doi-thoai", "Đối thoại", Section.DIALOGUE),
    AgendaItem("giai-lao", "Nghỉ giải lao"),
)
FIELDS: Final = (Field("dat-dai", "Đất đai"), Field("giao-thong", "Giao thông"))


def a_plan(rules: Rules | None = None, **changed: object) -> Plan:
    """A province with its hall, two communes (one with its own sound), two items, two fields."""
    whole: dict[str, object] = {
        "title": "Hội nghị đối thoại", "points": POINTS, "agenda": PROGRAMME, "fields": FIELDS,
        "agencies": ("Sở Xây dựng", "Sở Nội vụ"), "rules": rules or Rules(),
    }  # fmt: skip
    return Plan(**(whole | changed))  # type: ignore[arg-type]


def given(*events: Event, room: Room | None = None) -> Room:
    """The room that `events` made, from an empty one or from `room`."""
    room = Room() if room is None else room
    for event in events:
        room = evolve(room, event)
    return room


def planned(plan: Plan | None = None, people: People | None = None) -> Room:
    """A conference that is set up and not yet opened."""
    return given(ConferenceSetUp(plan or a_plan(), people or People(chairs=(THE_CHAIR,))))


def opened(plan: Plan | None = None) -> Room:
    """A conference that runs since NOON."""
    return ask(planned(plan), OpenConference(), CHAIR)[0]


def ask(
    room: Room, command: Command, actor: Actor = MODERATOR, at: int = NOON
) -> tuple[Room, tuple[Event, ...]]:
    """The room after `command`, and what happened; raises Refused."""
    events = decide(room, command, actor, at)
    return given(*events, room=room), events


def after(room: Room, *commands: Command, actor: Actor = MODERATOR, at: int = NOON) -> Room:
    """The room after all `commands`, of which each must be accepted and change something."""
    for command in commands:
        room, events = ask(room, command, actor, at)
        assert events, f"nothing happened: {command}"
    return room


def happens(
    room: Room, command: Command, actor: Actor = MODERATOR, at: int = NOON
) -> tuple[Event, ...]:
    return decide(room, command, actor, at)


def refusal(
    room: Room, command: Command, actor: Actor = MODERATOR, at: int = NOON
) -> tuple[str, dict[str, object]]:
    """The code and fields with which `command` is refused."""
    with pytest.raises(Refused) as why:
        decide(room, command, actor, at)
    return why.value.code, why.value.fields


SET_UP: Final = SetUpConference(a_plan(), People(chairs=(THE_CHAIR,)))
