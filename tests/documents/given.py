"""A room of the demo conference (fictional content), by the events that would have made it, and
small rooms around one thing."""

import json
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace

from server.documents import papers
from server.documents.papers import Asked
from server.rooms.agenda import ItemBegun
from server.rooms.answering import OpinionAnswered
from server.rooms.conclusion import ConclusionPointSet, Issuer, Task
from server.rooms.entering import OpinionLogged
from server.rooms.floor import SpeakerCalled, TurnBegan, TurnEnded, TurnKind
from server.rooms.followup import OpinionAssigned, OpinionForwarded
from server.rooms.opinions import Answer, Opinion
from server.rooms.plan import (
    AgendaItem,
    Field,
    IssuingBodies,
    IssuingBody,
    Kind,
    Level,
    People,
    Person,
    Plan,
    PointPlan,
    Section,
    Signers,
)
from server.rooms.points import PointCheckedIn, PointReturned
from server.rooms.policy import RequestKind
from server.rooms.queue import HandRaised, RequestSettled
from server.rooms.room import Event, Room, evolve
from server.rooms.session import ConferenceClosed, ConferenceOpened, ConferenceSetUp
from server.rooms.states import RequestState
from server.rooms.transcript import SegmentRecorded
from server.rooms.words import Millis
from tests.documents.office import parts, texts

HALL: Final = "DC000"
LEVELS: Final = {
    "xã": Level.COMMUNE,
    "huyện": Level.DISTRICT,
    "tỉnh": Level.PROVINCE,
    "trung ương": Level.CENTRAL,
}
BOTH: Final = (Issuer.PARTY, Issuer.STATE)
NOTICES: Final = {1: BOTH, 2: (Issuer.PARTY,), 3: (Issuer.STATE,), 4: (Issuer.STATE,), 5: BOTH}
"""Whose notice each point of the conclusion stands in."""
SECTIONS: Final = (
    Section.OTHER, Section.OPENING, Section.OPENING, Section.OPENING, Section.REPORT,
    Section.DIALOGUE, Section.OTHER, Section.RECEPTION, Section.CONCLUSION, Section.OTHER,
)  # fmt: skip
ISSUERS: Final = IssuingBodies(
    party=IssuingBody(
        name="Tỉnh ủy Quảng Ninh", symbol="TU", place="Quảng Ninh",
        authority="T/M Ban Thường vụ", keeper="Văn phòng Tỉnh ủy",
        recipients=("Ban Bí thư Trung ương Đảng (để báo cáo)", "Các đảng ủy trực thuộc Tỉnh ủy"),
    ),
    state=IssuingBody(
        name="Văn phòng", parent="Ủy ban nhân dân tỉnh Quảng Ninh", symbol="VP",
        place="Quảng Ninh", authority="TL. Chủ tịch", keeper="VT, TH",
        recipients=("Chủ tịch, các Phó Chủ tịch UBND tỉnh", "UBND cấp xã"),
    ),
)  # fmt: skip
"""The demo conference's two heads, in invented settings."""
SIGNERS: Final = Signers(
    party=Person("Trịnh Thị Mẫu", "Phó Bí thư"), state=Person("Cao Văn Mẫu", "Chánh Văn phòng")
)
AT: Final[Millis] = 1_714_042_800_000
"""18:00 in the hall on 25/4/2024."""


def clock(text: str) -> Millis:
    """`HH:MM` or `HH:MM:SS` in the hall on the day of the demo conference."""
    local = datetime.fromisoformat(f"2024-04-25T{text}")
    return int(local.replace(tzinfo=timezone(timedelta(hours=7))).timestamp() * 1000)


def folded(*events: Event, room: Room | None = None) -> Room:
    """`room` (else an empty one) after `events`."""
    room = room or Room()
    for event in events:
        room = evolve(room, event)
    return room


def comrade(name: str = "", title: str = "", unit: str = "") -> Person:
    return Person(name, title, unit, "đồng chí")


@cache
def scenario() -> Any:
    text = Path(__file__).with_name("demo_conference.json").read_text(encoding="utf-8")
    return json.loads(text)


