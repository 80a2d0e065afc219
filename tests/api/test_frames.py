"""Frames go past a line's queue only while nothing waits in it."""

import asyncio
import socket
import ssl
from pathlib import Path

from server import certificate
from server.api.frames import file_of, write_at_once


async def test_what_does_not_fit_waits_and_keeps_its_order() -> None:
    here, there = socket.socketpair()
    here.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    here.setblocking(False)
    line, _ = await asyncio.get_running_loop().create_connection(asyncio.Protocol, sock=here)
    reader, writer = await asyncio.open_connection(sock=there)
    frames = [b"a" * 9, b"b" * 1_000_000, b"c" * 9, b"d" * 200_000]
    for one in frames:
        write_at_once(line, file_of(line), one)
    assert line.get_write_buffer_size() > 0
    whole = b"".join(frames)
    assert await reader.readexactly(len(whole)) == whole
    line.close()
    writer.close()
    await writer.wait_closed()


async def test_a_line_that_broke_is_its_readers_business() -> None:
    here, there = socket.socketpair()
    here.setblocking(False)
    line, _ = await asyncio.get_running_loop().create_connection(asyncio.Protocol, sock=here)
    there.close()
    write_at_once(line, file_of(line), b"nobody hears it")
    line.close()


async def test_an_encrypted_line_is_never_written_past(tmp_path: Path) -> None:
    certificate.make(tmp_path, ["localhost"])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.crt", tmp_path / "server.key")
    trusting = ssl.create_default_context(cafile=str(tmp_path / "ca.crt"))

    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        write_at_once(writer.transport, file_of(writer.transport), b"by its own road")
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, ssl=trusting, server_hostname="localhost"
    )
    assert await reader.read() == b"by its own road"
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()
