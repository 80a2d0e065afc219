"""A model is used only if it is whole."""

import shutil
from pathlib import Path

import pytest

from server.transcribe import models


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(models.embedded(), tmp_path / "model"))


def test_the_embedded_model_is_whole_and_says_what_it_cannot_do() -> None:
    assert models.check(models.embedded()) is None
    assert models.note(models.embedded()) == models.LIMITS


def test_a_model_without_manifest_is_judged_by_its_layout(copy: Path) -> None:
    (copy / models.MANIFEST).unlink()
    assert models.check(copy) is None
    assert models.note(copy) == ""
    (copy / "graph" / "Gr.fst").unlink()
    assert models.check(copy) == "file missing: graph/Gr.fst"


@pytest.mark.parametrize("name", [*models.ALWAYS, *models.LOOK_AHEAD])
def test_a_missing_or_empty_file_is_named(copy: Path, name: str) -> None:
    (copy / name).write_bytes(b"")
    assert models.check(copy) == f"file empty: {name}"
    (copy / name).unlink()
    assert models.check(copy) == f"file missing: {name}"


def test_one_changed_byte_is_found(copy: Path) -> None:
    file = copy / "am" / "final.mdl"
    sound = bytearray(file.read_bytes())
    sound[1000] ^= 1
    file.write_bytes(sound)
    assert models.check(copy) == "file changed (sha256): am/final.mdl"


def test_a_broken_manifest_is_a_reason_not_a_crash(copy: Path) -> None:
    (copy / models.MANIFEST).write_text("{")
    assert str(models.check(copy)).startswith("manifest.json: ")
    assert models.note(copy) == ""


def test_no_directory_at_all(tmp_path: Path) -> None:
    assert models.check(tmp_path / "none") == f"no such directory: {tmp_path / 'none'}"
