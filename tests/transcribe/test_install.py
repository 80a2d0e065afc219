"""Models are fetched, unpacked, tried and chosen; whatever is wrong with one changes nothing."""

import asyncio
import hashlib
import io
import os
import shutil
import stat
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from server.transcribe import download, install, models, unpack
from server.transcribe.shelf import EMBEDDED, BadModel, Shelf

NAME = "vosk-model-small-vn-0.4"


def zipped(folder: Path, top: str = NAME) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, f"{top}/{path.relative_to(folder)}")
    return file.getvalue()


def quiet(step: str, done: int, total: int) -> None:
    assert step in install.STEPS
    assert 0 <= done <= total


class Source:
    """A web server with one zip and a list, which can break the line."""

    def __init__(self, body: bytes) -> None:
        self.body, self.etag = body, '"1"'
        self.listed: list[dict[str, str]] = [{"name": NAME, "md5": hashlib.md5(body).hexdigest()}]
        self.breaks_after = 0
        self.sent: list[tuple[int, int]] = []  # of each answer: status, first byte
        self.url = ""

    async def zip(self, request: web.Request) -> web.StreamResponse:
        first = request.http_range.start or 0
        if first and request.headers.get("If-Range") != self.etag:
            first = 0
        status = 206 if first else 200
        self.sent.append((status, first))
        headers = {"ETag": self.etag, "Content-Length": str(len(self.body) - first)}
        if first:
            headers["Content-Range"] = f"bytes {first}-{len(self.body) - 1}/{len(self.body)}"
        answer = web.StreamResponse(status=status, headers=headers)
        await answer.prepare(request)
        if self.breaks_after:
            await answer.write(self.body[first : first + self.breaks_after])
            assert request.transport
            request.transport.close()
            return answer
        await answer.write(self.body[first:])
        return answer

    async def list(self, request: web.Request) -> web.Response:
        return web.json_response(self.listed)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "data" / "models")


@pytest.fixture
async def source() -> AsyncIterator[Source]:
    source = Source(zipped(models.embedded()))
    app = web.Application()
    app.add_routes(
        [
            web.get("/list/model-list.json", source.list),
            web.get("/{name}", source.zip),
            web.get("/list/{name}", source.zip),
        ]
    )
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    source.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    yield source
    await runner.cleanup()


def leftovers(shelf: Shelf) -> list[str]:
    return [one.name for one in shelf.folder.iterdir() if one.name.startswith(".new-")]


async def test_a_known_model_comes_by_name_and_is_in_use(shelf: Shelf, source: Source) -> None:
    assert shelf.in_use == EMBEDDED
    at = source.url + "list/"
    assert await install.install(shelf, NAME, quiet, source=at) == NAME
    assert (shelf.in_use, shelf.names()) == (NAME, [EMBEDDED, NAME])
    assert models.check(shelf.chosen()) is None
    assert stat.S_IMODE(shelf.path(NAME).stat().st_mode) & 0o055 == 0o055
    assert leftovers(shelf) == []
    before = len(source.sent)
    shelf.use(EMBEDDED)
    assert shelf.chosen() == models.embedded()
    assert await install.install(shelf, NAME, quiet) == NAME
    assert (shelf.in_use, len(source.sent)) == (NAME, before)


@pytest.mark.parametrize("rows", [[], [{"name": NAME, "md5": "0" * 32}]])
async def test_a_known_model_must_be_what_the_list_says(
    shelf: Shelf, source: Source, rows: list[dict[str, str]]
) -> None:
    source.listed = rows
    with pytest.raises(BadModel, match=r"MD5|no checksum"):
        await install.install(shelf, NAME, quiet, source=source.url + "list/")
    assert shelf.names() == [EMBEDDED]


async def test_any_address_with_its_sum(shelf: Shelf, source: Source) -> None:
    url = source.url + "my%20model.zip"
    with pytest.raises(BadModel, match="SHA-256"):
        await install.install(shelf, url, quiet, "00")
    right = hashlib.sha256(source.body).hexdigest().upper()
    assert await install.install(shelf, url, quiet, right) == "my-20model"


async def test_a_broken_line_goes_on_where_it_stopped(shelf: Shelf, source: Source) -> None:
    source.breaks_after = len(source.body) // 3
    assert await install.install(shelf, source.url + "m.zip", quiet) == "m"
    assert [status for status, _ in source.sent] == [200, 206, 206, 206][: len(source.sent)]
    assert len(source.sent) >= 3


async def test_the_next_call_goes_on_too_but_not_with_another_file(
    shelf: Shelf, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "TRIES", 1)
    part = shelf.folder / "p"
    shelf.folder.mkdir(parents=True)
    body, source.body = source.body, source.body[:50_000]
    await download.download(source.url + "m.zip", part, 1 << 30, lambda *_: None)
    source.body = body
    await download.download(source.url + "m.zip", part, 1 << 30, lambda *_: None)
    assert part.read_bytes() == body
    source.etag, source.body = '"2"', b"changed"
    part.write_bytes(body[:1000])
    await download.download(source.url + "m.zip", part, 1 << 30, lambda *_: None)
    assert part.read_bytes() == b"changed"
    assert source.sent == [(200, 0), (206, 50_000), (200, 0)]


