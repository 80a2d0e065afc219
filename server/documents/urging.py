"""*Công văn đôn đốc*: what an agency still owes, across conferences, in a letter of its own."""

import io
import itertools
import re
import zipfile
from collections.abc import Sequence
from typing import Final

from server.documents import forms, ooxml, wording
from server.documents.issuing import Issuing
from server.documents.layout import Column, Line, Paper
from server.documents.text import clean, count, short_day
from server.rooms.comparing import plain
from server.rooms.searching import Found

OWED: Final = (
    Column("STT", 12, centred=True),
    Column("Hội nghị", 34),
    Column("Mã", 18, centred=True),
    Column("Nội dung ý kiến, kiến nghị", 61),
    Column("Hạn", 20, centred=True),
    Column("Tình trạng", 20, centred=True),
)
ABOUT: Final = "đôn đốc giải quyết, trả lời ý kiến, kiến nghị tại hội nghị đối thoại"


def letter(by: Issuing, agency: str, found: Sequence[Found], today: str) -> bytes:
    """A DOCX to `agency` about the rows `found`, the most urgent first."""
    late = sum(one.row.due < today for one in found)
    frame = by.frame(by.heading("", ABOUT), first=("Như trên",))
    paper = Paper(by.profile, by.spelling)
    forms.begin(frame, paper)
    paper.to((clean(agency),))
    paper.add("body", (
        f"Qua theo dõi, đến ngày {short_day(today)}, {clean(agency)} còn {count(len(found))} ý "
        f"kiến, kiến nghị chưa giải quyết, trả lời xong, trong đó {count(late)} nội dung đã quá "
        f"hạn và {count(len(found) - late)} nội dung sắp đến hạn:"
    ))  # fmt: skip
    paper.add("cell", "")
    paper.table(OWED, [_row(no, one, today) for no, one in enumerate(found, 1)])
    paper.write([Line("body", text) for text in _demands(by, agency)])
    forms.end(frame, paper, f"Đề nghị {clean(agency)} quan tâm thực hiện{by.profile.end}")
    return paper.save(by.at)


def letters(by: Issuing, found: Sequence[Found], today: str) -> bytes:
    """A ZIP with a letter for each agency; what nobody leads yet is in none."""
    out = io.BytesIO()
    led = [one for one in found if one.row.lead]
    groups = itertools.groupby(led, key=lambda one: one.row.lead)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for number, (agency, some) in enumerate(groups, 1):
            name = f"{number:02}-{slug(agency)}.docx"
            body = letter(by, agency, list(some), today)
            parts.writestr(zipfile.ZipInfo(name, ooxml.stamp(by.at)), body)
    return out.getvalue()


def slug(agency: str) -> str:
    """The agency in a file's name."""
    return "don-doc-" + re.sub(r"[^a-z0-9]+", "-", plain(agency)).strip("-")[:60]


def _row(number: int, one: Found, today: str) -> tuple[str, ...]:
    row = one.row
    held = f"{clean(one.title)}\n(ngày {short_day(row.day)})" if row.day else clean(one.title)
    return (
        str(number), held, clean(row.code), clean(row.summary) or wording.NO_SUMMARY,
        short_day(row.due), "Quá hạn" if row.due < today else "Sắp đến hạn",
    )  # fmt: skip


def _demands(by: Issuing, agency: str) -> tuple[str, ...]:
    return (
        f"1. Đề nghị {clean(agency)} khẩn trương giải quyết, trả lời người kiến nghị bằng văn bản "
        f"và gửi {by.name} để tổng hợp.",
        "2. Nội dung chưa thể hoàn thành đúng hạn: báo cáo rõ nguyên nhân, khó khăn, vướng mắc và "
        "thời gian hoàn thành.",
    )
