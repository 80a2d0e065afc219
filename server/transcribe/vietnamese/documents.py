"""Numbers of State and Party documents: 30/2020/NĐ-CP, 57-NQ/TW. Pure."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from server.transcribe.vietnamese.amounts import counted_noun
from server.transcribe.vietnamese.dates import years
from server.transcribe.vietnamese.letters import plain, runs
from server.transcribe.vietnamese.numbers import (
    DIGITS,
    NUMBER_WORDS,
    SCALE_WORDS,
    digit_string,
    reading,
    readings,
)
from server.transcribe.vietnamese.page import Change, Page
from server.transcribe.vietnamese.spelling import words

_KINDS: Final = {
    "nghị quyết": "NQ", "nghị định": "NĐ", "quyết định": "QĐ", "quy định": "QĐ", "chỉ thị": "CT",
    "thông tư": "TT", "thông báo": "TB", "kết luận": "KL", "kế hoạch": "KH", "hướng dẫn": "HD",
    "công văn": "CV", "công điện": "CĐ", "tờ trình": "TTr", "báo cáo": "BC", "chương trình": "CTr",
    "đề án": "ĐA", "quy chế": "QC", "pháp lệnh": "PL", "thông tư liên tịch": "TTLT", "luật": "L",
    "nghị quyết liên tịch": "NQLT", "chương trình hành động": "CTr", "lệnh": "L", "giấy mời": "GM",
    "thông báo kết luận": "TB",
}  # fmt: skip
DOCUMENTS: Final = {tuple(name.split()): code for name, code in _KINDS.items()}
_WITHOUT_SO: Final = frozenset(("NQ", "NĐ", "CT", "TT", "QĐ"))
_ORGANS: Final = {
    ("ủy", "ban", "nhân", "dân"): "UBND", ("hội", "đồng", "nhân", "dân"): "HĐND",
    ("trung", "ương"): "TW", ("tỉnh", "ủy"): "TU", ("chính", "phủ"): "CP", ("thủ", "tướng"): "TTg",
    ("đảng", "ủy"): "ĐU", ("huyện", "ủy"): "HU", ("thành", "ủy"): "TU",
}  # fmt: skip
_TYPES: Final = {
    plain(kind): kind
    for kind in (*DOCUMENTS.values(), "QĐi", "CTHĐ", "PA", "HDLN", "BB")
    if kind != "L"
}
_OFFICES: Final = words(
    """TW TU VPTU VPTW HU ĐU UBND HĐND CP TTg VPCP BTV MTTQ UBMTTQ MTTW BTP BTC BNV BXD BYT BCA
    BQP BCT BGDĐT BNNMT BNNPTNT BTNMT BKHĐT BGTVT BKHCN BTTTT BVHTTDL BLĐTBXH BDTTG BNG UBDT
    NHNN TTCP UBTVQH BTCTW BTGTW BTGDVTW BDVTW BNCTW UBKTTW BTCTU BTGTU BTGDVTU BDVTU BNCTU
    UBKTTU BCĐ STC SNV SXD SYT STP SCT SGDĐT SNNMT STNMT SKHCN SKHĐT VP VPUBND BHXH CAT LĐLĐ
    ĐTN HND HLHPN HCCB LT NQLT TTHĐND ĐĐBQH"""
)
_OFFICE: Final = {plain(one): one for one in _OFFICES}
_OF_PARTY: Final = re.compile(r"(TW|TU|HU|ĐU)$")
_ASSEMBLY: Final = frozenset(("QH", "UBTVQH"))
_SLASH: Final = frozenset(("trên", "gạch", "xuyệt", "xoẹt", "xẹt", "sẹc", "suyệt", "chéo"))
_SLASH_MORE: Final = frozenset(("chéo", "ngang", "nối"))
_MINISTRIES: Final = {
    "tài chính": "BTC", "nội vụ": "BNV", "xây dựng": "BXD", "y tế": "BYT", "tư pháp": "BTP",
    "công an": "BCA", "quốc phòng": "BQP", "công thương": "BCT", "ngoại giao": "BNG",
    "giáo dục và đào tạo": "BGDĐT", "nông nghiệp và môi trường": "BNNMT",
    "nông nghiệp và phát triển nông thôn": "BNNPTNT", "tài nguyên và môi trường": "BTNMT",
    "kế hoạch và đầu tư": "BKHĐT", "giao thông vận tải": "BGTVT", "khoa học và công nghệ": "BKHCN",
    "thông tin và truyền thông": "BTTTT", "văn hóa thể thao và du lịch": "BVHTTDL",
    "lao động thương binh và xã hội": "BLĐTBXH", "dân tộc và tôn giáo": "BDTTG",
}  # fmt: skip


class Number(NamedTuple):
    """A document's number that ends before word `end`."""

    end: int
    text: str


