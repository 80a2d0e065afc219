"""Looking things up in the read tables. Fits `server.api.ports.Registers`."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.rooms import comparing, register
from server.rooms.opinions import FINISHED
from server.rooms.register import UNANSWERED, Held
from server.rooms.searching import Counted, Counts, Found, Search, Share
from server.rooms.session import Stage
from server.store import schema
from server.store.database import Database

HELD, OPINIONS = schema.held, schema.opinions
COLUMNS = [OPINIONS.c[name] for name in register.Row.__struct_fields__]
FACTS = [HELD.c[name] for name in Held.__struct_fields__]
Fields = tuple[Any, ...]


class Registers:
    """Every method raises Unavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(
        self, search: Search, first: int, limit: int, by_lead: bool = False
    ) -> tuple[int, list[Found]]:
        """How many rows there are, and `limit` of them from `first` on: the latest conference
        first, its rows in the register's order; the most urgent first where a day is asked for,
        `by_lead` those of each agency together."""
        wanted = self._wanted(search)
        by = [OPINIONS.c.lead] if by_lead else []
        by += [OPINIONS.c.due] if search.due_by or search.due_after else []
        order = (*by, OPINIONS.c.day.desc(), OPINIONS.c.room, OPINIONS.c.no)
        # Rows are wide: first the page's keys, from an index where that is enough, then its rows.
        keys = select(OPINIONS.c.room, OPINIONS.c.id, func.count().over().label("all"))
        page = keys.where(*wanted).order_by(*order).offset(first).limit(limit).subquery()
        same = and_(page.c.room == OPINIONS.c.room, page.c.id == OPINIONS.c.id)
        rows = _joined(page.c["all"]).join(page, same).order_by(*order)
        counting = select(func.count()).select_from(OPINIONS).where(*wanted)

        async def reading(connection: AsyncConnection) -> tuple[int, list[Found]]:
            found = [tuple(one) for one in await connection.execute(rows)]
            if found:
                return found[0][0], [_found(fields) for _, *fields in found]
            # A page after the last, or of no rows, cannot tell; an empty first one does.
            untold = first or not limit
            return (await connection.execute(counting)).scalar_one() if untold else 0, []

        return await self._database.read(reading)

    async def one(self, conference: str, opinion: str) -> Found | None:
        """A row of the register, or None."""
        query = _joined().where(OPINIONS.c.room == conference, OPINIONS.c.id == opinion)
        rows = await self._rows(query)
        return _found(rows[0]) if rows else None

    async def leads(self, search: Search) -> list[tuple[str, int]]:
        """Who leads what is looked for, in the order of `find` by lead, and how many rows each."""
        # SQLite would walk the index of the column itself, row by row, to save a short sort.
        lead = OPINIONS.c.lead.concat("").label("name")
        asked: list[ColumnElement[Any]] = [lead, func.count()]
        query = select(*asked).where(*self._wanted(search)).group_by(lead)
        return [(name, number) for name, number in await self._rows(query.order_by(lead))]

    async def choices(self, conference: str = "") -> dict[str, list[str]]:
        """What a filter can choose from, in all conferences or in one."""
        within = [OPINIONS.c.room == conference] if conference else []
        chosen: dict[str, list[str]] = {}
        for name, column in (("fields", OPINIONS.c.field), ("leads", OPINIONS.c.lead)):
            query = select(column).where(column != "", *within).distinct()
            chosen[name] = sorted(value for (value,) in await self._rows(query))
        return chosen

    async def held(self, since: str = "", until: str = "") -> list[tuple[str, Held]]:
        """Conferences that were held from `since` to `until` (days; "" is any), by id, in order."""
        query = select(HELD.c.room, *FACTS).where(HELD.c.stage != Stage.PLANNED.value)
        query = _between(query, HELD.c.day, since, until).order_by(HELD.c.day, HELD.c.room)
        return [(room, Held(*facts)) for room, *facts in await self._rows(query)]

    async def conference(self, id: str) -> Held | None:
        """What one conference counts for, whether it was held or is planned."""
        rows = await self._rows(select(*FACTS).where(HELD.c.room == id))
        return Held(*rows[0]) if rows else None

    async def counted(self, since: str, until: str, today: str) -> Counts:
        """Opinions of the conferences held from `since` to `until`, counted for the tables of a
        report, as it stands on `today`."""
        c = OPINIONS.c
        share = case(
            (and_(c.due != "", c.due < today), Share.OVERDUE.value),
            (c.answer.in_([one.value for one in UNANSWERED]), Share.OPEN.value),
            (and_(c.answer_by != "", c.answered_on > c.answer_by), Share.LATE.value),
            else_=Share.ON_TIME.value,
        ).label("share")
        was_held = select(HELD.c.room).where(HELD.c.stage != Stage.PLANNED.value)

        async def by(*columns: ColumnElement[str]) -> tuple[Counted, ...]:
            asked: list[ColumnElement[Any]] = [func.count(), *columns]
            query = select(*asked).where(c.room.in_(was_held)).group_by(*columns)
            query = _between(query, c.day, since, until)
            names = ("number", *(column.key or "" for column in columns))
            rows = await self._rows(query)
            return tuple(Counted(**dict(zip(names, row, strict=True))) for row in rows)

        return Counts(
            await by(c.level, c.field, c.authority),
            await by(c.answer, c.result, share),
            await by(c.lead, share),
        )

    async def _rows(self, query: Select[Any]) -> list[Fields]:
        async def reading(connection: AsyncConnection) -> list[Fields]:
            return [tuple(one) for one in await connection.execute(query)]

        return await self._database.read(reading)

    def _wanted(self, search: Search) -> list[ColumnElement[bool]]:
        c = OPINIONS.c
        wanted: list[ColumnElement[bool]] = [
            column.in_(chosen)
            for column, chosen in (
                (c.field, search.fields), (c.lead, search.leads),
                (c.answer, search.answers), (c.result, search.results),
            )
            if chosen
        ]  # fmt: skip
        exact = (
            (c.room, search.conference), (c.authority, search.authority), (c.point, search.point),
            (c.place, search.place),
        )  # fmt: skip
        wanted += [column == value for column, value in exact if value]
        if search.beyond is not None:
            wanted.append(c.beyond == search.beyond)
        if search.open is not None:
            done = [one.value for one in FINISHED]
            wanted.append(c.result.not_in(done) if search.open else c.result.in_(done))
        if search.pleas is not None:
            waits = or_(c.reported != "", c.time_until != "")
            wanted.append(waits if search.pleas else not_(waits))
        if search.due_by or search.due_after:
            wanted.append(c.due != "")
        bounds = (
            (search.due_by, c.due <= search.due_by),
            (search.due_after, c.due > search.due_after),
        )
        days = ((search.since, c.day >= search.since), (search.until, c.day <= search.until))
        wanted += [bound for asked, bound in (*bounds, *days) if asked]
        return wanted + [self._holds(word) for word in comparing.fold(search.text).split()]

    def _holds(self, word: str) -> ColumnElement[bool]:
        """LIKE would fold what is folded, and is several times slower."""
        marked = comparing.plain(word) != word
        place = func.strpos if self._database.postgres else func.instr
        return place(OPINIONS.c.folded if marked else OPINIONS.c.plain, word) > 0


def _joined(*more: ColumnElement[Any]) -> Select[Any]:
    with_title = OPINIONS.join(HELD, HELD.c.room == OPINIONS.c.room)
    return select(*more, OPINIONS.c.room, HELD.c.title, *COLUMNS).select_from(with_title)


def _found(fields: Sequence[Any]) -> Found:
    conference, title, *values = fields
    return Found(conference, title, register.Row(*values))


def _between(query: Select[Any], day: ColumnElement[str], since: str, until: str) -> Select[Any]:
    query = query.where(day >= since) if since else query
    return query.where(day <= until) if until else query
