"""Which words speak for which field, level and kind: data for suggestions (`suggesting.py`).

A phrase is compared word by word, in small letters. Fields go by their code in the common list
(domain.md §6.2), or by name in a plan with other codes. An office's own list may say otherwise:
suggestions are for a person to confirm."""

from typing import Final, NamedTuple

from server.rooms.opinions import OpinionKind
from server.rooms.plan import Level


class Topic(NamedTuple):
    """A field, phrases that speak for it, and agencies that lead there, the likeliest first."""

    code: str
    name: str
    phrases: str
    leads: tuple[str, ...] = ()


FIELDS: Final = (
    Topic("LV01", "Xây dựng Đảng và hệ thống chính trị",
          "đảng viên, tổ chức đảng, cấp ủy, chi bộ, đảng bộ, sinh hoạt đảng, kết nạp đảng, "
          "kiểm tra đảng, bí thư chi bộ, mặt trận tổ quốc",
          ("Ban Tổ chức Tỉnh ủy",)),
    Topic("LV02", "Tổ chức bộ máy, cán bộ, công chức",
          "biên chế, công chức, viên chức, định mức công chức, tinh giản, bổ nhiệm, tuyển dụng, "
          "sắp xếp bộ máy, vị trí việc làm, một cửa",
          ("Sở Nội vụ",)),
    Topic("LV03", "Đất đai",
          "đất đai, đất công ích, quỹ đất, sổ đỏ, giấy chứng nhận quyền sử dụng đất, giao đất, "
          "thuê đất, đấu giá đất, đấu giá quyền, tách thửa, đất nông nghiệp, thu hồi đất, "
          "chuyển mục đích, đo đạc, địa chính",
          ("Sở Nông nghiệp và Môi trường", "Sở Tài nguyên và Môi trường")),
    Topic("LV04", "Tài nguyên, môi trường",
          "rác, rác thải, nước thải, ô nhiễm, môi trường, mùi hôi, thu gom, bãi rác, "
          "khai thác cát, khoáng sản, khói bụi, điểm tập kết",
          ("Sở Nông nghiệp và Môi trường", "Sở Tài nguyên và Môi trường")),
    Topic("LV05", "Quy hoạch, xây dựng, trật tự đô thị",
          "quy hoạch, cấp phép xây dựng, giấy phép xây dựng, trật tự đô thị, khu dân cư, đô thị, "
          "chỉnh trang, lấn chiếm vỉa hè, quy hoạch treo",
          ("Sở Xây dựng",)),
    Topic("LV06", "Giao thông",
          "con đường, tuyến đường, mặt đường, đường liên xã, đường liên thôn, đường dân sinh, "
          "cây cầu, cầu dân sinh, quốc lộ, tỉnh lộ, giao thông, cao tốc, đèn tín hiệu, "
          "sửa đường, làm đường, xe khách, bến xe, đường thủy",
          ("Sở Xây dựng", "Sở Giao thông vận tải")),
    Topic("LV07", "Nông nghiệp, nông thôn, phòng, chống thiên tai",
          "nông nghiệp, chăn nuôi, trồng trọt, thủy sản, nuôi trồng, nuôi tôm, thủy lợi, "
          "kênh mương, trạm bơm, đê, hồ đập, nông thôn mới, thiên tai, mưa lũ, sạt lở, "
          "dịch bệnh, lâm nghiệp, rừng",
          ("Sở Nông nghiệp và Môi trường", "Sở Nông nghiệp và Phát triển nông thôn")),
    Topic("LV08", "Tài chính, ngân sách, đầu tư công, tài sản công",
          "ngân sách, kinh phí, tài sản công, đầu tư công, vốn đầu tư, thanh lý, dôi dư, "
          "quyết toán, thuế, lệ phí, điều chuyển tài sản, nhà đất dôi dư",
          ("Sở Tài chính",)),
    Topic("LV09", "Công nghiệp, thương mại, dịch vụ",
          "cụm công nghiệp, khu công nghiệp, chợ, thương mại, siêu thị, xuất khẩu, cửa khẩu, "
          "tiểu thủ công nghiệp, hàng giả",
          ("Sở Công Thương",)),
    Topic("LV10", "Lao động, việc làm, đào tạo nghề",
          "việc làm, đào tạo nghề, học nghề, lớp nghề, lao động, xuất khẩu lao động, thất nghiệp, "
          "giải quyết việc làm, tiền lương",
          ("Sở Nội vụ", "Sở Lao động - Thương binh và Xã hội")),
    Topic("LV11", "Chế độ, chính sách, an sinh xã hội",
          "phụ cấp, chế độ, hộ nghèo, trợ cấp, người có công, bảo trợ, người cao tuổi, khuyết tật, "
          "không chuyên trách, mức hỗ trợ, trưởng thôn, phó trưởng thôn, an sinh xã hội",
          ("Sở Nội vụ", "Sở Lao động - Thương binh và Xã hội")),
    Topic("LV12", "BHXH, BHYT",
          "bảo hiểm xã hội, bảo hiểm y tế, thẻ bảo hiểm, bhyt, bhxh, lương hưu, bao phủ bảo hiểm, "
          "mức đóng bảo hiểm",
          ("Bảo hiểm xã hội tỉnh", "Sở Y tế")),
    Topic("LV13", "Y tế",
          "trạm y tế, bệnh viện, bác sĩ, khám chữa bệnh, thuốc, bệnh nhân, cấp cứu, y tế cơ sở, "
          "tiêm chủng, điều dưỡng, an toàn thực phẩm",
          ("Sở Y tế",)),
    Topic("LV14", "Giáo dục và đào tạo",
          "trường học, giáo viên, học sinh, lớp học, điểm trường, thiết bị dạy học, mầm non, "
          "tiểu học, trung học, học phí, tuyển sinh, giáo dục",
          ("Sở Giáo dục và Đào tạo",)),
    Topic("LV15", "Văn hóa, thể thao, du lịch, di tích",
          "di tích, nhà văn hóa, lễ hội, du lịch, thể thao, tu bổ, đình làng, ngôi chùa, văn hóa, "
          "bảo tồn, sân vận động",
          ("Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa và Thể thao")),
    Topic("LV16", "Bồi thường, hỗ trợ, tái định cư",
          "tái định cư, bồi thường, giải phóng mặt bằng, kiểm đếm, bàn giao mặt bằng, "
          "hỗ trợ di dời, thuê nhà ở tạm, giá đền bù, đền bù",
          ("Sở Nông nghiệp và Môi trường", "Sở Tài nguyên và Môi trường")),
    Topic("LV17", "Quốc phòng, an ninh, trật tự ATXH",
          "an ninh, trật tự, ma túy, trộm cắp, tội phạm, nghĩa vụ quân sự, dân quân, công an xã, "
          "tín dụng đen, lừa đảo, an toàn giao thông, phòng cháy",
          ("Công an tỉnh",)),
    Topic("LV18", "CCHC, dịch vụ công, chuyển đổi số",
          "thủ tục hành chính, dịch vụ công, chuyển đổi số, hồ sơ trực tuyến, nộp trực tuyến, "
          "cải cách hành chính, phần mềm, định danh, đường truyền số liệu",
          ("Sở Khoa học và Công nghệ", "Sở Thông tin và Truyền thông")),
    Topic("LV19", "Dân tộc, tôn giáo",
          "dân tộc thiểu số, đồng bào dân tộc, tôn giáo, tín ngưỡng, nhà thờ, chức sắc, "
          "vùng đặc biệt khó khăn",
          ("Sở Dân tộc và Tôn giáo", "Ban Dân tộc")),
    Topic("LV20", "Tiếp công dân, KN-TC; phòng, chống tham nhũng, lãng phí, tiêu cực",
          "tiếp công dân, khiếu nại, đơn thư, tham nhũng, tiêu cực, lãng phí, thanh tra",
          ("Thanh tra tỉnh",)),
    Topic("LV21", "Điện, cấp nước, viễn thông",
          "lưới điện, tiền điện, điện yếu, mất điện, trạm biến áp, nước sạch, cấp nước, "
          "nước sinh hoạt, viễn thông, sóng di động, internet, cáp quang, vùng lõm",
          ("Sở Công Thương", "Sở Xây dựng")),
)  # fmt: skip

