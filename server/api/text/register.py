"""The register of opinions."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "other_turn": (
        "Đoạn ghi lời thuộc lượt phát biểu khác.",
        "This segment belongs to another turn.",
    ),
    "no_draft": (
        "Lượt này không còn chờ ghi ý kiến.",
        "This turn does not await an opinion.",
    ),
    "bad_opinions": (
        "{count} dòng chưa hợp lệ. Chưa ý kiến nào được ghi.",
        "{count} rows are not valid. Nothing was taken in.",
    ),
    "bad_phone": (
        "“{phone}” không phải số điện thoại.",
        "{phone} is not a telephone number.",
    ),
    "deadline_before": (
        "Thời hạn {day} trước ngày hội nghị ({conference}).",
        "The deadline {day} lies before the conference ({conference}).",
    ),
    "no_conference_day": (
        "Chưa có ngày hội nghị để tính thời hạn. Hãy chọn ngày cụ thể.",
        "The conference has no day yet to count from. Choose a day.",
    ),
    "number_only": (
        "Tố cáo: sổ chỉ giữ số, không ghi nội dung.",
        "A denunciation: the register holds its number and nothing else.",
    ),
    "opinion_locked": (
        "Danh mục đã chốt. Chỉ trưởng tổ thư ký đính chính được, có ghi lý do.",
        "The list is frozen. Only the lead secretary corrects it, with a reason.",
    ),
    "not_frozen": (
        "Ý kiến này chưa chốt, sửa trực tiếp, không cần đính chính.",
        "This row is not frozen: revise it, no correction is needed.",
    ),
    "already_frozen": ("Danh mục ý kiến đã được chốt.", "The list is frozen already."),
    "new_rows": (
        "Vừa có ý kiến mới, danh mục có {count} ý kiến. Hãy xem lại rồi chốt.",
        "Rows came meanwhile: the list has {count}. Look again, then freeze it.",
    ),
    "deadline_set": (
        "Hạn do văn phòng giao là {day}; hãy đề nghị gia hạn và nêu lý do.",
        "The office set the deadline {day}: ask for more time, with a reason.",
    ),
    "nothing_asked": (
        "Đơn vị không còn đề nghị nào chờ quyết định ở ý kiến này.",
        "Nothing that the agency asked for waits for a decision here.",
    ),
    "opinion_merged": (
        "Ý kiến này đã gộp vào ý kiến khác. Theo dõi tại ý kiến đó.",
        "This row stands behind another one. Follow that one up.",
    ),
    "opinion_not_merged": ("Ý kiến này không gộp với ý kiến nào.", "This row is not merged."),
    "bad_opinion_merge": (
        "Không gộp được: ý kiến đã gộp, hoặc trùng chính nó.",
        "Cannot merge: a row is merged already, or is the same one.",
    ),
    "speaker_of_turn": (
        "Ý kiến theo lượt phát biểu. Hãy sửa tên người nói ở lượt đó.",
        "This row belongs to a turn. Correct the speaker there.",
    ),
    "bad_result": (
        "Kết quả này do hệ thống xác định, không đặt trực tiếp.",
        "This result follows from other acts; it is not set by hand.",
    ),
    "nothing_to_check": (
        "Ý kiến chưa có tóm tắt để điểm cầu xác nhận.",
        "The opinion has no summary to check yet.",
    ),
    "bad_period": ("Không có kỳ báo cáo này.", "There is no such period."),
}
