"""A speech as a file: its text, or a refusal with a code; never more work than its size allows."""

import io
import unicodedata
import zipfile
from typing import Any, Final

import pytest
from docx import Document
from docx.oxml.parser import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from server.documents.speechfile import read
from server.rooms.prepared import LONGEST
from server.rooms.words import Refused

W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC: Final = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def word(*paragraphs: str, xml: str = "") -> bytes:
    """A Word file of `paragraphs`, and behind them a paragraph of raw `xml`."""
    document: Any = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if xml:
        document.element.body.insert(0, parse_xml(f"<w:p {W} {MC}>{xml}</w:p>"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(data: bytes, **changed: bytes) -> bytes:
    """The file with parts replaced or added; `__` in a name stands for `/`, `_0` for a dot."""
    parts = {name.replace("__", "/").replace("_0", "."): text for name, text in changed.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read(name)


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as why:
        read(data, "bai.docx")
    return why.value.code


def test_paragraphs_and_tables_are_read_in_their_order() -> None:
    document: Any = Document()
    document.add_heading("Bài phát biểu", 1)
    document.add_paragraph("Kính thưa\xa0hội nghị,  xã\ttôi có")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "1.205 hộ", "85%"
    document.add_paragraph("Xin cảm ơn.")
    out = io.BytesIO()
    document.save(out)
    lines = ["Bài phát biểu", "Kính thưa hội nghị, xã tôi có", "1.205 hộ", "85%", "Xin cảm ơn."]
    assert read(out.getvalue(), "a.docx").split("\n") == lines


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:ins><w:r><w:t>thêm</w:t></w:r></w:ins>", "thêm"),
        ("<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:r><w:t>còn</w:t></w:r>", "còn"),
        ("<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r>", "một\nhai"),
        ("<w:hyperlink><w:r><w:t>liên kết</w:t></w:r></w:hyperlink>", "liên kết"),
        (
            "<w:r><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>khung</w:t></w:r></w:p></mc:Choice>"
            "<mc:Fallback><w:p><w:r><w:t>khung</w:t></w:r></w:p></mc:Fallback>"
            "</mc:AlternateContent></w:r>",
            "khung",
        ),
    ],
    ids=["inserted", "deleted", "line break", "link", "text box"],
)
def test_it_reads_as_with_all_changes_accepted(xml: str, text: str) -> None:
    assert read(word(xml=xml), "a.docx") == text


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text(coding: str) -> None:
    apart = unicodedata.normalize("NFD", "Kính thưa hội nghị.\r\n\r\n\r\n\r\n  Xin hết\u200b. \x07")
    assert read(apart.encode(coding), "bai.txt") == "Kính thưa hội nghị.\n\nXin hết."


GOOD: Final = word("Kính thưa hội nghị")
TYPES: Final = part(GOOD, "[Content_Types].xml")
BODY: Final = part(GOOD, "word/document.xml")
OLD_WORD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def macro_template() -> bytes:
    return TYPES.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )


def with_types(types: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, types if name == "[Content_Types].xml" else old.read(name))
    return out.getvalue()


def many_parts() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for n in range(400):
            new.writestr(f"word/{n}.xml", b"<a/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_speech"),
        (b" \n ", "not_a_speech"),
        (word(""), "not_a_speech"),
        (b"%PDF-1.7 x", "not_a_speech"),
        (b"{\\rtf1 x}", "not_a_speech"),
        (OLD_WORD, "not_a_speech"),
        ("Kính thưa".encode("cp1258", "replace") + b"\xff", "not_a_speech"),
        (b"\xff\xfea", "not_a_speech"),
        (b"a\0b", "not_a_speech"),
        (b"PK\x03\x04torn", "not_a_speech"),
        (GOOD[:-200], "not_a_speech"),
        (repacked(GOOD, word__document_0xml=b"<!DOCTYPE a>" + BODY), "not_a_speech"),
        (repacked(GOOD, word__document_0xml=b"<a/>"), "not_a_speech"),
        (repacked(GOOD, word__document_0xml=b"<a" * 1000), "not_a_speech"),
        (repacked(GOOD, word__vbaProject_0bin=b"x"), "speech_macros"),
        (with_types(macro_template()), "speech_macros"),
        (repacked(GOOD, word__media__bild_0png=bytes(30_000_000)), "speech_too_big"),
        (repacked(GOOD, word__x_0xml=b"<a>" + b"<b/>" * 500_000 + b"</a>"), "speech_too_big"),
        (many_parts(), "speech_too_big"),
        (b"a" * 2_000_001, "speech_too_big"),
        (("lời " * (LONGEST // 4 + 1)).encode() + b"x", "speech_too_big"),
    ],
)  # fmt: skip
def test_a_file_that_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_the_longest_speech_is_taken() -> None:
    assert len(read(b"a" * LONGEST, "a.txt")) == LONGEST
    assert len(read(word("a" * LONGEST), "a.docx")) == LONGEST


@given(st.binary(max_size=300), st.integers(0, len(GOOD)), st.binary(max_size=20))
def test_any_bytes_are_text_or_refused(data: bytes, at: int, put: bytes) -> None:
    for one in (data, b"PK" + data, GOOD[:at] + put + GOOD[at + len(put) :]):
        try:
            assert read(one, "a").strip()
        except Refused as why:
            assert why.code in ("not_a_speech", "speech_macros", "speech_too_big")