def plan(kind: Kind = Kind.REHEARSAL) -> Plan:
    told, conference = scenario(), scenario()["conference"]
    venue = conference["main_venue"]
    hall = PointPlan(HALL, venue["name"], "venue", expected=venue["delegates_expected"])
    points = (
        PointPlan(one["id"], one["name"], cluster=one["cluster"], district=one["district"],
                  expected=one["delegates_expected"])
        for one in told["points"]
    )  # fmt: skip
    agenda = (
        AgendaItem(f"a{item['no']}", item["title"], section, item["responsible"])
        for item, section in zip(told["agenda"], SECTIONS, strict=True)
    )
    return Plan(
        title=conference["title"], short_title=conference["short_title"], kind=kind,
        place=conference["place"], date=conference["date"], starts=conference["start"],
        host="Văn phòng", host_parent="Ủy ban nhân dân tỉnh Quảng Ninh", issuers=ISSUERS,
        points=(hall, *points), agenda=tuple(agenda),
        fields=tuple(Field(one["code"], one["name"]) for one in told["fields"]),
    )  # fmt: skip


def people() -> People:
    """Sample names: the demo file has titles only."""
    conference = scenario()["conference"]
    chairs = zip(("Nguyễn Văn Mẫu", "Trần Văn Mẫu"), conference["chairs"], strict=True)
    units = conference["secretariat"]
    names = ("Lê Thị Mẫu", "Phạm Văn Mẫu", "Hoàng Thị Mẫu", "Vũ Văn Mẫu")
    return People(
        tuple(comrade(name, title) for name, title in chairs),
        comrade("Đỗ Văn Mẫu", conference["moderator"]),
        tuple(comrade(name, "Chuyên viên", unit) for name, unit in zip(names, units, strict=True)),
        signers=SIGNERS,
    )


def key(room: Room, kind: str) -> str:
    """The first paper of a kind that has several, "" of one that has not."""
    keys = papers.KINDS[kind].keys
    return keys(room)[0] if keys else ""


def demo(kind: Kind = Kind.REHEARSAL, closed: bool = True, spoken: bool = False) -> Room:
    """The whole afternoon: 16 speeches with their answers, reception, five conclusions; `spoken`:
    with what was said, a sentence a segment."""
    events: list[Event] = [ConferenceSetUp(plan(kind), people()), *_roll_call()]
    events.append(ConferenceOpened(clock("13:30")))
    events += _procedure("t1", "a4", "13:50", people().chairs[0])
    events += _procedure("t2", "a5", "14:05", comrade(title="Phó Chủ tịch UBND tỉnh"))
    for number, told in enumerate(scenario()["opinions"], start=1):
        events += _opinion(number, told)
        events += _said(number, told) if spoken else []
    events += _procedure("t50", "a8", "16:25", people().chairs[1])
    events += _procedure("t51", "a9", "16:55", people().chairs[0], TurnKind.CHAIR)
    events += [_conclusion(told) for told in scenario()["conclusion"]]
    if closed:
        events.append(ConferenceClosed(clock("17:30")))
    return folded(*events)


def _roll_call() -> list[Event]:
    """Two points never came; at one nobody has been counted yet."""
    events: list[Event] = [PointCheckedIn(HALL, 350)]
    for place, told in enumerate(scenario()["points"]):
        match place:
            case 40:
                events.append(PointCheckedIn(told["id"], 0, "mất điện diện rộng"))
            case 90:
                pass
            case 120:
                events.append(PointReturned(told["id"], clock("13:10")))
            case _:
                events.append(PointReturned(told["id"], clock("13:05")))
                events.append(PointCheckedIn(told["id"], told["delegates_expected"]))
    return events


def turn(
    id: str, kind: TurnKind, point: str, speaker: Person, at: Millis, item: str = "",
    answers: tuple[str, ...] = (),
) -> list[Event]:  # fmt: skip
    """A turn of two minutes."""
    called = SpeakerCalled(
        turn=id, kind=kind, point=point, limit=0, source="venue", at=at, item=item,
        answers=answers, speaker=speaker,
    )  # fmt: skip
    return [called, TurnBegan(id, at), TurnEnded(id, at + 120_000)]


def _procedure(
    id: str, item: str, at: str, speaker: Person, kind: TurnKind = TurnKind.PROCEDURE
) -> list[Event]:
    return [ItemBegun(item, clock(at)), *turn(id, kind, HALL, speaker, clock(at), item)]


