"""What happened, as the minutes tell it: the speeches with their answers, and the other parts.

A summary that nobody wrote is a gap, never the words that were spoken (day.md D16)."""

from typing import Final

from server.documents import record, wording
from server.documents.layout import Line
from server.documents.text import (
    clean,
    count,
    letter,
    lower_verb,
    paragraphs,
    sentence,
    short_day,
    upper_first,
)
from server.rooms.conclusion import Task
from server.rooms.floor import Turn, TurnKind
from server.rooms.opinions import Answer, Opinion
from server.rooms.plan import AgendaItem, Section
from server.rooms.room import Room

LISTED: Final = 30
"""Opinions that nobody spoke and that the minutes still list one by one; the register has all.
A ward collected 143 before a meeting at which 11 people spoke (domain.md §1)."""


def opening(room: Room) -> list[Line]:
    return _part(room, Section.OPENING, summed_up=False)


def report(room: Room) -> list[Line]:
    return _part(room, Section.REPORT, summed_up=True)


def reception(room: Room) -> list[Line]:
    return _part(room, Section.RECEPTION, summed_up=True)


def _part(room: Room, part: Section, summed_up: bool) -> list[Line]:
    """The programme's items of this part with who spoke, then whoever else spoke in it."""
    turns = record.by_section(room)[part]
    items = [item for item in room.agenda.items if item.section is part]
    ids = {item.id for item in items}
    texts = [_item(room, item, [turn for turn in turns if turn.item == item.id], summed_up)
             for item in items]  # fmt: skip
    texts += [_words(room, turn) for turn in turns if turn.item not in ids]
    return [Line("body", text) for text in texts] or [Line("body", wording.NOT_RECORDED)]


def _item(room: Room, item: AgendaItem, turns: list[Turn], summed_up: bool) -> str:
    who = "; ".join(record.named(turn.speaker) for turn in turns)
    planned = clean(item.responsible)
    title = clean(item.title)
    head = f"- {title}: {who}" if who else f"- {title} ({planned})" if planned else f"- {title}"
    summaries = [row.summary for turn in turns for row in record.rows_of(room, turn.id)]
    said = " ".join(sentence(clean(text)) for text in summaries if clean(text))
    if said or summed_up:
        return sentence(f"{sentence(head)} {said or wording.NO_SUMMARY}")
    return sentence(head)


def dialogue(room: Room) -> list[Line]:
    """Both counts, then every speech with its opinions and their answers, in order."""
    lines = [Line("body", _counts(room))]
    number = 0
    cited = _cited(room)
    for turn in record.by_section(room)[Section.DIALOGUE]:
        if turn.kind is TurnKind.SPEECH:
            number += 1
            lines += _speech(room, turn, number)
        elif turn.id not in cited:
            lines.append(Line("body", _words(room, turn)))
    return lines + _sent_in(room)


def _counts(room: Room) -> str:
    spoken, rows = len(record.speeches(room)), len(record.rows(room))
    sent = len(record.not_spoken(room))
    text = f"Tại hội nghị có {count(spoken)} lượt phát biểu với {count(rows - sent)} ý kiến"
    return sentence(
        f"{text}; ngoài ra có {count(sent)} ý kiến gửi, không phát biểu" if sent else text
    )


def _cited(room: Room) -> set[str]:
    """Replies that are told with what they answer, and so not again by themselves."""
    told = {row.answered_in for row in record.rows(room)}
    speeches = {turn.id for turn in record.speeches(room)}
    linked = (turn for turn in record.turns(room) if speeches & set(turn.answers))
    return told | {turn.id for turn in linked}


def _speech(room: Room, turn: Turn, number: int) -> list[Line]:
    place = record.place(room.points.get(turn.point))
    who = upper_first(record.named(turn.speaker)) + (f" ({place})" if place else "")
    rows = record.rows_of(room, turn.id)
    return [*_opinions(f"{number}. {who}", rows, room), *_unlinked(room, turn, rows)]


def _opinions(head: str, rows: list[Opinion], room: Room) -> list[Line]:
    if len(rows) < 2:
        lines = [Line("body", f"{head}: {_summary(rows[0]) if rows else wording.NO_SUMMARY}")]
        return lines + (_answer(room, rows[0]) if rows else [])
    lines = [Line("body", f"{head} nêu {count(len(rows))} ý kiến:")]
    for place, row in enumerate(rows):
        lines.append(Line("body", f"{letter(place)}) {_summary(row)}"))
        lines += _answer(room, row)
    return lines


def _summary(row: Opinion) -> str:
    text = clean(row.summary)
    return sentence(text) if text else wording.NO_SUMMARY


