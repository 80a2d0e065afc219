"""Places: provinces before and after 1 July 2025, and the units of Quảng Ninh of 2024 and 2025.

Names of Quảng Ninh's units: thanglequoc/vietnamese-provinces-database (MIT), see NOTICE. A
conference adds its own points through `Names`."""

from typing import Final

from server.transcribe.vietnamese.spelling import words

KNOWN: Final = """
An Giang; Ba Chẽ; Bà Rịa - Vũng Tàu; Bái Tử Long; Bãi Cháy; Bình Khê; Bình Liêu; Bình Lục
Bình Phước; Bình Thuận; Bình Định; Bạc Liêu; Bạch Đằng; Bắc Giang; Bắc Kạn; Bắc Ninh; Bến Tre
Cao Bằng; Cà Mau; Cái Chiên; Cái Rồng; Cô Tô; Cần Thơ; Cẩm Hải; Cẩm La; Cẩm Phú; Cẩm Phả; Cẩm Sơn
Cẩm Thành; Cẩm Thạch; Cẩm Thịnh; Cẩm Thủy; Cẩm Tây; Cẩm Đông; Cửa Ông; Duy Tiên; Dương Huy
Dực Yên; Gia Lai; Giếng Đáy; Hoàng Quế; Hoàng Tân; Hoành Bồ; Hoành Mô; Hà Giang; Hà Khánh; Hà Lầm
Hà Nam; Hà Nội; Hà Tĩnh; Hòn Gai; Húc Động; Hưng Yên; Hưng Đạo; Hạ Long; Hải Dương; Hải Hà
Hải Lạng; Hải Ninh; Hải Phòng; Hải Xuân; Hậu Giang; Hồng Gai; Hồng Thái Tây; Hồng Thái Đông
Ka Long; Khánh Hòa; Kim Bảng; Kiên Giang; Kon Tum; Kỳ Thượng; Lai Châu; Lào Cai; Lâm Đồng; Lý Nhân
Lương Mông; Lạng Sơn; Lục Hồn; Minh Cầm; Móng Cái; Mông Dương; Mạo Khê; Nam Khê; Nam Định; Nghệ An
Ngọc Vừng; Nha Trang; Ninh Bình; Ninh Dương; Ninh Thuận; Nội Bài; Phong Dụ; Phú Thọ; Phú Yên
Phủ Lý; Quan Lạn; Quang Hanh; Quảng Bình; Quảng Chính; Quảng Hà; Quảng La; Quảng Long; Quảng Lâm
Quảng Nam; Quảng Nghĩa; Quảng Ngãi; Quảng Ninh; Quảng Phong; Quảng Sơn; Quảng Thành; Quảng Thịnh
Quảng Trị; Quảng Yên; Quảng Đức; Sóc Trăng; Sông Khoai; Sơn La; Thanh Hóa; Thanh Liêm; Thái Nguyên
Thượng Yên Công; Thừa Thiên Huế; Tiên Lãng; Tiên Yên; Tiền Giang; Trà Bản; Trà Vinh; Tràng Lương
Trần Hưng Đạo; Tuyên Quang; Tuần Châu; Tây Ninh; Uông Bí; Vàng Danh; Vân Đồn; Vĩnh Long; Vĩnh Phúc
Vũ Oai; Vũng Tàu; Vạn Ninh; Vạn Yên; Yên Bái; Yên Giang; Yên Thọ; Yên Tử; Yết Kiêu; Điền Xá
Điện Biên; Đà Lạt; Đà Nẵng; Đài Xuyên; Đông Triều; Đạp Thanh; Đầm Hà; Đắk Lắk; Đắk Nông; Đồn Đạc
Đồng Nai; Đồng Rui; Đồng Tháp
"""
"""Names that are no ordinary words: capitals wherever they stand."""

