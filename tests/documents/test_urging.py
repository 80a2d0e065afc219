"""Letters that remind an agency: what they say, and how LibreOffice prints them."""

import io
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from server.documents import letterhead, urging
from server.rooms import register
from server.rooms.conclusion import Issuer
from server.rooms.plan import IssuingBodies, IssuingBody, Kind, Person, Signers
from server.rooms.searching import Found
from tests.documents import given
from tests.documents.office import need_office, printed, run, texts

STATE = IssuingBody(
    "nd30", "UBND TỈNH QUẢNG NINH", "Văn phòng", "VP", "Quảng Ninh", "TL. CHỦ TỊCH", ("Lưu trữ",)
)
PARTY = IssuingBody("dang-hd05", "", "Tỉnh ủy Quảng Ninh", "TU", "Quảng Ninh", "T/M TỈNH ỦY")
SIGNERS = Signers(Person("Phạm Đức Duy", "BÍ THƯ"), Person("Lê Thu Hà", "CHÁNH VĂN PHÒNG"))
TODAY = "2024-06-10"


def owed(count: int = 2, agency: str = "Sở Xây dựng") -> list[Found]:
    """Rows of the demo's conference, given to `agency`; the first is overdue."""
    rows = [register.row(one) for one in register.bases(given.demo(Kind.REAL)).values()][:count]
    days = ["2024-06-01", *["2024-06-12"] * (count - 1)]
    return [
        Found("c1", "Hội nghị <b>đối thoại</b>", replace(row, lead=agency, due=day))
        for row, day in zip(rows, days, strict=True)
    ]


def written(side: Issuer = Issuer.STATE, found: list[Found] | None = None) -> bytes:
    by = letterhead.of(IssuingBodies(PARTY, STATE), SIGNERS, given.AT, side)
    return urging.letter(by, "Sở Xây dựng", found or owed(), TODAY)


def test_a_letter_lists_what_the_agency_owes() -> None:
    lines = texts(written())
    told = "\n".join(lines)
    assert "V/v đôn đốc giải quyết, trả lời ý kiến, kiến nghị tại hội nghị đối thoại" in told
    assert any(line.startswith("Kính gửi:") and "Sở Xây dựng" in line for line in lines)
    assert "còn 2 ý kiến, kiến nghị chưa giải quyết, trả lời xong" in told
    assert "1 nội dung đã quá hạn và 1 nội dung sắp đến hạn" in told
    rows = [line for line in lines if line.count(" | ") == 5]
    assert rows[0] == "STT | Hội nghị | Mã | Nội dung ý kiến, kiến nghị | Hạn | Tình trạng"
    assert rows[1].endswith("01/6/2024 | Quá hạn") and rows[2].endswith("| Sắp đến hạn")
    assert "Hội nghị <b>đối thoại</b>" in rows[1]
    assert "CHÁNH VĂN PHÒNG" in told and "Lê Thu Hà" in told


def test_each_side_writes_in_its_own_form() -> None:
    told = "\n".join(texts(written(Issuer.PARTY)))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in told and "CỘNG HÒA" not in told
    assert "Phạm Đức Duy" in told


def test_all_agencies_get_theirs_in_one_file() -> None:
    by = letterhead.of(IssuingBodies(PARTY, STATE), SIGNERS, given.AT)
    every = [*owed(1, ""), *owed(1, "Sở Nội vụ"), *owed(2, "Sở Xây dựng")]
    with zipfile.ZipFile(io.BytesIO(urging.letters(by, every, TODAY))) as parts:
        assert parts.namelist() == ["01-don-doc-so-noi-vu.docx", "02-don-doc-so-xay-dung.docx"]
        assert "Sở Nội vụ" in "\n".join(texts(parts.read("01-don-doc-so-noi-vu.docx")))


def test_without_an_organisation_gaps_are_printed() -> None:
    by = letterhead.of(IssuingBodies(), Signers(), given.AT)
    told = "\n".join(texts(urging.letter(by, "Sở Xây dựng", owed(), TODAY)))
    assert "[CHƯA CÓ CƠ QUAN BAN HÀNH]" in told and "[chưa có họ tên]" in told


@pytest.mark.parametrize("side", Issuer)
def test_a_letter_is_printed_on_a4_with_the_head_of_the_table_repeated(
    tmp_path: Path, side: Issuer
) -> None:
    need_office()
    many = [one for _ in range(3) for one in owed(14)]
    folder = printed({"letter.docx": written(side, many)}, tmp_path)
    pages = run("pdftotext", "-layout", folder / "letter.pdf", "-").split("\f")[:-1]
    assert "A4" in run("pdfinfo", folder / "letter.pdf")
    assert len(pages) > 1
    assert all("Tình trạng" in page for page in pages[:-1])
    assert pages[1].strip().startswith("2")
    nation = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" if side is Issuer.STATE else "ĐẢNG CỘNG SẢN VIỆT NAM"
    )
    assert nation in pages[0]


def test_what_papers_take_of_an_organisation_is_shown_with_its_gaps() -> None:
    told = letterhead.shown(
        letterhead.of(IssuingBodies(state=STATE), Signers(), given.AT, Issuer.STATE)
    )
    assert (told["profile"], told["heading"]["issuer"]) == ("nd30", "Văn phòng")
    assert told["heading"]["number"].endswith("/TB-VP")
    assert told["signature"]["name"] == "[chưa có họ tên]"
    assert told["recipients"] == ["Lưu trữ"]
    party = letterhead.shown(letterhead.of(IssuingBodies(), Signers(), given.AT, Issuer.PARTY))
    assert (party["profile"], party["motto"]) == ("dang-hd05", "")
    assert party["heading"]["issuer"] == "[chưa có cơ quan ban hành]"
