"""What is counted at such conferences, what it is measured in, and where a number is none."""

from typing import Final

from server.transcribe.vietnamese.spelling import words


def phrases(text: str) -> frozenset[tuple[str, ...]]:
    """The phrases of `text`, which commas and line ends part."""
    parts = text.replace("\n", ",").split(",")
    return frozenset(tuple(part.split()) for part in parts if part.strip())


UNITS: Final[dict[tuple[str, ...], str]] = {
    ("héc", "ta"): "ha", ("hecta",): "ha", ("hec", "ta"): "ha", ("héc", "ta", "rừng"): "ha rừng",
    ("ki", "lô", "mét"): "km", ("ki", "lô", "mét", "vuông"): "km²", ("cây", "số"): "km",
    ("mét",): "m", ("mét", "vuông"): "m²", ("mét", "khối"): "m³", ("mét", "dài"): "m dài",
    ("xăng", "ti", "mét"): "cm", ("xen", "ti", "mét"): "cm", ("mi", "li", "mét"): "mm",
    ("ki", "lô", "gam"): "kg", ("ki", "lô", "gram"): "kg", ("mi", "li", "gam"): "mg",
    ("ki", "lô", "oát", "giờ"): "kWh", ("ki", "lô", "oát"): "kW", ("mê", "ga", "oát"): "MW",
    ("ki", "lô", "vôn"): "kV", ("ki", "lô", "mét", "trên", "giờ"): "km/h",
    ("phần", "trăm"): "%", ("phần", "nghìn"): "‰", ("độ", "xê"): "°C",
    ("độ", "c"): "°C", ("mê", "ga", "bít", "trên", "giây"): "Mbit/s", ("gi", "ga", "bai"): "GB",
}  # fmt: skip
"""Measures and how they are written after a figure."""
CLOSE_UNITS: Final = frozenset(("%", "‰", "°C"))
"""Written without a space before them."""

PER: Final = phrases(
    """
    tháng, năm, ngày, tuần, giờ, phút, giây, người, hộ, khẩu, lượt, lớp, học sinh, sào, tấn, tạ,
    con, lao động, xã, phường, thôn, điểm, buổi, lần, suất, ca, kỳ, vụ, lít, cây, căn, giường,
    bác sĩ"""
)
"""What may stand behind "trên" as a denominator, besides a measure."""

_TIME: Final = "tháng, năm, ngày, tuần, giờ, phút, giây, quý, thập kỷ, thế kỷ, nhiệm kỳ"
_PEOPLE: Final = """
    người, đại biểu, đồng chí, cán bộ, công chức, viên chức, đảng viên, hộ, khẩu, nhân khẩu,
    cử tri, học sinh, sinh viên, giáo viên, thầy cô, bác sĩ, y sĩ, y tá, điều dưỡng, nữ hộ sinh,
    cháu, công nhân, lao động, thành viên, ủy viên, hội viên, đoàn viên, chiến sĩ, dân quân,
    chuyên gia, phụ nữ, thanh niên, trẻ em, bệnh nhân, ca, trường hợp, lượt, khách, du khách,
    nhân viên, đối tượng, gia đình, doanh nhân, ngư dân, nông dân, thương binh, bệnh binh, liệt sĩ,
    nghệ nhân, kỹ sư, trưởng thôn, trưởng bản, trưởng khu, biên chế, lãnh đạo, cộng tác viên,
    tuyên truyền viên, tình nguyện viên, người dân, nạn nhân, giám đốc,
    phó chủ tịch, chức danh"""
_PLACES: Final = """
    thôn, bản, xã, phường, thị trấn, thị xã, huyện, quận, tỉnh, thành phố, đặc khu, khu, khu phố,
    khu dân cư, tổ, tổ dân phố, xóm, ấp, điểm, điểm cầu, cụm, nhà, trường, điểm trường, lớp, phòng,
    trạm, bệnh viện, chợ, cầu, cống, hồ, đập, kè, tuyến, tuyến đường, ngôi, căn, dãy, đảo, bến,
    cảng, khu công nghiệp, cửa khẩu, di tích, nhà máy, nhà văn hóa, giếng, bãi, mỏ, lô, thửa, ô,
    vùng, địa bàn, địa phương, đơn vị, đơn vị hành chính, sở, ngành, cơ quan, ban ngành, chi bộ,
    đảng bộ, chi hội, chi đoàn, tổ chức, doanh nghiệp, công ty, hợp tác xã, cơ sở, tổ hợp tác,
    trang trại, hộ gia đình, cây cầu, quốc gia, dân tộc, tôn giáo, cấp, tập thể, cá nhân,
    lĩnh vực"""
_THINGS: Final = """
    dự án, công trình, mô hình, chương trình, đề án, kế hoạch, ý kiến, kiến nghị, câu hỏi, hồ sơ,
    đơn, đơn thư, văn bản, nghị quyết, nghị định, quyết định, thông tư, chỉ thị, báo cáo, tờ trình,
    nội dung, vấn đề, nhiệm vụ, giải pháp, chỉ tiêu, tiêu chí, vụ, vụ việc, cuộc, buổi, phiên,
    kỳ họp, hội nghị, đợt, kỳ, lớp học, khóa học, thủ tục, dịch vụ, sản phẩm, mặt hàng, gói thầu,
    hạng mục, giấy chứng nhận, thẻ, suất, suất quà, phần quà, bộ, chiếc, cái, con, con bò, con lợn,
    cây, xe, máy, máy tính, tàu, thuyền, ô tô, lồng, bè, bể, tấn, tạ, yến, kg, lít, sào, mẫu,
    công đất, tỷ, đồng, đô la, giường, giường bệnh, bàn, bộ bàn ghế, quyển, trang, bài, tin, cột,
    bóng đèn, trạm biến áp, camera, điện thoại, tầng, làn xe, trận, cơn bão, đám cháy, bước, khâu,
    nhóm, nhóm nhiệm vụ, loại, loại cây, giống, điểm nghẽn, bậc, sao, dòng, chuyến, cuộc họp,
    phiếu, đợt mưa, làng nghề, tài khoản, hợp đồng, khoản, khoản thu"""

COUNTED: Final = phrases(",".join((_TIME, _PEOPLE, _PLACES, _THINGS)))
"""What a figure counts even below 10."""
TIME: Final = phrases(_TIME)
COUNTED_LENGTH: Final = max(map(len, COUNTED))

NEVER_AFTER: Final = words(
    """thứ giải hạng cấp bậc con anh chị bác chú ông bà cô dì cậu em loại quý khóa hàng vài mấy
    dăm bao mươi người nhất nhì hệ nhóm trăm nghìn ngàn triệu tỷ tỉ vạn phẩy chục linh lẻ đầu"""
)
"""A single digit behind one of these counts nothing: ông ba, thứ hai, vài ba, đầu tư …"""
YEAR_BEFORE: Final = words(
    """trong hằng hàng mỗi cả cuối đầu giữa từng nhiều các những suốt sang từ đến vào theo qua
    mấy vài một hết dịp tới cùng ngay kể"""
)
"""Behind these "năm" is a year, or may be one."""
YEAR_AFTER: Final = words(
    """nay qua trước sau ngoái tới học này đó kia ấy nào mới cũ hết cuối đầu liền một liên tài
    ngân vừa rồi sáu bảy bẩy"""
)
"""Before these "năm" is a year, or may be one."""
