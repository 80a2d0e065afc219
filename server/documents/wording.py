"""The Vietnamese words of the register: one table for each of the core's enumerations."""

from typing import Final

from server.rooms.opinions import Answer, Origin, Result
from server.rooms.plan import Level, Section
from server.rooms.states import RequestState

LEVELS: Final = {
    Level.COMMUNE: "Cấp xã",
    Level.DISTRICT: "Cấp huyện",
    Level.PROVINCE: "Cấp tỉnh",
    Level.CENTRAL: "Trung ương",
    Level.OTHER: "Cơ quan khác",
}
GROUPS: Final = {
    Level.COMMUNE: "THUỘC THẨM QUYỀN CẤP XÃ",
    Level.DISTRICT: "THUỘC THẨM QUYỀN CẤP HUYỆN",
    Level.PROVINCE: "THUỘC THẨM QUYỀN CẤP TỈNH",
    Level.CENTRAL: "THUỘC THẨM QUYỀN TRUNG ƯƠNG",
    Level.OTHER: "THUỘC THẨM QUYỀN CƠ QUAN KHÁC",
    None: "CHƯA PHÂN LOẠI THẨM QUYỀN",
}
UNCLASSIFIED: Final = "Chưa phân loại"
BEYOND: Final = "vượt thẩm quyền"

ANSWERS: Final = {
    Answer.NONE: "Chưa trả lời",
    Answer.HERE: "Đã trả lời tại hội nghị",
    Answer.WRITTEN: "Đã trả lời bằng văn bản",
    Answer.PARTLY: "Trả lời một phần",
    Answer.OUTSIDE: "Không thuộc nội dung đối thoại (đã hướng dẫn)",
}
RESULTS: Final = {
    Result.NOTED: "Mới ghi nhận",
    Result.CLASSIFIED: "Đã phân loại",
    Result.ASSIGNED: "Đã giao",
    Result.IN_PROGRESS: "Đang giải quyết",
    Result.RESOLVED: "Đã giải quyết xong",
    Result.EXPLAINED: "Đã giải trình, cung cấp thông tin",
    Result.PLANNED: "Chưa có điều kiện giải quyết (có lộ trình)",
    Result.FORWARDED: "Đã chuyển cấp có thẩm quyền",
    Result.DUPLICATE: "Trùng nội dung",
    Result.CLOSED: "Kết thúc theo dõi",
}
SECTIONS: Final = {
    Section.OPENING: "KHAI MẠC",
    Section.REPORT: "BÁO CÁO",
    Section.DIALOGUE: "Ý KIẾN PHÁT BIỂU VÀ TRẢ LỜI",
    Section.RECEPTION: "TIẾP THU, GIẢI TRÌNH",
    Section.CONCLUSION: "KẾT LUẬN CỦA CHỦ TRÌ",
}

ORIGINS: Final = {
    Origin.COLLECTED: "Thu trước qua MTTQ",
    Origin.PAPER: "Phiếu giấy",
    Origin.IN_HALL: "Phát biểu trực tiếp",
    Origin.ONLINE: "Phát biểu trực tuyến",
    Origin.WRITTEN: "Gửi bằng văn bản",
    Origin.CARRIED: "Kỳ trước chuyển sang",
}
NOT_SPOKEN: Final = "Ý kiến gửi (không phát biểu)"

OUTCOMES: Final = {
    RequestState.DECLINED: "Chưa bố trí phát biểu, mời gửi ý kiến bằng văn bản",
    RequestState.WRITTEN: "Gửi ý kiến bằng văn bản",
    RequestState.LATER: "Trả lời sau hội nghị",
    RequestState.CARRIED: "Chuyển hội nghị sau",
}
"""What became of a request that found no turn."""

ECONOMY: Final = "Ban Kinh tế - Ngân sách"
CULTURE: Final = "Ban Văn hóa - Xã hội"
LAW: Final = "Ban Pháp chế"
COMMITTEES: Final = {
    **dict.fromkeys(("LV01", "LV02", "LV17", "LV18", "LV20"), LAW),
    **dict.fromkeys(("LV03", "LV04", "LV05", "LV06", "LV07", "LV08", "LV09", "LV16", "LV21"),
                    ECONOMY),
    **dict.fromkeys(("LV10", "LV11", "LV12", "LV13", "LV14", "LV15", "LV19"), CULTURE),
}  # fmt: skip
"""The common list of fields (domain.md §6.2) by committee of the people's council: a proposal,
which a plan overrides field by field."""

NO_COMMITTEE: Final = "Chưa phân theo ban"
UNSPOKEN: Final = "Đăng ký, chưa phát biểu"

REHEARSAL: Final = "DIỄN TẬP - nội dung hư cấu"

# A gap is seen on paper and can be searched for in Word: every one stands in square brackets.
NO_SUMMARY: Final = "[chưa có tóm tắt]"
NO_NAME: Final = "[chưa có họ tên]"
NO_ISSUER: Final = "[chưa có cơ quan ban hành]"
NO_SIGNER_TITLE: Final = "[chưa có chức vụ người ký]"
NO_PLACE_NAME: Final = "[chưa có địa danh]"
NO_AGENCY: Final = "[chưa có cơ quan chủ trì]"
NO_TASK: Final = "[chưa có nội dung nhiệm vụ]"
NO_DEADLINE: Final = "[chưa có thời hạn]"
NO_ANSWER: Final = "[chưa có nội dung trả lời]"
NO_BASIS: Final = "[chưa có căn cứ, hiện trạng]"
NO_CONTACT: Final = "[chưa có đầu mối liên hệ]"
NO_WORDS: Final = "[chưa có lời nào được ghi]"
NOTHING: Final = "Không có."
NO_BODY: Final = "[chưa có cơ quan cấp trên]"
NO_GENERAL: Final = "[chưa có đánh giá chung]"
NO_EXECUTION: Final = "[chưa có nội dung tổ chức thực hiện]"
NO_PLACE: Final = "[chưa ghi địa điểm]"
NO_ROLL_CALL: Final = "[chưa điểm danh]"
NOT_RECORDED: Final = "[chưa ghi nhận]"
NO_CONCLUSION: Final = "[chưa có kết luận]"
NO_MOMENT: Final = "….. giờ ….. phút, ngày ….. tháng ….. năm ……"
"""Filled in by hand: the conference has not begun, or not ended."""
