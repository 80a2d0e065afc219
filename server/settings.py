"""Every setting: name, default, parser and meaning. The README's table is printed from here."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from server.api.remote import Network, networks
from server.transcribe.shelf import Shelf

PREFIX: Final = "CAUNOI_"


class BadSetting(ValueError):
    """A setting cannot be read; says which and why."""


def _setting(default: Any, meaning: str, parse: Callable[[str], Any] = str) -> Any:
    return field(default=default, metadata={"meaning": meaning, "parse": parse})


def _whole(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError("must not be negative")
    return number


def _minutes(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 24 * 60:
        raise ValueError("must be 0 to 1440")
    return number


def _secret(text: str) -> str:
    if len(text) < 16 or not text.isascii():
        raise ValueError("must be 16 ASCII characters or more")
    return text


def _one_of(*words: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in words:
            raise ValueError(f"must be {' or '.join(words)}")
        return text

    return parse


@dataclass(frozen=True)
class Settings:
    """Read from the environment, each name with the prefix `CAUNOI_`."""

    host: str = _setting("127.0.0.1", "Address to listen on; 0.0.0.0 for the network")
    port: int = _setting(8080, "Port to listen on", _whole)
    tls_cert: str = _setting("", "Certificate (PEM); empty: DATA_DIR/tls, if one was made there")
    tls_key: str = _setting("", "Its key (PEM)")
    data_dir: Path = _setting(Path("data"), "Folder of database, sound and secrets", Path)
    database_url: str = _setting(
        "", "`postgresql://…`, or empty: SQLite (WAL, synchronous FULL) in DATA_DIR"
    )
    redis_url: str = _setting("", "`redis://…` shared by the nodes, or empty: one process")
    model: str = _setting(
        "",
        "Folder of a Vosk model, or empty: the one installed last, else the embedded trial model",
    )
    speech_workers: int | None = _setting(
        None, "Speech worker processes, or empty: as suits the machine; 0 turns recognition off",
        _whole,
    )  # fmt: skip
    speech: str = _setting(
        "embedded",
        "Who hears: `embedded` (processes of this service) or `workers` (`python -m server worker` "
        "on any machine, by REDIS_URL)",
        _one_of("embedded", "workers"),
    )
    recordings_days: int = _setting(
        0, "Days after a conference's close until its recordings are removed; 0: they stay", _whole
    )
    sound_store: str = _setting(
        "", "`s3://bucket/folder` where recordings of turns that are over are kept too (keys and "
        "endpoint as AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT), or empty",
    )  # fmt: skip
    paper_minutes: float = _setting(
        10.0, "Minutes between two paper copies of queue and register while a conference runs; "
        "0: none are made", _minutes,
    )  # fmt: skip
    paper_dir: str = _setting("", "Folder of the paper copies; empty: DATA_DIR/paper-copies")
    secret_key: str = _setting(
        "", "Signs tokens and codes. Empty: made once and kept in DATA_DIR (SQLite only)"
    )
    cue_webhook: str = _setting("", "Address to which A/V cues are posted, or empty")
    cue_secret: str = _setting("", "Signs the cues (HMAC-SHA256, header Caunoi-Signature)")
    public_url: str = _setting("", "Address that people use, if it is not HOST:PORT")
    trusted_proxies: tuple[Network, ...] = _setting(
        (), "Networks of proxies whose X-Forwarded-For is believed, as `10.0.0.2, 172.16.0.0/12`",
        networks,
    )  # fmt: skip
    token_hours: float = _setting(24.0, "How long a joined device stays joined", float)
    metrics_token: str = _setting(
        "", "With `Authorization: Bearer` and this, Prometheus reads /metrics, of all conferences; "
        "empty: administrators and technicians only", _secret,
    )  # fmt: skip
    log_level: str = _setting("INFO", "DEBUG, INFO, WARNING or ERROR", str.upper)

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'caunoi.sqlite3'}"

    @property
    def shelf(self) -> Shelf:
        """Where models lie, and which one is in use."""
        return Shelf(self.data_dir / "models", self.model)

    @property
    def copies_folder(self) -> Path:
        """Where paper copies of running conferences lie."""
        return Path(self.paper_dir) if self.paper_dir else self.data_dir / "paper-copies"

    @property
    def tls_folder(self) -> Path:
        """Where `caunoi certificate` writes."""
        return self.data_dir / "tls"

    @property
    def papers_folder(self) -> Path:
        """Where files that were handed in lie."""
        return self.data_dir / "papers"

    @property
    def certificate(self) -> tuple[Path, Path] | None:
        """Certificate and key to serve with, or None: plain HTTP. Raises BadSetting."""
        if bool(self.tls_cert) != bool(self.tls_key):
            raise BadSetting("CAUNOI_TLS_CERT and CAUNOI_TLS_KEY belong together")
        if self.tls_cert:
            return Path(self.tls_cert), Path(self.tls_key)
        made = self.tls_folder / "server.crt"
        return (made, self.tls_folder / "server.key") if made.exists() else None

    @property
    def secure(self) -> bool:
        return self.url.startswith("https:")

    @property
    def url(self) -> str:
        scheme = "https" if self.certificate else "http"
        return self.public_url or f"{scheme}://{self.host}:{self.port}"

    def secret(self) -> bytes:
        """The key, made on first use. Raises BadSetting: with a shared database it must be set,
        since every node has to read the others' tokens."""
        if self.secret_key:
            return self.secret_key.encode()
        if self.database_url.startswith("postgres"):
            raise BadSetting("CAUNOI_SECRET_KEY must be set when PostgreSQL is used")
        path = self.data_dir / "secret-key"
        if not path.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            write_private(path, secrets.token_hex(32))
        return path.read_text().strip().encode()


def write_private(path: Path, text: str) -> None:
    """Write a secret that only this user may read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text + "\n")


def read(environment: Mapping[str, str]) -> Settings:
    """The settings in `environment`. Raises BadSetting; an unknown CAUNOI_ name is one, too."""
    known = {PREFIX + one.name.upper(): one for one in fields(Settings)}
    unknown = [name for name in environment if name.startswith(PREFIX) and name not in known]
    if unknown:
        raise BadSetting(f"unknown settings: {', '.join(sorted(unknown))}")
    values = {}
    for name, one in known.items():
        if environment.get(name):
            try:
                values[one.name] = one.metadata["parse"](environment[name])
            except ValueError as bad:
                raise BadSetting(f"{name}: {bad}") from None
    settings = Settings(**values)
    if settings.speech == "workers" and not settings.redis_url:
        raise BadSetting("CAUNOI_SPEECH=workers needs CAUNOI_REDIS_URL")
    return settings


def table() -> str:
    """The settings as the README's Markdown table."""
    rows = ["| setting | default | meaning |", "|---|---|---|"]
    for one in fields(Settings):
        default = "" if one.default in ("", None, ()) else f"`{one.default}`"
        rows.append(f"| `{PREFIX}{one.name.upper()}` | {default} | {one.metadata['meaning']} |")
    return "\n".join(rows)
