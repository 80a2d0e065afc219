"""The tables that a set-up is made of: which columns they have and how offices call them.

One description serves reading, the sample workbook and its explanation."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    WHOLE = "whole"
    MINUTES = "minutes"
    """Minutes, perhaps with a fraction; read as seconds."""
    DAY = "day"
    TIME = "time"
    ZONE = "zone"
    """The hall's offset from UTC; read as minutes."""
    LIST = "list"
    """Several of the choices, parted by semicolons."""


class Column(NamedTuple):
    """`title` is the heading in the sample, `names` others that mean the same; `choices` the words
    that may stand in it, with what each means; `note` explains it to an office."""

    field: str
    title: str
    names: tuple[str, ...] = ()
    required: bool = False
    kind: Kind = Kind.TEXT
    choices: Mapping[str, str] = {}
    note: str = ""


class Table(NamedTuple):
    """`titles` are names of sheets that hold it, the sample's first; `limit` is in rows."""

    name: str
    titles: tuple[str, ...]
    limit: int
    columns: tuple[Column, ...]


GUIDE: Final = "Hướng dẫn"
"""The sheet of the sample that explains; never read."""
UNREAD: Final = ("STT", "TT", "Số TT", "Ghi chú")
"""Columns that everybody has and nobody needs here."""

POINT_KINDS: Final = {
    "Xã": "commune", "Phường": "commune", "Đặc khu": "commune", "Thị trấn": "commune",
    "Cấp xã": "commune", "Điểm cầu": "commune", "Điểm cầu chính": "venue", "Hội trường": "venue",
}  # fmt: skip
SOUNDS: Final = {"Hội trường": "venue", "Riêng": "own"}
ADDRESSES: Final = {
    "Đồng chí": "đồng chí", "Đ/c": "đồng chí", "Ông": "ông", "Bà": "bà",
}  # fmt: skip
ROLES: Final = {
    "Chủ trì": "chair", "Đồng chủ trì": "chair", "Chủ tọa": "chair",
    "Người điều hành": "moderator", "Điều hành": "moderator",
    "Thư ký": "secretary", "Đại biểu": "delegate",
}  # fmt: skip
SECTIONS: Final = {
    "Khai mạc": "opening", "Báo cáo": "report", "Đối thoại": "dialogue",
    "Tiếp thu, giải trình": "reception", "Tiếp thu": "reception", "Kết luận": "conclusion",
    "Khác": "other",
}  # fmt: skip
REQUEST_KINDS: Final = {
    "Ý kiến": "opinion", "Trả lời": "reply", "Trao đổi lại": "back",
    "Ý kiến về điều hành, chương trình": "order", "Điều hành": "order", "Tranh luận": "debate",
}  # fmt: skip
KINDS: Final = {"Chính thức": "real", "Diễn tập": "rehearsal"}
RULES: Final = {
    "Theo thứ tự đăng ký": "", "Đã duyệt trước": "approved", "Theo loại ý kiến": "kind",
    "Điểm cầu chính trước": "venue", "Điểm cầu chưa phát biểu trước": "point",
    "Người chưa phát biểu trước": "person", "Luân phiên các cụm": "cluster",
    "Cân bằng các lĩnh vực": "field", "Số lượt tối đa mỗi cụm": "quota",
}  # fmt: skip
SCOPES: Final = {"Cả hội nghị": "conference", "Nội dung hiện tại": "item"}
LEVELS: Final = {
    "Xã": "commune", "Huyện": "district", "Tỉnh": "province", "Trung ương": "central",
    "Khác": "other",
}  # fmt: skip

_NAME: Final = Column("name", "Họ và tên", ("Họ tên", "Người đăng ký", "Đại biểu"), True)
_TITLE: Final = Column("title", "Chức vụ", ("Chức danh",))
_UNIT: Final = Column("unit", "Đơn vị", ("Đơn vị công tác", "Cơ quan", "Cơ quan, đơn vị"))
_ADDRESS: Final = Column(
    "address", "Xưng hô", ("Cách xưng hô",), choices=ADDRESSES,
    note="đồng chí, ông hoặc bà",
)  # fmt: skip
_POINT_ID: Final = ("Mã điểm cầu", "Tên điểm cầu", "Ngồi tại điểm cầu")

