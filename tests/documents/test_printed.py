"""Every paper in every form as LibreOffice prints it; skipped loudly where it is not installed."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from server.documents.papers import KINDS
from server.documents.profiles import PROFILES
from tests.documents import given
from tests.documents.office import need_office, printed, run

WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)
POINTS = 72 / 25.4
HEADED = ("minutes", "notice", "assignments", "replies", "petitions")
LONG = ("annex", "results", "public", "transcript")
"""Tables over several pages."""
EVERY = [(kind, profile) for kind in KINDS for profile in PROFILES]


class Word:
    """In millimetres from the page's corner."""

    def __init__(self, sides: Sequence[str], text: str) -> None:
        self.left, self.top, self.right, self.bottom = (float(side) / POINTS for side in sides)
        self.text = text


class Pdf:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.pages = run("pdftotext", "-layout", path, "-").split("\f")[:-1]

    def size(self) -> list[float]:
        found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", run("pdfinfo", self.path))
        assert found is not None
        return [float(side) / POINTS for side in found.groups()]

    def words(self) -> list[list[Word]]:
        """Of each page."""
        told = run("pdftotext", "-bbox", self.path, "-").split("<page ")[1:]
        return [
            [Word(word[:4], word[4]) for word in WORD.findall(page)]
            for page in told
        ]  # fmt: skip


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Pdf]:
    """All papers of the demo conference, and its register: one run of LibreOffice."""
    room = given.demo(spoken=True)
    papers = {
        f"{kind}.{profile}.docx": given.made(room, kind, profile=profile, key=given.key(room, kind))
        for kind, profile in EVERY
    }
    papers["register.xlsx"] = given.made(room, "register", "xlsx")
    folder = printed(papers, tmp_path_factory.mktemp("printed"))
    found = {(kind, profile): Pdf(folder / f"{kind}.{profile}.pdf") for kind, profile in EVERY}
    return found | {("register", ""): Pdf(folder / "register.pdf")}


def line(words: list[Word], text: str) -> list[Word]:
    """The words of `text`, which follow each other on the page."""
    wanted = text.split()
    for start in range(len(words)):
        if [word.text for word in words[start : start + len(wanted)]] == wanted:
            return words[start : start + len(wanted)]
    raise AssertionError(f"{text} is not on the page")


@pytest.mark.parametrize(("kind", "profile"), EVERY)
def test_pages_are_a4_and_nothing_stands_outside_the_margins(
    pdfs: dict[tuple[str, str], Pdf], kind: str, profile: str
) -> None:
    pdf = pdfs[kind, profile]
    wide = KINDS[kind].wide
    width, height = (297, 210) if wide else (210, 297)
    assert pdf.size() == pytest.approx([width, height], abs=0.5)
    for words in pdf.words():
        text = [word for word in words if word.top > 20 and word.bottom < height - 20]
        assert text, "a page is empty"
        assert min(word.left for word in text) >= 30 - 0.3
        assert max(word.right for word in text) <= width - 15 + 0.3
        below = [word.text for word in words if word.bottom > height - 19]
        assert " ".join(below) in ("", "DIỄN TẬP - nội dung hư cấu")


@pytest.mark.parametrize(("kind", "profile"), EVERY)
def test_pages_are_numbered_in_the_middle_of_the_top_from_the_second(
    pdfs: dict[tuple[str, str], Pdf], kind: str, profile: str
) -> None:
    every = pdfs[kind, profile].words()
    middle = 30 + ((297 if KINDS[kind].wide else 210) - 45) / 2
    expected = 1
    for words in every:
        annexed = kind == "minutes" and [word.text for word in words[:2]] == ["Phụ", "lục"]
        expected = 1 if annexed else expected
        above = [word for word in words if word.bottom < 20]
        assert [word.text for word in above] == ([str(expected)] if expected > 1 else [])
        if above:
            assert (above[0].left + above[0].right) / 2 == pytest.approx(middle, abs=0.5)
        expected += 1


