"""Papers over HTTP: which there are, PDF, blanks, the office's own templates."""

import asyncio
import io
import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from server.api.pdf import WAITING, NoPdf, PdfBusy, PdfFailed, Printer
from server.documents.profiles import ND30
from server.documents.starter import starter
from tests.documents.office import need_office, texts
from tests.documents.test_templates import word
from tests.service import Conference, Service


@pytest.fixture
async def conference(service: Service) -> Conference:
    """One with an opinion that Sở Y tế leads."""
    conference = await service.conference()
    await conference.opened()
    secretary = await conference.enter("secretary")
    await secretary.ask("LogOpinion", text="Đề nghị sửa trạm y tế", summary="Đề nghị A.")
    await secretary.ask("AssignOpinion", opinion="y1", lead="Sở Y tế")
    return conference


async def ask(
    service: Service, path: str, token: str, method: str = "GET", data: bytes | None = None
) -> tuple[int, bytes, dict[str, str]]:
    headers = {"Authorization": f"Bearer {token}"}
    url = service.url + path
    async with service.http.request(method, url, headers=headers, data=data) as answer:
        return answer.status, await answer.read(), dict(answer.headers)


async def paper(conference: Conference, path: str) -> tuple[int, bytes, dict[str, str]]:
    token = await conference.token("secretary")
    return await ask(conference.service, f"/api/conferences/{conference.id}{path}", token)


async def told(conference: Conference, path: str) -> Any:
    status, body, _ = await paper(conference, path)
    assert status == 200, body
    return json.loads(body)


async def test_the_list_says_which_papers_there_are_and_for_whom(conference: Conference) -> None:
    listed = await told(conference, "/documents")
    by_kind = {one["kind"]: one for one in listed["papers"]}
    assert by_kind["assignments"] == {
        "kind": "assignments", "forms": ["docx", "pdf", "zip"], "of": "agency", "keys": ["Sở Y tế"],
    }  # fmt: skip
    assert by_kind["register"]["forms"] == ["xlsx", "json"]
    assert by_kind["transcript"]["forms"] == ["docx", "pdf", "json", "vtt", "srt"]
    for kind, one in by_kind.items():
        for form in one["forms"]:
            if form not in ("pdf", "zip"):
                key = f"?{one['of']}={one['keys'][0]}" if one["keys"] else ""
                if not one["of"] or one["keys"]:
                    status, body, headers = await paper(
                        conference, f"/documents/{kind}.{form}{key}"
                    )
                    assert (status, bool(body or form == "srt")) == (200, True), (kind, form)
                    assert headers["X-Content-Type-Options"] == "nosniff"
                    assert headers["Content-Disposition"].startswith("attachment; filename=")


async def test_a_letter_is_asked_for_by_its_agency(conference: Conference) -> None:
    status, body, headers = await paper(conference, "/documents/assignments.docx?agency=Sở Y tế")
    assert (status, "Kính gửi:  | Sở Y tế" in texts(body)) == (200, True)
    assert "cong-van-giao-nhiem-vu-so-y-te.docx" in headers["Content-Disposition"]
    status, body, _ = await paper(conference, "/documents/assignments.docx?agency=Sở X")
    assert (status, json.loads(body)["code"]) == (404, "unknown_id")
    status, body, _ = await paper(conference, "/documents/assignments.docx")
    assert (status, json.loads(body)["code"]) == (400, "empty_field")
    status, body, _ = await paper(conference, "/documents/assignments.zip")
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        assert parts.namelist() == ["01-cong-van-giao-nhiem-vu-so-y-te.docx"]


@pytest.mark.parametrize(
    "query",
    ["profile=nd31", "issuer=state&profile=dang-hd05", "issuer=x", "grouping=x", "began=-1"],
)
async def test_a_query_that_says_nothing_is_refused(conference: Conference, query: str) -> None:
    status, body, _ = await paper(conference, f"/documents/annex.docx?{query}")
    assert (status, json.loads(body)["code"]) == (400, "bad_field")


async def test_the_form_is_chosen_by_profile(conference: Conference) -> None:
    _, body, _ = await paper(conference, "/documents/notice.docx?profile=dang-hd05")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in "".join(texts(body))


async def test_blanks_are_told_before_printing(conference: Conference) -> None:
    blanks = (await told(conference, "/blanks"))["blanks"]
    where = {(one["paper"], one["field"], one["missing"]) for one in blanks}
    assert ("annex", "groups[].rows[].deadline", "chưa có thời hạn") in where
    assert ("notice", "frame.signature.title", "chưa có chức vụ người ký") in where


# --- PDF ----------------------------------------------------------------------------------------


def program(folder: Path, script: str) -> str:
    """An executable that stands for LibreOffice."""
    path = folder / "office"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


async def test_a_paper_becomes_a_pdf(conference: Conference) -> None:
    need_office()
    status, body, headers = await paper(conference, "/documents/minutes.pdf")
    assert (status, body[:5]) == (200, b"%PDF-")
    assert headers["Content-Type"] == "application/pdf"


