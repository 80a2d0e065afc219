"""How offices, laws and fixed phrases are written: Decree 30/2020/NĐ-CP, annex II.

Lines are written as they should read; they are found by their words, whatever the case. A line in
lower case keeps its words from a shorter line (a counter-example). A hyphen is not spoken."""

from typing import Final

from server.transcribe.vietnamese.spelling import words

FUNCTIONS: Final = """
Y tế; Nội vụ; Tài chính; Xây dựng; Tư pháp; Công Thương; Khoa học và Công nghệ
Giáo dục và Đào tạo; Nông nghiệp và Phát triển nông thôn; Nông nghiệp và Môi trường
Tài nguyên và Môi trường; Giao thông vận tải; Kế hoạch và Đầu tư; Lao động - Thương binh và Xã hội
Du lịch; Ngoại vụ; Văn hóa và Thể thao; Văn hóa, Thể thao và Du lịch; Văn hóa, Thể thao
Thông tin và Truyền thông; Dân tộc và Tôn giáo; Quy hoạch - Kiến trúc; Văn hóa và Thông tin
"""
"""Of departments (Sở …), ministries (Bộ …), divisions (Phòng …)."""

MINISTRY_ONLY: Final = "Quốc phòng; Công an; Ngoại giao; Nông nghiệp; Lao động"
DIVISION_ONLY: Final = """
Kinh tế; Kinh tế, Hạ tầng và Đô thị; Văn hóa - Xã hội; Kinh tế - Hạ tầng; Quản lý đô thị; Lao động
Tài nguyên Môi trường; Tài chính - Kế hoạch; Nông nghiệp; Kinh tế và Hạ tầng; Dân tộc; Giáo dục
"""

PARTY_LEVELS: Final = "Tỉnh ủy; Thành ủy; Huyện ủy; Thị ủy; Đảng ủy; Trung ương"
OF_PARTY: Final = """
Ban Tổ chức; Ban Tuyên giáo; Ban Dân vận; Ban Nội chính; Ban Tuyên giáo và Dân vận; Văn phòng
Ủy ban Kiểm tra; Ban Thường vụ; Thường trực; Ban Xây dựng Đảng; Ban Kinh tế
Ban Chính sách, chiến lược
"""
"""Offices written so before a party level: Ban Tổ chức Tỉnh ủy; not "ban tổ chức hội nghị"."""

