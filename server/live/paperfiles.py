"""Files that people hand in: signed papers, papers edited elsewhere. Each lies under the digest of
its bytes, and is told from then on only while it still has it (day.md D22)."""

import os
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from urllib.parse import quote

from server.rooms.files import expect_room
from server.rooms.words import Refused


class PaperChanged(Refused):
    """The file on this disk is not the one that was handed in. Fields: `name`."""

    code = "paper_changed"


class PaperGone(Refused):
    """The file is not on this disk. Fields: `name`."""

    code = "paper_gone"


class PaperFiles:
    """The papers of all conferences, in `folder`. Beside those of a conference lies, for each row
    or document, what it took: a file with the size of each, under its digest."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._counting = folder, Lock()

    def keep(self, conference: str, of: str, body: bytes) -> str:
        """Store `body`, handed in for the row or document `of`, whole or not at all, and return its
        digest. Raises PaperTooBig, TooManyPapers or OSError."""
        digest = sha256(body).hexdigest()
        note = self._folder / conference / f"of-{quote(of, safe='')}" / digest
        with self._counting:
            new = _count(note, len(body))
        try:
            self._write(self._path(conference, digest), body)
        except OSError:
            if new:
                note.unlink(missing_ok=True)
            raise
        return digest

    def _write(self, path: Path, body: bytes) -> None:
        # Each under a name of its own: the same file may be handed in twice at once.
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            half = Path(file.name)
            try:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
                half.replace(path)
            except OSError:
                half.unlink(missing_ok=True)
                raise

    def read(self, conference: str, digest: str, name: str = "") -> bytes:
        """The bytes that were handed in. Raises PaperGone or PaperChanged."""
        try:
            body = self._path(conference, digest).read_bytes()
        except FileNotFoundError:
            raise PaperGone(name=name or digest) from None
        if sha256(body).hexdigest() != digest:
            raise PaperChanged(name=name or digest)
        return body

    def _path(self, conference: str, digest: str) -> Path:
        return self._folder / conference / digest


def _count(note: Path, size: int) -> bool:
    """Write down that the row takes one more file; False: it has this one. Raises PaperTooBig or
    TooManyPapers."""
    note.parent.mkdir(parents=True, exist_ok=True)
    if note.exists():
        return False
    expect_room([int(one.read_text() or 0) for one in note.parent.iterdir()], size)
    note.write_text(str(size))
    return True
