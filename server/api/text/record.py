"""The record: segments, who works on them, and what is taken out."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "marker_fixed": (
        "Dòng này do hệ thống ghi, không sửa được.",
        "The service wrote this line; it cannot be edited.",
    ),
    "too_many_editors": (
        "Có quá nhiều người đang hiệu đính.",
        "Too many people are editing.",
    ),
    "not_your_turn": (
        "Lượt này do thư ký khác phụ trách.",
        "Another secretary looks after this turn.",
    ),
    "desk_full": (
        "Bàn thư ký đã đủ {limit} người.",
        "The desk has {limit} secretaries already.",
    ),
    "segment_regrouped": (
        "Đoạn này vừa được tách, gộp hoặc chuyển từ.",
        "This segment has just been split, merged, or given words away.",
    ),
    "segment_locked": (
        "Đoạn này đã chốt, chỉ sửa được bằng Đính chính.",
        "This segment is locked; it can only be corrected, with a reason.",
    ),
    "not_locked": (
        "Đoạn này chưa chốt, hãy sửa trực tiếp.",
        "This segment is not locked yet; edit it.",
    ),
    "not_verified": (
        "Còn {count} đoạn chưa xác nhận, chưa chốt được.",
        "{count} segments are not verified; they cannot be locked yet.",
    ),
    "nothing_to_undo": (
        "Không có thay đổi nào của bạn để hoàn tác.",
        "There is no change of yours to undo.",
    ),
    "not_neighbours": (
        "Hai đoạn này không liền nhau trong cùng một lượt.",
        "These two segments do not follow each other in one turn.",
    ),
    "segment_too_long": (
        "Một đoạn không được dài quá {limit} ký tự.",
        "One segment holds {limit} characters at most.",
    ),
    "bad_stretch": (
        "Khoảng thời gian thu hồi không hợp lệ (tối đa 30 phút, không ở tương lai).",
        "The stretch of time is not valid (30 minutes at most, not ahead).",
    ),
    "second_person": (
        "Cần người thứ hai xác nhận thu hồi.",
        "A second person must confirm the withdrawal.",
    ),
    "withdrawal_settled": (
        "Yêu cầu thu hồi này đã xong hoặc đã hủy.",
        "This withdrawal is done or cancelled.",
    ),
}
