"""A sheet as it was filled in: cells by row and column, nothing understood yet."""

import unicodedata
from datetime import date, time
from enum import Enum
from typing import Final, NamedTuple

COLUMNS: Final = 40
"""Columns that are looked at: more than any table here has."""


class Odd(Enum):
    """A cell that holds no value to take."""

    FORMULA = "formula"
    ERROR = "error"
    MERGED = "merged"


Value = str | int | float | date | time | Odd
Row = dict[int, Value]
"""Values by column, from 0. An empty cell is absent."""


class Grid(NamedTuple):
    """`rows` by number, from 1, in order; rows without any value are absent."""

    title: str
    rows: dict[int, Row]


def tidy(text: str) -> str:
    """One line of text: NFC, single spaces, without what nobody sees."""
    seen = (
        letter for letter in text
        if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")
    )  # fmt: skip
    return " ".join(unicodedata.normalize("NFC", "".join(seen)).split())


def key(text: str) -> str:
    """What a heading says, however it is typed: "Tên điểm cầu (*)" and "TEN DIEM CAU" are one."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = (
        letter if letter.isalnum() else " "
        for letter in plain if not unicodedata.combining(letter)
    )  # fmt: skip
    return " ".join("".join(letters).split())
