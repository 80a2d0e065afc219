"""Who sees what: one pure function from a room to what an audience may look at.

`look` memoises per item (an unchanged request, turn or segment yields the same object), so that a
diff of two views prunes by identity."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Final

from server.rooms import deskwork, onfloor, panels, registered, sheet
from server.rooms.doubts import UNSURE, doubts
from server.rooms.layers import is_corrected, undo_by
from server.rooms.memo import Json, Memo
from server.rooms.room import Room
from server.rooms.transcript import Segment, SegmentKind, SegmentState
from server.rooms.views import CaptionsView, ConferenceView, Crowd, SegmentView, WithdrawalView
from server.rooms.withdrawals import Withdrawal
from server.rooms.words import Role

HEAD: Final = 200
"""Opinions shown, the latest."""
TAIL: Final = 80
"""Segments shown: about ten minutes of speech. Older ones come by HTTP page."""


class Audience(StrEnum):
    """People who see the same view, and so share one mirror and every patch."""

    MODERATOR = "moderator"
    CHAIR = "chair"
    SECRETARY = "secretary"
    TECHNICIAN = "technician"
    POINT = "point"
    VIEWER = "viewer"
    HALL = "hall"


AUDIENCE: Final[dict[Role, Audience]] = {
    Role.ADMIN: Audience.MODERATOR,
    Role.CHAIR: Audience.CHAIR,
    Role.MODERATOR: Audience.MODERATOR,
    Role.ASSISTANT: Audience.MODERATOR,
    Role.SECRETARY_LEAD: Audience.SECRETARY,
    Role.SECRETARY: Audience.SECRETARY,
    Role.TECHNICIAN: Audience.TECHNICIAN,
    Role.POINT: Audience.POINT,
    Role.DELEGATE: Audience.VIEWER,
    Role.VIEWER: Audience.VIEWER,
    Role.HALL: Audience.HALL,
}
"""Roles that have a mirror. Agencies work over HTTP; the system sees the room itself."""
STAFF: Final = frozenset(AUDIENCE) - {Role.POINT, Role.DELEGATE, Role.VIEWER, Role.HALL}
"""Those who are told who they are."""


def _conference(room: Room, memo: Memo, crowd: Crowd) -> Json:
    session, plan = room.session, room.session.plan

    def make() -> ConferenceView:
        return ConferenceView(
            title=plan.title, kind=plan.kind, level=plan.level, stage=session.stage,
            recording=session.recording, captions=session.captions, hall=session.hall,
            name_plate=session.name_plate, rules=plan.rules,
            agenda=plan.agenda, fields={field.code: field.name for field in plan.fields},
            agencies=plan.agencies, chairs=session.people.chairs, short_title=plan.short_title,
            place=plan.place, date=plan.date, item=room.agenda.current,
            opened_at=session.opened_at, closed_at=session.closed_at, zone=plan.zone,
            host=plan.host, moderator=session.people.moderator, caption_flow=room.captions,
            keep=session.keep,
        )  # fmt: skip

    return memo("conference", "", (session, room.agenda, room.captions), make)


def _transcript(room: Room, memo: Memo, crowd: Crowd) -> Json:
    return _tail(room, memo, _segment)


def _tail(room: Room, memo: Memo, look: Callable[[Segment], SegmentView]) -> Json:
    transcript = room.transcript
    tail = {}
    for id in transcript.order[-TAIL:]:
        segment = transcript.segments[id]
        tail[id] = memo("segment", id, (segment,), partial(look, segment))
    order = list(tail)
    for id in transcript.touched:  # older ones that somebody has just changed
        segment = transcript.segments[id]
        if not segment.into and segment.kind is not SegmentKind.WITHDRAWN:
            tail[id] = memo("segment", id, (segment,), partial(look, segment))
    return {"segments": tail, "order": order, "count": len(transcript.order)}


def _desk_transcript(room: Room, memo: Memo, crowd: Crowd) -> Json:
    return _tail(room, memo, desk_segment)


def desk_segment(segment: Segment) -> SegmentView:
    """With what only those need who work on it."""
    return SegmentView(
        segment.id, segment.turn, segment.starts, segment.ends, segment.text, segment.version,
        segment.state, segment.by, (), segment.kind, doubts(segment), segment.of,
        undo_by(segment), is_corrected(segment),
    )  # fmt: skip


def _segment(segment: Segment) -> SegmentView:
    heard = segment.state is SegmentState.HEARD
    gated = enumerate(segment.words) if heard else ()
    return SegmentView(
        id=segment.id, turn=segment.turn, starts=segment.starts, ends=segment.ends,
        text=segment.text, version=segment.version, state=segment.state, by=segment.by,
        unsure=tuple(place for place, word in gated if word.confidence < UNSURE),
        kind=segment.kind,
    )  # fmt: skip


def _opinions(room: Room, memo: Memo, crowd: Crowd) -> Json:
    return registered.area(room, memo, HEAD)


def _withdrawals(room: Room, memo: Memo, crowd: Crowd) -> Json:
    every = room.withdrawals.all
    seen = {
        one.id: memo("withdrawal", one.id, (one,), partial(_withdrawal, one))
        for one in sorted(every.values(), key=lambda one: one.span.start)
    }
    return {"all": seen, "order": list(seen)}


def _withdrawal(one: Withdrawal) -> WithdrawalView:
    return WithdrawalView(one.id, one.span, one.state, one.by, one.reason)


def _crowd(room: Room, memo: Memo, crowd: Crowd) -> Json:
    return memo("crowd", "", (crowd,), lambda: crowd)


Area = Callable[[Room, Memo, Crowd], Json]
PUBLIC: Final[dict[str, Area]] = {
    "conference": _conference,
    "floor": onfloor.public,
}
SEES: Final[dict[Audience, dict[str, Area]]] = {
    Audience.MODERATOR: {
        "conference": _conference, "floor": onfloor.whole, "queue": panels.queue_with_reasons,
        "points": panels.points, "times": panels.times,
        "transcript": _transcript, "opinions": _opinions, "conclusion": sheet.conclusion,
        "withdrawals": _withdrawals, "crowd": _crowd, "notices": panels.notices,
        "cues": panels.pictures,
    },
    Audience.CHAIR: {
        "conference": _conference, "floor": onfloor.whole, "queue": panels.queue_with_reasons,
        "points": panels.points, "times": panels.times,
        "opinions": _opinions, "conclusion": sheet.conclusion,
        "withdrawals": _withdrawals, "sheet": sheet.sheet,
    },
    Audience.SECRETARY: {
        "conference": _conference, "floor": onfloor.whole, "queue": panels.plain_queue,
        "points": panels.points,
        "transcript": _desk_transcript, "opinions": _opinions, "conclusion": sheet.conclusion,
        "withdrawals": _withdrawals, "sheet": sheet.sheet, "desk": deskwork.area,
    },
    Audience.TECHNICIAN: {
        "conference": _conference, "floor": onfloor.silent, "points": panels.points,
        "crowd": _crowd, "notices": panels.notices, "cues": panels.pictures,
    },
    Audience.POINT: PUBLIC,
    Audience.VIEWER: PUBLIC,
    Audience.HALL: PUBLIC,
}  # fmt: skip
"""Whole areas are shown or hidden, never single events."""
READERS: Final = frozenset({Audience.MODERATOR, Audience.POINT, Audience.VIEWER, Audience.HALL})
"""Those who read the captions, and who holds the hand on them."""
NO_CAPTIONS: Final = CaptionsView()


def look(
    audience: Audience, room: Room, memo: Memo, crowd: Crowd, captions: CaptionsView = NO_CAPTIONS
) -> Json:
    """What `audience` sees of `room`, as JSON values in the shape of `views.View`, never null."""
    seen = {area: seen(room, memo, crowd) for area, seen in SEES[audience].items()}
    if audience in READERS:
        speaking = room.floor.turns.get(room.floor.speaking)
        if speaking and speaking.matter:  # a complaint or denunciation (day.md D9)
            captions = NO_CAPTIONS
        seen["captions"] = memo("captions", "", (captions,), lambda: captions)
    return seen