def _answer(room: Room, row: Opinion) -> list[Line]:
    """How one opinion was answered, what was promised, and where it was passed on."""
    texts = [f"- {_reply(room, row)}"]
    if promise := clean(row.promise):
        due = f"; thời hạn: trước ngày {short_day(row.resolve_by)}" if row.resolve_by else ""
        texts.append(f"- Nội dung cam kết: {promise.rstrip('.')}{due}.")
    if to := clean(row.forwarded_to):
        texts.append(sentence(f"- Chuyển cấp có thẩm quyền xem xét, giải quyết: {to}"))
    return [Line("body", text) for text in texts]


def _reply(room: Room, row: Opinion) -> str:
    said, who = clean(row.answer_text), record.answerer(room, row)
    if row.answer is Answer.NONE and not said and who is None:
        return "Chưa trả lời tại hội nghị."
    answer = sentence(said) if said else wording.NO_SUMMARY
    if who is not None:
        partly = " (một phần)" if row.answer is Answer.PARTLY else ""
        return f"Trả lời{partly}: {record.named(who)}: {answer}"
    match row.answer:
        case Answer.WRITTEN:
            return f"Trả lời bằng văn bản: {answer}"
        case Answer.OUTSIDE:
            return f"Không thuộc nội dung đối thoại, đã hướng dẫn: {answer}"
        case Answer.PARTLY:
            return f"Trả lời (một phần): {wording.NO_NAME}: {answer}"
        case _:
            return f"Trả lời: {wording.NO_NAME}: {answer}"


def _unlinked(room: Room, turn: Turn, rows: list[Opinion]) -> list[Line]:
    """Replies to this speech that no opinion names as its answer."""
    named = {row.answered_in for row in rows}
    replies = (reply for reply in record.turns(room) if turn.id in reply.answers)
    return [Line("body", _words(room, reply)) for reply in replies if reply.id not in named]


def _words(room: Room, turn: Turn) -> str:
    """What a turn that is no speech said: the summaries of its rows, or a gap."""
    summaries = [clean(row.summary) for row in record.rows_of(room, turn.id)]
    said = " ".join(sentence(text) for text in summaries if text) or wording.NO_SUMMARY
    who = record.named(turn.speaker)
    match turn.kind:
        case TurnKind.REPLY:
            return f"- Trả lời: {who}: {said}"
        case TurnKind.CHAIR:
            return f"- Chủ trì phát biểu: {who}: {said}"
        case _:
            return f"- {upper_first(who)}: {said}"


def _sent_in(room: Room) -> list[Line]:
    rows = record.not_spoken(room)
    if not rows:
        return []
    lines = [Line("clause", "Ý kiến gửi, không phát biểu tại hội nghị")]
    for row in rows[:LISTED]:
        place = record.place(room.points.get(row.point))
        who = upper_first(record.named(record.speaker(room, row)))
        lines += _opinions(f"- {who}" + (f" ({place})" if place else ""), [row], room)
    if more := len(rows) - LISTED if len(rows) > LISTED else 0:
        rest = f"Và {count(more)} ý kiến khác (theo Bảng tổng hợp ý kiến, kiến nghị)."
        lines.append(Line("body", rest))
    return lines


def conclusion(room: Room) -> list[Line]:
    """The points as they are read out, each with the tasks that follow from it."""
    turns = record.by_section(room)[Section.CONCLUSION]
    who = "; ".join(dict.fromkeys(record.named(turn.speaker) for turn in turns))
    points = [room.conclusion.points[id] for id in room.conclusion.order]
    if not points:
        return [Line("body", wording.NO_CONCLUSION)]
    lines = [Line("body", f"{upper_first(who) or 'Chủ trì hội nghị'} kết luận như sau:")]
    for number, point in enumerate(points, start=1):
        title = clean(point.title).rstrip(".") or wording.NO_CONCLUSION
        lines.append(Line("clause", f"{number}. {title}"))
        lines += [Line("body", sentence(text)) for text in paragraphs(point.text)]
        lines += [Line("body", f"- {task_sentence(task)}") for task in point.tasks]
    return lines


def task_sentence(task: Task) -> str:
    """`Giao Sở A chủ trì, phối hợp với Sở B, Sở C rà soát …, hoàn thành trước ngày 30/6/2024.`"""
    helpers = ", ".join(clean(name) for name in task.coordinating)
    lead = f"Giao {clean(task.lead) or wording.NO_AGENCY} chủ trì"
    if helpers:
        lead += f", phối hợp với {helpers}"
    content = lower_verb(clean(task.content).rstrip(" .;,")) or wording.NO_TASK
    due = f", hoàn thành trước ngày {short_day(task.due)}" if task.due else ""
    return f"{lead} {content}{due}."
