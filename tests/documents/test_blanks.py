"""*Kiểm tra trước khi in*: it lists what would be seen as a gap on paper, all of it."""

import re

import pytest
from msgspec.structs import replace

from server.documents import papers
from server.documents.blanks import Blank, blanks
from server.rooms.conclusion import ConclusionPointSet, Task
from server.rooms.plan import Person
from server.rooms.room import Room
from tests.documents import given

GAP = re.compile(r"\[(chưa [^\]]*)\]", re.IGNORECASE)


QUIET = {
    "chưa có thời hạn", "chưa có cơ quan chủ trì", "chưa có lĩnh vực", "chưa có thẩm quyền",
}  # fmt: skip
"""What leaves an empty cell, or a task's sentence without its end."""


def of(room: Room, paper: str) -> list[Blank]:
    return [blank for blank in blanks(room, given.AT) if blank.paper == paper]


def test_a_blank_names_paper_field_and_row() -> None:
    room = given.small(given.logged(1), given.logged(2, summary="Đề nghị A."))
    found = of(room, "annex")
    assert Blank("annex", "", "groups[].rows[].summary", "YK001", "chưa có tóm tắt") in found
    assert not [one for one in found if one.row == "YK002" and "summary" in one.field]


def test_a_task_without_agency_or_deadline_is_listed_under_its_point() -> None:
    point = ConclusionPointSet("k1", 1, "Đất đai", "", (Task("Rà soát", ""),))
    found = of(given.small(point), "notice")
    assert (
        Blank("notice", "", "points[].tasks[].lead", "Đất đai", "chưa có cơ quan chủ trì") in found
    )
    assert Blank("notice", "", "points[].tasks[].due", "Đất đai", "chưa có thời hạn") in found


@pytest.mark.parametrize("kind", papers.KINDS)
def test_every_gap_on_paper_is_listed_and_nothing_else(kind: str) -> None:
    """What `blanks` finds in the text is what a reader finds in the file."""
    room = given.small(
        given.logged(1, authority="province"), *given.speech("t1", given.comrade()),
        given.logged(2, "t1"), ConclusionPointSet("k1", 1, "Việc", "", (Task("", ""),)),
    )  # fmt: skip
    found = of(room, kind)
    keys = papers.KINDS[kind].keys
    for key in keys(room) if keys else [""]:
        told = "\n".join(given.lines(room, kind, key=key))
        printed = {gap.lower() for gap in GAP.findall(told)}
        listed = {one.missing for one in found if one.key == key}
        assert printed <= listed, "a gap is on paper, and not in the list"
        assert listed - printed <= QUIET, "listed, and not to be seen"


def test_a_filled_in_conference_has_fewer_blanks() -> None:
    room = given.demo()
    before = of(room, "notice")
    people = replace(room.session.people, signers=given.SIGNERS)
    assert not before, before
    nobody = replace(people, signers=replace(given.SIGNERS, state=Person()))
    without = replace(room, session=replace(room.session, people=nobody))
    assert {one.missing for one in of(without, "notice")} == {
        "chưa có chức vụ người ký", "chưa có họ tên",
    }  # fmt: skip
    assert {one.field for one in of(without, "notice")} == {
        "frame.signature.title", "frame.signature.name",
    }  # fmt: skip


def test_looking_changes_nothing_and_is_the_same_twice() -> None:
    room = given.demo()
    assert blanks(room, given.AT) == blanks(room, given.AT)
