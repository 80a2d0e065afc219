"""The three forms: of the State since 2020, of the Party since 2026, of the Party before.

Values and what is uncertain about them: domain.md §§5.1, 5.2. Nothing here binds an office until
its văn thư has confirmed it."""

from dataclasses import replace
from typing import Final

from server.documents.profile import Line, Look, Page, Profile, Role

_A4: Final = Page(width=210, height=297, top=20, bottom=20, left=30, right=15, header=10)
_GAP: Final = "\u00a0" * 8
_DATE: Final = "{place}, " + "ngày{gap}tháng{gap}năm {year}".replace("{gap}", "\u00a0" * 5).replace(
    " ", "\u00a0"
)
"""Day and month are the registry's; where the line is too narrow it breaks after the place."""

_STATE_LOOKS: Final[dict[Role, Look]] = {
    "nation": Look("Quốc hiệu", 13, bold=True, align="centre"),
    "motto": Look("Tiêu ngữ", 14, bold=True, align="centre"),
    "parent": Look("Cơ quan chủ quản", 13, caps=True, align="centre"),
    "issuer": Look("Cơ quan ban hành", 13, bold=True, caps=True, align="centre"),
    "star": Look("Dấu sao", 14, align="centre"),
    "number": Look("Số ký hiệu", 13, align="centre", before=6),
    "place_date": Look("Địa danh ngày tháng", 14, italic=True, align="centre", before=6),
    "about": Look("Trích yếu công văn", 13, align="centre", before=6),
    "type": Look("Tên loại", 14, bold=True, caps=True, align="centre", before=18, with_next=True),
    "subject": Look("Trích yếu", 14, bold=True, align="centre", with_next=True),
    "dashes": Look("Gạch dưới trích yếu", 14, align="centre", with_next=True),
    "salute": Look("Kính gửi", 14, align="right"),
    "addressee": Look("Nơi gửi", 14),
    "basis": Look("Căn cứ", 14, italic=True, align="justify", indent=12.7, before=6),
    "body": Look("Lời văn", 14, align="justify", indent=12.7, before=6),
    "section": Look("Mục", 14, bold=True, caps=True, align="justify", indent=12.7, before=6,
                    with_next=True, outline=1),
    "clause": Look("Khoản có tiêu đề", 14, bold=True, align="justify", indent=12.7, before=6,
                   with_next=True, outline=2),
    "item": Look("Điểm", 14, align="justify", indent=12.7, before=6),
    "ending": Look("Kết thúc", 14, align="justify", indent=12.7, before=6, after=12,
                   with_next=True),
    "draft": Look("Ghi chú dự thảo", 13, italic=True, align="centre", before=6),
    "rehearsal": Look("Diễn tập", 14, bold=True, align="centre", after=6),
    "sign_authority": Look("Thẩm quyền ký", 14, bold=True, caps=True, align="centre",
                           with_next=True),
    "sign_title": Look("Chức vụ người ký", 14, bold=True, caps=True, align="centre",
                       with_next=True),
    "sign_name": Look("Người ký", 14, bold=True, align="centre", with_next=True),
    "to": Look("Nơi nhận", 12, bold=True, italic=True, with_next=True),
    "recipient": Look("Danh sách nơi nhận", 11),
    "annex": Look("Phụ lục", 14, bold=True, align="centre", with_next=True, outline=1),
    "annex_name": Look("Tên phụ lục", 14, bold=True, caps=True, align="centre", with_next=True),
    "annex_of": Look("Kèm theo", 14, italic=True, align="centre", with_next=True),
    "head": Look("Đầu bảng", 11, bold=True, align="centre"),
    "group": Look("Nhóm trong bảng", 11, bold=True, with_next=True),
    "cell": Look("Ô bảng", 11),
    "cell_centre": Look("Ô bảng giữa", 11, align="centre"),
    "page_number": Look("Số trang", 14, align="centre"),
    "footer": Look("Chân trang", 11, align="centre"),
}  # fmt: skip

