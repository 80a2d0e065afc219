"""Syllable errors count what a listener would."""

import unicodedata

import pytest

from server.transcribe.score import syllable_errors


@pytest.mark.parametrize(
    ("reference", "heard", "errors"),
    [
        ("", "", 0),
        ("", "ạ", 1),
        ("kính thưa hội nghị", "", 4),
        ("kính thưa hội nghị", "kính thưa hội nghị", 0),
        ("Kính thưa, hội nghị!", "kính thưa hội nghị", 0),
        ("kính thưa hội nghị", "kính thưa hội nghỉ", 1),
        ("kính thưa hội nghị", "kính hội hội nghị ạ", 2),
        ("bốn mươi hai", "mươi hai", 1),
    ],
)
def test_errors(reference: str, heard: str, errors: int) -> None:
    assert syllable_errors(reference, heard) == (errors, len(reference.split()))


def test_unicode_form_does_not_count() -> None:
    text = "ủy ban nhân dân xã Quảng Minh"
    assert syllable_errors(text, unicodedata.normalize("NFD", text)) == (0, 7)
