"""*Hồ sơ hội nghị*: everything of a conference as one folder for a USB stick, with a page that
shows it on any machine, without a server and without a network (day.md D24)."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.resources import files
from typing import Final, NamedTuple

from server.documents import export, papers
from server.documents.papers import Asked
from server.rooms.room import Room
from server.rooms.words import Millis

PAGE: Final = "Mo-ho-so.html"
DATA: Final = "du-lieu.js"
SUMS: Final = "SHA256SUMS"
PAPERS, SIGNED, SOUND, LOG = "van-ban", "da-ky", "am-thanh", "nhat-ky"
"""The folders inside."""
FORMS: Final = ("docx", "xlsx", "json", "vtt", "srt")
HARMLESS: Final = re.compile(r"[^\w.,() -]+")


class Written(NamedTuple):
    """A file of the folder: its path inside, and its bytes."""

    path: str
    body: bytes


def papers_of(room: Room, at: Millis, own: Mapping[str, bytes]) -> Iterator[Written]:
    """Every paper, each letter of a kind that has several. `own`: the office's templates."""
    for kind, form in ((kind, form) for kind in _kinds() for form in FORMS):
        if not papers.known(kind, form):
            continue
        several = papers.KINDS[kind].keys if form == "docx" and kind in papers.KINDS else None
        for key in several(room) if several else [""]:
            file = papers.make(room, Asked(kind, form, key=key), at, own)
            yield Written(f"{PAPERS}/{file.name}.{form}", file.body)


def page(room: Room, at: Millis, sounds: Mapping[str, Millis], others: list[str]) -> list[Written]:
    """The page and its data. `sounds`: turns that have a file, and when its first sample was taken
    (server time, ms); `others`: paths of papers to list."""
    parts = {
        "transcript": export.transcript(room),
        "register": export.register(room, at),
    }
    told = b",".join(f'"{name}":'.encode() + _in_script(body) for name, body in parts.items())
    beside = export.as_json({"sounds": sounds, "papers": others, "zone": room.session.plan.zone})
    script = b"window.HO_SO={" + told + b',"beside":' + _in_script(beside) + b"};\n"
    shown = files(__package__).joinpath("folder.html").read_bytes()
    return [Written(DATA, script), Written(PAGE, shown)]


def safe_name(number: int, name: str) -> str:
    """A name that every file system takes, kept apart by `number`."""
    plain = HARMLESS.sub("_", name).strip(" .")[-80:] or "tep"
    return f"{number:02}-{plain}"


class Sums:
    """What `sha256sum --check SHA256SUMS` reads."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def add(self, path: str, digest: str) -> None:
        self._lines.append(f"{digest}  {path}\n")

    def count(self, written: Written) -> Written:
        self.add(written.path, sha256(written.body).hexdigest())
        return written

    @property
    def file(self) -> Written:
        return Written(SUMS, "".join(self._lines).encode())


def _kinds() -> list[str]:
    return list(dict.fromkeys([*papers.KINDS, *(kind for kind, _ in papers.PLAIN)]))


def _in_script(json: bytes) -> bytes:
    """JSON that no text in it can end the script with."""
    return json.strip().replace(b"<", b"\\u003c").replace("\u2028".encode(), b"\\u2028")
