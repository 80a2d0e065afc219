"""Text for papers: safe, on one line, with dates, numbers and spaces as offices write them."""

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from typing import Final

from server.rooms.words import Millis

NBSP: Final = "\u00a0"
ALPHABET: Final = "abcdđeghiklmnopqrstuvxy"
"""Letters of *điểm* a), b)… in the order of the Vietnamese alphabet (domain.md §5.1)."""

# Words that must not be parted from the number after them, and units from the number before.
_BEFORE_NUMBER: Final = re.compile(
    r"\b(ngày|tháng|năm|quý|Điều|khoản|điểm|Mục|Phần|Chương|số|thôn|khu|khóa|Quốc lộ)"
    r" (?=\d|[IVX]+\b|[a-zđ]\b)"
)
_AFTER_NUMBER: Final = re.compile(
    r"(?<=\d) (?=(?:ha|km|m|m²|m³|mét|kg|tấn|tỷ|triệu|nghìn|đồng|giờ|phút|hộ)\b)"
)

# A generic word before the name of a unit is lower-case inside a sentence (NĐ 30, Phụ lục II),
# unless a number is the name: "phường Hà Khánh", but "Phường 1".
_UNIT: Final = re.compile(
    r"^(Xã|Phường|Thị trấn|Thị xã|Đặc khu|Huyện|Quận|Thành phố|Tỉnh|Thôn|Bản|Khu phố|Tổ dân phố"
    r"|Cụm|Nhà văn hóa|Hội trường|Điểm cầu|Trụ sở|Trung tâm)\b(?! \d)"
)
# Agencies whose second syllable is lower-case, so that only a list tells them from verbs.
_AGENCY: Final = re.compile(
    r"^(Ủy ban|Uỷ ban|Văn phòng|Hội đồng|Thường trực|Chính phủ|Quốc hội|Nhà nước|Nhân dân|Đảng)\b"
)


def clean(text: str) -> str:
    """`text` on one line, NFC, without anything that XML forbids or that hides or turns letters:
    control, format and surrogate characters. Markup stays what it was: plain letters."""
    return " ".join(_printable(text).split())


def paragraphs(text: str) -> list[str]:
    """The non-empty lines of `text`, each clean."""
    lines = (clean(line) for line in re.split(r"[\r\n\v\f\u2028\u2029]+", text))
    return [line for line in lines if line]


def _printable(text: str) -> str:
    kept = text if text.isprintable() else "".join(map(_shown, text))
    return unicodedata.normalize("NFC", kept)


def _shown(letter: str) -> str:
    if letter in "\t\r\n":
        return " "
    hidden = unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Cn")
    return "" if hidden else letter


def glue(text: str) -> str:
    """`text` with non-breaking spaces in "ngày 25", "Điều 5", "2,5 ha" and the like."""
    text = _BEFORE_NUMBER.sub(rf"\1{NBSP}", text)
    return _AFTER_NUMBER.sub(NBSP, text)


def sentence(text: str) -> str:
    """`text` with a full stop at its end, unless it has an end mark."""
    text = text.rstrip(" ;,")
    return text if text.endswith((".", "?", "!", "…", "]")) else f"{text}."


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def lower_unit(name: str) -> str:
    """The name of a place as it stands inside a sentence: "xã Quảng Minh"."""
    return name[:1].lower() + name[1:] if _UNIT.match(name) else name


def lower_verb(text: str) -> str:
    """A task as it stands inside a sentence. Names and abbreviations keep their capitals."""
    words = text.split(" ", 2)
    named = len(words) > 1 and words[1][:1].isupper()
    if named or words[0][1:2].isupper() or _AGENCY.match(text):
        return text
    return text[:1].lower() + text[1:]


def day(iso: str) -> date | None:
    """The day of an ISO date; None for "" and for a day that no calendar has."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def short_day(iso: str) -> str:
    """`25/4/2024`, `06/5/2024`, `07/02/2025`; what is not a date comes back as it is."""
    when = day(iso)
    return f"{when.day:02}/{_month(when.month)}/{when.year}" if when else clean(iso)


def moment(at: Millis, zone: int) -> datetime:
    """`at` in the hall's local time; `zone` in minutes from UTC."""
    return datetime.fromtimestamp(at / 1000, timezone(timedelta(minutes=zone)))


def long_moment(at: Millis, zone: int) -> str:
    """`13 giờ 30 phút, ngày 25 tháng 4 năm 2024`."""
    when = moment(at, zone)
    return (
        f"{when.hour:02} giờ {when.minute:02} phút, "
        f"ngày {when.day:02} tháng {_month(when.month)} năm {when.year}"
    )


def _month(month: int) -> str:
    """Months 1 and 2 get a leading zero, so that nobody makes 11 or 12 of them (NĐ 30)."""
    return f"{month:02}" if month <= 2 else str(month)


def count(number: int) -> str:
    """`2.500`."""
    return f"{number:,}".replace(",", ".")


def roman(number: int) -> str:
    """`number` from 1 to 39 in Roman numerals."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def letter(index: int) -> str:
    """The letter of the *điểm* at `index` from 0; after y come aa, ab…"""
    before, place = divmod(index, len(ALPHABET))
    return (letter(before - 1) if before else "") + ALPHABET[place]
