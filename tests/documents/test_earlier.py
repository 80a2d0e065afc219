"""Conferences of earlier releases print too: what they do not know is a gap, never an error."""

from pathlib import Path

import pytest

from server.documents import papers
from server.documents.blanks import blanks
from server.documents.papers import KINDS, PLAIN
from server.documents.profiles import PROFILES
from server.rooms.room import Room, concealed, replay
from tests.documents import given
from tests.rooms.test_golden import LOGS, read


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.stem)
def test_every_paper_of_an_earlier_releases_conference_prints(log: Path) -> None:
    room = concealed(replay(read(log)))
    for kind, form in KINDS.items():
        for profile in PROFILES:
            keys = form.keys(room) if form.keys else [""]
            for key in keys[:1]:
                assert given.lines(room, kind, profile=profile, key=key)
    for kind, suffix in PLAIN:
        assert given.made(room, kind, suffix)
    assert blanks(room, given.AT)


def test_every_paper_of_a_conference_where_nothing_happened_prints() -> None:
    for kind, form in KINDS.items():
        if not form.keys:
            assert given.lines(Room(), kind)
    for kind, suffix in PLAIN:
        if suffix != "srt":
            assert given.made(Room(), kind, suffix)
    assert not [key for form in papers.KINDS.values() if form.keys for key in form.keys(Room())]