def document(page: Page, i: int) -> list[Change]:
    """The number of a document at word `i`: 57-NQ/TW, 30/2020/NĐ-CP, or the bare number."""
    said_so = i > 0 and page.low[i - 1] == "số"
    kind = _kind_before(page, i - said_so)
    heading = _heading(page, i - said_so, kind)
    for number in _numbers(page, i):
        if coded := _coded(page, i, number, bool(kind) or said_so):
            return [*heading, coded]
    if not kind:
        return []
    if certain := _certain(page, i, kind):
        return [*heading, certain]
    return _bare(page, i, kind, said_so, heading)


def _bare(page: Page, i: int, kind: str, said_so: bool, heading: list[Change]) -> list[Change]:
    number = next((one for one in _numbers(page, i) if _whole(page, one.end)), None)
    if number is None:
        return []
    stroke = _after_slash(page, number.end) > number.end
    if stroke and (year := _slashed_year(page, number.end)):
        return [*heading, Change(i, year.end, f"{number.text}/{year.text}", "law.document")]
    if not said_so and (
        kind not in _WITHOUT_SO
        or number.end == i + 1
        or counted_noun(page, number.end) not in {(), ("năm",)}
    ):
        return []
    return [*heading, Change(i, number.end, number.text, "law.document")]


def _whole(page: Page, end: int) -> bool:
    """Does a number end here, and not in the middle of one, or of the year behind it?"""
    if page.low[end] == "năm":
        return True
    return page.low[end] not in NUMBER_WORDS | SCALE_WORDS


def _kind_before(page: Page, end: int) -> str:
    for length in (4, 3, 2, 1):
        if end >= length and (kind := DOCUMENTS.get(tuple(page.low[end - length : end]))):
            return kind
    return ""


def _heading(page: Page, end: int, kind: str) -> list[Change]:
    if not kind:
        return []
    length = next(
        n for n in (4, 3, 2, 1) if end >= n and tuple(page.low[end - n : end]) in DOCUMENTS
    )
    text = " ".join(page.raw[end - length : end])
    return [Change(end - length, end, text[:1].upper() + text[1:], "law.heading")]


def _numbers(page: Page, i: int) -> Iterator[Number]:
    """Readings of a document's number, the longest that leaves sense behind it first."""
    end, digits = digit_string(page.low, i)
    found = {Number(end, digits)} if len(digits) > 1 else set()
    for cut in range(2, len(digits)):  # "ba mươi năm hai không…": a year may follow
        found.add(Number(i + cut, digits[:cut]))
    found |= {Number(stop, str(value)) for stop, value in readings(page.low, i) if value < 100_000}
    if page.low[i] == "không" and page.low[i + 1] in DIGITS:
        found = {one for one in found if one.end > i + 1}
    yield from sorted(found, key=lambda one: (-one.end, one.text))


def _coded(page: Page, i: int, number: Number, expected: bool) -> Change | None:
    year = _slashed_year(page, number.end)
    for start, of_year in ((year.end, year.text) if year else (-1, ""), (number.end, "")):
        if start < 0:
            continue
        for end, code in _codes(page, start):
            party = bool(_OF_PARTY.search(code)) and "/" in code
            if (party and of_year) or not (expected or code.count("-") + code.count("/") > 0):
                continue
            mark = "-" if party else "/"
            middle = f"/{of_year}" if of_year else ""
            return Change(i, end, f"{number.text:0>2}{middle}{mark}{code}", "law.document")
    return None


