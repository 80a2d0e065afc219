"""Agencies, fields, the glossary, and what the office keeps."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "agency_in_use": (
        "{agency} đang được giao {count} ý kiến và {tasks} nhiệm vụ. Hãy giao lại trước khi xóa.",
        "{agency} has {count} opinions and {tasks} tasks. Assign them anew before it goes.",
    ),
    "agency_twice": ("{agency} có hai lần trong danh sách.", "{agency} is listed twice."),
    "field_twice": ("Mã lĩnh vực {field} có hai lần.", "The field {field} is listed twice."),
    "field_in_use": (
        "Lĩnh vực {field} đang dùng ở {count} chỗ. Hãy đổi ở đó trước khi xóa.",
        "The field {field} is used in {count} places. Change it there first.",
    ),
    "wrong_form": (
        "Thể thức {profile} không dùng cho bên này.",
        "The form {profile} is not one of this side's.",
    ),
    "bad_term": (
        "Mục từ chưa dùng được: “{text}” ({why}).",
        'This entry cannot be used: "{text}" ({why}).',
    ),
    "office_only": (
        "Danh mục chung không thuộc một hội nghị.",
        "This belongs to the office, not to one conference.",
    ),
    "in_use": (
        "Đang được sử dụng nên không xóa được. Hãy ghi ngày kết thúc.",
        "It is in use and cannot be removed: give it an end instead.",
    ),
    "bad_dates": ("Ngày kết thúc trước ngày bắt đầu.", "The end is before the beginning."),
    "circular": (
        "Không thể kế thừa vòng quanh chính mình.",
        "It would come to be its own successor.",
    ),
    "name_in_use": (
        "Đã có cơ quan tên này trong cùng thời gian: {name}.",
        "An agency of this name exists at the same time: {name}.",
    ),
    "other_year": ("Ngày {day} không thuộc năm {year}.", "{day} is not in {year}."),
}
