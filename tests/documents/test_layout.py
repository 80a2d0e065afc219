"""The form of the file, by its XML (domain.md §5.1 and §5.3)."""

from xml.etree.ElementTree import Element

import pytest

from server.documents.profiles import ND30
from tests.documents import given
from tests.documents.office import W, parts, w, xml

MM = 1440 / 25.4


@pytest.fixture(scope="module")
def paper() -> bytes:
    return given.made(given.demo())


@pytest.fixture(scope="module")
def body(paper: bytes) -> Element:
    return xml(paper, "word/document.xml")


@pytest.fixture(scope="module")
def styles(paper: bytes) -> dict[str, Element]:
    every = xml(paper, "word/styles.xml").iter(f"{W}style")
    return {w(style.find(f"{W}name"), "val"): style for style in every}


def millimetres(element: Element | None, name: str) -> float:
    return int(w(element, name)) / MM


def test_every_page_is_a4_with_the_margins_of_the_decree(body: Element) -> None:
    sections = list(body.iter(f"{W}sectPr"))
    assert len(sections) == 2
    for section in sections:
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        assert millimetres(size, "w") == pytest.approx(210, abs=0.1)
        assert millimetres(size, "h") == pytest.approx(297, abs=0.1)
        found = [millimetres(margins, side) for side in ("top", "bottom", "left", "right")]
        assert found == pytest.approx([20, 20, 30, 15], abs=0.1)
        assert millimetres(margins, "header") == pytest.approx(10, abs=0.1)


def test_all_four_fonts_are_times_new_roman_everywhere(paper: bytes) -> None:
    for name, text in parts(paper).items():
        if name.startswith("word/") and not name.startswith("word/theme"):
            assert "asciiTheme" not in text, name
    for part in ("word/styles.xml", "word/document.xml"):
        for fonts in xml(paper, part).iter(f"{W}rFonts"):
            kinds = ("ascii", "hAnsi", "eastAsia", "cs")
            assert [w(fonts, kind) for kind in kinds] == [ND30.font] * 4


def test_every_style_is_ours_in_vietnamese_and_every_paragraph_has_one(
    styles: dict[str, Element], body: Element
) -> None:
    ours = {look.name: look for look in ND30.looks.values()}
    ids = set()
    for name, look in ours.items():
        style = styles[name]
        ids.add(w(style, "styleId"))
        run = style.find(f"{W}rPr")
        assert run is not None
        assert run.find(f"{W}rFonts") is not None
        assert w(run.find(f"{W}lang"), "val") == "vi-VN"
        assert int(w(run.find(f"{W}sz"), "val")) == look.size * 2
    paragraphs = [p for p in body.iter(f"{W}p") if p.find(f".//{W}t") is not None]
    used = {w(p.find(f"{W}pPr/{W}pStyle"), "val") for p in paragraphs}
    assert used <= ids
    assert set(styles) - set(ours) == {
        "Normal", "Default Paragraph Font", "Normal Table", "No List",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "size", "bold", "italic"),
    [
        ("Quốc hiệu", 13, True, False),
        ("Tiêu ngữ", 14, True, False),
        ("Cơ quan chủ quản", 13, False, False),
        ("Cơ quan ban hành", 13, True, False),
        ("Số ký hiệu", 13, False, False),
        ("Địa danh ngày tháng", 14, False, True),
        ("Tên loại", 14, True, False),
        ("Trích yếu", 14, True, False),
        ("Lời văn", 14, False, False),
        ("Nơi nhận", 12, True, True),
        ("Danh sách nơi nhận", 11, False, False),
    ],
)
def test_each_element_has_its_size_and_style(
    styles: dict[str, Element], name: str, size: int, bold: bool, italic: bool
) -> None:
    run = styles[name].find(f"{W}rPr")
    assert run is not None
    assert w(run.find(f"{W}sz"), "val") == str(size * 2)
    for tag, wanted in (("b", bold), ("i", italic)):
        mark = run.find(f"{W}{tag}")
        assert (mark is not None and mark.get(f"{W}val", "1") not in ("0", "false")) is wanted


