"""What no office meant to send: refused with a code, and nothing of it is taken."""

import contextlib
import io
import zipfile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from server.setup import sample
from server.setup.draft import File, read
from server.setup.problems import SheetError
from tests.setup.given import POINTS, book, read_book, read_csv, saved, told


def refusal(data: bytes, name: str = "a.xlsx") -> tuple[str, dict[str, object]]:
    with pytest.raises(SheetError) as why:
        read([File(name, data)])
    return why.value.code, why.value.fields


def repacked(data: bytes, **changed: bytes) -> bytes:
    """The workbook with some parts replaced or added; `__` in a name stands for `/`."""
    out = io.BytesIO()
    parts = {name.replace("__", "/") + ".xml": text for name, text in changed.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in {*old.namelist(), *parts}:
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return out.getvalue()


def sheet_xml(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("formula", ["=1+1", "=HYPERLINK(1)", "=cmd|' /C calc'!A0", "=[1]S!A1"])
def test_formulas_are_never_worked_out(formula: str) -> None:
    made = read_book({"Điểm cầu": (("Tên điểm cầu", "Số đại biểu"), ("Xã A", formula))})
    assert told(made.problems) == [("cell_formula", 2, "Số đại biểu")]
    made = read_csv(f'Tên điểm cầu;Số đại biểu\nXã A;"{formula}"')
    assert told(made.problems) == [("cell_formula", 2, "Số đại biểu")]


def test_a_formula_in_the_headings_is_no_heading() -> None:
    assert refusal(book({"Điểm cầu": (("=A2",), ("Xã A",))})) == (
        "missing_column", {"sheet": "Điểm cầu", "column": "Tên điểm cầu"},
    )  # fmt: skip


def test_errors_of_formulas_that_were_pasted() -> None:
    made = read_book({"Điểm cầu": (("Tên điểm cầu", "Cụm"), ("Xã A", "#REF!"))})
    assert told(made.problems) == [("cell_bad", 2, "Cụm")]


def test_merged_cells() -> None:
    made: Any = Workbook()
    sheet = made.active
    for row in (
        ("Danh sách",),
        ("Tên điểm cầu", "Cụm"),
        ("Xã A", "Cụm 1"),
        ("Xã B",),
        ("Xã C", "x"),
    ):
        sheet.append(row)
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("B3:B4")
    assert told(read([File("a.xlsx", saved(made))]).problems) == [
        ("cell_merged", 3, "Cụm"), ("cell_merged", 4, "Cụm"),
    ]  # fmt: skip


def test_more_merged_ranges_than_anybody_draws() -> None:
    data = book({"Điểm cầu": POINTS})
    many = b"".join(b'<mergeCell ref="A1:XFD1048576"/>' for _ in range(501))
    xml = sheet_xml(data).replace(
        b"</sheetData>", b"</sheetData><mergeCells>" + many + b"</mergeCells>"
    )
    assert refusal(repacked(data, xl__worksheets__sheet1=xml))[0] == "not_a_sheet"


@pytest.mark.parametrize(
    ("title", "heads", "missing"),
    [("Điểm cầu", ("Xã", "Số người"), "Tên điểm cầu"), ("Đại biểu", ("Chức vụ",), "Họ và tên"),
     ("Chương trình", ("Phần",), "Nội dung"), ("Lĩnh vực", ("Tên lĩnh vực",), "Mã lĩnh vực"),
     ("Đăng ký phát biểu", ("Điểm cầu", "Họ và tên"), "Nội dung đăng ký")],
)  # fmt: skip
def test_wrong_columns(title: str, heads: tuple[str, ...], missing: str) -> None:
    assert refusal(book({title: (heads, ("x",) * len(heads))})) == (
        "missing_column", {"sheet": title, "column": missing},
    )  # fmt: skip


def test_two_columns_that_mean_the_same() -> None:
    heads = ("Tên điểm cầu", "Cụm", "Cụm điểm cầu")
    assert refusal(book({"Điểm cầu": (heads, ("Xã A", "1", "2"))})) == (
        "column_twice", {"sheet": "Điểm cầu", "column": "Cụm điểm cầu"},
    )  # fmt: skip


def test_a_file_of_something_else() -> None:
    assert refusal(book({"Sheet1": (("Tháng", "Doanh thu"), (1, 2))})) == (
        "no_known_sheet", {"file": "a.xlsx"},
    )  # fmt: skip


def test_fifty_thousand_rows() -> None:
    rows = [("Tên điểm cầu",), *((f"Xã {no}",) for no in range(50_000))]
    assert refusal(book({"Điểm cầu": rows}))[0] == "too_many_rows"
    text = "\n".join(row[0] for row in rows)
    assert refusal(text.encode(), "a.csv")[0] == "too_many_rows"


@pytest.mark.parametrize(("title", "head", "limit"), [
    ("Điểm cầu", "Tên điểm cầu", 5000), ("Chương trình", "Nội dung", 200),
])  # fmt: skip
def test_one_row_too_many(title: str, head: str, limit: int) -> None:
    rows = [(head,), *((f"Xã {no}",) for no in range(limit + 1))]
    assert refusal(book({title: rows})) == ("too_many_rows", {"sheet": title, "limit": limit})


def test_empty_rows_do_not_count() -> None:
    made: Any = Workbook()
    made.active.append(("Tên điểm cầu",))
    made.active.cell(200_000, 1, "Xã A")
    made.active.cell(200_001, 1, "   ")
    assert [point.name for point in read([File("a.xlsx", saved(made))]).plan.points] == ["Xã A"]


def test_a_row_that_no_sheet_has() -> None:
    data = book({"Điểm cầu": POINTS})
    xml = sheet_xml(data).replace(b'<row r="4"', b'<row r="99999999999"').replace(b'r="A4"', b"")
    assert refusal(repacked(data, xl__worksheets__sheet1=xml))[0] in (
        "too_many_rows",
        "not_a_sheet",
    )


def test_a_zip_bomb() -> None:
    data = repacked(book({"Điểm cầu": POINTS}), xl__media__big=bytes(60_000_000))
    assert len(data) < 100_000
    assert refusal(data) == ("sheet_too_big", {"file": "a.xlsx", "limit": 48})


def test_a_bomb_that_lies_about_its_size() -> None:
    data = repacked(book({"Điểm cầu": POINTS}), xl__worksheets__sheet1=b" " * 40_000_000)
    small, big = (1000).to_bytes(4, "little"), (40_000_000).to_bytes(4, "little")
    assert refusal(data.replace(big, small))[0] == "not_a_sheet"


def test_more_elements_than_anybody_waits_for() -> None:
    xml = sheet_xml(book({"Điểm cầu": POINTS})).replace(b"</sheetData>", b"<row/>" * 3_000_001)
    data = repacked(book({"Điểm cầu": POINTS}), xl__worksheets__sheet1=xml + b"</sheetData>")
    assert refusal(data) == ("sheet_too_big", {"file": "a.xlsx", "limit": 48})


def test_more_files_inside_than_a_workbook_has() -> None:
    many = {f"part{no}": b"" for no in range(501)}
    assert refusal(repacked(book({"Điểm cầu": POINTS}), **many))[0] == "sheet_too_big"


def test_entities_that_grow() -> None:
    data = book({"Điểm cầu": POINTS})
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    xml = laughs + sheet_xml(data).replace(b"</sheetData>", b"</sheetData>")
    code, fields = refusal(repacked(data, xl__worksheets__sheet1=xml))
    assert code == "not_a_sheet"
    assert "document type" in str(fields["why"])


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), b"%PDF-1\n%\xe2",
     "Tên điểm cầu\nXã A".encode("utf-16-le")[:-1], "Tên\nđã".encode("cp1258", "replace"),
     b'"T\xc3\xaan', b"a\x00b,c\n", b"\xff\xfe", b"x" * 200_000, b",,,\n,,,"],
)  # fmt: skip
def test_no_table_at_all(data: bytes) -> None:
    assert refusal(data, "a.csv")[0] in ("not_a_sheet", "no_known_sheet")