AFTER_UNIT: Final = """
An Dương; An Lão; An Sinh; Ba Đình; Bình Dân; Bình Dương; Bình Ngọc; Bạch Mai; Bản Sen; Bắc Sơn
Bắc Từ Liêm; Bằng Cả; Cao Thắng; Cao Xanh; Chí Linh; Chí Minh; Cát Hải; Cầu Giấy; Cẩm Bình
Cẩm Trung; Cộng Hòa; Duy Hà; Duy Tân; Dân Chủ; Gia Lâm; Hai Bà Trưng; Hiệp Hòa; Hoàn Kiếm
Hoàng Mai; Huế; Hà An; Hà Khẩu; Hà Lâu; Hà Phong; Hà Trung; Hà Tu; Hà Đông; Hòa Bình; Hòa Lạc
Hùng Thắng; Hải An; Hải Hòa; Hải Sơn; Hải Tiến; Hải Yên; Hải Đông; Hồng Bàng; Hồng Hà; Hồng Hải
Hồng Phong; Kim Sơn; Kim Thành; Kinh Môn; Kiến An; Kiến Thụy; Liên Hòa; Liên Vị; Long An
Long Biên; Lê Chân; Lê Lợi; Lương Minh; Lộc Bình; Lục Ngạn; Minh Châu; Minh Thành; Nam Hòa
Nam Sơn; Nam Từ Liêm; Nguyễn Huệ; Ngô Quyền; Phong Cốc; Phong Hải; Phù Liễn; Phú Bình; Phương Nam
Phương Đông; Quang Trung; Quảng An; Quảng Minh; Quảng Tân; Sa Pa; Sóc Sơn; Sơn Dương; Sơn Động
Tam Điệp; Thanh Lâm; Thanh Lân; Thanh Sơn; Thanh Xuân; Thái Bình; Thắng Lợi; Thống Nhất; Thủ Đức
Thủy An; Thủy Nguyên; Tiên Lãng; Tiền An; Tiền Phong; Trà Cổ; Tràng An; Trưng Vương; Trần Phú
Tân An; Tân Bình; Tân Dân; Tân Lập; Tân Việt; Tân Yên; Tây Hồ; Việt Dân; Việt Hưng; Vô Ngại
Vĩnh Bảo; Vĩnh Thực; Vĩnh Trung; Xuân Sơn; Yên Hải; Yên Than; Yên Thanh; Yên Đức; Điện Biên Phủ
Đoàn Kết; Đình Lập; Đông Anh; Đông Hải; Đông Mai; Đông Ngũ; Đông Xá; Đường Hoa; Đại Bình; Đại Dực
Đại Từ; Đại Yên; Đống Đa; Đồng Du; Đồng Lâm; Đồng Sơn; Đồng Tiến; Đồng Tâm; Đồng Văn; Đồng Đăng
Đức Chính
"""
"""Names that are also words (hòa bình, đoàn kết): capitals only behind the word for a unit."""

UNITS: Final = frozenset(
    (
        ("tỉnh",), ("thành", "phố"), ("huyện",), ("thị", "xã"), ("quận",), ("xã",), ("phường",),
        ("thị", "trấn"), ("đặc", "khu"), ("xã", "đảo"), ("điểm", "cầu"), ("tỉnh", "ủy"), ("đảo",),
        ("thành", "ủy"), ("huyện", "ủy"), ("thị", "ủy"), ("đảng", "ủy"), ("khu", "phố"), ("thôn",),
        ("bản",), ("xóm",), ("làng",), ("sông",), ("cầu",), ("hồ",), ("núi",), ("chợ",), ("suối",),
        ("đường",), ("phố",), ("tiểu", "học"), ("mầm", "non"), ("học", "cơ", "sở"),
    )
)  # fmt: skip
"""Words before the name of a place."""

CHAIN: Final = frozenset(("tỉnh", "thành", "huyện", "thị", "quận", "xã", "phường", "đặc"))
"""The word for the next greater unit: a comma stands before it."""

SURNAMES: Final = words(
    """nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn trịnh đinh
    lâm phùng mai tô tạ hà lương cao châu tăng thái quách chu la kiều vương từ bế nông triệu
    lục sầm chíu tằng phoóng lỷ trương vi ninh lưu ma lò giàng sùng hứa mạc tống doãn thân
    nghiêm khổng"""
)
MIDDLE: Final = frozenset(("văn", "thị"))
GIVEN: Final = words(
    """an anh ánh bách bảo bích bình cúc cường chi chiến châu chung cương diệp diệu dung duy
    duyên dũng dương đan đạt đăng điệp đình đông đức gia giang hà hạnh hải hằng hân hậu hiền
    hiển hiếu hiệp hoa hoài hoàn hoàng hòa hồng huân huế huệ huy huyền hùng hưng hương hường
    hữu khải khang khánh khoa khôi khuê kiên kiệt kim kỳ lan lâm linh liên liễu loan long lộc
    lợi luân lương ly mai mạnh minh mỹ my nam nga ngân nghĩa ngọc nguyên nguyệt nhã nhật nhi
    nhung như oanh phong phúc phương phượng quang quân quốc quý quyên quỳnh sâm sơn tài tâm
    tân thái thanh thành thảo thắm thắng thịnh thoa thơm thu thuận thúy thủy thư thương tín
    toàn trang trâm trí trinh trung trúc trường tuân tuấn tuyết tùng tú uyên vân việt vinh
    vĩnh vũ vy xuân yên yến đoàn bắc khiêm lam lực nhàn"""
)
ADDRESS: Final = words("chí ông bà anh chị cô chú bác cháu em tên")
"""Words before the name of a person; "chí" is the end of đồng chí."""