async def test_what_cannot_be_fetched(shelf: Shelf, source: Source) -> None:
    with pytest.raises(BadModel, match="404"):
        await install.install(shelf, source.url + "no/such/place.zip", quiet)
    with pytest.raises(BadModel, match="ask again"):
        await install.install(shelf, "http://127.0.0.1:1/m.zip", quiet)
    with pytest.raises(BadModel, match=r"\d+ bytes, more than 10"):
        await download.download(source.url + "m.zip", shelf.folder / "p", 10, lambda *_: None)
    assert shelf.in_use == EMBEDDED


async def test_a_folder_and_a_zip_file_on_a_stick(shelf: Shelf, tmp_path: Path) -> None:
    folder = shutil.copytree(models.embedded(), tmp_path / "Bộ nhận dạng")
    assert await install.install(shelf, str(folder), quiet) == "B-nh-n-d-ng"
    stick = tmp_path / "stick.zip"
    stick.write_bytes(zipped(models.embedded(), top="other"))
    assert await install.install(shelf, str(stick), quiet) == "stick"
    assert shelf.in_use == "stick"


async def test_a_broken_model_is_replaced_by_a_good_one_of_its_name(
    shelf: Shelf, tmp_path: Path
) -> None:
    folder = shutil.copytree(models.embedded(), tmp_path / "m")
    await install.install(shelf, str(folder), quiet)
    (shelf.path("m") / "am" / "final.mdl").unlink()
    await install.install(shelf, str(folder), quiet)
    assert models.check(shelf.path("m")) is None
    assert leftovers(shelf) == []


def archive(*entries: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for entry, body in entries:
            made.writestr(entry, body)
    return file.getvalue()


def link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("m/conf")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


BAD = {
    "no zip": (b"hello", "not a zip"),
    "torn": (zipped(models.embedded())[:-5000], "not a zip"),
    "rotten": (zipped(models.embedded()).replace(b"\x80", b"\x81"), "not a zip|file changed"),
    "up": (archive(("../../up", b"x")), "leads outside"),
    "absolute": (archive(("/etc/up", b"x")), "leads outside"),
    "backslash": (archive(("..\\up", b"x")), "leads outside"),
    "symlink": (archive((link(), b"/etc")), "neither file nor folder"),
    "bomb": (archive(("m/zeros", bytes(30 << 20))), "zip bomb"),
    "no model": (archive(("m/readme", b"x")), "conf/ missing"),
    "half a model": (archive(("m/conf/model.conf", b"x")), "file missing: am/final.mdl"),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_archive_changes_nothing(shelf: Shelf, tmp_path: Path, name: str) -> None:
    body, why = BAD[name]
    file = tmp_path / "bad.zip"
    file.write_bytes(body)
    with pytest.raises(BadModel, match=why):
        await install.install(shelf, str(file), quiet)
    assert (shelf.in_use, shelf.names(), leftovers(shelf)) == (EMBEDDED, [EMBEDDED], [])
    assert not (tmp_path / "up").exists()


async def test_what_was_found_good_is_vouched_for(shelf: Shelf, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(models.embedded(), tmp_path / "m"))
    (folder / models.MANIFEST).unlink()
    await install.install(shelf, str(folder), quiet)
    assert (models.check(shelf.path("m")), models.note(shelf.path("m"))) == (None, "")
    file = shelf.path("m") / "am" / "final.mdl"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert models.check(shelf.path("m")) == "file changed (sha256): am/final.mdl"


async def test_a_model_that_cannot_be_loaded_is_not_installed(shelf: Shelf, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(models.embedded(), tmp_path / "m"))
    (folder / models.MANIFEST).unlink()
    os.truncate(folder / "am" / "final.mdl", 1000)
    with pytest.raises(BadModel):
        await install.install(shelf, str(folder), quiet)
    assert shelf.names() == [EMBEDDED]


async def test_bounds_on_files_bytes_and_the_disk(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(models.embedded())
    for bound, value, why in [("FILES", 3, "more than 3"), ("SIZE", 1000, "more than 1000")]:
        with monkeypatch.context() as patched, pytest.raises(BadModel, match=why):
            patched.setattr(unpack, bound, value)
            await install.install(shelf, folder, quiet)
    monkeypatch.setattr(unpack, "FREE", 1 << 60)
    with pytest.raises(BadModel, match="no room"):
        await install.install(shelf, folder, quiet)


async def test_a_folder_with_a_link_in_it(shelf: Shelf, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(models.embedded(), tmp_path / "m"))
    (folder / "passwords").symlink_to("/etc/passwd")
    with pytest.raises(BadModel, match="neither file nor folder: passwords"):
        await install.install(shelf, str(folder), quiet)


@pytest.mark.parametrize("what", ["nothing-of-this-name", "ftp://x/y.zip", "", "in-use", ".."])
async def test_what_is_no_model_at_all(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    with pytest.raises(BadModel):
        await install.install(shelf, what, quiet)


async def test_one_installation_at_a_time(shelf: Shelf, source: Source) -> None:
    url = source.url + "m.zip"
    both = [install.install(shelf, url, quiet), install.install(shelf, url, quiet)]
    told = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(map(str, told)) == ["another installation is under way", "m"]


def test_a_fixed_model_wins(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, fixed="/opt/model")
    assert (shelf.chosen(), shelf.in_use) == (Path("/opt/model"), "/opt/model")
