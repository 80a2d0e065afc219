"""The conference as such."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "conference_not_open": (
        "Hội nghị chưa bắt đầu, đang tạm dừng hoặc đã kết thúc.",
        "The conference has not started, is paused, or has ended.",
    ),
    "wrong_stage": (
        "Không thực hiện được ở giai đoạn này của hội nghị.",
        "Not possible at this stage of the conference.",
    ),
    "already_set_up": ("Hội nghị đã được thiết lập.", "The conference is already set up."),
    "bad_plan": ("Mã {id} bị trùng trong thiết lập.", "Id {id} appears twice in the plan."),
    "bad_count": (
        "Số vắng có lý do lớn hơn số vắng ({absent}).",
        "More are excused than are absent ({absent}).",
    ),
    "wrong_notice": (
        "Tin nhắn này không gửi được từ đây.",
        "This message cannot be sent from here.",
    ),
}
