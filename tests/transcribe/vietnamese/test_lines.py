"""`caunoi written`: one written line for each spoken line, whatever comes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from server.transcribe.vietnamese.lines import written


def command(told: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-m", "server", "written", *options]
    wide = {**os.environ, "COLUMNS": "500"}  # error messages are not broken
    return subprocess.run(
        program, input=told, capture_output=True, timeout=60, check=False, env=wide
    )


def test_one_line_for_each_line() -> None:
    spoken = "hai nghìn năm trăm đại biểu\n\nsở tài chính\nkhông có dòng cuối"
    ran = command(spoken.encode())
    assert ran.returncode == 0
    assert ran.stdout.decode() == "2.500 đại biểu\n\nSở Tài chính\nkhông có dòng cuối\n"


def test_sentences() -> None:
    ran = command("thưa hội nghị tôi đề nghị tỉnh xem xét\n".encode(), "--sentences")
    assert ran.stdout.decode() == "Thưa hội nghị, tôi đề nghị tỉnh xem xét.\n"


def test_bytes_that_are_no_text_go_through() -> None:
    assert command(b"hai m\xff\x00\n\x0b\n").stdout == b"hai m\xff\x00\n\n"


def test_names(tmp_path: Path) -> None:
    file = tmp_path / "tên.txt"
    file.write_text("Xã Mường Lạn\nTrần Y\n", encoding="utf-8")
    ran = command("ý kiến trần y xã mường lạn\n".encode(), "--names", str(file))
    assert ran.stdout.decode() == "ý kiến Trần Y, xã Mường Lạn\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "No such file"), (b"\xff\xfe\x00", "not UTF-8"), (b"a" * 500, "too_long")],
)
def test_a_file_of_names_that_cannot_be_read_is_said(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    app = typer.Typer()
    app.command()(written)
    file = tmp_path / "names"
    if content is not None:
        file.write_bytes(content)
    ran = CliRunner(env={"COLUMNS": "500"}).invoke(app, ["--names", str(file)])
    assert ran.exit_code == 2
    assert said in ran.output
