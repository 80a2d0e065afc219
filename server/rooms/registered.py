"""What the register of opinions looks like: to those who work on it, and to a point its own."""

from collections import defaultdict
from functools import partial
from typing import Final

from server.rooms import panels, workdays
from server.rooms.deskviews import MyOpinion
from server.rooms.drafts import drafts
from server.rooms.floor import TurnKind
from server.rooms.memo import Json, Memo
from server.rooms.opinions import Opinion, Paper, beyond, due, origin_of, petitioners_of
from server.rooms.plan import Person
from server.rooms.registerviews import OpinionsView, OpinionView
from server.rooms.room import Room

MINE: Final = 50
"""Rows that a point is shown of its own, the latest."""


def area(room: Room, memo: Memo, head: int) -> Json:
    """The latest `head` rows, and what concerns all of them."""
    register, turns = room.opinions, room.floor.turns
    rows = {}
    for id in register.order[-head:]:
        row = register.rows[id]
        behind = [register.rows[other] for other in row.merged]
        spoke = [turns.get(one.turn) for one in (row, *behind)]
        made_of = (row, room.session.plan, *behind, *spoke)
        rows[id] = memo("opinion", id, made_of, partial(opinion, room, row))
    seen = memo("register", "", (register, room.floor), partial(_whole, room))
    return seen | {"rows": rows, "order": list(rows)}


def _whole(room: Room) -> OpinionsView:
    register, turns = room.opinions, room.floor.turns.values()
    return OpinionsView(
        {}, [], len(register.order),
        speeches=sum(turn.kind is TurnKind.SPEECH and bool(turn.spans) for turn in turns),
        drafts=drafts(room.floor, register), dismissed=len(register.dismissed),
        frozen=register.frozen,
    )  # fmt: skip


def opinion(room: Room, row: Opinion) -> OpinionView:
    plan, turn = room.session.plan, room.floor.turns.get(row.turn)
    until = due(row)
    return OpinionView(
        id=row.id, code=row.code, speaker=turn.speaker if turn else row.speaker, text=row.text,
        beyond=beyond(plan.level, row.authority), answer=row.answer, result=row.result,
        version=row.version, turn=row.turn, point=row.point, place=panels.place_of(room, row.point),
        summary=row.summary, field=row.field, authority=row.authority, segments=row.segments,
        lead=row.lead, coordinating=row.coordinating, answered_in=row.answered_in,
        answer_text=row.answer_text, promise=row.promise, answer_by=row.answer_by,
        resolve_by=row.resolve_by, forwarded_to=row.forwarded_to, withdrawn=row.withdrawn,
        kind=row.kind, source=row.source, previous=row.previous, secondary=row.secondary,
        origin=None if row.matter else origin_of(row, room.floor, room.points),
        petitioners=row.petitioners, merged=row.merged,
        others=len(petitioners_of(room.opinions, room.floor, row)),
        into=row.into, answer_term=row.answer_term, resolve_term=row.resolve_term,
        answerer=row.answerer if row.answerer != Person() else None, answered_on=row.answered_on,
        answer_paper=_paper(row.answer_paper), forward_by=row.forward_by,
        forward_paper=_paper(row.forward_paper), outcome=row.outcome,
        outcome_paper=_paper(row.outcome_paper), resolved_on=row.resolved_on, feedback=row.feedback,
        matter=row.matter, supplementary=row.supplementary, corrections=row.corrections,
        correction=row.correction, due=until,
        soon=workdays.soon_from(plan.calendar, until) if until else "",
        reported=row.reported.result if row.reported else None,
    )  # fmt: skip


def _paper(paper: Paper) -> Paper | None:
    return paper if paper != Paper() else None


class Checks:
    """What points may check of the register. Made once per tick, asked once per client."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._rows: dict[str, list[Opinion]] = defaultdict(list)
        for id in room.opinions.order:
            row = room.opinions.rows[id]
            if row.point and row.summary and not row.matter:
                self._rows[row.point].append(row)

    def of(self, point: str) -> dict[str, MyOpinion] | None:
        """The latest rows of `point`; None if it has none."""
        rows = self._rows.get(point, ())[-MINE:]
        return {row.id: self._mine(row) for row in rows} or None

    def _mine(self, row: Opinion) -> MyOpinion:
        turn = self._room.floor.turns.get(row.turn)
        return MyOpinion(
            row.id, row.code, row.version, row.summary, turn.speaker if turn else row.speaker,
            row.answer, row.result, row.turn, row.field, row.lead, row.answer_by, row.resolve_by,
            row.outcome, row.feedback.verdict if row.feedback else None,
        )  # fmt: skip