async def test_without_libreoffice_the_answer_says_so(
    conference: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert (await told(conference, "/documents"))["pdf"] is False
    status, body, _ = await paper(conference, "/documents/minutes.pdf")
    problem = json.loads(body)
    assert (status, problem["code"]) == (503, "pdf_unavailable")
    assert "tệp Word" in problem["message"]


async def test_one_paper_at_a_time_and_no_endless_queue(tmp_path: Path) -> None:
    running = tmp_path / "running"
    script = f"""test -e {running} && touch {tmp_path}/twice
touch {running}; cp paper.docx paper.pdf; while test ! -e {tmp_path}/go; do sleep 0.02; done
rm {running}"""
    printer = Printer(program(tmp_path, script))
    with pytest.raises(NoPdf):
        await Printer(str(tmp_path / "nothing")).pdf(b"")
    waiting = [asyncio.create_task(printer.pdf(bytes([no]))) for no in range(WAITING + 1)]
    await asyncio.sleep(0)
    with pytest.raises(PdfBusy):
        await printer.pdf(b"x")
    (tmp_path / "go").touch()
    assert await asyncio.gather(*waiting) == [bytes([no]) for no in range(WAITING + 1)]
    assert not (tmp_path / "twice").exists()


async def test_a_paper_that_takes_too_long_is_given_up_with_all_it_started(tmp_path: Path) -> None:
    script = f"sleep 600 & echo $! > {tmp_path}/child; wait"
    with pytest.raises(PdfFailed):
        await Printer(program(tmp_path, script), limit=0.5).pdf(b"x")
    child = int((tmp_path / "child").read_text())
    for _ in range(200):
        if not alive(child):
            break
        await asyncio.sleep(0.01)
    assert not alive(child)


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def test_a_program_that_makes_nothing_is_a_failure_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    printer = Printer(program(tmp_path, "exit 1"))
    with pytest.raises(PdfFailed):
        await printer.pdf(b"x")
    assert names(tmp_path) == ["office"]


def names(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


# --- templates ----------------------------------------------------------------------------------


async def office(service: Service, path: str = "", method: str = "GET", data: bytes = b"") -> Any:
    token = (await service.admin()).token
    return await ask(service, f"/api/templates{path}", token, method, data or None)


async def test_an_office_hands_in_a_template_and_goes_back(conference: Conference) -> None:
    service = conference.service
    status, _, _ = await office(service, "/notice.docx", "PUT", word("THÔNG BÁO CỦA {{ ending }}"))
    assert status == 201
    _, body, _ = await paper(conference, "/documents/notice.docx")
    assert [line for line in texts(body) if line.startswith("THÔNG BÁO CỦA")]
    _, body, _ = await office(service)
    listed = {one["kind"]: one for one in json.loads(body)}
    assert (listed["notice"]["own"], listed["minutes"]["own"]) == (True, False)
    assert "points[].tasks[].lead" in listed["notice"]["fields"]
    assert (await office(service, "/notice.docx", "DELETE"))[0] == 200
    _, body, _ = await paper(conference, "/documents/notice.docx")
    assert "THÔNG BÁO" in texts(body)


async def test_a_template_to_begin_with_is_there_for_the_taking(service: Service) -> None:
    status, body, _ = await office(service, "/notice.docx")
    assert (status, body) == (200, starter("notice", ND30))
    assert (await office(service, "/notice.docx", "PUT", body))[0] == 201
    for wrong in ("/briefing.docx", "/x.docx", "/..%2fnotice.docx"):
        assert (await office(service, wrong))[0] == 404
    assert (await office(service, "/x.docx", "PUT", body))[0] == 404


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("{{ frame.tieu_de }}", "unknown_field", "frame.tieu_de"),
        ("{{ 7 * 7 }}", "template_code", "mã lệnh"),
        ("{{ frame.subject", "not_a_template", "Mẫu không dùng được"),
    ],
)
async def test_a_bad_template_is_refused_in_words(
    service: Service, text: str, code: str, said: str
) -> None:
    status, body, _ = await office(service, "/notice.docx", "PUT", word(text))
    problem = json.loads(body)
    assert (status, problem["code"]) == (400, code)
    assert said in problem["message"]
    assert not (service.folder / "templates" / "notice.docx").exists()


async def test_a_bad_file_in_the_folder_is_left_aside_and_told(conference: Conference) -> None:
    folder = conference.service.folder / "templates"
    folder.mkdir()
    (folder / "notice.docx").write_bytes(word("{{ nobody }}"))
    _, body, _ = await paper(conference, "/documents/notice.docx")
    assert "THÔNG BÁO" in texts(body)
    _, body, _ = await office(conference.service)
    (notice,) = [one for one in json.loads(body) if one["kind"] == "notice"]
    assert (notice["own"], notice["problem"]["code"]) == (False, "unknown_field")
    (folder / "notice.docx").write_bytes(word("Của Văn phòng"))
    _, body, _ = await paper(conference, "/documents/notice.docx")
    assert texts(body) == ["Của Văn phòng"]


async def test_only_administrators_of_the_house_touch_templates(conference: Conference) -> None:
    for role in ("secretary_lead", "chair", "point"):
        token = await conference.token(role, "an-phu" if role == "point" else "")
        for method in ("GET", "PUT", "DELETE"):
            path = "/api/templates/notice.docx"
            assert (await ask(conference.service, path, token, method))[0] == 403
