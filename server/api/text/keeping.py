"""What is carried away and brought back: folders, backups, archives."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "folder_busy": (
        "Đang lập một hồ sơ khác, xin chờ rồi thử lại.",
        "Another folder is being made: wait and try again.",
    ),
    "house_not_empty": (
        "Hệ thống này đã có dữ liệu ({table}): chỉ khôi phục vào một hệ thống trống.",
        "This house holds data already ({table}): restore into an empty one.",
    ),
    "bad_backup": (
        "Bản sao lưu bị hỏng hoặc không phải của hệ thống này ({part}).",
        "The backup is damaged or is none of ours ({part}).",
    ),
    "nothing_to_export": ("Không có hội nghị này.", "There is nothing to export."),
    "archive_unreadable": (
        "Không đọc được tệp hội nghị ({why}).",
        "The archive cannot be read ({why}).",
    ),
    "archive_tampered": (
        "Tệp hội nghị đã bị thay đổi ({where}).",
        "The archive is not what was exported ({where}).",
    ),
    "archive_too_big": ("Tệp hội nghị quá lớn.", "The archive is too big."),
    "conference_exists": (
        "Hội nghị này đã có trên máy chủ ({id}).",
        "This house already has the conference ({id}).",
    ),
}
