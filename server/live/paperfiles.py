"""Files that people hand in: signed papers, papers edited elsewhere. Each lies under the digest of
its bytes, and is told from then on only while it still has it (day.md D22)."""

import os
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from server.rooms.words import Refused

LONGEST: Final = 20
"""MB of one file: forty scanned pages."""


class PaperChanged(Refused):
    """The file on this disk is not the one that was handed in. Fields: `name`."""

    code = "paper_changed"


class PaperGone(Refused):
    """The file is not on this disk. Fields: `name`."""

    code = "paper_gone"


class PaperFiles:
    """The papers of all conferences, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, conference: str, body: bytes) -> str:
        """Store `body`, whole or not at all, and return its digest. Raises OSError."""
        digest = sha256(body).hexdigest()
        path = self._path(conference, digest)
        path.parent.mkdir(parents=True, exist_ok=True)
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
        return digest

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
