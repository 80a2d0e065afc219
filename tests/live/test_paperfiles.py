"""A paper is kept under its digest, and told only while it still has it (day.md D22)."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from threading import Barrier

import pytest

from server.live.paperfiles import PaperChanged, PaperFiles, PaperGone
from server.rooms import files as limits
from server.rooms.files import TooManyPapers


def kept_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.is_file()]


def test_what_was_handed_in_is_told_again(tmp_path: Path) -> None:
    files = PaperFiles(tmp_path)
    digest = files.keep("hn1", "y1", b"%PDF-1.7 signed")
    assert digest == sha256(b"%PDF-1.7 signed").hexdigest()
    assert files.keep("hn1", "y1", b"%PDF-1.7 signed") == digest
    assert files.read("hn1", digest) == b"%PDF-1.7 signed"
    assert kept_in(tmp_path / "hn1") == [digest]


def test_a_changed_file_is_not_told(tmp_path: Path) -> None:
    files = PaperFiles(tmp_path)
    digest = files.keep("hn1", "y1", b"%PDF-1.7 signed")
    (tmp_path / "hn1" / digest).write_bytes(b"%PDF-1.7 forged")
    with pytest.raises(PaperChanged) as no:
        files.read("hn1", digest, "ban-ky.pdf")
    assert no.value.fields == {"name": "ban-ky.pdf"}


def test_a_file_of_another_conference_is_not_there(tmp_path: Path) -> None:
    files = PaperFiles(tmp_path)
    digest = files.keep("hn1", "y1", b"%PDF-1.7 signed")
    with pytest.raises(PaperGone):
        files.read("hn2", digest)


def test_the_same_file_handed_in_twice_at_once_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, sync = Barrier(2, timeout=5), os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (sync(file), both.wait()))
    files = PaperFiles(tmp_path)
    with ThreadPoolExecutor(2) as threads:
        kept = [threads.submit(files.keep, "hn1", "y1", b"%PDF-1.7 signed") for _ in range(2)]
        [digest] = {one.result() for one in kept}
    assert files.read("hn1", digest) == b"%PDF-1.7 signed"
    assert kept_in(tmp_path / "hn1") == [digest]


def test_what_does_not_fit_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        PaperFiles(tmp_path).keep("hn1", "y1", b"%PDF-1.7 signed")
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def test_a_row_takes_so_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST", 3)
    bodies = [b"%%PDF-1.7 %d" % number for number in range(4)]
    with ThreadPoolExecutor(4) as threads:  # all at once: one of them comes too late
        files = PaperFiles(tmp_path)
        asked = [threads.submit(files.keep, "hn1", "y1", body) for body in bodies]
    [refused] = [error for one in asked if (error := one.exception())]
    assert isinstance(refused, TooManyPapers)
    assert refused.fields == {"files": 3, "limit": limits.TOGETHER}
    [late] = [body for one, body in zip(asked, bodies, strict=True) if one.exception()]
    assert len(kept_in(tmp_path / "hn1")) == 3
    files = PaperFiles(tmp_path)  # and after a restart
    with pytest.raises(TooManyPapers):
        files.keep("hn1", "y1", late)
    files.keep("hn1", "y1", next(body for body in bodies if body != late))
    files.keep("hn1", "y2", late)
    files.keep("hn2", "y1", late)


def test_a_row_takes_so_many_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TOGETHER", 1)
    files = PaperFiles(tmp_path)
    files.keep("hn1", "../y1", bytes(600_000))
    with pytest.raises(TooManyPapers):
        files.keep("hn1", "../y1", bytes(400_001))
    files.keep("hn1", "../y1", bytes(400_000))
    assert [one.name for one in tmp_path.iterdir()] == ["hn1"]
