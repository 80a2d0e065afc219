"""Prepared messages between the desk and the points, with receipts (day.md D10). No free chat: a
point picks from a short list, the desk may also type a line."""

from enum import StrEnum
from typing import Annotated, Final, assert_never

from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from server.rooms import points, words
from server.rooms.points import Points
from server.rooms.words import (
    BESIDE,
    Actor,
    Empty,
    Id,
    Line,
    Millis,
    NotAllowed,
    Refused,
    Role,
    Struct,
    Unknown,
)


class NoticeKind(StrEnum):
    FOCUS = "focus"
    """Đề nghị đi vào trọng tâm."""
    NEARER = "nearer"
    """Nói gần micro."""
    MUTE = "mute"
    """Tắt micro."""
    SOON = "soon"
    """Còn 2 lượt nữa."""
    TEXT = "text"
    """A typed line."""
    NO_SOUND = "no_sound"
    """Không nghe."""
    NO_PICTURE = "no_picture"
    """Không thấy hình."""
    CALL_US = "call_us"
    """Cần gọi điện."""


FROM_POINT: Final = frozenset({NoticeKind.NO_SOUND, NoticeKind.NO_PICTURE, NoticeKind.CALL_US})


class Notice(Struct, frozen=True):
    """`source` is the point that sent it, "" the desk; `to` the points it is for: () is all of
    them, and the desk where a point has sent it. `seen` says when who acknowledged: a point by its
    id, the desk by ""."""

    id: str
    kind: NoticeKind
    at: Millis
    by: str
    source: str = ""
    to: tuple[str, ...] = ()
    text: str = ""
    seen: Map[str, Millis] = Map()


class Notices(Struct, frozen=True):
    all: Map[str, Notice] = Map()
    order: tuple[str, ...] = ()


class SendNotice(words.Command, frozen=True):
    """To `points` (() is all), or from one point to the desk: then `points` is that point."""

    kind: NoticeKind
    points: Annotated[tuple[Id, ...], Meta(max_length=5000)] = ()
    text: Line = ""


class AcknowledgeNotice(words.Command, frozen=True):
    """Đã nhận: by the point it is for, or by the desk for what a point has sent."""

    notice: Id


Command = SendNotice | AcknowledgeNotice


class NoticeSent(words.Event, frozen=True):
    notice: str
    kind: NoticeKind
    at: Millis
    by: str
    source: str = ""
    to: tuple[str, ...] = ()
    text: Annotated[str, Meta(extra=BESIDE)] = ""


class NoticeSeen(words.Event, frozen=True):
    """`point` "" is the desk."""

    notice: str
    at: Millis
    point: str = ""


Event = NoticeSent | NoticeSeen


class WrongNotice(Refused):
    """Points and the desk have each their own messages. Fields: `kind`."""

    code = "wrong_notice"


def concerns(notice: Notice, point: str) -> bool:
    """Whether the desk has sent it to this point."""
    return not notice.source and (not notice.to or point in notice.to)


def decide(
    notices: Notices, at_points: Points, command: Command, actor: Actor, at: Millis
) -> tuple[Event, ...]:
    match command:
        case SendNotice(kind, to, text):
            return (_sent(notices, at_points, kind, to, text.strip(), actor, at),)
        case AcknowledgeNotice(id):
            if id not in notices.all:
                raise Unknown(what="notice", id=id)
            return _seen(notices.all[id], actor, at)
        case _:
            assert_never(command)


def _sent(
    notices: Notices, at_points: Points, kind: NoticeKind, to: tuple[str, ...], text: str,
    actor: Actor, at: Millis,
) -> NoticeSent:  # fmt: skip
    at_point = actor.role is Role.POINT
    if (kind in FROM_POINT) != at_point or (text and kind is not NoticeKind.TEXT):
        raise WrongNotice(kind=kind)
    if kind is NoticeKind.TEXT and not text:
        raise Empty(field="text")
    for point in to:
        points.known(at_points, point)
        points.own(actor, point)
    source = actor.point if at_point else ""
    known = () if at_point else tuple(dict.fromkeys(to))
    id = f"n{len(notices.order) + 1}"
    return NoticeSent(id, kind, at, f"{actor.role}:{actor.id}", source, known, text)


def _seen(notice: Notice, actor: Actor, at: Millis) -> tuple[Event, ...]:
    at_point = actor.role is Role.POINT
    if not (concerns(notice, actor.point) if at_point else notice.source):
        raise NotAllowed(role=actor.role, notice=notice.id)
    who = actor.point if at_point else ""
    return () if who in notice.seen else (NoticeSeen(notice.id, at, who),)


def evolve(notices: Notices, event: Event) -> Notices:
    match event:
        case NoticeSent(id, kind, at, by, source, to, text):
            sent = Notice(id, kind, at, by, source, to, text)
            return Notices(notices.all.set(id, sent), (*notices.order, id))
        case NoticeSeen(id, at, point):
            notice = notices.all[id]
            seen = replace(notice, seen=notice.seen.set(point, at))
            return replace(notices, all=notices.all.set(id, seen))
        case _:
            assert_never(event)