CONFERENCE: Final = Table("conference", ("Hội nghị", "Thông tin chung"), 100, (
    Column("key", "Mục", ("Thông tin",), True),
    Column("value", "Giá trị", ("Nội dung",)),
))  # fmt: skip
POINTS: Final = Table("points", ("Điểm cầu", "Danh sách điểm cầu"), 5000, (
    Column("id", "Mã điểm cầu", ("Mã",), note="để trống thì lấy theo tên"),
    Column("name", "Tên điểm cầu", ("Điểm cầu", "Tên", "Xã, phường, đặc khu", "Tên đơn vị"), True,
           note="ghi đủ loại đơn vị: Xã Tiên Yên, Phường Hồng Gai"),
    Column("kind", "Loại", ("Loại điểm cầu", "Loại đơn vị"), choices=POINT_KINDS,
           note="ghi Điểm cầu chính cho hội trường chính"),
    Column("cluster", "Cụm", ("Cụm điểm cầu",), note="để xếp lượt luân phiên giữa các cụm"),
    Column("district", "Huyện", ("Huyện cũ", "Địa bàn", "Huyện, thị xã, thành phố")),
    Column("expected", "Số đại biểu", ("Đại biểu dự kiến", "Số đại biểu dự kiến", "Triệu tập"),
           kind=Kind.WHOLE, note="để trống thì đếm theo trang Đại biểu"),
    Column("sound", "Âm thanh", ("Nguồn âm thanh",), choices=SOUNDS,
           note="Hội trường: tiếng qua bàn trộn âm hội trường; Riêng: micro của điểm cầu"),
))  # fmt: skip
PEOPLE: Final = Table("people", ("Đại biểu", "Thành phần", "Danh sách đại biểu"), 10_000, (
    _NAME, _TITLE, _UNIT, _ADDRESS,
    Column("role", "Vai trò", ("Nhiệm vụ",), choices=ROLES,
           note="để trống là Đại biểu; chủ trì và thư ký ghi theo thứ bậc"),
    Column("point", "Điểm cầu", _POINT_ID, note="mã hoặc tên, như trang Điểm cầu"),
))  # fmt: skip
AGENDA: Final = Table("agenda", ("Chương trình", "Chương trình hội nghị"), 200, (
    Column("id", "Mã mục", note="để trống thì đánh số theo thứ tự"),
    Column("title", "Nội dung", ("Nội dung chương trình",), True),
    Column("section", "Phần", ("Phần biên bản", "Mục biên bản"), choices=SECTIONS,
           note="phần của biên bản; để trống là Khác"),
    Column("responsible", "Người thực hiện", ("Phụ trách", "Chủ trì nội dung", "Thực hiện")),
))  # fmt: skip
FIELDS: Final = Table("fields", ("Lĩnh vực",), 200, (
    Column("code", "Mã lĩnh vực", ("Mã",), True),
    Column("name", "Tên lĩnh vực", ("Lĩnh vực", "Tên"), True),
    Column("committee", "Ban phụ trách", ("Ban", "Ban của HĐND"),
           note="ban của Hội đồng nhân dân, nếu khác danh mục chung"),
))  # fmt: skip
AGENCIES: Final = Table("agencies", ("Cơ quan trả lời", "Cơ quan"), 500, (
    Column("name", "Tên cơ quan", ("Cơ quan", "Cơ quan trả lời"), True,
           note="ghi theo thứ bậc"),
    Column("code", "Mã cơ quan", ("Mã", "Viết tắt", "Tên viết tắt"), note="ví dụ SXD"),
    Column("fields", "Lĩnh vực phụ trách", ("Lĩnh vực",),
           note="mã hoặc tên, như trang Lĩnh vực; nhiều lĩnh vực cách nhau bằng dấu ;"),
    Column("address", "Địa chỉ", ("Địa chỉ cơ quan", "Địa chỉ liên hệ")),
))  # fmt: skip
SIDES: Final = {
    "Đảng": "party", "Cấp ủy": "party", "Chính quyền": "state", "Nhà nước": "state",
}  # fmt: skip
FORMS: Final = {
    "Nghị định 30": "nd30", "Hướng dẫn 05": "dang-hd05", "Hướng dẫn 36": "dang-hd36",
}  # fmt: skip
TONES: Final = {"Mới": "", "Cũ": "old"}
_SIDE: Final = Column(
    "side",
    "Bên",
    ("Khối",),
    True,
    choices=SIDES,
    note="hội nghị có hai bên ban hành: Đảng và Chính quyền",
)
ISSUERS: Final = Table("issuers", ("Cơ quan ban hành",), 2, (
    _SIDE,
    Column("name", "Tên cơ quan ban hành", ("Cơ quan ban hành", "Tên cơ quan"), True),
    Column("profile", "Thể thức", ("Thể thức văn bản",), choices=FORMS,
           note="để trống: Nghị định 30 cho Chính quyền, Hướng dẫn 05 cho Đảng"),
    Column("parent", "Cơ quan chủ quản", ("Cơ quan cấp trên",), note="dòng trên tên cơ quan"),
    Column("symbol", "Ký hiệu", ("Chữ viết tắt",), note="trong số văn bản: UBND, VPTU"),
    Column("place", "Địa danh", note="trước ngày tháng"),
    Column("authority", "Thẩm quyền ký", ("Thể thức đề ký",), note="ví dụ TM. ỦY BAN NHÂN DÂN"),
    Column("recipients", "Nơi nhận", note="nhiều nơi cách nhau bằng dấu ;"),
    Column("keeper", "Nơi lưu", ("Lưu",), note="ví dụ VT, TH"),
    Column("old_tones", "Dấu thanh", choices=TONES, note="Mới: ủy, hòa; Cũ: uỷ, hoà"),
))  # fmt: skip
SIGNERS: Final = Table("signers", ("Người ký",), 2, (
    _SIDE, _NAME, _TITLE, _UNIT, _ADDRESS,
))  # fmt: skip
DAYS: Final = {"Nghỉ": "off", "Làm bù": "worked"}
CALENDAR: Final = Table("calendar", ("Lịch nghỉ, làm bù", "Lịch nghỉ"), 800, (
    Column("day", "Ngày nghỉ hoặc làm bù", ("Ngày",), True, kind=Kind.DAY, note="ví dụ 17/02/2026"),
    Column("kind", "Nghỉ hay làm bù", ("Loại ngày",), True, choices=DAYS,
           note="không ghi thứ Bảy, Chủ nhật và ngày 01/01, 30/4, 01/5, 02/9"),
))  # fmt: skip
REQUESTS: Final = Table("requests", ("Đăng ký phát biểu", "Đăng ký trước"), 3000, (
    Column("point", "Điểm cầu", _POINT_ID, True, note="nơi người phát biểu ngồi: mã hoặc tên"),
    _NAME, _TITLE, _UNIT, _ADDRESS,
    Column("topic", "Nội dung đăng ký", ("Chủ đề", "Nội dung", "Nội dung phát biểu"), True),
    Column("field", "Lĩnh vực", ("Mã lĩnh vực",), note="mã hoặc tên, như trang Lĩnh vực"),
    Column("kind", "Loại", ("Hình thức", "Loại đăng ký"), choices=REQUEST_KINDS,
           note="để trống là Ý kiến"),
))  # fmt: skip
OPINION_KINDS: Final = {
    "Kiến nghị": "petition", "Đề nghị": "petition", "Góp ý": "suggestion",
    "Ý kiến góp ý": "suggestion", "Phản ánh": "report", "Đề xuất": "proposal",
    "Câu hỏi": "question",
}  # fmt: skip
OPINIONS: Final = Table("opinions", ("Ý kiến", "Ý kiến thu trước", "Tổng hợp ý kiến"), 2000, (
    Column("text", "Nội dung ý kiến",
           ("Nội dung", "Nội dung kiến nghị", "Nội dung ý kiến, kiến nghị", "Ý kiến, kiến nghị"),
           True),
    Column("summary", "Tóm tắt", ("Tóm tắt nội dung",), note="một đến ba câu, là phần được in"),
    Column("name", "Họ và tên", ("Họ tên", "Người kiến nghị", "Người có ý kiến"),
           note="để trống nếu không nêu tên"),
    _TITLE, _UNIT, _ADDRESS,
    Column("point", "Điểm cầu", _POINT_ID, note="mã hoặc tên điểm cầu, nếu có"),
    Column("field", "Lĩnh vực", ("Mã lĩnh vực",), note="mã hoặc tên lĩnh vực của hội nghị"),
    Column("authority", "Thẩm quyền", ("Thẩm quyền giải quyết", "Cấp giải quyết"), choices={
        **LEVELS, "Cấp xã": "commune", "Cấp huyện": "district", "Cấp tỉnh": "province",
    }),
    Column("kind", "Loại", ("Loại ý kiến",), choices=OPINION_KINDS),
    Column("lead", "Cơ quan chủ trì", ("Cơ quan giải quyết", "Cơ quan trả lời")),
    Column("coordinating", "Cơ quan phối hợp", note="nhiều cơ quan cách nhau bằng dấu ;"),
    Column("answer", "Trả lời", ("Nội dung trả lời", "Trả lời trước"),
           note="trả lời bằng văn bản đã có trước hội nghị"),
    Column("home", "Địa chỉ", ("Địa chỉ liên hệ", "Nơi ở"),
           note="nơi gửi văn bản trả lời; chỉ thư ký và quản trị xem được"),
    Column("phone", "Điện thoại", ("Số điện thoại",), note="chỉ thư ký và quản trị xem được"),
))  # fmt: skip
"""A list of opinions collected beforehand: no part of a set-up, read into a conference alone."""
MEETINGS: Final = Table("meetings", ("Chương trình năm", "Chương trình đối thoại"), 2000, (
    Column("when", "Thời gian", ("Ngày", "Tháng", "Thời điểm", "Thời gian tổ chức"), True,
           note="ví dụ 12/5/2026, hoặc tháng 5/2026 khi chưa định ngày"),
    Column("title", "Tên hội nghị", ("Hội nghị", "Tên cuộc đối thoại"), True),
    Column("content", "Nội dung", ("Nội dung đối thoại",)),
    Column("audience", "Đối tượng", ("Thành phần", "Đối tượng đối thoại", "Đối tượng tham dự")),
    Column("place", "Địa điểm"),
    Column("level", "Cấp tổ chức", ("Cấp",), choices={
        **LEVELS, "Cấp xã": "commune", "Cấp huyện": "district", "Cấp tỉnh": "province",
    }, note="để trống là Tỉnh"),
    Column("host", "Cơ quan tổ chức", ("Cơ quan chủ trì", "Đơn vị chủ trì", "Chủ trì")),
    Column("occasion", "Loại", choices={"Định kỳ": "regular", "Đột xuất": "extra"},
           note="để trống là Định kỳ"),
    Column("form", "Hình thức", choices={
        "Trực tiếp": "direct", "Trực tuyến": "online", "Kết hợp": "hybrid",
    }, note="để trống là Trực tiếp"),
))  # fmt: skip
"""The year's programme: no part of a set-up, read into the office's own log."""
TABLES: Final = (
    CONFERENCE, POINTS, PEOPLE, AGENDA, FIELDS, AGENCIES, ISSUERS, SIGNERS, CALENDAR, REQUESTS,
)  # fmt: skip
LIMIT: Final = max(table.limit for table in TABLES) + 20
"""Rows that any sheet may have, its headings and a title above them included."""

