"""Numbers that name: thôn 3, khu 6A, Quốc lộ 18A, lớp 12, Quận 1. Pure."""

from typing import Final

from server.transcribe.vietnamese.amounts import counted_noun, unit_at
from server.transcribe.vietnamese.counted import YEAR_AFTER
from server.transcribe.vietnamese.letters import letter
from server.transcribe.vietnamese.numbers import (
    DIGITS,
    NUMBER_WORDS,
    SCALE_WORDS,
    digit_string,
    reading,
)
from server.transcribe.vietnamese.page import Change, Page
from server.transcribe.vietnamese.spelling import words

ANCHORS: Final = words("""lộ tỉnh huyện quận số thôn khu tổ xóm ấp đội khối lô thửa ngõ ngách hẻm
    lớp cụm trạm phòng bàn mẫu biểu bảng lục bản phố""")
"""Words at which `label` may find a number."""
_NAMED: Final = ANCHORS - words("lộ tỉnh huyện quận số")
"""What a number behind it names. "lục" and "phố" only as phụ lục, khu phố; see _is_label."""
_ROADS: Final = frozenset((("quốc", "lộ"), ("tỉnh", "lộ"), ("hương", "lộ"), ("đường", "tỉnh"),
                           ("đường", "huyện"), ("huyện", "lộ")))  # fmt: skip
_SUFFIX: Final = {"a": "A", "b": "B", "c": "C", "d": "D", "đ": "Đ", "bê": "B", "xê": "C"}
_SO_BEFORE: Final = words(
    """thôn khu tổ phòng bàn biểu mẫu lục cầu cụm đội nhà trạm câu tin bảng lô thửa bài mục phố
    hiệu chí mét tác án đồ tờ phiếu chuyên tuyến đường xóm bản phiên làn bến cổng hình phần"""
)
_NOT_A_LABEL: Final = words(
    "bên tầng đầu mặt chiều phía giường chỗ lần thứ cấp bữa tuổi tay chân gian mái đứa đời"
)
_ONE_OF: Final = words("mình số phần cách lần chút ít vài cửa loạt khi trong lòng là")
"""Behind these "một" goes with the next word: một mình, một số."""
_PLACES: Final = words(
    """xã phường thị huyện thành khu thôn trường tổ xóm ấp tỉnh đội cụm đặc bản"""
)


def label(page: Page, i: int) -> list[Change]:
    """The number behind a word that it names, at that word."""
    start = i + 1
    if page.low[i] == "số":
        return _numbered(page, i)
    road = i > 0 and (page.low[i - 1], page.low[i]) in _ROADS
    if page.low[start] == "số" and road:
        start += 1
    if not road and not _is_label(page, i):
        return []
    end, text = _number(page, start, road)
    if not text or not (road or _names(page, i, start, end)):
        return []
    end, text = _with_suffix(page, end, text)
    if not page.free(start, end):
        return []
    changes = [Change(start, end, text, "name.number")]
    if road and page.low[i - 1] in ("quốc", "tỉnh", "hương", "huyện"):
        changes.append(Change(i - 1, i, page.low[i - 1].capitalize(), "name.road"))
    elif page.low[i] == "quận":
        changes.append(Change(i, start, "Quận", "name.place"))
    return changes


def _is_label(page: Page, i: int) -> bool:
    word, before = page.low[i], page.low[i - 1] if i else ""
    if word == "lục":
        return before == "phụ"
    if word == "phố":
        return before == "khu"
    if word == "nhà":
        return False
    if word == "quận":
        return True
    if i and page.taken[i - 1]:
        return word in _NAMED
    return word in _NAMED and before not in NUMBER_WORDS | {"các", "những", "mỗi", "một", "mấy"}


def _number(page: Page, i: int, road: bool) -> tuple[int, str]:
    end, digits = digit_string(page.low, i)
    if road and len(digits) > 1:
        return end, digits
    found = reading(page.low, i)
    if found is None or not 0 < found.value < 10_000 or page.low[found.end] in SCALE_WORDS:
        return i, ""
    return found.end, str(found.value)


def _names(page: Page, i: int, start: int, end: int) -> bool:
    """Does the number at `start` name what stands before it, and count nothing behind it?"""
    after = page.low[end]
    if after in _NOT_A_LABEL or unit_at(page, end)[1] or after == "phần":
        return False
    if page.low[end - 1] == "năm" and (after in YEAR_AFTER or after in DIGITS):
        return False
    if page.low[start] == "một" and after in _ONE_OF:
        return False
    if end == start + 1 and after in NUMBER_WORDS and after != "năm":
        return False
    return not counted_noun(page, end) or after in _PLACES


def _with_suffix(page: Page, end: int, text: str) -> tuple[int, str]:
    suffix = _SUFFIX.get(page.low[end])
    if suffix and not letter(page.low, end + 1):
        return end + 1, text + suffix
    return end, text


def _numbered(page: Page, i: int) -> list[Change]:
    """Số 12; a single digit only behind what is numbered: tổ số 3, câu hỏi số 2."""
    end, digits = digit_string(page.low, i + 1)
    before = page.low[i - 1] if i else ""
    if before in ("một", "con", "đa", "thiểu", "tổng", "dân", "hệ", "chỉ", "chuyển"):
        return []
    if len(digits) > 1:
        return [Change(i + 1, end, digits, "name.number")]
    found = reading(page.low, i + 1)
    if found is None or page.low[found.end] in SCALE_WORDS or counted_noun(page, found.end):
        return []
    if found.value < 10 and before not in _SO_BEFORE | {"hỏi", "kiến"}:
        return []
    end, text = _with_suffix(page, found.end, str(found.value))
    return [Change(i + 1, end, text, "name.number")]
