"""Who edits which segment is shown to the others, and forgotten when they fall silent."""

import asyncio
from typing import Any

import pytest

from server.live.editing import MOST, Editing, TooManyEditors

Json = dict[str, Any]


def told(**at: str) -> Json:
    return {"kind": "editing", "editing": at}


async def test_who_edits_is_shown_at_every_change_and_only_then() -> None:
    shown: list[Json] = []
    editing = Editing(shown.append)
    assert editing.edits("mai", "s1") == told(mai="s1")
    editing.edits("mai", "s1")
    editing.edits("hoa", "s2")
    editing.edits("mai", "s3")
    editing.left("mai")
    editing.left("mai")
    assert shown == [
        told(mai="s1"), told(mai="s1", hoa="s2"), told(hoa="s2", mai="s3"), told(hoa="s2"),
    ]  # fmt: skip
    editing.close()


async def test_looking_who_edits_changes_nothing() -> None:
    shown: list[Json] = []
    editing = Editing(shown.append)
    editing.edits("mai", "s1")
    assert editing.edits("hoa", "") == told(mai="s1")
    assert shown == [told(mai="s1")]
    editing.close()


async def test_a_silent_editor_is_forgotten_and_one_who_says_so_again_is_not() -> None:
    gone = asyncio.Event()

    def show(hint: Json) -> None:
        if hint == told(hoa="s2"):
            gone.set()

    editing = Editing(show, lease=0.2)
    editing.edits("mai", "s1")
    editing.edits("hoa", "s2")

    async def types_on() -> None:
        while True:
            await asyncio.sleep(0.05)
            editing.edits("hoa", "s2")

    typing = asyncio.create_task(types_on())
    await asyncio.wait_for(gone.wait(), 5)
    typing.cancel()
    editing.close()


async def test_two_may_edit_one_segment() -> None:
    editing = Editing(lambda hint: None)
    editing.edits("mai", "s1")
    assert editing.edits("hoa", "s1") == told(mai="s1", hoa="s1")
    editing.close()


async def test_editors_are_bounded() -> None:
    editing = Editing(lambda hint: None)
    for n in range(MOST):
        editing.edits(f"thu-ky-{n}", "s1")
    with pytest.raises(TooManyEditors):
        editing.edits("mai", "s1")
    assert editing.edits("mai", "")["editing"].keys().isdisjoint({"mai"})
    editing.close()