SETTINGS: Final = (
    Column("title", "Tên hội nghị"),
    Column("short_title", "Tên ngắn", note="để hiện trên màn hình hội trường"),
    Column("kind", "Loại hội nghị", ("Loại",), choices=KINDS, note="để trống là Chính thức"),
    Column("level", "Cấp", ("Cấp hội nghị",), choices=LEVELS, note="để trống là Tỉnh"),
    Column("place", "Địa điểm"),
    Column("date", "Ngày", ("Ngày tổ chức",), kind=Kind.DAY, note="ví dụ 25/4/2026"),
    Column("starts", "Giờ bắt đầu", ("Giờ", "Thời gian bắt đầu"), kind=Kind.TIME,
           note="ví dụ 8:00"),
    Column("zone", "Múi giờ", kind=Kind.ZONE, note="để trống là UTC+7"),
    Column("host", "Cơ quan tổ chức", ("Cơ quan ban hành",)),
    Column("host_parent", "Cơ quan cấp trên", ("Cơ quan chủ quản",)),
    Column("speech", "Thời gian phát biểu (phút)", ("Thời gian phát biểu",), kind=Kind.MINUTES),
    Column("reply", "Thời gian trả lời (phút)", ("Thời gian trả lời",), kind=Kind.MINUTES),
    Column("back", "Thời gian trao đổi lại (phút)", kind=Kind.MINUTES, note="0 là như phát biểu"),
    Column("order", "Thời gian ý kiến về điều hành (phút)", kind=Kind.MINUTES,
           note="0 là như phát biểu"),
    Column("debate", "Thời gian tranh luận (phút)", kind=Kind.MINUTES, note="0 là như phát biểu"),
    Column("answer", "Chờ trả lời lời mời (giây)", kind=Kind.WHOLE),
    Column("warn", "Báo trước khi hết giờ (giây)", ("Báo trước khi hết giờ",), kind=Kind.WHOLE),
    Column("waiting_per_point", "Số lượt chờ mỗi điểm cầu", ("Số lượt chờ",), kind=Kind.WHOLE,
           note="0 là không giới hạn"),
    Column("rules", "Thứ tự mời phát biểu", ("Quy tắc thứ tự",), kind=Kind.LIST, choices=RULES,
           note="nhiều quy tắc cách nhau bằng dấu ; quy tắc ghi trước được xét trước"),
    Column("kinds", "Loại ý kiến được ưu tiên", kind=Kind.LIST, choices=REQUEST_KINDS,
           note="theo thứ tự ưu tiên, cách nhau bằng dấu ;"),
    Column("quota", "Số lượt mỗi cụm", kind=Kind.WHOLE, note="0 là không giới hạn"),
    Column("safe", "Số người sắp mời được giữ nguyên", ("Giữ nguyên người sắp mời",),
           kind=Kind.WHOLE, note="0, 1 hoặc 2"),
    Column("scope", "Tính lượt đã phát biểu", choices=SCOPES, note="để trống là Cả hội nghị"),
)  # fmt: skip
"""Rows of the sheet *Hội nghị*. A row with an empty value changes nothing."""
