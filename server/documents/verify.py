#!/usr/bin/env python3
"""Kiểm tra Phiếu đối chiếu: chạy `python3 verify.py` trong thư mục đã giải nén, không cần mạng.

Checks a proof without the service: that every file is the one that was exported, that the log's
entries follow each other in one chain, and that the words shown are the ones the log vouches for.
Exit code 0: everything fits. 1: something was changed. The last hash it prints must be the one on
the signed sheet: who makes everything anew cannot make that one. Python 3.8 or later, nothing else.
"""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # an old Python does not know this form
    Json = dict[str, Any]

GENESIS = "0" * 64
MANIFEST = "manifest.json"
ROWS, BESIDE = "entries.jsonl", "contents.jsonl"


class Changed(Exception):
    """It is not what was exported; the text says what."""


def sealed(manifest: Json) -> str:
    """The digest of the manifest without its own seal."""
    told = {name: value for name, value in manifest.items() if name != "seal"}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def read_manifest(folder: Path) -> Json:
    try:
        manifest: Json = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != 1 or manifest["seal"] != sealed(manifest):
            raise Changed(f"{MANIFEST}: niêm phong không khớp")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as bad:
        raise Changed(f"{MANIFEST}: {bad}") from None
    return manifest


def check_files(folder: Path, manifest: Json) -> None:
    for name, part in manifest["files"].items():
        try:
            body = (folder / name).read_bytes()
        except OSError:
            raise Changed(f"{name}: không có tệp này") from None
        if len(body) != part["size"] or hashlib.sha256(body).hexdigest() != part["sha256"]:
            raise Changed(f"{name}: nội dung đã bị thay đổi")


def lines(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def check_chain(rows: list[Json], manifest: Json) -> None:
    """Each entry's hash is SHA-256 of the one before and of all that it says."""
    prev = GENESIS
    for place, row in enumerate(rows, 1):
        told = [manifest["conference"], row["seq"], row["at"], row["actor"], row["command_id"]]
        told += [row["body"], row["events"]]
        text = prev + json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.sha256(text.encode()).hexdigest()
        if (row["seq"], row["prev"], row["hash"]) != (place, prev, digest):
            raise Changed(f"mục {place} của nhật ký: chuỗi mã băm bị đứt")
        prev = digest
    if (len(rows), prev) != (manifest["entries"], manifest["tip"]):
        raise Changed("nhật ký bị cắt hoặc nối thêm ở cuối")


def check_contents(rows: list[Json], contents: list[Json]) -> None:
    """Each text has the digest that its entry holds."""
    for one in contents:
        event = json.loads(rows[one["seq"] - 1]["events"])[one["event"]]
        told = hashlib.sha256(bytes.fromhex(one["salt"]) + one["value"].encode()).hexdigest()
        if event.get(one["field"]) != {"beside": told}:
            raise Changed(f"mục {one['seq']}: {one['field']} không khớp với nhật ký")


def history(rows: list[Json], contents: list[Json], manifest: Json) -> list[str]:
    """What the log says of the turn, line by line, by the clock of the hall."""
    texts = {(one["seq"], one["event"], one["field"]): one["value"] for one in contents}
    said = []
    for seq, event in manifest["events"]:
        row = rows[seq - 1]
        what = json.loads(row["events"])[event]
        at = datetime.fromtimestamp(row["at"] / 1000, timezone.utc)  # noqa: UP017  as above
        at += timedelta(minutes=manifest["zone"])
        text = json.loads(texts.get((seq, event, "text"), '""'))
        about = what.get("segment") or ", ".join(what.get("segments", [what.get("turn", "")]))
        who = json.loads(row["actor"])["id"]
        said.append(f"{seq:>6}  {at:%H:%M:%S}  {what['type']:<18} {about:<6} {who}  {text}")
    return said


def verify(folder: Path) -> list[str]:
    """What to tell when everything fits. Raises Changed."""
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    try:
        rows, contents = lines(folder / ROWS), lines(folder / BESIDE)
        check_chain(rows, manifest)
        check_contents(rows, contents)
        told = history(rows, contents, manifest)
    except (ValueError, KeyError, IndexError, TypeError) as bad:
        raise Changed(f"nhật ký không đọc được: {bad!r}") from None
    return [
        *told,
        "",
        f"ĐÚNG: {len(manifest['files'])} tệp, {len(rows)} mục nhật ký, {len(contents)} nội dung.",
        f"Lượt {manifest['turn']}, hội nghị {manifest['conference']}.",
        f"Mã băm cuối (phải trùng với phiếu đã ký): {manifest['tip']}",
    ]


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    try:
        said, code = "\n".join(verify(where)), 0
    except Changed as why:
        said, code = f"SAI: {why}", 1
    sys.stdout.buffer.write(f"{said}\n".encode())  # whatever the console's code page
    sys.exit(code)