def _slashed_year(page: Page, i: int) -> Number | None:
    """The year behind "năm" or a stroke."""
    start = _after_slash(page, i)
    if start == i and page.low[i] == "năm":
        start = i + 1
    if start == i:
        return None
    return next((Number(end, str(value)) for end, value in years(page, start)), None)


def _after_slash(page: Page, i: int) -> int:
    if page.low[i] not in _SLASH:
        return i
    return i + 1 + (page.low[i + 1] in _SLASH_MORE)


def _codes(page: Page, i: int) -> Iterator[tuple[int, str]]:
    """(end, code) of what is spelt at `i`: NQ/TW, NĐ-CP, UBND-KT, QH15; longest first."""
    found: list[tuple[int, str]] = []
    for kind_end, kind, start in _kinds_at(page, i):
        stroke = start > kind_end
        for end, office in _offices_at(page, start, stroke):
            joint = "/" if _OF_PARTY.search(office) else "-"
            found.append((end, f"{kind}{joint}{office}"))
    for end, office in _offices_at(page, _after_slash(page, i), stroke=False):
        after = _after_slash(page, end)
        if office.startswith("QH") or (_after_slash(page, i) > i and after == end):
            found.append((end, office))
        elif after > end and office in ("UBND", "HĐND", "VPTU", "VPCP", "VP", "VPUBND"):
            found += [(run.end, f"{office}-{run.letters}") for run in runs(page.low, after)]
    yield from sorted(found, reverse=True)


def _kinds_at(page: Page, i: int) -> Iterator[tuple[int, str, int]]:
    """(end, kind, start of the office) for every kind of document that may be spelt at `i`."""
    start = _after_slash(page, i)
    for run in runs(page.low, start):
        if kind := _TYPES.get(plain(run.letters)):
            yield run.end, kind, _after_slash(page, run.end)
    if joined := _TYPES.get(plain(page.low[start])):
        yield start + 1, joined, _after_slash(page, start + 1)
    if start > i:
        for length in (4, 3, 2):
            if kind := DOCUMENTS.get(tuple(page.low[start : start + length])):
                yield start + length, kind, _after_slash(page, start + length)


def _offices_at(page: Page, i: int, stroke: bool) -> Iterator[tuple[int, str]]:
    for run in runs(page.low, i):
        if office := _OFFICE.get(plain(run.letters)):
            yield from _of_term(page, run.end, office)
        elif run.letters == "QH":
            yield from _of_term(page, run.end, "QH")
        elif plain(run.letters).endswith(("TW", "TU")) and stroke and len(run.letters) > 2:
            yield run.end, run.letters
    if office := _OFFICE.get(plain(page.low[i])):
        yield i + 1, office
    for length in (4, 2):
        if stroke and (office := _ORGANS.get(tuple(page.low[i : i + length]), "")):
            yield i + length, office


def _of_term(page: Page, end: int, office: str) -> Iterator[tuple[int, str]]:
    """The National Assembly's papers carry its term: QH15."""
    if office not in _ASSEMBLY:
        yield end, office
    elif number := reading(page.low, end):
        yield number.end, f"{office}{number.value}"


def _certain(page: Page, i: int, kind: str) -> Change | None:
    """Whose number it is says what stands behind it: a decree of the Government is NĐ-CP."""
    for number in _numbers(page, i):
        if not (year := _slashed_year(page, number.end)):
            continue
        suffix = ""
        if page.low[year.end] == "của":
            issuer = page.low[year.end + 1 : year.end + 9]
            suffix = _suffix(kind, issuer)
        if suffix:
            text = f"{number.text:0>2}/{year.text}/{suffix}"
            return Change(i, year.end, text, "law.document")
    return None


def _suffix(kind: str, issuer: list[str]) -> str:
    if kind == "NĐ" and issuer[:2] == ["chính", "phủ"]:
        return "NĐ-CP"
    if kind == "QĐ" and issuer[:2] == ["thủ", "tướng"]:
        return "QĐ-TTg"
    if kind == "TT" and issuer[0] == "bộ":
        for name in sorted(_MINISTRIES, key=len, reverse=True):
            if issuer[1 : 1 + len(name.split())] == name.split():
                return f"TT-{_MINISTRIES[name]}"
    return ""
