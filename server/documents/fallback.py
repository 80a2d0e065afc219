"""*Bản giấy dự phòng*: who waits to speak and what the register holds, on paper while a conference
runs (day.md D21)."""

from typing import Final

from server.documents import entries, record, wording
from server.documents.issuing import rehearsal
from server.documents.layout import Column, Paper
from server.documents.profiles import ND30
from server.documents.text import clean, count, moment, short_day, upper_first
from server.rooms import prints
from server.rooms.deskviews import RequestView
from server.rooms.room import Room
from server.rooms.words import Millis

WAITING: Final = (
    Column("STT", 12, True),
    Column("Số đăng ký", 22, True),
    Column("Người đăng ký", 70),
    Column("Điểm cầu", 50),
    Column("Nội dung", 98),
)
NOTED: Final = (
    Column("Mã", 20, True),
    Column("Người kiến nghị, nơi kiến nghị", 58),
    Column("Nội dung tóm tắt", 84),
    Column("Cơ quan chủ trì", 34),
    Column("Trả lời", 32),
    Column("Hạn", 24, True),
)
NOBODY: Final = "Chưa có đăng ký đang chờ."
NONE: Final = "Chưa có ý kiến nào được ghi nhận."


def paper(room: Room, at: Millis) -> bytes:
    """A DOCX of the queue as it is now, and of the whole register."""
    page = Paper(ND30, wide=True)
    if told := rehearsal(room):
        page.mark(told)
    now = moment(at, room.session.plan.zone)
    page.add("annex", "Bản giấy dự phòng")
    page.add("annex_name", clean(room.session.plan.title))
    page.add("annex_of", f"(in lúc {now:%H:%M} ngày {short_day(now.date().isoformat())})")
    waiting, rows = prints.queue(room), record.rows(room)
    page.add("clause", f"I. Đăng ký phát biểu đang chờ: {count(len(waiting))}")
    if waiting:
        page.table(WAITING, [_waiting(number, one) for number, one in enumerate(waiting, 1)])
    else:
        page.add("body", NOBODY)
    page.add("clause", f"II. Sổ ý kiến: {count(len(rows))}")
    if rows:
        noted = entries.entries(room, rows)
        page.table(NOTED, [
            (one.code, one.who, one.summary, one.lead or wording.NO_AGENCY, one.answered,
             one.deadline) for one in noted
        ])  # fmt: skip
    else:
        page.add("body", NONE)
    if denounced := record.denounced(room):
        page.add("body", f"Đơn tố cáo, chuyển xử lý theo quy định: {count(denounced)}.")
    return page.save(at)


def _waiting(number: int, one: RequestView) -> tuple[str, ...]:
    who = upper_first(record.named(one.speaker)) if one.speaker.name else wording.NO_NAME
    return (str(number), str(one.no), who, clean(one.place), clean(one.topic))
