"""The Vietnamese words of the register: one table for each of the core's enumerations."""

from typing import Final

from server.rooms.opinions import Answer, Result
from server.rooms.session import Level, Section

LEVELS: Final = {
    Level.COMMUNE: "Cấp xã",
    Level.DISTRICT: "Cấp huyện",
    Level.PROVINCE: "Cấp tỉnh",
    Level.CENTRAL: "Trung ương",
    Level.OTHER: "Cơ quan khác",
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
    Section.OPENING: "I. KHAI MẠC",
    Section.REPORT: "II. BÁO CÁO",
    Section.DIALOGUE: "III. Ý KIẾN PHÁT BIỂU VÀ TRẢ LỜI",
    Section.RECEPTION: "IV. TIẾP THU, GIẢI TRÌNH",
    Section.CONCLUSION: "V. KẾT LUẬN CỦA CHỦ TRÌ",
}

IN_HALL: Final = "Phát biểu trực tiếp"
ONLINE: Final = "Phát biểu trực tuyến"
NOT_SPOKEN: Final = "Ý kiến gửi (không phát biểu)"

REHEARSAL: Final = "DIỄN TẬP - nội dung hư cấu"

# A gap is seen on paper and can be searched for in Word: every one stands in square brackets.
NO_SUMMARY: Final = "[chưa có tóm tắt]"
NO_NAME: Final = "[chưa có họ tên]"
NO_ISSUER: Final = "[chưa có cơ quan ban hành]"
NO_PLACE: Final = "[chưa ghi địa điểm]"
NO_ROLL_CALL: Final = "[chưa điểm danh]"
NOT_RECORDED: Final = "[chưa ghi nhận]"
NO_CONCLUSION: Final = "[chưa có kết luận]"
NO_MOMENT: Final = "….. giờ ….. phút, ngày ….. tháng ….. năm ……"
"""Filled in by hand: the conference has not begun, or not ended."""
