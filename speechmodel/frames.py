"""Sentences with slots grow into many: "{place} có {number} {count}".

A slot is a file of `text/slots` (its lines may have slots again) or one of the functions below.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from numpy.random import Generator

from speechmodel import numerals, text

Fill = Callable[[str, Generator], str]
"""Slot and chance → words, perhaps with slots again."""
_SLOT: Final = re.compile(r"\{(\w+)\}")
_YEARS: Final = (2005, 2031)


def generated(rng: Generator, each: int) -> Iterator[str]:
    """Every training frame, filled in `each` times."""
    for frame in text.folder("frames"):
        for _ in range(each):
            yield filled(frame, drawn, rng)


def held_out(rng: Generator, each: int) -> list[str]:
    """The tested frames, each filled in `each` times with places and numbers."""

    def fill(slot: str, rng: Generator) -> str:
        return _place(rng) if slot == "xã" else numerals.said(int(rng.integers(2, 400)), rng)

    frames = text.lines(text.HOME / "heldout" / "frames.txt")
    return [filled(frame, fill, rng) for frame in frames * each]


def filled(frame: str, fill: Fill, rng: Generator) -> str:
    while _SLOT.search(frame):
        frame = _SLOT.sub(lambda slot: fill(slot[1], rng), frame)
    return " ".join(frame.split())


def drawn(slot: str, rng: Generator) -> str:
    """Words for a training frame's slot. Raises KeyError for an unknown one."""
    if slot in _MADE:
        return _MADE[slot](rng)
    choices = _chosen(slot)
    return choices[rng.integers(len(choices))]


_SLOTS: Final = text.HOME / "text" / "slots"


@cache
def _chosen(slot: str) -> list[str]:
    path = _SLOTS / f"{slot}.txt"
    if path.exists():
        return text.lines(path)
    begins = {
        "agency": ("sở", "ban", "công an", "bảo hiểm", "ủy ban", "văn phòng", "hội", "thanh tra"),
        "council": ("hội đồng", "tỉnh ủy", "chính phủ"),
        "law": ("luật",),
        "road": ("quốc lộ", "cao tốc", "đường"),
    }[slot]
    return [name for name in text.names() if name.startswith(begins)]


def _place(rng: Generator) -> str:
    return str(rng.choice(text.places()))


def _district(rng: Generator) -> str:
    kinds = ("huyện ", "thành phố ", "thị xã ")
    return str(rng.choice([place for place in text.places() if place.startswith(kinds)]))


def _number(rng: Generator) -> str:
    """Small and large ones alike; large ones mostly round."""
    digits = int(rng.integers(1, 6))
    number = int(rng.integers(10 ** (digits - 1), 10**digits))
    if digits > 2 and rng.random() < 0.6:
        number -= number % 10 ** (digits - int(rng.integers(1, 3)))
    return numerals.said(number, rng)


def _small(rng: Generator) -> str:
    return numerals.said(int(rng.integers(2, 10 if rng.random() < 0.5 else 100)), rng)


def _decimal(rng: Generator) -> str:
    whole = _small(rng)
    return f"{whole} phẩy {numerals.said(int(rng.integers(1, 10)), rng)}"


def _money(rng: Generator) -> str:
    amount = _decimal(rng) if rng.random() < 0.3 else _number(rng)
    unit = rng.choice(["tỷ đồng", "triệu đồng", "triệu đồng", "nghìn đồng", "tỷ", "triệu"])
    return f"{amount} {unit}"


def _percent(rng: Generator) -> str:
    amount = _decimal(rng) if rng.random() < 0.3 else numerals.said(int(rng.integers(1, 101)), rng)
    return f"{amount} phần trăm"


def _year(rng: Generator) -> str:
    year = int(rng.integers(*_YEARS))
    if rng.random() < 0.2:  # "hai lăm": the last two digits
        return f"hai nghìn không trăm {numerals.said(year % 100, rng).replace(' mươi', '')}"
    return numerals.said(year, rng)


def _month(rng: Generator) -> str:
    month = int(rng.integers(1, 13))
    return f"tháng {'tư' if month == 4 else numerals.said(month, rng)}"


def _date(rng: Generator) -> str:
    day = int(rng.integers(1, 32))
    spoken = f"mùng {numerals.said(day, rng)}" if day <= 10 and rng.random() < 0.4 else None
    year = f" năm {_year(rng)}" if rng.random() < 0.5 else ""
    return f"{spoken or numerals.said(day, rng)} {_month(rng)}{year}"


def _time(rng: Generator) -> str:
    hour = f"{numerals.said(int(rng.integers(6, 23)), rng)} giờ"
    minute = int(rng.choice([0, 0, 10, 15, 20, 30, 30, 40, 45]))
    if minute == 30 and rng.random() < 0.3:
        return f"{hour} rưỡi"
    return f"{hour} {numerals.said(minute, rng)} phút" if minute else hour


def _quarter(rng: Generator) -> str:
    quarter = f"quý {rng.choice(['một', 'hai', 'ba', 'bốn', 'tư'])}"
    return f"{quarter} năm {_year(rng)}" if rng.random() < 0.4 else quarter


def _term(rng: Generator) -> str:
    return str(
        rng.choice(
            ["hai nghìn không trăm hai mươi hai nghìn không trăm hai mươi lăm",
             "hai nghìn không trăm hai lăm hai nghìn không trăm ba mươi"]
        )
    )  # fmt: skip


def _of(*choices: str) -> Callable[[Generator], str]:
    return lambda rng: str(rng.choice(choices))


_MADE: Final[dict[str, Callable[[Generator], str]]] = {
    "place": _place,
    "district": _district,
    "bare": lambda rng: _district(rng).split(" ", 1)[1].removeprefix("phố ").removeprefix("xã "),
    "unit": _of("xã", "phường", "thôn", "huyện", "thị trấn", "khu phố", "bản", "đặc khu"),
    "number": _number,
    "small": _small,
    "decimal": _decimal,
    "money": _money,
    "percent": _percent,
    "year": _year,
    "month": _month,
    "date": _date,
    "time": _time,
    "quarter": _quarter,
    "term": _term,
    "ordinal": _of("nhất", "hai", "ba", "tư", "năm", "sáu"),
    "fund": _of("ngân sách tỉnh", "ngân sách trung ương", "đầu tư công trung hạn",
                "chương trình mục tiêu quốc gia", "xã hội hóa", "ngân sách huyện", "vay ưu đãi"),
}  # fmt: skip
