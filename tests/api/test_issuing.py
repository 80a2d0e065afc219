"""Papers that come back, and what *In ngay* prints, over HTTP (day.md D21, D22)."""

import io
import threading
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from server.api import printing
from server.rehearsal.link import Json, Link, Refused
from server.rooms import files
from server.rooms.files import LONGEST
from server.rooms.printing import Printout
from server.rooms.room import Room
from tests.service import Conference, Service, in_process

SENTENCE = "Giao Sở Xây dựng sửa đường liên xã, hoàn thành trước ngày {day}."
TASK = {"content": "Sửa đường liên xã", "lead": "Sở Xây dựng", "due": "2100-06-30"}
KIND = "notice_state"


def docx(day: str) -> bytes:
    document: Any = Document()
    document.add_paragraph(SENTENCE.format(day=day))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


async def send(link: Link, body: bytes, document: str = KIND, name: str = "a.docx") -> Json:
    """POST a file; the answer with its status."""
    url = f"{link.url}/api/conferences/{link.conference}/papers/{document}"
    headers = {"Authorization": f"Bearer {link.token}"}
    async with link.http.post(
        url, params={"name": name}, data=io.BytesIO(body), headers=headers
    ) as answer:
        return {"status": answer.status, **await answer.json(content_type=None)}


async def drafted(conference: Conference) -> Link:
    """The head of the secretaries; one point with one task stands in a draft of KIND."""
    lead = await conference.enter("secretary_lead")
    await lead.ask("SetConclusionPoint", title="Một", text="", tasks=[TASK], issuers=["state"])
    await lead.until_seq(await lead.ask("DraftDocument", document=KIND))
    return lead


