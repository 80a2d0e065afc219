"""Letters said one by one, and the abbreviations they spell. Pure."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from server.transcribe.vietnamese.spelling import words

_NAMES: Final = {
    "a": "A", "á": "A", "bê": "B", "bờ": "B", "bi": "B", "xê": "C", "cờ": "C", "dê": "D", "dờ": "D",
    "đê": "Đ", "đờ": "Đ", "e": "E", "ê": "Ê", "ép": "F", "gờ": "G", "giê": "G", "gê": "G",
    "hát": "H", "hắt": "H", "hờ": "H", "i": "I", "ca": "K", "lờ": "L", "em": "M", "mờ": "M",
    "en": "N", "nờ": "N", "o": "O", "ô": "Ô", "ơ": "Ơ", "pê": "P", "pờ": "P", "quy": "Q", "cu": "Q",
    "quờ": "Q", "rờ": "R", "ét": "S", "sờ": "S", "tê": "T", "tờ": "T", "u": "U", "ư": "Ư",
    "vê": "V", "vờ": "V", "ích": "X", "xờ": "X", "y": "Y", "zét": "Z", "dét": "Z",
    "e lờ": "L", "em mờ": "M", "en nờ": "N", "e rờ": "R", "ét sì": "S", "ích xì": "X",
    "vê kép": "W",    "vê đúp": "W", "đúp liu": "W", "i dài": "Y", "i cờ rét": "Y",
}  # fmt: skip
_LETTERS: Final = {tuple(name.split()): letter for name, letter in _NAMES.items()} | {
    (letter,): letter.upper() for letter in "bcdđghklmnpqrstvwx"
}
_LONGEST: Final = max(map(len, _LETTERS))
_WHOLE: Final = {
    ("nhân", "dân"): "ND", ("y", "tế"): "YT", ("xã", "hội"): "XH", ("tổ", "quốc"): "TQ",
    ("thất", "nghiệp"): "TN", ("mặt", "bằng"): "MB",
}  # fmt: skip
"""Words that people do not spell out in the middle of an abbreviation: u bê nhân dân."""

ABBREVIATIONS: Final = words(
    """UBND HĐND MTTQ BHYT BHXH BHTN UBMTTQ BTV BCH TTTU TTHĐND UBKT ĐBQH CCHC QPAN KTXH GPMB NTM
    CBCC CBCCVC CBĐV TDP GCNQSDĐ QSDĐ VPTU VPCP HTX OCOP TTHC DVC VPĐK TNMT NNPTNT GDĐT KHCN
    TTTT VHTT VHTTDL KHĐT LĐTBXH GTVT PCCC PCTT ATTP ATGT ANTT VSMT CSDL CNTT PCI PAR SIPAS
    DDCI PAPI ICOR GRDP GDP FDI ODA BQL QLDA BOT BT PPP KCN KKT CCN THCS THPT TW TP TX HKD DN
    VAT VNEID BHYTTN CLB CSGT BĐBP CSB TAND VKSND LLVT QĐND CAND ĐTN LĐLĐ HND HLHPN HCCB
    TTATXH TTĐT KHHGĐ UBTVQH WTO USD VND HIV AIDS COVID UNESCO ASEAN"""
)
_BARE: Final = str.maketrans("ĐÊÔƠƯ", "DEOOU")
_BY_FOLD: Final = {one.upper().translate(_BARE): one for one in sorted(ABBREVIATIONS)}
_WRITTEN: Final = {"QPAN": "QP-AN", "KTXH": "KT-XH", "VNEID": "VNeID"}


_RUN: Final = 12
"""Letters of an abbreviation at most."""


class Run(NamedTuple):
    """Letters spelt by words up to `end`; `spelt` counts the letters that were named one by one."""

    end: int
    letters: str
    spelt: int


def letter(low: Sequence[str], i: int) -> Run | None:
    """The one letter named at word `i`."""
    for length in range(_LONGEST, 0, -1):
        if found := _LETTERS.get(tuple(low[i : i + length])):
            return Run(i + length, found, 1)
    return None


def runs(low: Sequence[str], i: int) -> Iterator[Run]:
    """The letters from word `i` on: after each word, shortest run first."""
    letters, spelt, end = "", 0, i
    while spelt < _RUN:
        if (whole := _WHOLE.get((low[end], low[end + 1]))) and spelt:
            letters, end = letters + whole, end + 2
        elif one := letter(low, end):
            letters, spelt, end = letters + one.letters, spelt + 1, one.end
        else:
            return
        yield Run(end, letters, spelt)


def plain(letters: str) -> str:
    """Without the marks of Đ, Ê, Ô, Ơ, Ư, which are not always said."""
    return letters.upper().translate(_BARE)


def abbreviation(low: Sequence[str], i: int) -> Run | None:
    """The longest known abbreviation that begins at word `i`."""
    if (known := _BY_FOLD.get(plain(low[i]))) and len(low[i]) > 2 and low[i] == known.lower():
        return Run(i + 1, _WRITTEN.get(known, known), 2)
    found = None
    for run in runs(low, i):
        known = _BY_FOLD.get(plain(run.letters))
        if known and run.spelt >= 2 and (len(known) > 2 or run.spelt != len(known)):
            found = Run(run.end, _WRITTEN.get(known, known), run.spelt)
    return found