AGENCIES: Final = """
Ủy ban nhân dân; Hội đồng nhân dân; Thường trực Hội đồng nhân dân; Thường trực HĐND
Thường trực UBND; Ủy ban Mặt trận Tổ quốc; Ủy ban Mặt trận Tổ quốc Việt Nam; Mặt trận Tổ quốc
Mặt trận Tổ quốc Việt Nam; Ủy ban MTTQ; Ủy ban MTTQ Việt Nam; Tỉnh ủy; Thành ủy; Huyện ủy; Thị ủy
Đảng ủy; Ban Thường vụ; Ban Chấp hành; Ban Chấp hành Trung ương; Ban Chấp hành Trung ương Đảng
Trung ương Đảng; Bộ Chính trị; Ban Bí thư; Ban Chấp hành Đảng bộ; Đảng bộ tỉnh; Đảng bộ thành phố
Đảng bộ xã; Đảng bộ phường; Ủy ban Kiểm tra; Ủy ban Kiểm tra Trung ương; Quốc hội
Ủy ban Thường vụ Quốc hội; Chính phủ; Thủ tướng Chính phủ; Thủ tướng; Phó Thủ tướng
Văn phòng Chính phủ; Văn phòng Quốc hội; Chủ tịch nước; Đoàn đại biểu Quốc hội; đại biểu Quốc hội
đại biểu Hội đồng nhân dân; Tổng Bí thư; Thường trực Chính phủ; Hội Nông dân; Hội Liên hiệp Phụ nữ
Hội Phụ nữ; Hội Cựu chiến binh; Đoàn Thanh niên; Hội Chữ thập đỏ; Hội Người cao tuổi
Hội Khuyến học; Liên đoàn Lao động; Tổng Liên đoàn Lao động Việt Nam; Tỉnh đoàn
Đoàn Thanh niên Cộng sản Hồ Chí Minh; Hội Nông dân Việt Nam; Hội Luật gia; Liên minh Hợp tác xã
Tòa án nhân dân; Viện kiểm sát nhân dân; Công an tỉnh; Công an thành phố; Công an huyện
Công an xã; Công an phường; Công an thị xã; Công an nhân dân; Quân đội nhân dân
Bộ Chỉ huy Quân sự; Ban Chỉ huy Quân sự; Bộ đội Biên phòng; Bộ Chỉ huy Bộ đội Biên phòng
Đồn Biên phòng; Bộ Tư lệnh; Thanh tra tỉnh; Thanh tra Chính phủ; Kho bạc Nhà nước
Kiểm toán Nhà nước; Ngân hàng Nhà nước; Ngân hàng Nhà nước Việt Nam; Ngân hàng Chính sách xã hội
Bảo hiểm xã hội tỉnh; Bảo hiểm xã hội huyện; Bảo hiểm xã hội Việt Nam; Cục Thuế; Chi cục Thuế
Cục Hải quan; Cục Thống kê; Chi cục Thống kê; Chi cục Kiểm lâm; Hạt Kiểm lâm; Chi cục Thủy lợi
Chi cục Bảo vệ môi trường; Chi cục Chăn nuôi và Thú y; Cục Thi hành án dân sự
Văn phòng Ủy ban nhân dân; Văn phòng Hội đồng nhân dân
Văn phòng Hội đồng nhân dân và Ủy ban nhân dân
Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân; Văn phòng UBND; Văn phòng HĐND và UBND
Văn phòng Đăng ký đất đai; Chi nhánh Văn phòng Đăng ký đất đai; Trung tâm Phục vụ hành chính công
Trung tâm Y tế; Trung tâm Kiểm soát bệnh tật; Trung tâm Phát triển quỹ đất; Bệnh viện đa khoa tỉnh
Trung tâm Dịch vụ nông nghiệp; Trung tâm Văn hóa; Trung tâm Khuyến nông; Ban Quản lý Khu kinh tế
Ban Kinh tế - Ngân sách; Ban Văn hóa - Xã hội; Ban Pháp chế; Ban Dân tộc; Ban Đô thị
Ủy ban Dân tộc; Trường Chính trị; Trường Đại học Hạ Long; Báo Quảng Ninh
Tập đoàn Điện lực Việt Nam; Liên hợp quốc; Nhà xuất bản Chính trị quốc gia
Đài Phát thanh và Truyền hình; Bộ Tổng Tham mưu; Hội đồng Bầu cử quốc gia
Quỹ Bảo vệ và Phát triển rừng; Văn phòng Trung ương Đảng
"""

LAWS: Final = """
Đất đai; Nhà ở; Đầu tư; Đầu tư công; Xây dựng; Bảo vệ môi trường; Tiếp công dân; Khiếu nại; Tố cáo
Ngân sách nhà nước; Tổ chức chính quyền địa phương; Cán bộ, công chức; Viên chức; Bảo hiểm y tế
Bảo hiểm xã hội; Giáo dục; Giáo dục đại học; Trẻ em; Phòng, chống tham nhũng; Thủ đô; Đấu thầu
Thanh tra; Thực hiện dân chủ ở cơ sở; Hôn nhân và Gia đình; Căn cước; Cư trú; An ninh mạng
Giao thông đường bộ; Đường bộ; Lâm nghiệp; Thủy sản; Thủy lợi; Tài nguyên nước; Khoáng sản
Di sản văn hóa; Du lịch; Phí và lệ phí; Quy hoạch; Quy hoạch đô thị; Doanh nghiệp; Hợp tác xã
Khám bệnh, chữa bệnh; Dược; Phòng, chống ma túy; Phòng, chống thiên tai; Phòng cháy, chữa cháy
Phòng cháy, chữa cháy và cứu nạn, cứu hộ; Nghĩa vụ quân sự
Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân; Tổ chức Quốc hội; Tổ chức Chính phủ
Tiếp cận thông tin; Hòa giải ở cơ sở; Thi đua, khen thưởng; Người cao tuổi; Người khuyết tật
Thanh niên; Bình đẳng giới; Biên phòng Việt Nam; Dân quân tự vệ; Quốc phòng; An ninh quốc gia
Trật tự, an toàn giao thông đường bộ; Quản lý, sử dụng tài sản công
Thực hành tiết kiệm, chống lãng phí; Ban hành văn bản quy phạm pháp luật
Mặt trận Tổ quốc Việt Nam; Công đoàn; Việc làm; Nhà giáo; Bảo vệ dữ liệu cá nhân
Giao dịch điện tử; Điện lực; Chăn nuôi; Trồng trọt; Thú y; Đa dạng sinh học
Kinh doanh bất động sản; Hộ tịch; Quốc tịch; Thuế giá trị gia tăng; Quản lý thuế
Xử lý vi phạm hành chính; Tín ngưỡng, tôn giáo; Tương trợ tư pháp; Dữ liệu; Chính quyền địa phương
"""
CODES: Final = "Dân sự; Hình sự; Lao động; Tố tụng dân sự; Tố tụng hình sự; Hàng hải"

