"""Models on disk: is this directory one, is it whole, and what must a user know about it.

Vosk dies (SIGSEGV, SIGABRT) on corrupted bytes and loads some incomplete models in silence, so the
check is ours, and it comes first. Layout: Vosk's "v2" directory.
"""

import hashlib
import struct
from pathlib import Path
from typing import Any, Final

import msgspec

from server.transcribe import trial

MANIFEST: Final = "manifest.json"
ALWAYS: Final = (
    "am/final.mdl",
    "conf/model.conf",
    "conf/mfcc.conf",
    "graph/phones/word_boundary.int",  # without it Vosk loads, and all word times are wrong
)
STATIC: Final = ("graph/HCLG.fst",)
LOOK_AHEAD: Final = ("graph/HCLr.fst", "graph/Gr.fst", "graph/disambig_tid.int")
WORDS: Final = "graph/words.txt"  # may be missing: some models keep the words in Gr.fst
BOUNDARIES: Final = "graph/phones/word_boundary.int"
KINDS: Final = frozenset({"nonword", "begin", "end", "internal", "singleton"})
LIMITS: Final = (
    "Bộ nhận dạng dùng thử, chỉ nghe được giọng đọc máy. "
    "Cần cài bộ nhận dạng tiếng Việt trước hội nghị."
)
_BLOCK: Final = 1 << 20


class Manifest(msgspec.Struct, frozen=True):
    """Beside a model we made: how, what it cannot do, and the sha256 of every other file.
    `measured`: the figures of its evaluation (speechmodel/evaluation.py)."""

    made: str
    limits: str
    sha256: dict[str, str]
    measured: dict[str, Any] = {}


def embedded() -> Path:
    """The small model that comes with the service, for demo and tests."""
    return Path(__file__).parent / "model"


def check(path: Path) -> str | None:
    """None if Vosk can use the model at `path`, else the reason.

    What a manifest vouches for is not tried again; any other model must decode in a child process.
    Reads every file and may take seconds: not for the service's event loop.
    """
    if not path.is_dir():
        return f"no such directory: {path}"
    try:
        reason = _layout(path) or _contents(path) or _tables(path)
        return reason or (None if (path / MANIFEST).exists() else trial.fails(path))
    except OSError as error:
        return f"cannot be read: {error}"


def note(path: Path) -> str:
    """What a user must know about this model, in Vietnamese; "" if nothing."""
    manifest = _manifest(path)
    return manifest.limits if isinstance(manifest, Manifest) else ""


def make_manifest(
    path: Path, made: str, limits: str = LIMITS, measured: dict[str, Any] | None = None
) -> Manifest:
    """Write `path`'s manifest anew and return it."""
    sums = {name: _sha256(path / name) for name in _files(path)}
    manifest = Manifest(made, limits, sums, measured or {})
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    (path / MANIFEST).write_bytes(text + b"\n")
    return manifest


def _layout(path: Path) -> str | None:
    graph = STATIC if (path / STATIC[0]).exists() else LOOK_AHEAD
    for name in (*ALWAYS, *graph):
        file = path / name
        if not file.is_file():
            return f"file missing: {name}"
        if file.stat().st_size == 0:
            return f"file empty: {name}"
    return None


def _contents(path: Path) -> str | None:
    manifest = _manifest(path)
    if manifest is None:
        return None
    if isinstance(manifest, str):
        return manifest
    for name, wanted in manifest.sha256.items():
        file = path / name
        if not file.is_file():
            return f"file missing: {name}"
        if _sha256(file) != wanted:
            return f"file changed (sha256): {name}"
    extra = sorted(set(_files(path)) - set(manifest.sha256))
    return f"file not in the manifest: {extra[0]}" if extra else None


def _tables(path: Path) -> str | None:
    """Vosk loads short tables in silence: then words are missing, or all word times wrong."""
    try:
        return _words(path / WORDS) or _boundaries(path / BOUNDARIES, _phones(path / ALWAYS[0]))
    except UnicodeDecodeError as error:
        return f"not UTF-8: {error.reason}"


def _words(file: Path) -> str | None:
    """Kaldi's words.txt: `word number`, numbers from 0 on without a gap, ends with `#0`."""
    if not file.exists():
        return None
    rows = [line.split() for line in file.read_text(encoding="utf-8").splitlines()]
    numbers = {row[1] for row in rows if len(row) == 2}
    names = {row[0] for row in rows}
    if not rows or len(names) != len(rows) or numbers != {str(n) for n in range(len(rows))}:
        return f"table damaged: {WORDS}"
    return None if "#0" in names else f"table cut off: {WORDS}"


def _boundaries(file: Path, phones: int) -> str | None:
    """word_boundary.int: `phone kind` for every phone, from 1 on."""
    rows = [line.split() for line in file.read_text(encoding="utf-8").splitlines()]
    for number, row in enumerate(rows, start=1):
        if len(row) != 2 or row[0] != str(number) or row[1] not in KINDS:
            return f"table damaged: {BOUNDARIES}, line {number}"
    return f"table cut off: {BOUNDARIES}" if len(rows) < phones else None


def _phones(file: Path) -> int:
    """How many phones the transition model of final.mdl knows; 0 if it does not begin as one."""
    head = b"\0B<TransitionModel> <Topology> \4"
    with file.open("rb") as handle:
        start = handle.read(len(head) + 4)
    if len(start) < len(head) + 4 or not start.startswith(head):
        return 0
    return int(struct.unpack("<i", start[len(head) :])[0])


def _manifest(path: Path) -> Manifest | str | None:
    try:
        return msgspec.json.decode((path / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError:
        return None
    except (msgspec.MsgspecError, OSError) as error:
        return f"{MANIFEST}: {error}"


def _files(path: Path) -> list[str]:
    found = (file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file())
    return sorted(name for name in found if name != MANIFEST)


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as handle:
        while block := handle.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