ND30: Final = Profile(
    name="nd30",
    party=False,
    page=_A4,
    font="Times New Roman",
    language="vi-VN",
    nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto="Độc lập - Tự do - Hạnh phúc",
    nation_rule=60.5,
    columns=(66, 99),
    share=0.4,
    star="",
    rule=6,
    rule_gap=2,
    gap=_GAP,
    number="Số:{gap}/{kind}-{symbol}",
    letter_number="Số:{gap}/{symbol}-……",
    place_date=_DATE,
    about="V/v {subject}",
    salute="Kính gửi:",
    subject_lower=False,
    subject_mark="",
    section="{number}. {title}",
    attached="(Kèm theo {paper} số{gap}ngày{gap}của {issuer})",
    end="./.",
    line=Line("multiple", 1.15),
    blank_lines=4,
    acts=(("TM", "TM."), ("KT", "KT."), ("TL", "TL."), ("TUQ", "TUQ."), ("Q", "Q.")),
    kept="- Lưu: {keeper}.",
    keeper="VT",
    minutes_keeper="VT, Hồ sơ",
    minutes_signers=("Thư ký", "Chủ tọa"),
    table_border=4,
    looks=_STATE_LOOKS,
)
"""NĐ 30/2020/NĐ-CP, Phụ lục I, in the sizes that provincial offices use (domain.md §5.1). With
13 points the Quốc hiệu is 95,7 mm wide and stays on one line of the 99 mm column."""

_PARTY_LOOKS: Final[dict[Role, Look]] = _STATE_LOOKS | {
    "nation": Look("Tiêu đề", 15, bold=True, align="centre"),
    "parent": Look("Cơ quan cấp trên", 14, caps=True, align="centre"),
    "issuer": Look("Cơ quan ban hành", 14, bold=True, caps=True, align="centre"),
    "number": Look("Số ký hiệu", 14, align="centre"),
    "place_date": Look("Địa danh ngày tháng", 14, italic=True, align="centre"),
    "about": Look("Trích yếu công văn", 12, italic=True, align="centre"),
    "type": Look("Tên loại", 16, bold=True, caps=True, align="centre", before=18, with_next=True),
    "salute": Look("Kính gửi", 14, italic=True, align="right"),
    "basis": Look("Căn cứ", 14, italic=True, align="justify", indent=10, before=6),
    "body": Look("Lời văn", 14, align="justify", indent=10, before=6),
    "section": Look("Mục", 14, bold=True, caps=True, align="justify", indent=10, before=6,
                    with_next=True, outline=1),
    "clause": Look("Khoản có tiêu đề", 14, bold=True, align="justify", indent=10, before=6,
                   with_next=True, outline=2),
    "item": Look("Điểm", 14, align="justify", indent=10, before=6),
    "ending": Look("Kết thúc", 14, align="justify", indent=10, before=6, after=12,
                   with_next=True),
    "sign_title": Look("Chức vụ người ký", 14, caps=True, align="centre", with_next=True),
    "to": Look("Nơi nhận", 14, underlined=True, with_next=True),
    "recipient": Look("Danh sách nơi nhận", 12),
}  # fmt: skip

DANG_HD05: Final = Profile(
    name="dang-hd05",
    party=True,
    page=_A4,
    font="Times New Roman",
    language="vi-VN",
    nation="ĐẢNG CỘNG SẢN VIỆT NAM",
    motto="",
    nation_rule=72.9,
    columns=(78, 87),
    share=0.4,
    star="*",
    rule=6,
    rule_gap=2,
    gap=_GAP,
    number="Số{gap}-{kind}/{symbol}",
    letter_number="Số{gap}-CV/{symbol}",
    place_date=_DATE,
    about="về việc {subject}",
    salute="Kính gửi:",
    subject_lower=True,
    subject_mark="-----",
    section="{number}- {title}",
    attached="(Kèm theo {paper} số{gap}ngày{gap}của {issuer})",
    end=".",
    line=Line("exactly", 18),
    blank_lines=4,
    acts=(("TM", "T/M"), ("KT", "K/T"), ("TL", "T/L"), ("TUQ", "T/UQ"), ("Q", "Q.")),
    kept="- Lưu {keeper}.",
    keeper="Văn phòng",
    minutes_keeper="",
    minutes_signers=("Người ghi biên bản", "Chủ trì hội nghị"),
    table_border=4,
    looks=_PARTY_LOOKS,
)
"""HD 05-HD/VPTW (2026), by secondary sources only (domain.md §5.2). The title of 15 points is
72,9 mm wide; the star stands where the State has a rule."""

DANG_HD36: Final = replace(
    DANG_HD05,
    name="dang-hd36",
    subject_mark="",
    line=Line("at_least", 18),
    looks=_PARTY_LOOKS
    | {
        "type": Look("Tên loại", 15, bold=True, caps=True, align="centre", before=18,
                     with_next=True),
    },
)  # fmt: skip
"""HD 36-HD/VPTW (2018), for papers of its time: a rule below the *trích yếu*."""

PROFILES: Final = {one.name: one for one in (ND30, DANG_HD05, DANG_HD36)}
