"""Handing a speech in over HTTP, and trying a glossary entry."""

import io
import uuid
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest
from docx import Document

from server.rehearsal.link import Json, Link, Refused
from server.rooms.room import Entry, decide, replay
from server.rooms.transcript import RecordSegment, Word
from server.rooms.words import SYSTEM
from server.settings import Settings
from server.store.database import connect
from server.store.log import SqlLog
from tests.api.test_withdrawal import holders, until_gone
from tests.service import Conference, Service, in_process

FORM = "multipart/form-data"
TEXT = "Kính thưa hội nghị, xã Đôn Đạc có 1.205 hộ."


def docx(*paragraphs: str) -> bytes:
    document: Any = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


async def send(link: Link, path: str, **body: Any) -> tuple[int, Json]:
    """POST `path` of the link's conference."""
    url = f"{link.url}/api/conferences/{link.conference}{path}"
    headers = {"Authorization": f"Bearer {link.token}"} | body.pop("headers", {})
    async with link.http.post(url, headers=headers, **body) as answer:
        return answer.status, await answer.json(content_type=None)


async def upload(link: Link, data: bytes, name: str = "bai.docx") -> tuple[int, Json]:
    form = aiohttp.FormData()
    form.add_field("file", io.BytesIO(data), filename=name)
    return await send(link, "/prepared", data=form)


async def test_a_point_uploads_looks_and_hands_in(service: Service) -> None:
    conference = await service.conference()
    await conference.opened()
    point, other = (
        await conference.enter("point", "an-phu"),
        await conference.enter("point", "don-dac"),
    )
    secretary = await conference.enter("secretary")
    await point.ask("RaiseHand", point="an-phu")
    status, told = await upload(point, docx("Kính thưa hội nghị,", "xã Đôn Đạc có 1.205 hộ."))
    assert (status, told) == (200, {"text": TEXT.replace(", xã", ",\nxã"), "length": len(TEXT)})
    seq = await point.ask("HandInSpeech", request="r1", text=told["text"])
    await secretary.until_seq(seq)
    assert secretary.view["queue"]["requests"]["r1"]["prepared"] == len(TEXT)
    for link in (point, secretary):
        shown = msgspec.json.decode(await link.get("/prepared?request=r1"))
        assert shown["text"] == told["text"]
    with pytest.raises(Refused) as why:
        await other.get("/prepared?request=r1")
    assert why.value.code == "not_allowed"
    with pytest.raises(Refused) as why:
        await other.ask("TakeBackSpeech", request="r1")
    assert why.value.code == "not_allowed"
    await point.ask("TakeBackSpeech", request="r1")
    with pytest.raises(Refused) as why:
        await point.get("/prepared?request=r1")
    assert why.value.code == "not_found"


async def test_who_may_not_upload(service: Service) -> None:
    conference = await service.conference()
    for role, point in (("viewer", ""), ("technician", ""), ("chair", ""), ("hall", "")):
        status, told = await upload(await conference.enter(role, point), docx("x"))
        assert (status, told["code"]) == (403, "not_allowed")
    moderator = await conference.enter("moderator")
    moderator.token = "x"
    assert (await upload(moderator, docx("x")))[0] == 401


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"\xd0\xcf\x11\xe0", "not_a_speech"), (b"x" * 3_000_000, "speech_too_big"),
     (b"x" * 6_000_000, "speech_too_big"), (b"x" * 41_000, "speech_too_big")],
    ids=["old Word", "3 MB", "6 MB", "41,000 characters"],
)  # fmt: skip
async def test_a_file_that_is_refused(service: Service, data: bytes, code: str) -> None:
    moderator = await (await service.conference()).enter("moderator")
    status, told = await upload(moderator, data)
    assert (status, told["code"]) == (400, code)
    assert "{" not in told["message"]


async def test_a_form_that_is_none(service: Service) -> None:
    moderator = await (await service.conference()).enter("moderator")
    bodies: list[dict[str, Any]] = [
        {}, {"data": b"x"}, {"json": {}}, {"data": {"file": "text"}}, {"data": {"like": "x"}},
        {"data": b"--x\r\n\r\nbroken", "headers": {"Content-Type": f"{FORM}; boundary=x"}},
    ]  # fmt: skip
    for body in bodies:
        status, told = await send(moderator, "/prepared", **body)
        assert (status, told["code"]) == (400, "bad_field"), body