async def test_what_is_printed_is_made_beside_the_loop(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    made = printing.PRINTS[Printout.SHEET]

    def making(room: Room, at: int) -> Json:
        threads.append(threading.current_thread())
        return made(room, at)

    monkeypatch.setitem(printing.PRINTS, Printout.SHEET, making)
    lead = await (await service.conference()).enter("secretary_lead")
    assert "sheet" in await get_json(lead, "/prints/sheet")
    assert threads and threading.main_thread() not in threads


async def test_a_document_takes_a_bounded_number_of_files(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST", 1)
    lead = await drafted(await service.conference())
    assert (await send(lead, docx("30/6/2100")))["status"] == 201
    told = await send(lead, docx("15/7/2100"))
    assert (told["status"], told["code"]) == (409, "too_many_papers")


@pytest.mark.parametrize(
    ("many", "size", "code"), [(20, 9, "too_many_papers"), (0, 20_000_001, "paper_too_big")]
)
async def test_who_says_by_the_socket_that_a_file_is_there_is_bounded_too(
    service: Service, many: int, size: int, code: str
) -> None:
    lead = await drafted(await service.conference())
    asked = {"type": "AttachFile", "document": KIND}
    for number in range(many):
        await lead.ask(**asked, sha256=f"{number:064x}", size=9)
    with pytest.raises(Refused) as no:
        await lead.ask(**asked, sha256="f" * 64, size=size)
    assert no.value.code == code
    await lead.until(lambda: len(_files(lead)) == many, "the files")


def _files(lead: Link) -> list[Json]:
    found: list[Json] = lead.view["conclusion"]["documents"][KIND].get("files", [])
    return found


async def test_a_paper_goes_with_its_conference_to_another_house(
    service: Service, tmp_path: Path
) -> None:
    conference = await service.conference()
    lead, body = await drafted(conference), docx("30/6/2100")
    digest = (await send(lead, body))["sha256"]
    data = await (await enter_house(service, conference)).get("/archive")
    async with in_process(tmp_path / "khác") as other:
        headers = {"Authorization": f"Bearer {(await other.admin()).token}"}
        async with other.http.post(
            f"{other.url}/api/archives", data=data, headers=headers
        ) as answer:
            assert answer.status == 201
            there = Conference(other, await answer.json())
        assert await (await there.enter("secretary_lead")).get(f"/papers/{digest}") == body


async def enter_house(service: Service, conference: Conference) -> Link:
    """An administrator of the house, who looks at `conference`."""
    admin = await service.admin()
    admin.conference = conference.id
    return admin


async def test_a_paper_is_kept_told_again_and_compared(service: Service) -> None:
    lead = await drafted(await service.conference())
    same, later = docx("30/6/2100"), docx("15/7/2100")
    for body, differs in ((same, False), (later, True)):
        told = await send(lead, body, name="bản ký.docx")
        digest = sha256(body).hexdigest()
        assert told == {"status": 201, "sha256": digest, "size": len(body)}
        assert await lead.get(f"/papers/{digest}") == body
        compared = await get_json(lead, f"/papers/{digest}/compared")
        assert compared["same"] is not differs
        assert [one["agreement"] for one in compared["orders"]] == [
            "differs" if differs else "same"
        ]
    await lead.until(lambda: len(lead.view["conclusion"]["documents"][KIND]["files"]) == 2, "files")
    first = lead.view["conclusion"]["documents"][KIND]["files"][0]
    assert (first["name"], first["draft"]) == ("bản ký.docx", 1)


async def get_json(link: Link, path: str) -> Json:
    headers = {"Authorization": f"Bearer {link.token}"}
    url = f"{link.url}/api/conferences/{link.conference}{path}"
    async with link.http.get(url, headers=headers) as answer:
        found: Json = await answer.json(content_type=None)
        assert answer.status == 200, found
        return found


async def test_a_file_that_was_changed_on_the_disk_is_not_told(service: Service) -> None:
    conference = await service.conference()
    lead = await drafted(conference)
    digest = (await send(lead, docx("30/6/2100")))["sha256"]
    path = service.folder / "papers" / conference.id / digest
    path.write_bytes(docx("01/01/2101"))
    with pytest.raises(Refused) as no:
        await lead.get(f"/papers/{digest}")
    assert no.value.code == "paper_changed"
    path.unlink()
    with pytest.raises(Refused) as no:
        await lead.get(f"/papers/{digest}")
    assert no.value.code == "paper_gone"


@pytest.mark.parametrize(
    ("body", "document", "code"),
    [
        (b"", KIND, "bad_field"),
        (b"<html><script>alert(1)</script>", KIND, "odd_paper"),
        (b"PK\x03\x04 not a zip", "minutes", "unknown_id"),
        (b"%PDF-1.7", "notice", "not_found"),
        (b"%PDF-1.7" + bytes(LONGEST * 1_000_000), KIND, "paper_too_big"),
    ],
    ids=("empty", "html", "not drafted", "no such document", "too big"),
)
async def test_what_is_not_taken(service: Service, body: bytes, document: str, code: str) -> None:
    lead = await drafted(await service.conference())
    assert (await send(lead, body, document))["code"] == code
    assert not lead.view["conclusion"]["documents"][KIND].get("files")


async def test_a_pdf_is_kept_but_cannot_be_compared(service: Service) -> None:
    lead = await drafted(await service.conference())
    digest = (await send(lead, b"%PDF-1.7 scanned", name="x.pdf"))["sha256"]
    with pytest.raises(Refused) as no:
        await lead.get(f"/papers/{digest}/compared")
    assert no.value.code == "not_a_paper"


async def test_points_viewers_and_agencies_get_no_papers(service: Service) -> None:
    conference = await service.conference()
    lead = await drafted(conference)
    digest = (await send(lead, b"%PDF-1.7"))["sha256"]
    point = await conference.enter("point", "an-phu")
    for path in (f"/papers/{digest}", f"/papers/{digest}/compared", "/prints/sheet"):
        with pytest.raises(Refused) as no:
            await point.get(path)
        assert no.value.code == "not_allowed"
    assert (await send(point, b"%PDF-1.7"))["code"] == "not_allowed"
    other = await drafted(await service.conference())
    with pytest.raises(Refused) as no:
        await other.get(f"/papers/{digest}")
    assert no.value.code == "not_found"


async def test_every_printout_is_told_whole(service: Service) -> None:
    conference = await service.conference()
    moderator = await conference.opened()
    await moderator.ask("RaiseHand", point="an-phu", topic="Đường")
    lead = await drafted(conference)
    await lead.ask("LogOpinion", text="Xin cấp nước", summary="Cấp nước")
    told = {
        what: await get_json(lead, f"/prints/{what}")
        for what in ("sheet", "queue", "opinions", "delegates", "minutes")
    }
    assert all(one["at"] > 0 for one in told.values())
    assert told["sheet"]["sheet"]["uncovered"] == ["y1"]
    assert [row["summary"] for row in told["opinions"]["rows"]] == ["Cấp nước"]
    assert [one["topic"] for one in told["queue"]["requests"]] == ["Đường"]
    assert [one["id"] for one in told["delegates"]["rolls"]] == ["hoi-truong", "an-phu", "don-dac"]
    assert told["minutes"]["minutes"]["frame"]["kind"]
    with pytest.raises(Refused) as no:
        await lead.get("/prints/secrets")
    assert no.value.code == "not_found"


async def test_two_who_print_at_once_have_two_numbers(service: Service) -> None:
    conference = await service.conference()
    chair, lead = await conference.enter("chair"), await conference.enter("secretary_lead")
    await chair.ask("NotePrinted", what="sheet", no=1)
    with pytest.raises(Refused) as no:
        await lead.ask("NotePrinted", what="sheet", no=1)
    assert no.value.code == "stale_version"
    await lead.until_seq(await lead.ask("NotePrinted", what="sheet", no=2))
    assert lead.view["conclusion"]["printed"] == {"sheet": 2}
