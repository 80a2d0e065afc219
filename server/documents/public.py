"""*Bản công khai*: what may be posted and sent around. Of a person no more than the name and the
point; no telephone, address or number, not even inside a text; of denunciations only how many."""

import re
from typing import Final

from server.documents import entries, record, wording
from server.documents.content import PublicCopy, PublicRow
from server.documents.issuing import Issuing, rehearsal
from server.documents.layout import Column, Paper
from server.documents.notice import conference, diverted
from server.documents.text import clean, count
from server.rooms.opinions import Opinion
from server.rooms.room import Room

FORM: Final = (
    Column("STT", 10, centred=True),
    Column("Người kiến nghị", 44),
    Column("Nội dung kiến nghị", 84),
    Column("Cơ quan giải quyết", 36),
    Column("Kết quả trả lời", 52),
    Column("Thời hạn", 26, centred=True),
)
LEFT_OUT: Final = "[đã lược]"
_PRIVATE: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # e-mail
    r"|(?<![\d/.,])0\d\d(?:[ .]?\d{3}){3}(?![\d/])"  # a citizen's number
    r"|(?<![\d/.,])(?:\+84|0)(?:[ .-]?\d){8,10}(?![\d/])"  # telephone
)
"""Both numbers begin with 0, as no sum of money does."""


def tell(by: Issuing) -> PublicCopy:
    room = by.room
    rows = record.standing(room)
    spoken = len(record.speeches(room))
    return PublicCopy(
        rehearsal(room),
        conference(room),
        f"{count(spoken)} lượt phát biểu, {count(len(record.rows(room)))} ý kiến",
        tuple(_row(room, row, number) for number, row in enumerate(rows, 1)),
        diverted(room),
    )


def _row(room: Room, row: Opinion, number: int) -> PublicRow:
    person, place = record.speaker(room, row), record.place(room.points.get(row.point))
    name = clean(person.name) or wording.NO_NAME
    said = clean(row.outcome) or clean(row.answer_text)
    status = wording.ANSWERS[row.answer]
    return PublicRow(
        str(number),
        f"{name} ({place})" if place else name,
        without_private(clean(row.summary)) or wording.NO_SUMMARY,
        clean(row.lead),
        without_private(f"{status}. {said}" if said else status),
        entries.deadlines(row),
    )


def without_private(text: str) -> str:
    """`text` without what looks like an e-mail address, a telephone or a citizen's number."""
    return _PRIVATE.sub(LEFT_OUT, text)


def lay(told: PublicCopy, paper: Paper) -> None:
    if told.rehearsal:
        paper.mark(told.rehearsal)
    paper.title("Kết quả tiếp nhận, trả lời ý kiến, kiến nghị", told.title)
    paper.add("draft", f"({told.counts})")
    paper.add("cell", "")
    paper.table(FORM, [(one.number, one.who, one.summary, one.agency, one.answer, one.deadline)
                       for one in told.rows])  # fmt: skip
    if told.diverted:
        paper.add("body", told.diverted)
