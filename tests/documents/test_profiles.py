"""The three forms, value by value: domain.md §§5.1, 5.2 (points and millimetres)."""

from xml.etree.ElementTree import Element

import pytest

from server.documents.profile import Profile
from server.documents.profiles import DANG_HD05, DANG_HD36, ND30, PROFILES
from tests.documents import given
from tests.documents.office import W, parts, w, xml

ROW = tuple[str, float, bool, bool, bool, bool]
"""Role, size, bold, italic, capitals, underlined."""
STATE: list[ROW] = [
    ("nation", 13, True, False, False, False),
    ("motto", 14, True, False, False, False),
    ("parent", 13, False, False, True, False),
    ("issuer", 13, True, False, True, False),
    ("number", 13, False, False, False, False),
    ("place_date", 14, False, True, False, False),
    ("about", 13, False, False, False, False),
    ("type", 14, True, False, True, False),
    ("subject", 14, True, False, False, False),
    ("salute", 14, False, False, False, False),
    ("addressee", 14, False, False, False, False),
    ("basis", 14, False, True, False, False),
    ("body", 14, False, False, False, False),
    ("section", 14, True, False, True, False),
    ("clause", 14, True, False, False, False),
    ("sign_authority", 14, True, False, True, False),
    ("sign_title", 14, True, False, True, False),
    ("sign_name", 14, True, False, False, False),
    ("to", 12, True, True, False, False),
    ("recipient", 11, False, False, False, False),
    ("annex", 14, True, False, False, False),
    ("annex_name", 14, True, False, True, False),
    ("annex_of", 14, False, True, False, False),
    ("head", 11, True, False, False, False),
    ("page_number", 14, False, False, False, False),
]
PARTY: list[ROW] = [
    ("nation", 15, True, False, False, False),
    ("parent", 14, False, False, True, False),
    ("issuer", 14, True, False, True, False),
    ("star", 14, False, False, False, False),
    ("number", 14, False, False, False, False),
    ("place_date", 14, False, True, False, False),
    ("about", 12, False, True, False, False),
    ("subject", 14, True, False, False, False),
    ("salute", 14, False, True, False, False),
    ("addressee", 14, False, False, False, False),
    ("body", 14, False, False, False, False),
    ("sign_authority", 14, True, False, True, False),
    ("sign_title", 14, False, False, True, False),
    ("sign_name", 14, True, False, False, False),
    ("to", 14, False, False, False, True),
    ("recipient", 12, False, False, False, False),
    ("page_number", 14, False, False, False, False),
]
LOOKS = [
    *((ND30, row) for row in STATE),
    *((party, row) for party in (DANG_HD05, DANG_HD36) for row in PARTY),
    (DANG_HD05, ("type", 16, True, False, True, False)),
    (DANG_HD36, ("type", 15, True, False, True, False)),
]


@pytest.fixture(scope="module")
def styles() -> dict[str, dict[str, Element]]:
    """The styles of a notice in each form, by name, as they stand in the file."""
    room = given.demo()
    found = {}
    for profile in PROFILES:
        every = xml(given.made(room, "notice", profile=profile), "word/styles.xml")
        found[profile] = {w(one.find(f"{W}name"), "val"): one for one in every.iter(f"{W}style")}
    return found


@pytest.mark.parametrize(("profile", "row"), LOOKS, ids=lambda value: getattr(value, "name", ""))
def test_each_element_has_its_size_and_style(
    styles: dict[str, dict[str, Element]], profile: Profile, row: ROW
) -> None:
    role, size, bold, italic, capitals, underlined = row
    look = profile.looks[role]  # type: ignore[index]
    assert look.caps is capitals
    run = styles[profile.name][look.name].find(f"{W}rPr")
    assert run is not None
    assert int(w(run.find(f"{W}sz"), "val")) == size * 2
    fonts = run.find(f"{W}rFonts")
    assert {w(fonts, kind) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert w(run.find(f"{W}lang"), "val") == "vi-VN"
    for tag, wanted in (("b", bold), ("i", italic), ("u", underlined)):
        mark = run.find(f"{W}{tag}")
        there = mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "none")
        assert there is wanted, tag


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_pages_are_a4_with_the_margins_of_the_rules(profile: Profile) -> None:
    page = profile.page
    assert (page.width, page.height) == (210, 297)
    assert (page.top, page.bottom, page.left, page.right) == (20, 20, 30, 15)
    assert page.header == 10
    assert sum(profile.columns) == page.text == 165


def test_the_states_running_text_is_indented_and_the_partys_is_exactly_18_points_high() -> None:
    assert (ND30.looks["body"].indent, DANG_HD05.looks["body"].indent) == (12.7, 10)
    for profile in PROFILES.values():
        assert profile.looks["body"].align == "justify"
        assert profile.looks["body"].before == 6
    spacing = {}
    for name in PROFILES:
        paper = given.made(given.demo(), "notice", profile=name)
        every = {w(one.find(f"{W}name"), "val"): one
                 for one in xml(paper, "word/styles.xml").iter(f"{W}style")}  # fmt: skip
        line = every["Lời văn"].find(f"{W}pPr/{W}spacing")
        spacing[name] = (w(line, "line"), w(line, "lineRule"))
    assert spacing == {
        "nd30": ("276", "auto"), "dang-hd05": ("360", "exact"), "dang-hd36": ("360", "atLeast"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("profile", "kind", "number"),
    [
        (ND30, "notice", "Số:        /TB-VP"),
        (ND30, "minutes", "Số:        /BB-VP"),
        (ND30, "replies", "Số:        /VP-……"),
        (DANG_HD05, "notice", "Số        -TB/TU"),
        (DANG_HD05, "minutes", "Số        -BB/TU"),
        (DANG_HD36, "replies", "Số        -CV/TU"),
    ],
)
def test_the_number_is_left_to_the_registry(profile: Profile, kind: str, number: str) -> None:
    room = given.demo()
    paper = given.made(room, kind, profile=profile.name, key=given.key(room, kind))
    body = parts(paper)["word/document.xml"]
    assert f">{number.replace(' ', chr(0xA0))}</w:t>" in body.replace("xml:space", "")


def test_the_party_writes_its_own_marks() -> None:
    body = "".join(
        xml(given.made(given.demo(), "notice", profile="dang-hd05"), "word/document.xml").itertext()
    )
    assert "THÔNG BÁOkết luận của đồng chí" in body
    assert "-----" in body
    assert "I- ĐÁNH GIÁ CHUNG" in body
    assert "./." not in body
    assert "T/M BAN THƯỜNG VỤ" in body
    assert "- Lưu Văn phòng Tỉnh ủy." in body
    for never in ("CỘNG HÒA", "Độc lập", "Số:", "VT"):
        assert never not in body
    before = "".join(
        xml(given.made(given.demo(), "notice", profile="dang-hd36"), "word/document.xml").itertext()
    )
    assert "-----" not in before


def test_a_party_letter_says_about_and_not_v_v() -> None:
    room = given.demo()
    key = given.key(room, "replies")
    party = given.made(room, "replies", profile="dang-hd05", key=key)
    state = given.made(room, "replies", profile="nd30", key=key)
    told = ["".join(xml(paper, "word/document.xml").itertext()) for paper in (party, state)]
    assert "về việc trả lời ý kiến" in told[0]
    assert "V/v" not in told[0]
    assert "V/v trả lời ý kiến" in told[1]
    assert all("Kính gửi:" in text for text in told)
