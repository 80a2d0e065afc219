"""A paper that came back, beside the register (day.md D22)."""

import io
import zipfile
from typing import Any

import pytest
from docx import Document

from server.documents.compare import NotAPaper, Unsaid, with_register
from server.rooms.concluding import Agreement, Difference
from server.rooms.conclusion import ConclusionPoint, Task

POINTS = (
    ConclusionPoint(
        "k1", "Y tế", "…",
        (
            Task("Ban hành kế hoạch luân phiên bác sĩ", "Sở Y tế", due="2024-06-15"),
            Task("Hoàn thành hạ tầng, giao đất tái định cư", "UBND thị xã Quảng Yên",
                 due="2024-08-30"),
        ),
    ),
)  # fmt: skip
HEAD = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn hoàn thành")
DOCTORS = ("1", "Ban hành kế hoạch luân phiên bác sĩ", "Sở Y tế", "Công an tỉnh", "15/6/2024")
LAND = ("2", "Hoàn thành hạ tầng, giao đất tái định cư", "Ủy ban nhân dân thị xã Quảng Yên", "",
        "trước ngày 30/8/2024")  # fmt: skip


def paper(*lines: str, rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    document: Any = Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_table_that_says_the_same() -> None:
    told = with_register(paper(rows=(HEAD, DOCTORS, LAND)), "a.docx", POINTS, "2024-04-25")
    assert [(one.agreement, one.point, one.task) for one in told.orders] == [
        (Agreement.SAME, "k1", 0), (Agreement.SAME, "k1", 1),
    ]  # fmt: skip
    assert told.same


def test_sentences_that_say_the_same() -> None:
    told = with_register(
        paper(
            "Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh ban hành kế hoạch luân phiên bác sĩ, "
            "hoàn thành trước ngày 15/6/2024.",
            "- Giao UBND thị xã Quảng Yên hoàn thành hạ tầng, giao đất tái định cư trước ngày "
            "30/8/2024.",
        ),
        "a.docx", POINTS, "2024-04-25",
    )  # fmt: skip
    assert told.same
    assert [one.segment for one in told.orders] == ["1", "2"]


def test_a_changed_day_another_agency_a_new_task_and_one_left_out() -> None:
    later = (*DOCTORS[:4], "20/6/2024")
    told = with_register(paper(rows=(HEAD, later)), "a.docx", POINTS, "2024-04-25")
    (order,) = told.orders
    assert (order.differs, order.due) == ((Difference.DUE,), "2024-06-20")
    assert told.unsaid == (Unsaid("k1", 1),)
    assert not told.same
    other = ("1", DOCTORS[1], "Sở Nội vụ", "", "15/6/2024")
    new = ("3", "Mua xe cứu thương", "Sở Tài chính", "", "31/12/2024")
    told = with_register(paper(rows=(HEAD, other, LAND, new)), "a.docx", POINTS, "2024-04-25")
    assert [(one.agreement, one.differs) for one in told.orders] == [
        (Agreement.DIFFERS, (Difference.LEAD,)), (Agreement.SAME, ()), (Agreement.MISSING, ()),
    ]  # fmt: skip
    assert not told.unsaid


def test_other_tables_and_merged_rows_say_nothing() -> None:
    group = ("I. CẤP TỈNH",) * 5
    told = with_register(paper(rows=(HEAD, group, DOCTORS, LAND)), "a.docx", POINTS, "2024-04-25")
    assert told.same
    places = (("STT", "Điểm cầu", "Có mặt"), ("1", "Xã Quảng Minh", "30"))
    assert not with_register(paper(rows=places), "a.docx", POINTS, "").orders


def macros() -> bytes:
    out = io.BytesIO(paper("Giao Sở Y tế làm."))
    with zipfile.ZipFile(out, "a") as parts:
        parts.writestr("word/vbaProject.bin", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "why"),
    [(b"%PDF-1.7 ...", "BadZipFile"), (b"PK\x03\x04broken", "BadZipFile"), (macros(), "macros")],
)
def test_what_is_no_word_file(body: bytes, why: str) -> None:
    with pytest.raises(NotAPaper) as no:
        with_register(body, "a.docx", POINTS, "")
    assert no.value.fields["name"] == "a.docx"
    assert str(no.value.fields["why"]).startswith(why)