def _opinion(number: int, told: Any) -> list[Event]:
    id, speech, reply = f"y{number}", f"t{number * 2 + 1}", f"t{number * 2 + 2}"
    person = comrade(told["speaker"], told["position"], told["organisation"])
    in_hall = "trực tiếp" in told["channel"]
    point = HALL if in_hall else told["point_id"]
    began, ended = clock(told["started_at"]), clock(told["ended_at"])
    written = told["answer_mode"] == "trả lời bằng văn bản"
    answer = Answer.PARTLY if written else Answer.HERE
    events: list[Event] = [
        *turn(speech, TurnKind.SPEECH, point, person, began),
        logged(number, speech, told["summary"], point=point, field=told["field_code"],
               authority=LEVELS[told["authority"]], text="nguyên văn"),
        *turn(reply, TurnKind.REPLY, HALL, comrade(title=told["answered_by"]), ended,
              answers=(speech,)),
        OpinionAssigned(
            opinion=id, lead=told["agency_lead"], coordinating=tuple(told["agency_coordinate"]),
            answer_by=told["deadline"] if written else "",
            resolve_by="" if written else told["deadline"],
        ),
        OpinionAnswered(opinion=id, answer=answer, turn=reply, resolve_by="", text=told["answer"]),
    ]  # fmt: skip
    if "chuyển" in told["answer_mode"]:
        events.append(OpinionForwarded(id, "Bộ, ngành Trung ương"))
    return events


def _said(number: int, told: Any) -> list[Event]:
    """The speech in ten-second segments."""
    words = f"Kính thưa hội nghị. {told['summary']} {told['answer']}"
    began, sentences = clock(told["started_at"]), words.split(". ")
    return [
        SegmentRecorded(
            f"s{number}-{place}", f"t{number * 2 + 1}", began + place * 10_000,
            began + place * 10_000 + 9_000, text=sentence,
        )
        for place, sentence in enumerate(sentences)
    ]  # fmt: skip


def _conclusion(told: Any) -> ConclusionPointSet:
    tasks = tuple(
        Task(one["content"], one["lead"], tuple(one["coordinate"]), one["deadline"],
             tuple(f"y{int(id[2:])}" for id in one["opinions"]))
        for one in told["tasks"]
    )  # fmt: skip
    return ConclusionPointSet(
        point=f"k{told['no']}", title=told["title"], text=told["text"], version=1, tasks=tasks,
        issuers=NOTICES[told["no"]],
    )  # fmt: skip


def made(room: Room, kind: str = "minutes", form: str = "docx", **asked: Any) -> bytes:
    """The paper `kind` of `room`, as anybody gets it."""
    return papers.make(room, Asked(kind, form, **asked), AT, {}).body


def lines(room: Room, kind: str, **asked: Any) -> list[str]:
    """Its text, line by line."""
    return texts(made(room, kind, **asked))


def whole(paper: bytes) -> str:
    """Everything in the file, unpacked."""
    return "".join(parts(paper).values()) if paper.startswith(b"PK") else paper.decode()


def changed(room: Room, row: Opinion, **values: Any) -> Room:
    """`room` in which `row` has other values."""
    rows = room.opinions.rows.set(row.id, replace(row, **values))
    return replace(room, opinions=replace(room.opinions, rows=rows))


def small(*events: Event, **set_up: Any) -> Room:
    """A conference of one hall and one commune, open since 13:30."""
    points = (PointPlan(HALL, "Điểm cầu chính", "venue"), PointPlan("p1", "Xã Quảng Minh"))
    bare = Plan(**{"title": "Hội nghị đối thoại", "points": points, **set_up})
    return folded(ConferenceSetUp(bare), ConferenceOpened(clock("13:30")), *events)


def speech(id: str, speaker: Person, point: str = "p1") -> list[Event]:
    return turn(id, TurnKind.SPEECH, point, speaker, clock("14:00"))


def raised(no: int, topic: str, state: RequestState) -> list[Event]:
    """A request to speak, and what became of it."""
    who = comrade(f"Đại biểu {no}")
    hand = HandRaised(f"r{no}", no, HALL, "", RequestKind.OPINION, AT, HALL, who, topic)
    return [hand, RequestSettled(f"r{no}", state)]


def logged(no: int, turn: str = "", summary: str = "", **more: Any) -> OpinionLogged:
    told: dict[str, Any] = {"point": "p1", "segments": (), "field": "", "authority": None, **more}
    return OpinionLogged(opinion=f"y{no}", code=f"YK{no:03}", turn=turn, summary=summary, **told)
