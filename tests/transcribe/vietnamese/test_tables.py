"""What people say in such a hall, and how it must stand in the record."""

import pytest

from server.transcribe.score import _distance
from tests.transcribe.vietnamese.tables import rows, tokens, written


@pytest.mark.parametrize(("spoken", "expected"), rows("open.tsv") + rows("further.tsv"))
def test_it_is_written_as_an_official_text(spoken: str, expected: str) -> None:
    assert tokens(written(spoken).text) == tokens(expected)


@pytest.mark.parametrize("spoken", [row[0] for row in rows("unchanged.tsv")])
def test_ordinary_speech_stays_as_it_is(spoken: str) -> None:
    assert written(spoken).text == spoken


def test_the_tables_are_as_large_as_they_say() -> None:
    assert len({row[0] for row in rows("further.tsv")}) >= 400
    assert len({row[0] for row in rows("unchanged.tsv")}) >= 100
    assert len(rows("open.tsv")) == 30


def test_whole_interventions_are_right_in_95_of_100_tokens() -> None:
    wrong = total = 0
    for spoken, expected in rows("paragraphs.tsv"):
        want = tokens(expected)
        wrong += _distance(want, tokens(written(spoken, sentences=True).text))
        total += len(want)
    assert total > 1500
    assert 1 - wrong / total >= 0.95
