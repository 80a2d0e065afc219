"""Finished WebSocket frames, and the shortest way for them onto a line."""

import asyncio
import os


def file_of(line: asyncio.WriteTransport) -> int:
    """The file number of a plain line; -1 of one that encrypts."""
    encrypts = line.get_extra_info("sslcontext") is not None
    return -1 if encrypts else int(line.get_extra_info("socket").fileno())


def write_at_once(line: asyncio.WriteTransport, file: int, frame: bytes) -> None:
    """`frame` to an open line, past its queue where nothing waits in it: thousands at once, and
    each costs little more than the system's own `write`."""
    if file < 0 or line.get_write_buffer_size():
        line.write(frame)
        return
    try:
        sent = os.write(file, frame)
    except BlockingIOError:
        sent = 0
    except OSError:
        return  # it broke: its reader is told too
    if sent < len(frame):
        line.write(frame[sent:])


def frame(text: str) -> bytes:
    """`text` as one finished, unmasked WebSocket text frame (RFC 6455 §5.2)."""
    payload = text.encode()
    size = len(payload)
    if size < 126:
        head = bytes((0x81, size))
    elif size < 65536:
        head = b"\x81\x7e" + size.to_bytes(2, "big")
    else:
        head = b"\x81\x7f" + size.to_bytes(8, "big")
    return head + payload
