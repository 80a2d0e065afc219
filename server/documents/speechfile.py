"""A speech that was handed in as a file → its text. The file is a stranger's: its size is known
before it is unpacked, and whatever the library raises is one refusal."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn

from server.documents import wordfile
from server.rooms.prepared import LONGEST
from server.rooms.words import Refused

FILE: Final = 2
"""MB of the file."""
_OLD: Final = b"\xd0\xcf\x11\xe0"
_UNSEEN: Final = re.compile(r"[^\S\n]+")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\u2060\ufeff\u00ad]")
_GAP: Final = re.compile(r"\n{3,}")
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class NotASpeech(Refused):
    """Neither a Word file nor text that can be read. Fields: `file`, `why` (technical)."""

    code = "not_a_speech"


class SpeechMacros(Refused):
    """The file holds programs. Fields: `file`."""

    code = "speech_macros"


class SpeechTooBig(Refused):
    """Fields: `file`, `limit` (with its unit)."""

    code = "speech_too_big"


def read(data: bytes, file: str) -> str:
    """The text of a DOCX or of UTF-8 (or UTF-16) text, a paragraph a line. Raises NotASpeech,
    SpeechMacros or SpeechTooBig."""
    if len(data) > FILE * 1_000_000:
        raise SpeechTooBig(file=file, limit=f"{FILE} MB")
    text = _tidy(_word(data, file) if data.startswith(b"PK") else _plain(data, file))
    if not text:
        raise NotASpeech(file=file, why="no text")
    if len(text) > LONGEST:
        raise SpeechTooBig(file=file, limit=f"{LONGEST:,} ký tự".replace(",", "."))
    return text


def _plain(data: bytes, file: str) -> str:
    if data.startswith((_OLD, b"%PDF", b"{\\rtf")):
        raise NotASpeech(file=file, why="an old Word file, PDF or RTF")
    coding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(coding)
    except UnicodeDecodeError as bad:
        raise NotASpeech(file=file, why=str(bad)[:200]) from None
    if "\0" in text:
        raise NotASpeech(file=file, why="not text")
    return text


def _word(data: bytes, file: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _inspect(parts, file)
        body = Document(io.BytesIO(data)).element.body
        return "\n".join(_paragraphs(body))
    except Refused:
        raise
    except Exception as error:  # the library promises nothing about a file that is none
        raise NotASpeech(file=file, why=f"{type(error).__name__}: {error}"[:200]) from None


def _inspect(parts: zipfile.ZipFile, file: str) -> None:
    match wordfile.fault(parts):
        case "too_big":
            raise SpeechTooBig(file=file, limit=f"{wordfile.UNPACKED} MB")
        case "macros":
            raise SpeechMacros(file=file)
        case "doctype":
            raise NotASpeech(file=file, why="document type or encoding")


def _paragraphs(body: Any) -> Iterator[str]:
    """Every paragraph, those of tables too, as it reads when all changes are accepted."""
    for paragraph in body.iter(qn("w:p")):
        if not any(above.tag == _FALLBACK for above in paragraph.iterancestors()):
            yield "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:
    """What `element` says itself; a paragraph inside it (of a text box) speaks on its own."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield " "
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif child.tag not in (qn("w:p"), qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), _FALLBACK):
            yield from _pieces(child)


def _tidy(text: str) -> str:
    """NFC, single spaces, no control characters, no more than one empty line."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (_UNSEEN.sub(" ", line).strip() for line in _CONTROLS.sub("", text).split("\n"))
    return _GAP.sub("\n\n", "\n".join(lines)).strip()