async def test_a_text_that_is_too_long_for_the_room_is_refused(service: Service) -> None:
    conference = await service.conference()
    moderator = await conference.opened()
    await moderator.ask("InviteNow", point="an-phu")
    await moderator.ask("HandInSpeech", turn="t1", text="đ" * 40_000)
    with pytest.raises(Refused) as why:
        await moderator.ask("HandInSpeech", turn="t1", text="đ" * 40_001)
    assert why.value.code == "bad_field"


async def test_a_paper_goes_with_what_is_withdrawn(tmp_path: Path) -> None:
    secret = "toạ độ kho đạn Đồi Ngang"
    async with in_process(tmp_path) as service:
        conference = await service.conference()
        moderator, chair = await conference.opened(), await conference.enter("chair")
        lead = await conference.enter("secretary_lead")
        seq = await moderator.ask("InviteNow", point="an-phu")
        await moderator.until_seq(seq)
        began = round(moderator.now())
        await moderator.ask("HandInSpeech", turn="t1", text=f"Bản cũ: {secret}")
        await moderator.ask("HandInSpeech", turn="t1", text=f"Bản mới: {secret}")
        assert holders(tmp_path, secret.encode())
        until = round(moderator.now()) + 1
        await chair.ask("WithdrawContent", since=began - 1000, until=until, reason="Mật")
        with pytest.raises(Refused) as why:
            await moderator.get("/prepared?turn=t1")
        assert why.value.code == "not_found"
        await lead.ask("ConfirmWithdrawal", withdrawal="w1")
        await until_gone(tmp_path, secret.encode())


# --- the glossary -----------------------------------------------------------------------------


async def hear(service: Service, conference: Conference, text: str) -> None:
    """As another node would write down what it heard."""
    database = connect(Settings(data_dir=service.folder).database)
    log = SqlLog(database)
    entries = await log.read(conference.id, 0)
    at = entries[-1].at + 1
    words = tuple(Word(word, at, at + 1, 0.9) for word in text.split())
    command = RecordSegment("t1", at, at + 1, text, words)
    events = decide(replay(entries), command, SYSTEM, at)
    entry = Entry(entries[-1].seq + 1, at, SYSTEM, str(uuid.uuid4()), "other", events)
    await log.append(conference.id, [entry])
    await database.close()


async def test_a_trial_shows_what_an_entry_would_do(service: Service) -> None:
    conference = await service.conference()
    moderator = await conference.opened()
    secretary = await conference.enter("secretary")
    await moderator.ask("InviteNow", point="an-phu")
    await hear(service, conference, "sau khi sát nhập thôn")
    await hear(service, conference, "việc xáp nhập chậm")
    await secretary.until(lambda: secretary.view["transcript"]["count"] == 2, "two segments")
    term = {"meant": "sáp nhập", "heard": ["sát nhập"]}
    status, told = await send(secretary, "/glossary/trial", json={"term": term})
    assert (status, told["count"]) == (200, 2)
    first, second = told["changes"]
    assert first == {
        "segment": "s1", "start": 2, "end": 4, "before": "sát nhập", "after": "sáp nhập",
        "confidence": 1.0, "written": True,
    }  # fmt: skip
    assert (second["segment"], second["before"], second["written"]) == ("s2", "xáp nhập", False)
    with pytest.raises(Refused):
        await secretary.ask("SetGlossary", terms=[term])
    lead = await conference.enter("secretary_lead")
    await lead.ask("SetGlossary", terms=[term])
    shown = msgspec.json.decode(await secretary.get("/glossary"))
    assert shown == {"terms": [term]}


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ({"meant": "khai mạc", "heard": ["mạc"]}, "bad_term"),
        ({"meant": " "}, "bad_term"),
        ({"meant": "sáp nhập", "unless": [""]}, "bad_term"),
        ({"meant": "x" * 201}, "bad_field"),
        ({"heard": []}, "bad_field"),
    ],
)
async def test_an_entry_that_cannot_be_used(service: Service, term: Json, code: str) -> None:
    lead = await (await service.conference()).enter("secretary_lead")
    status, told = await send(lead, "/glossary/trial", json={"term": term})
    assert (status, told["code"]) == (400, code)
    if code == "bad_term":
        with pytest.raises(Refused) as why:
            await lead.ask("SetGlossary", terms=[term])
        assert why.value.code == code