def test_a_document_that_is_packed_as_a_workbook_is() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("word/document.xml", "<x/>")
    assert refusal(file.getvalue())[0] == "not_a_sheet"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000))
def test_random_bytes(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xff\xfe"):
        with contextlib.suppress(SheetError):
            read([File("a", start + data)])


CELL = st.one_of(
    st.none(), st.integers(), st.floats(), st.booleans(), st.datetimes(), st.text(max_size=20),
    st.sampled_from(["Tên điểm cầu", "Họ và tên", "Mục", "Giá trị", "Nội dung", "=A1", "#N/A"]),
)  # fmt: skip
CSV_TEXT = st.text(st.sampled_from('Tên điểm cầuMãSố,;\t"\n\r=1a'), max_size=300)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=5), CSV_TEXT)
def test_random_csv(lines: list[str], text: str) -> None:
    whole = "\n".join(["Tên điểm cầu;Mã;Số đại biểu", *lines, text])
    try:
        made = read([File("a.csv", whole.encode("utf-8", "replace"))])
    except SheetError:
        return
    assert all(point.name and point.id for point in made.plan.points)
    assert len({point.id.casefold() for point in made.plan.points}) == len(made.plan.points)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_random_damage_to_a_workbook(data: st.DataObject) -> None:
    whole = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(SheetError):
        read([File("a.xlsx", bytes(whole))])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELL, max_size=6), max_size=8))
def test_random_cells(rows: list[list[Any]]) -> None:
    made: Any = Workbook()
    for row in (("Tên điểm cầu", "Mã", "Số đại biểu", "Cụm"), *rows):
        with contextlib.suppress(ValueError, IllegalCharacterError):  # no workbook can hold it
            made.active.append(row)
    with contextlib.suppress(SheetError):
        read([File("a.xlsx", saved(made))])


SAMPLE = sample.workbook()


def test_the_sample_comes_back_empty_and_without_a_complaint() -> None:
    made = read([File("mau.xlsx", SAMPLE)])
    assert (made.problems, made.hints, made.plan.points, made.requests) == ((), (), (), ())


def test_the_sample_explains_every_column_and_offers_the_choices() -> None:
    told_book = load_workbook(io.BytesIO(SAMPLE))
    guide = {
        str(cell.value) for row in told_book["Hướng dẫn"].iter_rows() for cell in row if cell.value
    }
    for sheet in told_book.worksheets[1:]:
        heads = [str(cell.value) for cell in sheet[1]]
        if sheet.title != "Hội nghị":
            assert set(heads) <= guide
        assert sheet.title in guide
    choices = [one.formula1 for one in told_book["Đại biểu"].data_validations.dataValidation]
    assert any("Chủ trì" in str(one) for one in choices)
