"""The form of a paper as data: every size, width and fixed text that an office's rules set."""

from dataclasses import dataclass
from typing import Final, Literal

Role = Literal[
    "nation", "motto", "parent", "issuer", "number", "place_date",
    "type", "subject", "body", "section", "clause", "ending", "draft", "rehearsal",
    "sign_title", "sign_name", "to", "recipient",
    "annex", "annex_name", "annex_of", "head", "cell", "cell_centre", "page_number", "footer",
]  # fmt: skip
"""What a paragraph is. Each profile says how each role looks."""

Align = Literal["left", "centre", "justify"]


@dataclass(frozen=True, slots=True)
class Page:
    """All in millimetres; `header` is the distance of the page number from the edge."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float

    @property
    def text(self) -> float:
        """Width of the text."""
        return self.width - self.left - self.right

    def turned(self) -> "Page":
        """Landscape, with the same margins."""
        return Page(
            self.height, self.width, self.top, self.bottom, self.left, self.right, self.header
        )


@dataclass(frozen=True, slots=True)
class Look:
    """A role's style: its name in Word, size and gaps in points, `indent` of the first line in
    millimetres. `outline` 1 puts it in Word's navigation pane; `caps` turns the text itself."""

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: Align = "left"
    indent: float = 0
    before: float = 0
    after: float = 0
    with_next: bool = False
    outline: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """One authority's form. `columns` are the header's two widths in millimetres. Rules: the
    motto's length in millimetres, the others as a share of the text above; `rule` is their
    weight in eighths of a point, `rule_gap` the points above them. `number` has a gap that only
    the văn thư fills. `line` is the body's line spacing, `blank_lines` the room to sign."""

    name: str
    page: Page
    font: str
    language: str
    nation: str
    motto: str
    motto_rule: float
    columns: tuple[float, float]
    share: float
    rule: int
    rule_gap: float
    number: str
    end: str
    line: float
    blank_lines: int
    kept: str
    table_border: int
    looks: dict[Role, Look]


ND30: Final = Profile(
    name="nd30",
    page=Page(width=210, height=297, top=20, bottom=20, left=30, right=15, header=10),
    font="Times New Roman",
    language="vi-VN",
    nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto="Độc lập - Tự do - Hạnh phúc",
    motto_rule=60.5,
    columns=(66, 99),
    share=0.4,
    rule=6,
    rule_gap=2,
    number="Số:\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/{kind}-……",
    end="./.",
    line=1.15,
    blank_lines=4,
    kept="- Lưu: VT, Hồ sơ.",
    table_border=4,
    looks={
        "nation": Look("Quốc hiệu", 13, bold=True, align="centre"),
        "motto": Look("Tiêu ngữ", 14, bold=True, align="centre"),
        "parent": Look("Cơ quan chủ quản", 13, caps=True, align="centre"),
        "issuer": Look("Cơ quan ban hành", 13, bold=True, caps=True, align="centre"),
        "number": Look("Số ký hiệu", 13, align="centre", before=6),
        "place_date": Look("Địa danh ngày tháng", 14, italic=True, align="centre", before=6),
        "type": Look("Tên loại", 14, bold=True, caps=True, align="centre", before=18,
                     with_next=True),
        "subject": Look("Trích yếu", 14, bold=True, align="centre", with_next=True),
        "body": Look("Lời văn", 14, align="justify", indent=12.7, before=6),
        "section": Look("Mục", 14, bold=True, caps=True, align="justify", indent=12.7, before=6,
                        with_next=True, outline=1),
        "clause": Look("Khoản có tiêu đề", 14, bold=True, align="justify", indent=12.7, before=6,
                       with_next=True, outline=2),
        "ending": Look("Kết thúc", 14, align="justify", indent=12.7, before=6, after=12,
                       with_next=True),
        "draft": Look("Ghi chú dự thảo", 13, italic=True, align="centre", before=6),
        "rehearsal": Look("Diễn tập", 14, bold=True, align="centre", after=6),
        "sign_title": Look("Thẩm quyền ký", 14, bold=True, caps=True, align="centre",
                           with_next=True),
        "sign_name": Look("Người ký", 14, bold=True, align="centre", with_next=True),
        "to": Look("Nơi nhận", 12, bold=True, italic=True, before=6, with_next=True),
        "recipient": Look("Danh sách nơi nhận", 11),
        "annex": Look("Phụ lục", 14, bold=True, align="centre", with_next=True, outline=1),
        "annex_name": Look("Tên phụ lục", 14, bold=True, caps=True, align="centre",
                           with_next=True),
        "annex_of": Look("Kèm theo", 14, italic=True, align="centre", with_next=True),
        "head": Look("Đầu bảng", 12, bold=True, align="centre"),
        "cell": Look("Ô bảng", 12),
        "cell_centre": Look("Ô bảng giữa", 12, align="centre"),
        "page_number": Look("Số trang", 14, align="centre"),
        "footer": Look("Chân trang", 11, align="centre"),
    },
)  # fmt: skip
"""NĐ 30/2020/NĐ-CP, Phụ lục I, in the sizes that provincial offices use (domain.md §5.1). With
13 points the Quốc hiệu is 95,7 mm wide and stays on one line of the 99 mm column."""