PHRASES: Final = """
Nhân dân; Nhà nước; Đảng; Trung ương; Việt Nam; Hồ Chí Minh; Bác Hồ; Chủ tịch Hồ Chí Minh
Hiến pháp; Đảng Cộng sản Việt Nam; Tết Nguyên đán; Tết Trung thu; Tết; Quốc khánh; Tổ quốc
Cách mạng tháng Tám; tiếng Anh; tiếng Việt; tiếng Trung; tiếng Dao; tiếng Tày; tiếng Pháp
tiếng Nhật; tiếng Hàn; dân tộc Kinh; dân tộc Dao; dân tộc Tày; dân tộc Sán Chỉ; dân tộc Sán Dìu
dân tộc Mông; dân tộc Hoa; dân tộc Mường; dân tộc Thái; người Dao; người Tày; người Kinh
người Sán Chỉ; người Sán Dìu; người Mường; người Mông; môn Tin học và Ngoại ngữ; môn Tin học
môn Ngoại ngữ; môn Toán; môn Ngữ văn; môn Lịch sử; Đông Bắc; Tây Bắc; Tây Nguyên; Đông Nam Bộ
Tây Nam Bộ; Bắc Trung Bộ; Trung Bộ; Nam Bộ; Bắc Bộ; Biển Đông; miền Bắc; miền Trung; miền Nam
đồng bằng sông Hồng; đồng bằng sông Cửu Long; vịnh Bắc Bộ; sông Hồng; vịnh Hạ Long
vịnh Bái Tử Long; Thủ đô Hà Nội; Thành phố Hồ Chí Minh; Trung Quốc; Hoa Kỳ; Nhật Bản; Hàn Quốc
Trường Sa; Hoàng Sa; Đông Nam Á; Châu Âu; Liên minh châu Âu; châu Á; châu Âu; nước Lào
nước bạn Lào; Campuchia; Internet; Đại hội Đảng; Đại hội Đảng bộ; Đại hội đại biểu
Đại hội đại biểu toàn quốc; Đại hội toàn quốc; Đại hội Đảng toàn quốc; Đại hội đại biểu Đảng bộ
Đại hội Đảng bộ tỉnh; Đại hội đại biểu Đảng bộ tỉnh; Đại hội đại biểu toàn quốc của Đảng
Đại hội toàn quốc của Đảng; Hội nghị Trung ương; Nghị quyết Đại hội Đảng; Nghị quyết Đại hội
Nghị quyết Trung ương; Nghị quyết Đại hội Đảng bộ tỉnh; Huân chương Lao động
Chương trình mục tiêu quốc gia; Bà mẹ Việt Nam anh hùng; Anh hùng Lực lượng vũ trang nhân dân
Cổng Dịch vụ công quốc gia; Cổng dịch vụ công; Ngày hội Đại đoàn kết toàn dân tộc; Zalo; Facebook
Youtube; Ban Chỉ đạo; Ban Chỉ đạo Trung ương; Tổ công nghệ số cộng đồng; Wifi; Covid
"""

