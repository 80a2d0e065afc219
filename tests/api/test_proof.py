"""*Phiếu đối chiếu*: what it holds, that it is verified without us, and that one byte is enough."""

import asyncio
import io
import shutil
import subprocess
import sys
import wave
import zipfile
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from docx import Document

from server.documents import verify
from server.documents.verify import Changed
from server.live.ports import Unavailable
from server.rehearsal.link import Json, Link, Refused
from server.store.accesses import Accesses
from tests.service import Conference, Service

HEARD, EDITED, CORRECTED = "Đường hỏng", "Đường liên xã hỏng", "Đường liên xã hỏng nặng"
LATER = "Lời của lượt sau"
PAPER = "phieu-doi-chieu.docx"


class Disputed:
    """t1 with a second of sound; its line was edited, verified, locked and corrected. Then t2."""

    def __init__(self, conference: Conference) -> None:
        self.conference = conference

    async def speak(self) -> None:
        moderator = await self.conference.opened(recording=True)
        self.moderator = moderator
        technician = await self.conference.enter("technician")
        self.secretary = await self.conference.enter("secretary")
        self.lead = lead = await self.conference.enter("secretary_lead")
        # Before the turn: the pre-roll, perhaps somebody else's.
        began = round(moderator.now())
        await self._sound(technician, "before", began, 40)
        await asyncio.sleep((began + 500 - moderator.now()) / 1000)  # it was spoken by then
        await moderator.until_seq(await moderator.ask("InviteNow", point="an-phu", source="venue"))
        await lead.ask("TakeSeat", name="Hoa Mai")
        await self._sound(technician, "mic", round(moderator.now()), 70)
        await self.secretary.ask("WriteSegment", turn="t1", text=HEARD)
        await self.secretary.ask("EditSegment", segment="s1", version=1, text=EDITED)
        await self.secretary.ask("VerifySegment", segment="s1", version=2)
        await lead.ask("LockTurn", turn="t1")
        await lead.ask(
            "CorrectSegment", segment="s1", version=2, text=CORRECTED, reason="Nghe lại băng"
        )
        await moderator.ask("EndFloor", turn="t1")
        await moderator.ask("InviteNow", point="don-dac")
        seq = await self.secretary.ask("WriteSegment", turn="t2", text=LATER)
        await lead.until_seq(seq)

    async def _sound(self, link: Link, stream: str, began: int, level: int) -> None:
        """Half a second of samples that all are `level`."""
        for n in range(5):
            told: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
            meta = {"source": "venue", "stream": stream, "n": n, "began": began, "oldest": 0}
            await link.send_sound(meta, bytes([level, 0]) * 1600, told.set_result)
            assert (await told)["have"] == n

    async def unpacked(self, folder: Path) -> Path:
        body = await self.lead.get("/turns/t1/proof.zip")
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            packed.extractall(folder)
        return folder


@pytest.fixture
async def disputed(service: Service, monkeypatch: pytest.MonkeyPatch) -> Disputed:
    monkeypatch.setattr(shutil, "which", lambda program: None)  # without LibreOffice: quicker
    disputed = Disputed(await service.conference())
    await disputed.speak()
    return disputed


def run(folder: Path, script: Path | None = None) -> tuple[int, str]:
    """What the script says, with no package of ours within its reach."""
    asked = [sys.executable, "-I", "-S", str(script or folder / "verify.py"), str(folder)]
    ran = subprocess.run(asked, capture_output=True, timeout=60, cwd=folder, check=False)
    return ran.returncode, ran.stdout.decode()


async def test_a_proof_is_verified_without_the_service(disputed: Disputed, tmp_path: Path) -> None:
    folder = await disputed.unpacked(tmp_path / "proof")
    code, said = await asyncio.to_thread(run, folder)
    assert code == 0, said
    for text in (HEARD, EDITED, CORRECTED, "SegmentVerified", "SegmentsLocked", "ĐÚNG"):
        assert text in said
    assert LATER not in said
    manifest = msgspec.json.decode((folder / "manifest.json").read_bytes())
    assert manifest["tip"] in said
    paper = "\n".join(_texts(folder / PAPER))
    digest = manifest["files"]["am-thanh.wav"]["sha256"]
    told = (HEARD, EDITED, CORRECTED, "Hoa Mai", "Nghe lại băng", "Chốt", digest)
    for text in (*told, manifest["tip"]):
        assert text in paper
    assert LATER not in paper


def _texts(path: Path) -> list[str]:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


async def test_words_of_other_turns_are_not_in_it(disputed: Disputed, tmp_path: Path) -> None:
    folder = await disputed.unpacked(tmp_path / "proof")
    everything = b"".join(path.read_bytes() for path in folder.iterdir())
    assert HEARD.encode() in everything and LATER.encode() not in everything


async def test_only_the_sound_of_the_turn_is_in_it(disputed: Disputed, tmp_path: Path) -> None:
    folder = await disputed.unpacked(tmp_path / "proof")
    whole = _samples(io.BytesIO(await disputed.secretary.get("/turns/t1/sound")))
    assert {40, 70} <= whole  # as it is listened to: with the seconds before
    clip = _samples(io.BytesIO((folder / "am-thanh.wav").read_bytes()))
    assert 70 in clip and 40 not in clip


def _samples(sound: io.BytesIO) -> set[int]:
    with wave.open(sound) as clip:
        return set(clip.readframes(clip.getnframes())[::2])


