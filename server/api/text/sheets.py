"""Tables that are read: workbooks, their columns, rows and cells."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "bad_sheet": ("Tệp không đọc được.", "The file cannot be read."),
    "not_a_sheet": (
        "{file}: không phải tệp Excel (.xlsx) hoặc CSV (UTF-8).",
        "{file}: neither a workbook (.xlsx) nor CSV (UTF-8).",
    ),
    "sheet_too_big": ("Tệp quá lớn (tối đa {limit} MB).", "The file is too big ({limit} MB)."),
    "too_many_rows": (
        "Trang {sheet}: quá nhiều dòng (tối đa {limit}).",
        "Sheet {sheet}: too many rows ({limit} at most).",
    ),
    "no_known_sheet": (
        "{file}: không thấy bảng nào có tên cột như trong tệp mẫu.",
        "{file}: no sheet has headings like those of the sample.",
    ),
    "missing_column": (
        "Trang {sheet}: thiếu cột {column}.",
        "Sheet {sheet}: the column {column} is missing.",
    ),
    "column_twice": (
        "Trang {sheet}: hai cột cùng là {column}.",
        "Sheet {sheet}: two columns are {column}.",
    ),
    "column_ignored": ("Cột không dùng: {column}.", "This column is not used: {column}."),
    "sheet_ignored": ("Trang không dùng: {sheet}.", "This sheet is not used: {sheet}."),
    "bad_row": ("Dòng không hợp lệ.", "The row is not valid."),
    "row_twice": ("Trùng với dòng {first}.", "The same as row {first}."),
    "cell_empty": ("Chưa điền.", "This must be filled in."),
    "cell_formula": (
        "Ô có công thức: hãy dán giá trị.",
        "A formula: paste its value instead.",
    ),
    "cell_merged": ("Ô bị gộp: hãy tách ô.", "A merged cell: split it."),
    "cell_bad": (
        "Giá trị không hợp lệ: {value}. Cần: {expected}.",
        "Not a valid value: {value}. Expected: {expected}.",
    ),
    "cell_too_long": (
        "Quá dài (tối đa {limit} ký tự).",
        "Too long ({limit} characters at most).",
    ),
    "cell_unknown": ("Không có: {value}.", "There is no such thing: {value}."),
    "cell_ambiguous": (
        "Có nhiều điểm cầu tên {value}: hãy ghi mã.",
        "Several points are named {value}: give the id.",
    ),
    "unit_untyped": (
        "Tên chưa ghi loại đơn vị (xã, phường, đặc khu): {value}.",
        "The name does not say what kind of unit it is: {value}.",
    ),
}
