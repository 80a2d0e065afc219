"""Names with markup, formulas, control characters: letters in every file, and nothing else."""

import io
import itertools

import docx
import openpyxl
import pytest

from server.documents import papers
from server.documents.papers import Asked
from server.documents.profiles import ND30
from server.documents.starter import WITHOUT, starter
from server.rooms.followup import OpinionAssigned, OpinionForwarded
from server.rooms.plan import Person
from server.rooms.room import Room
from server.rooms.transcript import SegmentRecorded
from tests.documents import given
from tests.documents.office import xml

EVIL = (
    '=HYPERLINK("http://x","y")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-2+3",
    "</w:t><w:instrText>DDEAUTO c:\\x</w:instrText><w:t>&lt;\"'",
    "{{ 7*7 }}{% for x in y %}",
    "{_{ frame }_}",
    "a\x00b\x0b\x1b\ufffe\u202e",
    "<script>alert(1)</script> --> {\\an8}",
)


def room(evil: str) -> Room:
    """`evil` in whatever a stranger may write."""
    who = Person(evil, evil, evil, "ông")
    return given.small(
        *given.speech("t1", who),
        SegmentRecorded("s1", "t1", given.clock("14:00"), given.clock("14:01"), text=evil),
        given.logged(1, "t1", evil, speaker=who, field=evil),
        OpinionAssigned("y1", evil, (evil,), "", ""), OpinionForwarded("y1", evil),
        title=evil, host=evil, place=evil,
    )  # fmt: skip


@pytest.mark.parametrize("evil", EVIL)
def test_word_files_hold_it_as_letters(evil: str) -> None:
    """In the built-in form and in a template: no element of ours is opened or closed by it."""
    strange = room(evil)
    for kind, form in papers.KINDS.items():
        keys = form.keys(strange) if form.keys else [""]
        own = {} if kind in WITHOUT else {kind: starter(kind, ND30)}
        for key, templates in itertools.product(keys, ({}, own)):
            told = papers.make(strange, Asked(kind, "docx", key=key), given.AT, templates).body
            docx.Document(io.BytesIO(told))
            body = xml(told, "word/document.xml")
            assert not [one for one in body.iter() if one.tag.endswith("}instrText")]
            text = "".join(body.itertext())
            assert "49" not in text, "something was computed"
            if "DDEAUTO" in evil and kind != "briefing":
                assert "</w:t><w:instrText>DDEAUTO" in text


@pytest.mark.parametrize("evil", EVIL)
def test_workbooks_hold_it_as_text(evil: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(given.made(room(evil), "register", "xlsx")))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None


@pytest.mark.parametrize("evil", EVIL)
def test_json_and_subtitles_hold_it_as_text(evil: str) -> None:
    for form in ("json", "vtt", "srt"):
        told = given.made(room(evil), "transcript", form).decode()
        assert "<script>" not in told or form == "json"
        assert not {"\x00", "\x0b", "\x1b", "\u202e"} & set(told)
