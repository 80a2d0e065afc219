"""What any part of the service may answer."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "refused": ("Yêu cầu không được chấp nhận.", "Refused."),
    "not_allowed": ("Vai trò này không có quyền thực hiện.", "This role may not do that."),
    "unknown_id": ("Không tìm thấy: {id}.", "Not found: {id}."),
    "stale_version": (
        "Nội dung vừa được người khác sửa. Hãy xem lại rồi lưu.",
        "Somebody changed this meanwhile. Look again, then save.",
    ),
    "empty_field": ("Chưa nhập nội dung ({field}).", "This must not be empty ({field})."),
    "bad_day": ("Ngày {day} không có trong lịch.", "There is no such day: {day}."),
    "bad_field": ("Dữ liệu không hợp lệ: {field}.", "Invalid value: {field}."),
    "bad_arguments": ("Sai số lượng tham số.", "Wrong number or kind of arguments."),
    "bad_command_id": ("Mã lệnh phải là UUID.", "The command id must be a UUID."),
    "unknown_command": ("Không có lệnh này.", "There is no such command."),
    "unknown_event": ("Không có sự kiện này.", "There is no such event."),
    "no_conference": ("Không có hội nghị này.", "There is no such conference."),
    "not_found": ("Không tìm thấy.", "Not found."),
    "busy": ("Hệ thống đang bận, xin thử lại.", "The service is busy, please try again."),
    "unavailable": (
        "Tạm thời chưa ghi nhận được, sẽ tự gửi lại.",
        "Not recorded for the moment; ask again with the same id.",
    ),
    "command_id_reused": (
        "Mã lệnh đã dùng cho việc khác.",
        "This command id was used for something else.",
    ),
    "no_space": ("Không đủ chỗ trên đĩa.", "There is not enough space on the disk."),
    "internal": ("Có lỗi trong hệ thống, đã được ghi lại.", "An internal error; it was logged."),
}
