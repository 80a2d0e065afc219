"""The papers as LibreOffice prints them; skipped loudly where it is not installed."""

import re
from pathlib import Path

import pytest

from server.documents.minutes import minutes
from server.documents.register import register
from tests.documents import given
from tests.documents.office import need_office, printed, run

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)<')
POINTS = 72 / 25.4


@pytest.fixture(scope="module")
def minutes_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed(minutes(given.demo(), given.AT), "m.docx", tmp_path_factory.mktemp("minutes"))


@pytest.fixture(scope="module")
def register_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed(register(given.demo(), given.AT), "r.xlsx", tmp_path_factory.mktemp("register"))


def page_size(pdf: Path) -> list[float]:
    found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", run("pdfinfo", pdf))
    assert found is not None
    return [float(side) / POINTS for side in found.groups()]


def pages(pdf: Path) -> list[str]:
    return run("pdftotext", "-layout", pdf, "-").split("\f")[:-1]


def test_the_minutes_are_a4(minutes_pdf: Path) -> None:
    assert page_size(minutes_pdf) == pytest.approx([210, 297], abs=0.5)


def test_the_national_title_stands_on_one_line_inside_the_margins(minutes_pdf: Path) -> None:
    first = run("pdftotext", "-bbox", "-f", "1", "-l", "1", minutes_pdf, "-")
    words = [(float(x), float(y), float(end), word) for x, y, end, word in WORD.findall(first)]
    start = next(place for place, word in enumerate(words) if word[3] == "CỘNG")
    title = words[start : start + 8]
    assert " ".join(word[3] for word in title) == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert len({word[1] for word in title}) == 1
    assert (title[-1][2] - title[0][0]) / POINTS == pytest.approx(95.7, abs=1)
    assert title[-1][2] / POINTS <= 210 - 15 + 0.1


def test_pages_are_numbered_from_the_second_and_the_annex_again_from_its_second(
    minutes_pdf: Path,
) -> None:
    tops = [page.strip().split("\n")[0].strip() for page in pages(minutes_pdf)]
    annex = tops.index("Phụ lục")
    assert tops[0] == "DIỄN TẬP - nội dung hư cấu"
    assert tops[1:annex] == [str(number) for number in range(2, annex + 1)]
    assert tops[annex + 1 :] == [str(n) for n in range(2, len(tops) - annex + 1)]
    assert all("DIỄN TẬP" in page for page in pages(minutes_pdf))


def test_the_head_of_the_roll_stands_on_each_page_of_the_annex(minutes_pdf: Path) -> None:
    every = pages(minutes_pdf)
    annex = next(place for place, page in enumerate(every) if "Phụ lục" in page)
    assert len(every) - annex > 1
    assert all("Triệu tập" in page for page in every[annex:])


def test_signatures_and_recipients_share_a_page(minutes_pdf: Path) -> None:
    page = next(page for page in pages(minutes_pdf) if "THƯ KÝ" in page)
    assert "./." in page
    assert "Nguyễn Văn Mẫu" in page
    assert "Lưu: VT" in page


def test_the_register_is_landscape_a4_and_its_head_repeats(register_pdf: Path) -> None:
    assert page_size(register_pdf) == pytest.approx([297, 210], abs=0.5)
    form = [page for page in pages(register_pdf) if "THỐNG KÊ" not in page]
    assert len(form) > 1
    assert all("Thời hạn" in page for page in form)
    assert all("Nguồn tiếp nhận" not in page for page in form)
    lasts = [page.rstrip().split("\n")[-1] for page in form]
    assert not [line for line in lasts if "THUỘC THẨM QUYỀN" in line]
    assert sum("STT" in page for page in form) == len(form)


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