AS_THEY_ARE: Final = """
ngân sách nhà nước; quản lý nhà nước; khu vực nhà nước; doanh nghiệp nhà nước; cơ quan nhà nước
vốn nhà nước; bộ máy nhà nước; cơ quan quản lý nhà nước; cán bộ nhà nước; công chức nhà nước
hành chính nhà nước; cơ quan hành chính nhà nước; đầu tư nhà nước; tài sản nhà nước
vốn đầu tư nhà nước; quyền lực nhà nước; hỗ trợ nhà nước; sở hữu nhà nước; nhà nước pháp quyền
bí mật nhà nước; nhà nước hóa; vốn ngân sách nhà nước; đảng viên; đảng phí; đảng phái
tổ chức đảng; các tổ chức đảng; công tác đảng; sinh hoạt đảng; tổ chức cơ sở đảng; chi bộ đảng
cấp ủy đảng; cơ sở đảng; kỷ luật đảng; cán bộ đảng; đảng vụ; đảng tịch; băng đảng; đảng đoàn
huy hiệu đảng; đảng bộ; các đảng bộ; các đảng ủy; các cấp ủy đảng; đảng bộ cơ sở; đảng ủy cơ sở
đảng ủy cấp xã; đảng bộ cấp xã; đảng ủy viên; cơ quan trung ương; cấp trung ương
ngân sách trung ương; các bộ ngành trung ương; vốn trung ương; bệnh viện trung ương
bộ ngành trung ương; từ trung ương đến địa phương; từ trung ương đến cơ sở; ở trung ương
trung ương hóa; nghệ sĩ nhân dân; nghệ nhân nhân dân; nhà giáo nhân dân; thầy thuốc nhân dân
quỹ tín dụng nhân dân; hội thẩm nhân dân; chiến tranh nhân dân; thế trận lòng dân
quốc phòng toàn dân; vũ trang nhân dân; lực lượng vũ trang nhân dân; nhân dân tệ
thanh tra nhân dân; ban thanh tra nhân dân; an ninh nhân dân; nền an ninh nhân dân
thế trận an ninh nhân dân; lực lượng công an; ủy ban kiểm tra cấp xã; ủy ban kiểm tra các cấp
ủy ban kiểm tra đảng ủy; phi chính phủ; các ủy ban kiểm tra; ban tổ chức hội nghị
ban tổ chức lễ hội; ban chỉ đạo các cấp; ban chỉ đạo cấp xã; ban chấp hành chi hội
ban chấp hành chi đoàn; ban chấp hành công đoàn cơ sở; văn phòng phẩm; đoàn thanh niên thôn
người thái độ; người hoa mắt; người kinh doanh; người dao động; người mông lung; tổ quốc tế
mặt trận thôn; luật xây dựng sẵn; luật đầu tư vào; luật giáo dục con; dân tộc thái độ
dân tộc hoa văn; đổi thái độ; tết kiệm
"""
"""Generic uses that stay lower case (annex II, III.2, IV), and ordinary words."""

FIXED: Final = """
hai năm rõ mười; chín người mười ý; năm cha ba mẹ; ba bề bốn bên; năm hết tết đến
ba cây chụm lại; bảy nổi ba chìm
một số; một cửa; một cửa liên thông; một trong những; một trong các; hai bên; một bên; một mặt
ba mẹ; ba má; ba lô; ba hoa; ba gác; ba chỉ; ba cùng; ba bám; ba miền; bốn tại chỗ; bốn phương
bốn mùa; năm bè bảy mảng; ba chìm bảy nổi; năm lần bảy lượt; hai tay; năm châu; năm châu bốn biển
chín muồi; chín chắn; chín rộ; lúa chín; quả chín; nấu chín; chín bỏ làm mười; không gian
không khí; không quân; hàng không; mười phân vẹn mười; mười mươi; thứ nhất; năm nay; năm nào
ngày mốt; mai mốt; tám chuyện; hai mặt; hai đầu; hai chiều; hai phía; hai miền; năm mươi năm mươi
trăm sự; trăm họ; trăm nghề; nghìn thu; muôn vàn; vạn sự; hàng vạn; một nắng hai sương
một vốn bốn lời; hai vai; cán bộ; nội bộ; toàn bộ; đồng bộ; tiến bộ; đi bộ; cơ sở; trụ sở
pháp luật; kỷ luật; quy luật; chi hội; cơ hội; xã hội; chi đoàn; công đoàn; miền trung du
thuốc lào; mặt trận; quốc phòng; dự phòng; phòng ngừa; phòng chống; mười năm như một
ba đầu sáu tay; chuyện bốn phương; ba lá; bốn bề; hai lòng; ba phải
"""
"""Number words that are none, or that stay words (domain.md §8.2)."""

SPOKEN: Final = (("ô cốp", "OCOP"), ("vi nai đi", "VNeID"), ("vi nét ai đi", "VNeID"))
"""What is said otherwise than it is spelt."""

TITLES: Final = """
bí thư; phó bí thư; phó bí thư thường trực; chủ tịch; phó chủ tịch; phó chủ tịch thường trực
giám đốc; phó giám đốc; trưởng; phó trưởng; chánh; phó chánh; bộ trưởng; thứ trưởng; chủ nhiệm
phó chủ nhiệm; viện trưởng; chánh án; cục trưởng; phó cục trưởng; chi cục trưởng; trưởng ban
phó trưởng ban; trưởng đoàn; chánh thanh tra; ủy viên; ủy viên ban thường vụ; chỉ huy trưởng
phó chỉ huy trưởng; chính ủy; tổng thư ký; chánh văn phòng; phó chánh văn phòng; văn phòng; ủy ban
thường trực; đảng ủy
"""
GENERIC_BEFORE: Final = words("các những nhiều mọi mỗi từng số ngũ mấy cấp")
"""Behind these a title means no certain office."""
