"""The areas of the view for those who run the floor: points, queue, times, messages and cues."""

from functools import partial
from typing import Final

from server.rooms import cues, queue, timing
from server.rooms.deskviews import (
    BudgetView,
    CosignerView,
    CuesView,
    MyNotice,
    MyNotices,
    NoticeView,
    RequestView,
)
from server.rooms.memo import Json, Memo
from server.rooms.notices import Notice, Notices, concerns
from server.rooms.order import Lineup, lineup
from server.rooms.points import Link, Point
from server.rooms.policy import Policy, Reason
from server.rooms.prepared import Speech
from server.rooms.queue import Request
from server.rooms.room import Room
from server.rooms.timing import Shares
from server.rooms.views import Crowd, PointView, plain
from server.rooms.words import Millis, Struct

SHOWN: Final = 200
"""Requests shown at the head of the queue; those to be called later, and those without a turn."""
LATEST: Final = 50
"""Messages and cues shown. Older ones are in the log."""


class Why(Struct, frozen=True):
    why: dict[str, tuple[Reason, ...]]


def place_of(room: Room, point: str) -> str:
    """The point's name, "" for none."""
    return room.points[point].plan.name if point else ""


def line(room: Room) -> Lineup:
    """The order as it is now."""
    return lineup(room.queue, room.floor, room.session.plan, room.agenda.current)


def away(point: Point) -> Millis:
    """Since when the point's line has been lost, 0 if it is not."""
    return point.since if point.link is Link.LOST else 0


def points(room: Room, memo: Memo, crowd: Crowd) -> Json:
    plans = room.session.plan.points  # in the plan's order: a map of the core has none
    points = [room.points[plan.id] for plan in plans]
    return {
        point.plan.id: memo("point", point.plan.id, (point,), partial(point_view, point))
        for point in points
    }


def point_view(point: Point) -> PointView:
    plan = point.plan
    return PointView(
        id=plan.id, name=plan.name, kind=plan.kind, link=point.link, picture=point.picture,
        voice=point.voice, sound=plan.sound, expected=point.expected, since=point.since,
        present=point.present, cluster=plan.cluster, note=point.note, devices=point.devices,
        excused=point.excused, checks=point.checks,
    )  # fmt: skip


def plain_queue(room: Room, memo: Memo, crowd: Crowd) -> Json:
    """The queue for secretaries: without reasons."""
    return _queue(room, memo)


def queue_with_reasons(room: Room, memo: Memo, crowd: Crowd) -> Json:
    ruling, found = room.queue.policy, line(room)
    head = found.order[:SHOWN]

    def why() -> Why:
        return Why({id: found.reasons(id) for id in head})

    seen = _queue(room, memo)
    if head:
        seen |= memo("why", "", (found,), why)
    if ruling != Policy():
        seen["policy"] = memo("policy", "", (ruling,), lambda: ruling)
    return seen | ({"version": room.queue.version} if room.queue.version else {})


def _queue(room: Room, memo: Memo) -> Json:
    waits = room.queue
    head = line(room).order[:SHOWN]
    held, aside = waits.held[:SHOWN], waits.aside[-SHOWN:]
    shown = {}
    for id in (*head, *held, *aside):
        request = waits.requests[id]
        behind = [waits.requests[one] for one in request.cosigners]
        point = room.points[request.point]
        paper = room.prepared.now.get(id)
        made = partial(request_view, room, request, behind, paper)
        shown[id] = memo("request", id, (request, point, paper, *behind), made)
    seen: Json = {"requests": shown, "order": list(head), "count": len(waits.order)}
    lists = {"held": list(held), "aside": list(aside), "closed": waits.closed}
    more = lists | {"written_until": waits.written_until, "budget": _budget(room)}
    return seen | {name: value for name, value in more.items() if value}


def _budget(room: Room) -> Json:
    budget = room.queue.budget
    if not budget.until:
        return {}
    each = timing.each(room.floor, room.session.plan.rules)
    return plain(BudgetView(budget.until, each, budget.close))


def request_view(
    room: Room, request: Request, behind: list[Request], paper: Speech | None
) -> RequestView:
    return RequestView(
        id=request.id, no=request.no, point=request.point, place=place_of(room, request.point),
        speaker=request.speaker, kind=request.kind, state=request.state,
        raised_at=request.raised_at, topic=request.topic, field=request.field,
        pressed_at=request.pressed_at, away=away(room.points[request.point]), prior=request.prior,
        answers=request.answers, text=request.text, matter=request.matter,
        prepared=len(paper.text) if paper else 0,
        cosigners=tuple(
            CosignerView(one.id, one.no, one.point, place_of(room, one.point), one.speaker)
            for one in behind
        ),
    )  # fmt: skip


def times(room: Room, memo: Memo, crowd: Crowd) -> Json:
    """Who has had how much, up to the last turn that ended or stands."""
    plan = room.session.plan

    def make() -> Shares:
        return timing.shares(room.queue, room.floor, plan)

    return memo("times", "", (room.floor, plan), make)


def notices(room: Room, memo: Memo, crowd: Crowd) -> Json:
    every = room.notices
    latest = {
        id: memo("notice", id, (every.all[id],), partial(_notice, room, every.all[id]))
        for id in every.order[-LATEST:]
    }
    return {"notices": latest, "order": list(latest), "count": len(every.order)}


def _notice(room: Room, notice: Notice) -> NoticeView:
    return NoticeView(
        notice.id, notice.kind, notice.at, {who or "desk": at for who, at in notice.seen.items()},
        notice.source, place_of(room, notice.source), notice.to, notice.text,
    )  # fmt: skip


def pictures(room: Room, memo: Memo, crowd: Crowd) -> Json:
    every = room.cues
    latest = {id: every.all[id] for id in every.order[-LATEST:]}
    show, prepare = cues.wanted(room.floor, room.queue, line(room).order)
    return plain(CuesView(latest, list(latest), show, prepare))


class Inbox:
    """The latest messages by point. Made once, asked once per client."""

    def __init__(self, every: Notices) -> None:
        self._latest = [every.all[id] for id in every.order[-LATEST:]]

    def of(self, point: str) -> MyNotices | None:
        """What the desk sent to `point`, and what it sent itself; None if there is nothing."""
        own = {
            one.id: _my_notice(one, point)
            for one in self._latest
            if one.source == point or concerns(one, point)
        }
        return MyNotices(own, list(own)) if own else None


def _my_notice(notice: Notice, point: str) -> MyNotice:
    mine = notice.source == point
    seen = notice.seen.get("" if mine else point, 0)
    return MyNotice(notice.id, notice.kind, notice.at, mine, notice.text, seen)


def speaks_for(requests: queue.Queue, request: Request) -> Request:
    """The request that `request` stands behind, itself if behind none."""
    return requests.requests[request.into] if request.into else request
