"""Word files of strangers: their size is known before they are unpacked; nothing in them runs."""

import re
import zipfile
from typing import Final, Literal

UNPACKED: Final = 24
"""MB of a Word file once unpacked: forty pages with a letterhead are less than one."""
PARTS: Final = 300
TAGS: Final = 400_000
"""In all parts together: what takes time is elements, not bytes."""
_MACROS: Final = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)

Fault = Literal["", "too_big", "macros", "doctype"]


def fault(parts: zipfile.ZipFile) -> Fault:
    """What is wrong with the file, "" if nothing. A part never unpacks to more than its header
    says, so the sum of headers is the bound. No office program writes a document type; entities in
    one can grow without end."""
    infos = parts.infolist()
    if len(infos) > PARTS or sum(info.file_size for info in infos) > UNPACKED * 1_000_000:
        return "too_big"
    tags = 0
    for info in infos:
        if _MACROS.search(info.filename.encode()):
            return "macros"
        if info.filename.endswith((".xml", ".rels")):
            part = parts.read(info)
            if b"<!DOCTYPE" in part or b"\0" in part[:100]:
                return "doctype"
            if info.filename == "[Content_Types].xml" and _MACROS.search(part):
                return "macros"
            tags += part.count(b"<")
    return "too_big" if tags > TAGS else ""
