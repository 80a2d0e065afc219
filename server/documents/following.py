"""What is followed up across conferences, as workbooks: results (domain.md §5.6, *Kết quả giải
quyết*), and what agencies are reminded of (*đôn đốc*)."""

import itertools
from collections.abc import Sequence
from typing import Final

from server.documents import layout, wording
from server.documents.cells import Value
from server.documents.layout import Paper
from server.documents.profiles import ND30
from server.documents.sheet import Book, Column
from server.documents.text import clean, count, day, short_day
from server.rooms.opinions import FINISHED, Answer, Result
from server.rooms.register import UNANSWERED, Row
from server.rooms.searching import Found
from server.rooms.words import Millis

RESULTS: Final = (
    Column("STT", 10, centred=True),
    Column("Hội nghị", 34),
    Column("Mã", 16, centred=True),
    Column("Nội dung kiến nghị", 66),
    Column("Người kiến nghị, nơi kiến nghị", 34),
    Column("Cơ quan giải quyết", 28),
    Column("Văn bản trả lời (số, ngày)", 26),
    Column("Kết quả", 38),
    Column("Nhóm kết quả", 26),
    Column("Hạn", 20, centred=True),
)
PREVIOUS: Final = (
    layout.Column("STT", 10, True),
    layout.Column("Nội dung kiến nghị", 70),
    layout.Column("Người kiến nghị, nơi kiến nghị", 36),
    layout.Column("Cơ quan giải quyết", 32),
    layout.Column("Văn bản trả lời (số, ngày)", 30),
    layout.Column("Kết quả", 44),
    layout.Column("Nhóm kết quả", 30),
)
REMINDED: Final = (
    Column("STT", 10, centred=True),
    Column("Hội nghị", 38),
    Column("Mã", 16, centred=True),
    Column("Nội dung kiến nghị", 86),
    Column("Trả lời", 30),
    Column("Giải quyết", 30),
    Column("Hạn", 22, centred=True),
    Column("Tình trạng", 20, centred=True),
)


def results(found: Sequence[Found], today: str, at: Millis) -> bytes:
    """An XLSX of these rows in their order, with what became of each."""
    book = Book()
    sheet = book.sheet("Kết quả giải quyết", RESULTS)
    sheet.banner(_banner("Kết quả giải quyết ý kiến, kiến nghị", len(found), today))
    sheet.head()
    for number, one in enumerate(found, start=1):
        sheet.add((number, _meeting(one), *_result(one.row)))
    sheet.print_in_pages()
    sheet.freeze(columns=3)
    return book.save(at)


def previous(found: Sequence[Found], today: str, at: Millis) -> bytes:
    """*Báo cáo kết quả giải quyết kỳ trước* as a Word table, in the State's form: each row with its
    result, and how many stand where."""
    paper = Paper(ND30, wide=True)
    paper.add("annex", "Báo cáo")
    paper.add("annex_name", "Kết quả giải quyết ý kiến, kiến nghị tại hội nghị đối thoại trước")
    if found:
        paper.add("annex_of", f"({clean(found[0].title)}, ngày {short_day(found[0].row.day)})")
    for line in _summary(found):
        paper.add("body", line)
    rows = [(str(no), *_printed(one.row)) for no, one in enumerate(found, start=1)]
    paper.table(PREVIOUS, rows)
    return paper.save(at)


def _summary(found: Sequence[Found]) -> list[str]:
    """`Tổng số 20 ý kiến, kiến nghị; đã trả lời 12; đã giải quyết xong 5; còn theo dõi 15.`"""
    rows = [one.row for one in found]
    answered = sum(Answer(row.answer) not in UNANSWERED for row in rows)
    resolved = sum(row.result == Result.RESOLVED for row in rows)
    left = sum(Result(row.result) not in FINISHED for row in rows)
    told = (
        f"Tổng số {count(len(rows))} ý kiến, kiến nghị; đã trả lời {count(answered)}; "
        f"đã giải quyết xong {count(resolved)}; còn theo dõi {count(left)}."
    )
    return [told]


def _printed(row: Row) -> tuple[str, ...]:
    _, text, who, agencies, letter, said, group, _ = _result(row)
    return tuple(str(one) for one in (text, who, agencies, letter, said, group))


def reminders(found: Sequence[Found], today: str, at: Millis) -> bytes:
    """An XLSX of these rows, grouped by the agency that leads, in their order."""
    book = Book()
    sheet = book.sheet("Đôn đốc", REMINDED)
    sheet.banner(_banner("Danh mục ý kiến, kiến nghị cần đôn đốc", len(found), today))
    sheet.head()
    for lead, some in itertools.groupby(found, key=lambda one: one.row.lead):
        group = list(some)
        sheet.group(f"{clean(lead) or wording.UNCLASSIFIED} ({count(len(group))} ý kiến)")
        for number, one in enumerate(group, start=1):
            sheet.add((number, _meeting(one), *_reminder(one.row, today)))
    sheet.print_in_pages()
    sheet.freeze(columns=3)
    return book.save(at)


def _banner(name: str, number: int, today: str) -> list[tuple[str, bool]]:
    return [(name.upper(), True), (f"(Đến ngày {short_day(today)}: {count(number)} ý kiến)", False)]


def _meeting(one: Found) -> str:
    held = f"\n(ngày {short_day(one.row.day)})" if one.row.day else ""
    return f"{clean(one.title)}{held}"


def _group(row: Row) -> str:
    """Where the row stands; what only its agency says is told as that."""
    stands = wording.RESULTS[Result(row.result)]
    if not row.reported:
        return stands
    return f"{stands} (đơn vị báo: {wording.RESULTS[Result(row.reported)]}; chờ xác nhận)"


def _result(row: Row) -> tuple[Value, ...]:
    return (
        clean(row.code),
        clean(row.summary) or wording.NO_SUMMARY,
        ", ".join(part for part in map(clean, (row.person, row.unit, row.place)) if part),
        _agencies(row),
        paper(row.paper_no, row.paper_day),
        _said(row),
        f"{wording.ANSWERS[Answer(row.answer)]}; {_group(row)}",
        day(row.due) or clean(row.due),
    )


def _reminder(row: Row, today: str) -> tuple[Value, ...]:
    return (
        clean(row.code),
        clean(row.summary) or wording.NO_SUMMARY,
        wording.ANSWERS[Answer(row.answer)],
        wording.RESULTS[Result(row.result)],
        day(row.due) or clean(row.due),
        "Quá hạn" if row.due < today else "Sắp đến hạn",
    )


def _agencies(row: Row) -> str:
    helpers = clean(row.coordinating)
    return f"{clean(row.lead)}\n(phối hợp: {helpers})" if helpers else clean(row.lead)


def _said(row: Row) -> str:
    """What was answered, promised and done, a line each."""
    forwarded = f"Chuyển {row.forwarded_to}" if row.forwarded_to else ""
    promise = f"Cam kết: {row.promise}" if row.promise else ""
    outcome = " ".join((row.outcome, paper(row.outcome_no, row.outcome_day)))
    lines = (row.answer_text, promise, forwarded, outcome)
    return "\n".join(line for line in map(clean, lines) if line)


def paper(number: str, on: str) -> str:
    """`58/UBND-NV, ngày 06/5/2024`; what is not known is left out."""
    parts = (clean(number), f"ngày {short_day(on)}" if on else "")
    return ", ".join(part for part in parts if part)