@pytest.mark.parametrize("kind", HEADED)
def test_the_states_heading_stands_on_one_line_in_its_column(
    pdfs: dict[tuple[str, str], Pdf], kind: str
) -> None:
    words = pdfs[kind, "nd30"].words()[0]
    title = line(words, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert len({word.top for word in title}) == 1
    assert title[-1].right - title[0].left == pytest.approx(95.7, abs=1)
    assert title[0].left >= 30 + 66 - 0.3
    motto = line(words, "Độc lập - Tự do - Hạnh phúc")
    assert motto[-1].right - motto[0].left == pytest.approx(60.5, abs=1)
    issuer = line(words, "VĂN PHÒNG")
    assert issuer[-1].right <= 30 + 66 + 0.3
    number = next(word for word in words if word.text == "Số:")
    if kind != "minutes":
        right = [word for word in words if word.left > 30 + 66]
        date = line(right, "Quảng Ninh, ngày tháng năm 2024")
        assert len({word.top for word in date}) == 1
        # 13 and 14 points on one row: within a point of each other.
        assert number.bottom == pytest.approx(date[0].bottom, abs=0.8)


@pytest.mark.parametrize("profile", ["dang-hd05", "dang-hd36"])
@pytest.mark.parametrize("kind", HEADED)
def test_the_partys_heading_has_its_title_and_a_star(
    pdfs: dict[tuple[str, str], Pdf], kind: str, profile: str
) -> None:
    words = pdfs[kind, profile].words()[0]
    title = line(words, "ĐẢNG CỘNG SẢN VIỆT NAM")
    assert len({word.top for word in title}) == 1
    assert title[-1].right - title[0].left == pytest.approx(72.9, abs=1)
    issuer = line(words, "TỈNH ỦY QUẢNG NINH")
    star = next(word for word in words if word.text == "*")
    assert star.top > issuer[0].top
    middle = (issuer[0].left + issuer[-1].right) / 2
    assert (star.left + star.right) / 2 == pytest.approx(middle, abs=0.5)
    texts = [word.text for word in words]
    assert "HÒA" not in texts[: texts.index("*") + 10]
    assert "Số:" not in texts
    if kind != "minutes":
        assert len({word.top for word in line(words, "Quảng Ninh, ngày tháng năm 2024")}) == 1


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("kind", LONG)
def test_the_head_of_a_table_stands_on_each_of_its_pages(
    pdfs: dict[tuple[str, str], Pdf], kind: str, profile: str
) -> None:
    pages = pdfs[kind, profile].pages
    head = "Thời điểm" if kind == "transcript" else "STT"
    assert len(pages) > 1
    assert all(head in page for page in pages)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("kind", HEADED)
def test_who_signs_stands_beside_the_recipients_on_one_page(
    pdfs: dict[tuple[str, str], Pdf], kind: str, profile: str
) -> None:
    pages = pdfs[kind, profile].words()
    (page,) = [words for words in pages if "nhận:" in [word.text for word in words]]
    texts = " ".join(word.text for word in page)
    party = PROFILES[profile].party
    name = "Nguyễn Văn Mẫu" if kind == "minutes" else "Trịnh Thị Mẫu" if party else "Cao Văn Mẫu"
    title = {
        True: "CHỦ TRÌ HỘI NGHỊ" if kind == "minutes" else "T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ",
        False: "CHỦ TỌA" if kind == "minutes" else "TL. CHỦ TỊCH CHÁNH VĂN PHÒNG",
    }[party]
    for word in title.split():
        assert word in texts
    signed = line(page, name)
    above = [word for word in page if word.text == title.split()[0] and word.left > 100]
    room = signed[0].top - above[-1].bottom
    assert room > 4 * 14 / POINTS, "no room to sign"
    assert ("Lưu Văn phòng Tỉnh ủy." in texts) is party


def test_the_roll_of_the_minutes_is_an_annex_of_its_own(
    pdfs: dict[tuple[str, str], Pdf],
) -> None:
    every = pdfs["minutes", "nd30"].pages
    annex = next(place for place, page in enumerate(every) if "Phụ lục" in page)
    assert len(every) - annex > 1
    assert all("Triệu tập" in page for page in every[annex:])
    assert all("DIỄN TẬP" in page for page in every)


def test_the_register_is_landscape_a4_and_its_head_repeats(
    pdfs: dict[tuple[str, str], Pdf],
) -> None:
    register = pdfs["register", ""]
    assert register.size() == pytest.approx([297, 210], abs=0.5)
    form = [page for page in register.pages if "Thời hạn" in page]
    assert len(form) > 1
    assert all("Nguồn tiếp nhận" not in page for page in register.pages)
    lasts = [page.rstrip().split("\n")[-1] for page in form]
    assert not [last for last in lasts if "THUỘC THẨM QUYỀN" in last]
    rest = [page for page in register.pages if page not in form and "THỐNG KÊ" not in page]
    assert all("Nhóm kết quả" in page for page in rest)


def test_a_machine_that_cannot_print_says_so_and_a_build_machine_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match="NOT PRINTED: no soffice"):
        need_office()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="CI must print"):
        need_office()
