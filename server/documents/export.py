"""The record for other programs, as JSON. Times: server milliseconds; days: ISO; unknown: ""."""

from dataclasses import asdict
from typing import Final

import msgspec

from server.documents import entries, record, wording
from server.documents.text import clean
from server.documents.verbatim import segments
from server.rooms.opinions import Opinion
from server.rooms.plan import Person
from server.rooms.room import Room
from server.rooms.words import Millis

FORM: Final = 1
"""Grows when a field changes its meaning or goes; new ones may come."""


def register(room: Room, at: Millis) -> bytes:
    """`{form, at, conference, speeches, opinions: […], denunciations}`: each row with the texts of
    the papers, and codes and ISO days beside them."""
    rows = [_opinion(room, row, no) for no, row in enumerate(record.rows(room), 1)]
    return as_json({
        "form": FORM, "at": at, "conference": _conference(room),
        "speeches": len(record.speeches(room)), "opinions": rows,
        "denunciations": record.denounced(room),
    })  # fmt: skip


def _conference(room: Room) -> dict[str, object]:
    plan = room.session.plan
    return {"title": clean(plan.title), "date": plan.date, "kind": plan.kind, "level": plan.level,
            "rehearsal": wording.REHEARSAL if plan.kind == "rehearsal" else ""}  # fmt: skip


def _opinion(room: Room, row: Opinion, number: int) -> dict[str, object]:
    codes = {
        "id": row.id, "turn": row.turn, "point_id": row.point, "field_code": row.field,
        "authority_code": row.authority, "answer_code": row.answer, "result_code": row.result,
        "answer_by_day": row.answer_by, "resolve_by_day": row.resolve_by,
        "same_as": row.into, "withdrawn": row.withdrawn,
    }  # fmt: skip
    return asdict(entries.entry(room, row, number)) | codes


def transcript(room: Room) -> bytes:
    """`{form, conference, turns: [{id, kind, point, speaker, spans, segments: […]}]}` in the order
    of calling; a segment's words are as they were recognised."""
    said = segments(room)
    turns = [
        {"id": turn.id, "kind": turn.kind, "point": turn.point, "speaker": _person(turn.speaker),
         "spans": turn.spans,
         "segments": [
             {"id": one.id, "starts": one.starts, "ends": one.ends, "text": clean(one.text),
              "state": one.state, "kind": one.kind, "words": one.words} for one in said[turn.id]
         ]}
        for turn in record.turns(room)
    ]  # fmt: skip
    return as_json({"form": FORM, "conference": _conference(room), "turns": turns})


def _person(person: Person) -> dict[str, str]:
    return {"name": clean(person.name), "title": clean(person.title), "unit": clean(person.unit),
            "address": clean(person.address)}  # fmt: skip


def as_json(told: dict[str, object]) -> bytes:
    """As a file that people can read too."""
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"
