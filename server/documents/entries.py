"""An opinion as every paper shows it: one row of texts."""

from collections.abc import Iterable

from server.documents import record, wording
from server.documents.content import Entry
from server.documents.text import clean, count, sentence, short_day, upper_first
from server.rooms.opinions import Opinion, Paper, beyond, petitioners_of
from server.rooms.plan import VENUE, Level
from server.rooms.room import Room


def entries(room: Room, rows: Iterable[Opinion], start: int = 1) -> tuple[Entry, ...]:
    """`rows` numbered from `start`."""
    return tuple(entry(room, row, number) for number, row in enumerate(rows, start))


def entry(room: Room, row: Opinion, number: int) -> Entry:
    person = record.speaker(room, row)
    people = len(petitioners_of(room.opinions, room.floor, row)) + 1
    over = beyond(room.session.plan.level, row.authority)
    return Entry(
        number=str(number),
        code=clean(row.code),
        who=who(room, row),
        name=clean(person.name) or wording.NO_NAME,
        title=clean(person.title),
        unit=clean(person.unit),
        point=record.place(room.points.get(row.point)),
        place=bare(record.place(room.points.get(row.point))) or clean(person.unit),
        people=count(people),
        summary=clean(row.summary) or wording.NO_SUMMARY,
        field=record.field_name(room, row.field),
        committee=record.committee(room, row.field),
        authority=authority(room, row),
        beyond=wording.BEYOND if over else "",
        lead=clean(row.lead),
        coordinating=", ".join(clean(name) for name in row.coordinating),
        agencies=agencies(row),
        answer=answer(room, row),
        answered=wording.ANSWERS[row.answer],
        result=wording.RESULTS[row.result],
        promise=clean(row.promise),
        answer_by=short_day(row.answer_by) if row.answer_by else "",
        resolve_by=short_day(row.resolve_by) if row.resolve_by else "",
        deadline=deadlines(row),
        forwarded_to=clean(row.forwarded_to),
        letter=letters(row),
        outcome=clean(row.outcome) or answer(room, row),
        note=note(row),
        source=record.source(room, row),
    )


def who(room: Room, row: Opinion) -> str:
    """Name, title, unit and point; of several who ask the same how many more."""
    place = record.place(room.points.get(row.point))
    told = upper_first(record.named(record.speaker(room, row)))
    more = len(petitioners_of(room.opinions, room.floor, row))
    others = f" và {count(more)} người cùng kiến nghị" if more else ""
    return f"{told} ({place}){others}" if place else f"{told}{others}"


def place_of(room: Room, row: Opinion) -> str:
    """The commune where the opinion comes from, "" for the hall and where nobody knows."""
    point = room.points.get(row.point)
    if point is None or point.plan.kind == VENUE:
        return ""
    return bare(record.place(point))


def bare(place: str) -> str:
    """The place without the word for a connection point."""
    return place.removeprefix("điểm cầu ")


def authority(room: Room, row: Opinion) -> str:
    name = wording.LEVELS[row.authority] if row.authority else wording.UNCLASSIFIED
    over = beyond(room.session.plan.level, row.authority)
    return f"{name} ({wording.BEYOND})" if over else name


def group_title(room: Room, level: Level | None, number: int) -> str:
    over = beyond(room.session.plan.level, level)
    mark = f" ({wording.BEYOND.upper()})" if over else ""
    return f"{wording.GROUPS[level]}{mark} ({count(number)} ý kiến)"


def agencies(row: Opinion) -> str:
    helpers = ", ".join(clean(name) for name in row.coordinating)
    return f"{clean(row.lead)}\n(phối hợp: {helpers})" if helpers else clean(row.lead)


def answer(room: Room, row: Opinion) -> str:
    said, person = clean(row.answer_text), record.answerer(room, row)
    told = f"{upper_first(record.named(person))}: {said or wording.NO_SUMMARY}" if person else said
    parts = [told]
    if promise := clean(row.promise):
        parts.append(f"Cam kết: {sentence(promise)}")
    if to := clean(row.forwarded_to):
        parts.append(sentence(f"Chuyển {to}"))
    return "\n".join(part for part in parts if part)


def deadlines(row: Opinion) -> str:
    """Both promises as the printed form shows them: they are not the same day (D20)."""
    named = (("Trả lời", row.answer_by), ("Giải quyết", row.resolve_by))
    return "\n".join(f"{what}: {short_day(iso)}" for what, iso in named if iso)


def letters(row: Opinion) -> str:
    """The papers that answered, forwarded and settled it, a line each."""
    papers = (row.answer_paper, row.forward_paper, row.outcome_paper)
    told = dict.fromkeys(letter(paper) for paper in papers)
    return "\n".join(one for one in told if one)


def note(row: Opinion) -> str:
    late = "Bổ sung" if row.supplementary else ""
    before = f"Kỳ trước: {clean(row.previous.code)}" if row.previous else ""
    return "; ".join(part for part in (late, before) if part)


def letter(paper: Paper) -> str:
    """`12/SNV-TH ngày 06/5/2024`, "" if there is none."""
    number, day = clean(paper.number), short_day(paper.date) if paper.date else ""
    return " ".join(part for part in (number, f"ngày {day}" if day else "") if part)