async def test_one_byte_that_was_changed_is_found(disputed: Disputed, tmp_path: Path) -> None:
    folder = await disputed.unpacked(tmp_path / "proof")
    verify.verify(folder)
    for path in sorted(folder.iterdir()):
        whole = path.read_bytes()
        for place in range(0, len(whole), max(1, len(whole) // 25)):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            with pytest.raises(Changed):
                verify.verify(folder)
        path.write_bytes(whole)
    verify.verify(folder)


async def test_the_script_itself_says_what_is_wrong(disputed: Disputed, tmp_path: Path) -> None:
    folder = await disputed.unpacked(tmp_path / "proof")
    sound = folder / "am-thanh.wav"
    sound.write_bytes(sound.read_bytes()[:-1] + b"\xff")
    code, said = await asyncio.to_thread(run, folder)
    assert (code, said.startswith("SAI: am-thanh.wav")) == (1, True)
    sound.unlink()
    assert (await asyncio.to_thread(run, folder))[0] == 1


async def test_an_entry_that_is_left_out_or_a_text_that_is_another_breaks_the_chain(
    disputed: Disputed, tmp_path: Path
) -> None:
    """Even where somebody sealed the manifest anew."""
    folder = await disputed.unpacked(tmp_path / "proof")
    for name, edit in (
        ("entries.jsonl", lambda text: "\n".join(text.split("\n")[:3] + text.split("\n")[4:])),
        ("entries.jsonl", lambda text: "\n".join(text.split("\n")[:-2])),
        ("contents.jsonl", lambda text: text.replace(EDITED, "Đường liên xã rất tốt")),
    ):
        whole, sealed = (folder / name).read_text(), (folder / "manifest.json").read_text()
        assert edit(whole) != whole
        (folder / name).write_text(edit(whole))
        _seal_anew(folder, name)
        with pytest.raises(Changed, match="nhật ký"):
            verify.verify(folder)
        (folder / name).write_text(whole)
        (folder / "manifest.json").write_text(sealed)


def _seal_anew(folder: Path, name: str) -> None:
    manifest = msgspec.json.decode((folder / "manifest.json").read_bytes())
    body = (folder / name).read_bytes()
    digest = sha256(body).hexdigest()
    manifest["files"][name] = {"size": len(body), "sha256": digest}
    manifest["seal"] = verify.sealed(manifest)
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))


async def test_what_is_about_to_be_withdrawn_leaves_by_no_proof(
    disputed: Disputed, tmp_path: Path
) -> None:
    began = disputed.lead.view["floor"]["turns"]["t1"]["spans"][0]
    chair = await disputed.conference.enter("chair")
    seq = await chair.ask("WithdrawContent", since=began[0], until=began[1], reason="mật")
    await disputed.lead.until_seq(seq)
    folder = await disputed.unpacked(tmp_path / "proof")
    everything = b"".join(path.read_bytes() for path in folder.iterdir())
    assert HEARD.encode() not in everything and CORRECTED.encode() not in everything
    assert HEARD not in "\n".join(_texts(folder / PAPER))
    assert not (folder / "am-thanh.wav").exists()
    assert (await asyncio.to_thread(run, folder))[0] == 0


async def test_of_a_denunciation_there_is_no_proof(disputed: Disputed) -> None:
    await disputed.moderator.ask("DivertRequest", matter="denunciation", turn="t1")
    with pytest.raises(Refused) as why:
        await disputed.lead.get("/turns/t1/proof.docx")
    assert why.value.code == "diverted"


@pytest.mark.parametrize(
    ("path", "code"), [("x/proof.docx", "unknown_id"), ("t1/proof.exe", "not_found")]
)
async def test_there_must_be_such_a_turn_and_such_a_form(
    disputed: Disputed, path: str, code: str
) -> None:
    with pytest.raises(Refused) as why:
        await disputed.lead.get(f"/turns/{path}")
    assert why.value.code == code
    with pytest.raises(Refused) as why:
        await disputed.secretary.get("/turns/t1/proof.zip")
    assert why.value.code == "not_allowed"


async def test_who_listened_and_who_took_out_is_written_down(disputed: Disputed) -> None:
    await disputed.secretary.get("/turns/t1/sound")
    await disputed.secretary.get("/turns/t1/sound")
    await disputed.lead.get("/turns/t1/proof.docx")
    with pytest.raises(Refused):
        await disputed.secretary.get("/turns/t1/proof.docx")
    told = msgspec.json.decode(await disputed.lead.get("/accesses"))
    seen = [(one["what"], one["subject"], one["role"]) for one in told]
    assert seen == [("proof", "t1.docx", "secretary_lead"), ("sound", "t1", "secretary")]
    assert told[0]["actor"] == disputed.lead.mine["me"]
    assert msgspec.json.decode(await disputed.lead.get(f"/accesses?before={told[1]['at']}")) == []
    with pytest.raises(Refused) as why:
        await disputed.secretary.get("/accesses")
    assert why.value.code == "not_allowed"


async def test_a_whole_conference_taken_out_is_written_down(
    disputed: Disputed, service: Service
) -> None:
    admin = await service.admin()
    admin.conference = disputed.conference.id
    assert (await admin.get("/archive"))[:2] == b"PK"
    told = msgspec.json.decode(await admin.get("/accesses"))
    assert [(one["what"], one["role"]) for one in told] == [("archive", "admin")]


@pytest.mark.parametrize("path", ["/turns/t1/sound", "/archive"])
async def test_nothing_goes_out_that_cannot_be_written_down(
    disputed: Disputed, service: Service, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    async def away(*_: object) -> None:
        raise Unavailable

    monkeypatch.setattr(Accesses, "note", away)
    admin = await service.admin()
    admin.conference = disputed.conference.id
    with pytest.raises(Refused) as why:
        await admin.get(path)
    assert why.value.code == "unavailable"
