"""Models on disk: is this directory one, is it whole, and what must a user know about it.

Vosk dies (SIGSEGV, SIGABRT) on corrupted bytes and loads some incomplete models in silence, so the
check is ours, and it comes first. Layout: Vosk's "v2" directory.
"""

import hashlib
from pathlib import Path
from typing import Final

import msgspec

MANIFEST: Final = "manifest.json"
ALWAYS: Final = (
    "am/final.mdl",
    "conf/model.conf",
    "conf/mfcc.conf",
    "graph/words.txt",
    "graph/phones/word_boundary.int",  # without it Vosk loads, and all word times are wrong
)
STATIC: Final = ("graph/HCLG.fst",)
LOOK_AHEAD: Final = ("graph/HCLr.fst", "graph/Gr.fst", "graph/disambig_tid.int")
LIMITS: Final = (
    "Bộ nhận dạng dùng thử, chỉ nghe được giọng đọc máy. "
    "Cần cài bộ nhận dạng tiếng Việt trước hội nghị."
)
_BLOCK: Final = 1 << 20


class Manifest(msgspec.Struct, frozen=True):
    """Beside a model we made: how, what it cannot do, and the sha256 of every other file."""

    made: str
    limits: str
    sha256: dict[str, str]


def embedded() -> Path:
    """The small model that comes with the service, for demo and tests."""
    return Path(__file__).parent / "model"


def check(path: Path) -> str | None:
    """None if Vosk can use the model at `path`, else the reason. Reads every file: not for the
    service's event loop."""
    if not path.is_dir():
        return f"no such directory: {path}"
    return _layout(path) or _contents(path)


def note(path: Path) -> str:
    """What a user must know about this model, in Vietnamese; "" if nothing."""
    manifest = _manifest(path)
    return manifest.limits if isinstance(manifest, Manifest) else ""


def make_manifest(path: Path, made: str, limits: str = LIMITS) -> Manifest:
    """Write `path`'s manifest anew and return it."""
    sums = {name: _sha256(path / name) for name in _files(path)}
    manifest = Manifest(made, limits, sums)
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
