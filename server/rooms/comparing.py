"""Texts as a search compares them: with their marks, and without any."""

import re
import unicodedata
from typing import Final

_TONE: Final = "[\u0300\u0301\u0303\u0309\u0323]"
_OLD_STYLE: Final = re.compile(f"(?:(o)({_TONE})([ae]))|(?:(u)({_TONE})(y))")
"""hòa, khỏe, ủy, where the newer style writes hoà, khoẻ, uỷ. Decomposed."""


def fold(text: str) -> str:
    """`text` as a search compares it: small letters, one space, one style of tone marks."""
    apart = unicodedata.normalize("NFD", text.casefold())
    moved = _OLD_STYLE.sub(
        lambda m: "".join(m.group(1, 3, 2)) if m[1] else m[4] + m[6] + m[5], apart
    )
    return " ".join(unicodedata.normalize("NFC", moved).split())


def plain(text: str) -> str:
    """`text` without any mark: "Đường liên xã" is "duong lien xa"."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(one for one in apart if not unicodedata.combining(one)).split())
