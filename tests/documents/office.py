"""Reading papers as an office does: as text, as XML, and printed by LibreOffice."""

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from docx.table import Table

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def texts(paper: bytes) -> list[str]:
    """Every paragraph of the body in order; a table is one line a row, cells parted by " | ".
    Non-breaking spaces read as spaces."""
    lines: list[str] = []
    for block in docx.Document(io.BytesIO(paper)).iter_inner_content():
        if isinstance(block, Table):
            lines += [" | ".join(_cell(cell) for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return [line.replace("\u00a0", " ") for line in lines]


def _cell(cell: Any) -> str:
    return " / ".join(p.text for p in cell.paragraphs if p.text)


def xml(paper: bytes, part: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(paper)) as parts:
        return ElementTree.fromstring(parts.read(part))


def parts(paper: bytes) -> dict[str, str]:
    """Every XML part of the file by its name."""
    with zipfile.ZipFile(io.BytesIO(paper)) as every:
        names = [name for name in every.namelist() if name.endswith((".xml", ".rels"))]
        return {name: every.read(name).decode() for name in names}


def w(element: ElementTree.Element | None, name: str) -> str:
    """An attribute in the `w` namespace."""
    assert element is not None
    value = element.get(f"{W}{name}")
    assert value is not None, name
    return value


def sheet(workbook: bytes, index: int = 0) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[index]


def rows(worksheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in worksheet.iter_rows()]


def need_office() -> None:
    """Skip where nobody can print; on the build machine that is a failure."""
    missing = [tool for tool in ("soffice", "pdfinfo", "pdftotext") if not shutil.which(tool)]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"CI must print papers, and has no {', '.join(missing)}")
    if missing:
        pytest.skip(f"NOT PRINTED: no {', '.join(missing)} (LibreOffice, poppler-utils)")


def printed(papers: Mapping[str, bytes], folder: Path) -> Path:
    """`folder` with the PDF that LibreOffice makes of each file; its name's suffix says what it
    is. One run for all: starting takes longer than printing."""
    need_office()
    for name, paper in papers.items():
        (folder / name).write_bytes(paper)
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, *papers], cwd=folder, check=True, capture_output=True, timeout=150)
    return folder


def run(*command: str | Path) -> str:
    done = subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=60)
    return done.stdout.decode()