LEVELS: Final = (
    (Level.CENTRAL, "trung ương, chính phủ, quốc hội, sửa luật, luật đất đai, nghị định, thông tư, "
                    "bộ trưởng, các bộ, chương trình mục tiêu quốc gia, xếp hạng quốc gia"),
    (Level.OTHER, "điện lực, ngân hàng, tòa án, viện kiểm sát, cơ quan thuế, chi cục thuế, "
                  "doanh nghiệp viễn thông"),
    (Level.PROVINCE, "đề nghị tỉnh, kiến nghị tỉnh, ubnd tỉnh, hđnd tỉnh, ngân sách tỉnh, "
                     "quy hoạch tỉnh, các sở, tỉnh ủy, tỉnh lộ"),
    (Level.DISTRICT, "đề nghị huyện, đề nghị thành phố, đề nghị thị xã, ubnd huyện, cấp huyện"),
    (Level.COMMUNE, "ubnd xã, ubnd phường, đề nghị xã, đề nghị phường, đường thôn, chiếu sáng, "
                    "rác, điểm tập kết, chứng thực, hòa giải"),
)  # fmt: skip
"""The higher level first: where words speak equally for two, who decides is the higher one."""

KINDS: Final = (
    (OpinionKind.QUESTION, "xin hỏi, cho hỏi, khi nào, bao giờ, vì sao, tại sao, đề nghị cho biết, "
                           "đề nghị giải thích"),
    (OpinionKind.REPORT, "phản ánh"),
    (OpinionKind.PROPOSAL, "đề xuất, hiến kế"),
    (OpinionKind.SUGGESTION, "góp ý, tham gia ý kiến"),
    (OpinionKind.PETITION, "đề nghị, kiến nghị, mong muốn, mong tỉnh"),
)  # fmt: skip
"""The more particular kind first: nearly everybody also says "đề nghị"."""
ASKS: Final = ("đề nghị", "kiến nghị", "đề xuất", "mong muốn", "mong", "xin hỏi")
"""What a sentence that asks for something begins with."""
