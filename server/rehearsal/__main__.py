"""`scripts/demo`: the service as a process of its own, and a rehearsal on it."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from server.rehearsal.conference import rehearse

START_SECONDS: Final = 30.0
ROLES: Final = {
    "moderator": "Người điều hành", "chair": "Chủ trì", "secretary": "Thư ký",
    "secretary_lead": "Tổ trưởng thư ký", "assistant": "Trợ lý điều hành",
    "technician": "Kỹ thuật", "hall": "Màn hình hội trường", "viewer": "Người theo dõi",
}  # fmt: skip
console = Console(stderr=True, highlight=False)


def demo(
    exit: Annotated[bool, typer.Option("--exit", help="End by itself when all is done")] = False,
    out: Annotated[Path, typer.Option(help="Where summary.json and the papers go")] = Path("out"),
    points: Annotated[int, typer.Option(min=1, max=177)] = 177,
    turns: Annotated[int, typer.Option(min=1, max=16, help="Interventions held")] = 9,
    port: Annotated[int, typer.Option(help="0 takes a free one")] = 0,
) -> None:
    """Start the service on its embedded defaults and hold a whole conference on it."""
    out.mkdir(parents=True, exist_ok=True)
    port = port or (_free_port() if exit else 8080)
    with _data() as data, _service(data, port) as service:
        url = f"http://127.0.0.1:{port}"
        console.print(f"Dịch vụ đang chạy tại {url}; hội nghị diễn tập mất vài phút.")
        code = (data / "admin-code").read_text().strip()
        fine = asyncio.run(
            rehearse(url, code, points=points, turns=turns, out=out, pid=service.pid)
        )
        console.print(f"Biên bản, sổ ý kiến và summary.json: {out.resolve()}")
        if not exit:
            _stay(url, out, service)
    raise typer.Exit(0 if fine else 1)


@contextlib.contextmanager
def _data() -> Iterator[Path]:
    """A fresh data folder: a demo never touches what an office has."""
    with tempfile.TemporaryDirectory(prefix="caunoi-demo-") as folder:
        yield Path(folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _service(data: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CAUNOI_")}
    environment |= {"CAUNOI_DATA_DIR": str(data), "CAUNOI_PORT": str(port)}
    environment |= {"CAUNOI_LOG_LEVEL": "WARNING"}
    service = subprocess.Popen([sys.executable, "-m", "server", "serve"], env=environment)
    try:
        _await_ready(service, f"http://127.0.0.1:{port}/readyz")
        yield service
    finally:
        service.send_signal(signal.SIGTERM)
        service.wait(timeout=30)


def _await_ready(service: subprocess.Popen[bytes], url: str) -> None:
    """Ready, and with its ear open: a demo without recognition would be none."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and service.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310
            if b'"speech":"starting"' not in answer.read():
                return
        time.sleep(0.1)
    raise typer.Exit(1)


def _stay(url: str, out: Path, service: subprocess.Popen[bytes]) -> None:
    codes = _codes(out)
    console.print(f"\nDịch vụ còn chạy tại [bold]{url}[/bold]. Mã tham gia hội nghị diễn tập:")
    for role, name in ROLES.items():
        console.print(f"  {name:22} [bold]{codes.get(role, '')}[/bold]")
    console.print(f"  {'Một điểm cầu':22} [bold]{codes.get('point', '')}[/bold]")
    console.print("Ctrl+C để dừng.")
    with contextlib.suppress(KeyboardInterrupt):
        service.wait()


def _codes(out: Path) -> dict[str, str]:
    import json  # noqa: PLC0415

    codes: dict[str, str] = json.loads((out / "summary.json").read_text())["codes"]
    return codes


if __name__ == "__main__":
    typer.run(demo)
