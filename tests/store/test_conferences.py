import pytest

from server.rooms.plan import Kind
from server.store.conferences import Conference, Conferences
from server.store.database import Database
from server.store.errors import ConferenceExists


async def test_conferences_are_listed_the_oldest_first(database: Database) -> None:
    conferences = Conferences(database)
    assert await conferences.all() == []
    await conferences.add("h2", "Diễn tập", Kind.REHEARSAL, 20)
    await conferences.add("h1", "Hội nghị đối thoại", Kind.REAL, 10)
    assert await conferences.all() == [
        Conference("h1", "Hội nghị đối thoại", Kind.REAL, 10),
        Conference("h2", "Diễn tập", Kind.REHEARSAL, 20),
    ]


async def test_a_conference_is_added_once(database: Database) -> None:
    conferences = Conferences(database)
    await conferences.add("h1", "Hội nghị", Kind.REAL, 10)
    with pytest.raises(ConferenceExists):
        await conferences.add("h1", "Hội nghị khác", Kind.REAL, 11)
    assert len(await conferences.all()) == 1
