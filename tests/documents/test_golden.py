"""What every paper of the demo conference says, in the State's form and in the Party's."""

import os
from pathlib import Path

import pytest

from server.documents.papers import KINDS
from tests.documents import given
from tests.documents.office import texts

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("profile", ["nd30", "dang-hd05"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_of_the_demo_conference_says_this(kind: str, profile: str) -> None:
    """After a wanted change: WRITE_GOLDEN=1 pytest tests/documents, and read the difference."""
    room = given.demo(spoken=kind == "transcript")
    paper = given.made(room, kind, profile=profile, key=given.key(room, kind))
    text = "\n".join(texts(paper)) + "\n"
    golden = GOLDEN / f"{kind}.{profile}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
