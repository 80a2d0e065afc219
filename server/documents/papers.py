"""Every paper that a conference can print: its name, its forms, and how it is made."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from server.documents import (
    annex,
    briefing,
    captions,
    export,
    letters,
    minutes,
    notice,
    ooxml,
    public,
    register,
    templates,
    verbatim,
)
from server.documents.content import Content
from server.documents.issuing import Issuing, issuing
from server.documents.layout import Paper
from server.rooms import opinions
from server.rooms.comparing import plain
from server.rooms.conclusion import Issuer
from server.rooms.room import Room
from server.rooms.words import Empty, Millis, Unknown

Key = str
"""Which of several papers of a kind: an agency, an opinion's id, a body above."""


class Asked(NamedTuple):
    """What somebody wants: `issuer` None and `profile` "" leave it to the plan; `key` "" is all of
    a kind that has several; `began` (ms) is when the picture of subtitles begins."""

    kind: str
    form: str
    issuer: Issuer | None = None
    profile: str = ""
    grouping: annex.Grouping = "authority"
    key: Key = ""
    began: Millis = 0


class File(NamedTuple):
    """`name` without its suffix, in plain letters."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Kind:
    """`keys` lists the papers of a kind that has several; `of` names what a key is."""

    file: str
    tell: Callable[[Issuing, Asked], Content]
    lay: Callable[[Any, Paper], None]
    wide: bool = False
    keys: Callable[[Room], list[Key]] | None = None
    of: str = ""


def _reply(by: Issuing, asked: Asked) -> Content:
    return letters.reply(by, opinions.known(by.room.opinions, asked.key))


KINDS: Final = {
    "minutes": Kind("bien-ban", lambda by, _: minutes.tell(by), minutes.lay),
    "notice": Kind("thong-bao-ket-luan", lambda by, _: notice.tell(by), notice.lay),
    "annex": Kind("phu-luc-tong-hop", lambda by, asked: annex.tell(by, asked.grouping),
                  annex.lay, wide=True),
    "results": Kind("ket-qua-giai-quyet", lambda by, _: annex.tell_results(by),
                    annex.lay_results, wide=True),
    "assignments": Kind("cong-van-giao-nhiem-vu",
                        lambda by, asked: letters.assignment(by, asked.key),
                        letters.lay_assignment, keys=letters.agencies, of="agency"),
    "replies": Kind("cong-van-tra-loi", _reply, letters.lay_reply, keys=letters.answered,
                    of="opinion"),
    "petitions": Kind("kien-nghi-cap-tren", lambda by, asked: letters.petition(by, asked.key),
                      letters.lay_petition, keys=letters.bodies, of="body"),
    "transcript": Kind("ban-go-bang", lambda by, _: verbatim.tell(by), verbatim.lay),
    "briefing": Kind("bang-tong-hop-phuc-vu-ket-luan", lambda by, _: briefing.tell(by),
                     briefing.lay, wide=True),
    "public": Kind("ban-cong-khai", lambda by, _: public.tell(by), public.lay, wide=True),
}  # fmt: skip
"""The papers with a text. Their names are those of routes and templates."""

PLAIN: Final[dict[tuple[str, str], tuple[str, Callable[[Room, Asked, Millis], bytes]]]] = {
    ("register", "xlsx"): ("so-y-kien", lambda room, asked, at: register.register(room, at)),
    ("register", "json"): ("so-y-kien", lambda room, asked, at: export.register(room, at)),
    ("transcript", "json"): ("ban-go-bang", lambda room, asked, at: export.transcript(room)),
    ("transcript", "vtt"): ("phu-de", lambda room, asked, at: captions.vtt(room, asked.began)),
    ("transcript", "srt"): ("phu-de", lambda room, asked, at: captions.srt(room, asked.began)),
}
"""Files that no office lays out, by kind and form."""


def known(kind: str, form: str) -> bool:
    """Whether there is such a paper. A zip holds all papers of a kind that has several."""
    if form == "zip":
        return kind in KINDS and KINDS[kind].keys is not None
    return (kind, form) in PLAIN or (form in ("docx", "pdf") and kind in KINDS)


def make(room: Room, asked: Asked, at: Millis, own: Mapping[str, bytes]) -> File:
    """The paper, as Word where PDF is asked for: that is made elsewhere. `own` are the office's
    templates by kind. Raises Unknown for a key that is none, Empty for one that is missing."""
    if plainly := PLAIN.get((asked.kind, asked.form)):
        name, write = plainly
        return File(name, write(room, asked, at))
    kind = KINDS[asked.kind]
    by = issuing(room, at, asked.issuer, asked.profile)
    if asked.form == "zip":
        return File(kind.file, _zipped(by, kind, asked, own))
    if kind.keys:
        if not asked.key:
            raise Empty(field=kind.of)
        if asked.key not in kind.keys(room):
            raise Unknown(what=kind.of, id=asked.key)
    return File(_file(kind, asked.key), word(by, asked, own))


def word(by: Issuing, asked: Asked, own: Mapping[str, bytes]) -> bytes:
    """One paper as DOCX, in the office's own wording where there is a template."""
    kind = KINDS[asked.kind]
    told = kind.tell(by, asked)
    if asked.kind in own:
        return templates.filled(own[asked.kind], told, by.spelling, by.at)
    paper = Paper(by.profile, by.spelling, kind.wide)
    kind.lay(told, paper)
    return paper.save(by.at)


def contents(room: Room, at: Millis) -> list[tuple[str, Key, Content]]:
    """What all papers say, one after the other: kind, key, text."""
    by = issuing(room, at)
    told: list[tuple[str, Key, Content]] = []
    for name, kind in KINDS.items():
        for key in kind.keys(room) if kind.keys else [""]:
            told.append((name, key, kind.tell(by, Asked(name, "docx", key=key))))
    return told


def _zipped(by: Issuing, kind: Kind, asked: Asked, own: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        keys = kind.keys(by.room) if kind.keys else []
        for number, key in enumerate(keys, 1):
            name = f"{number:02}-{_file(kind, key)}.docx"
            letter = word(by, asked._replace(key=key), own)
            parts.writestr(zipfile.ZipInfo(name, ooxml.stamp(by.at)), letter)
    return out.getvalue()


def _file(kind: Kind, key: Key) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", plain(key)).strip("-")[:60]
    return f"{kind.file}-{slug}" if slug else kind.file
