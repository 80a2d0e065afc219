"""`python -m server written`: spoken lines in, written lines out, one for one."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from server.transcribe.vietnamese.names import BUNDLED, BadName, Names, read
from server.transcribe.vietnamese.written import write


def written(
    sentences: Annotated[
        bool, typer.Option("--sentences", help="Sentence capitals and punctuation, too")
    ] = False,
    names: Annotated[
        Path | None, typer.Option(help="More names, one a line as they should be written")
    ] = None,
) -> None:
    """Write spoken Vietnamese: lines on standard input → written lines."""
    known = _names(names) if names else BUNDLED
    for stream in (sys.stdin, sys.stdout):
        # A byte that is no UTF-8 goes through as it is.
        stream.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")  # type: ignore[union-attr]
    for line in write_lines(sys.stdin, known, sentences=sentences):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def write_lines(lines: Iterable[str], names: Names, *, sentences: bool) -> Iterator[str]:
    """One written line for each spoken line."""
    for line in lines:
        yield write(line.split(), names, sentences=sentences).text


def _names(file: Path) -> Names:
    try:
        return read(file.read_text(encoding="utf-8-sig"))
    except OSError as bad:
        raise typer.BadParameter(f"{file}: {bad.strerror}", param_hint="--names") from None
    except UnicodeDecodeError:
        raise typer.BadParameter(f"{file}: not UTF-8", param_hint="--names") from None
    except BadName as bad:
        raise typer.BadParameter(f"{file}: {bad}", param_hint="--names") from None
