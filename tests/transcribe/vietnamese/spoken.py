"""Numbers as they are said: the tests' own way from figures to words, apart from the engine's."""

from typing import NamedTuple

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


class Region(NamedTuple):
    """The words that differ between north and south, and from mouth to mouth."""

    thousand: str = "nghìn"
    odd: str = "linh"
    four: str = "tư"
    five: str = "lăm"
    billion: str = "tỷ"
    drops_tens: bool = False


def speak(number: int, region: Region) -> str:
    """`number` (0 … 10^15) in words."""
    if number == 0:
        return "không"
    billions, rest = divmod(number, 10**9)
    said = [speak(billions, region), region.billion] if billions else []
    for scale, word in ((10**6, "triệu"), (10**3, region.thousand), (1, "")):
        group, rest = divmod(rest, scale)
        if group:
            said += [_group(group, region, full=bool(said)), word]
    return " ".join(filter(None, said))


def _group(number: int, region: Region, *, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    said = f"{_DIGITS[hundreds]} trăm" if hundreds or full else ""
    if 0 < rest < 10 and said:
        return f"{said} {region.odd} {_DIGITS[rest]}"
    return f"{said} {_below_hundred(rest, region)}".strip()


def _below_hundred(number: int, region: Region) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones] if ones else ""
    if tens == 1:
        return f"mười {region.five if ones == 5 else _DIGITS[ones] if ones else ''}".strip()
    last = {0: "", 1: "mốt", 4: region.four, 5: region.five}.get(ones, _DIGITS[ones])
    plain = region.drops_tens and last in ("mốt", "tư", "lăm", "nhăm")
    return f"{_DIGITS[tens]}{'' if plain else ' mươi'} {last}".strip()