def test_the_body_is_justified_and_indented(styles: dict[str, Element]) -> None:
    form = styles["Lời văn"].find(f"{W}pPr")
    assert form is not None
    assert w(form.find(f"{W}jc"), "val") == "both"
    assert millimetres(form.find(f"{W}ind"), "firstLine") == pytest.approx(12.7, abs=0.1)
    assert w(form.find(f"{W}spacing"), "before") == "120"


def test_the_heading_is_a_fixed_table_of_66_and_99_mm_without_margins(body: Element) -> None:
    table = next(body.iter(f"{W}tbl"))
    properties = table.find(f"{W}tblPr")
    assert properties is not None
    assert w(properties.find(f"{W}tblLayout"), "type") == "fixed"
    widths = [millimetres(cell, "w") for cell in table.iter(f"{W}tcW")]
    assert widths == pytest.approx([66, 99] * 2, abs=0.1)
    margins = properties.find(f"{W}tblCellMar")
    assert margins is not None
    assert {w(side, "w") for side in margins} == {"0"}
    borders = properties.find(f"{W}tblBorders")
    assert borders is not None
    assert {w(side, "val") for side in borders} == {"nil"}
    order = [child.tag.removeprefix(W) for child in properties]
    known = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
    assert order == [tag for tag in known if tag in order]


def test_rules_are_borders_of_empty_paragraphs(body: Element) -> None:
    table = next(body.iter(f"{W}tbl"))
    rules = [p for p in table.iter(f"{W}p") if p.find(f"{W}pPr/{W}pBdr/{W}top") is not None]
    lengths = []
    for rule, column in zip(rules, (66, 99), strict=True):
        form = rule.find(f"{W}pPr")
        assert form is not None
        assert rule.find(f"{W}r") is None
        ind = form.find(f"{W}ind")
        lengths.append(column - millimetres(ind, "left") - millimetres(ind, "right"))
        tags = [child.tag.removeprefix(W) for child in form]
        assert tags == [tag for tag in ("pStyle", "pBdr", "spacing", "ind", "jc") if tag in tags]
    # "VĂN PHÒNG" at 13 points is 24 mm wide: its rule is a third to a half of that.
    assert 8 <= lengths[0] <= 12
    assert lengths[1] == pytest.approx(60.5, abs=0.2)
    everything = "".join(body.itertext())
    assert "___" not in everything
    assert body.find(f".//{W}u") is None


def test_the_page_number_stands_in_every_header_but_the_first(paper: bytes, body: Element) -> None:
    first, annex = body.iter(f"{W}sectPr")
    assert first.find(f"{W}titlePg") is not None
    assert annex.find(f"{W}titlePg") is not None
    assert w(annex.find(f"{W}pgNumType"), "start") == "1"
    headers = [text for name, text in parts(paper).items() if name.startswith("word/header")]
    assert sorted(text.count("PAGE") for text in headers) == [0, 1]
    kinds = {w(reference, "type") for reference in first.iter(f"{W}headerReference")}
    assert kinds == {"default", "first"}


def test_the_head_of_a_long_table_repeats_and_rows_stay_whole(body: Element) -> None:
    roll = list(body.iter(f"{W}tbl"))[-1]
    rows = list(roll.iter(f"{W}tr"))
    assert len(rows) == 178
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    widths = [millimetres(cell, "w") for cell in rows[0].iter(f"{W}tcW")]
    assert sum(widths) == pytest.approx(165, abs=0.3)


def test_the_signatures_stay_together_with_room_to_sign(
    body: Element, styles: dict[str, Element]
) -> None:
    (row,) = list(body.iter(f"{W}tbl"))[1].iter(f"{W}tr")
    assert row.find(f"{W}trPr/{W}cantSplit") is not None
    secretary, chair = row.iter(f"{W}tc")
    assert len(list(chair.iter(f"{W}p"))) == 1 + ND30.blank_lines + 1
    assert "".join(secretary.itertext()).endswith("- Lưu: VT, Hồ sơ.")
    for name in ("Kết thúc", "Thẩm quyền ký", "Người ký"):
        assert styles[name].find(f"{W}pPr/{W}keepNext") is not None


def test_days_do_not_break_from_their_number(body: Element) -> None:
    assert "ngày\u00a025 tháng\u00a04 năm\u00a02024" in "".join(body.itertext())
