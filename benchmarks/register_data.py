"""A house with years of conferences: what the register's speed is measured on."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from server.live.ports import Step
from server.rooms.agencies import Agency
from server.rooms.answering import AnswerOpinion
from server.rooms.entering import LogOpinion
from server.rooms.followup import AssignOpinion, ResolveOpinion
from server.rooms.office import OFFICE, SetAgency
from server.rooms.opinions import Answer, Paper, Result
from server.rooms.plan import Field, Level, Person, Plan, PointPlan
from server.rooms.points import CheckIn
from server.rooms.room import Command, Entry, Room, decide, evolve
from server.rooms.session import CloseConference, OpenConference, SetUpConference
from server.rooms.words import Actor, Role
from server.rooms.workdays import local_day
from server.store.conferences import Conferences
from server.store.database import Database
from server.store.log import SqlLog

SCENARIO: Final = Path(__file__).parent.parent / "server/rehearsal/demo/scenario.json"
AGENCIES: Final = tuple(f"Sở số {no}" for no in range(1, 21))
TOLD: Final = json.loads(SCENARIO.read_text())
NAMES: Final = tuple(one["name"] for one in TOLD["plan"]["points"])
FIELDS: Final = tuple(Field(one["code"], one["name"]) for one in TOLD["plan"]["fields"])
SAID: Final = tuple(f"{one['topic']} {one['summary']}".split() for one in TOLD["interventions"])
DAY_MS: Final = 86_400_000
START: Final = 1_577_836_800_000
"""1 January 2020."""
BY: Final = {role: Actor(role, role) for role in (Role.ADMIN, Role.CHAIR, Role.SECRETARY_LEAD)}
LEAD: Final = BY[Role.SECRETARY_LEAD]


class Story:
    """One room, written command by command."""

    def __init__(self, at: int) -> None:
        self.room, self.at = Room(), at
        self.entries: list[Entry] = []

    def ask(self, command: Command, actor: Actor) -> None:
        self.at += 1000
        events = decide(self.room, command, actor, self.at)
        for event in events:
            self.room = evolve(self.room, event)
        seq = len(self.entries) + 1
        self.entries.append(Entry(seq, self.at, actor, f"c{seq}", "b" * 32, events))


async def fill(database: Database, conferences: int, opinions: int) -> list[str]:
    """Write that many conferences with that many opinions each; their ids. The same every time."""
    log, listed = SqlLog(database), Conferences(database)
    office = Story(START)
    for rank, name in enumerate(AGENCIES):
        office.ask(SetAgency(Agency(f"a{rank}", name, rank=rank)), BY[Role.ADMIN])
    await log.append(OFFICE, office.entries, Step(Room(), office.room))
    dice, ids = random.Random(7), []
    for no in range(conferences):
        story = _conference(dice, no, conferences, opinions)
        ids.append(f"h{no:03}")
        await log.append(ids[-1], story.entries, Step(Room(), story.room))
        plan = story.room.session.plan
        await listed.add(ids[-1], plan.title, plan.kind, story.at)
    return ids


def _conference(dice: random.Random, no: int, of: int, opinions: int) -> Story:
    day = START + no * 6 * 365 * DAY_MS // of
    story = Story(day)
    plan = Plan(
        title=f"Hội nghị đối thoại số {no}", date=_iso(day), level=Level.PROVINCE,
        points=tuple(PointPlan(f"d{at}", name) for at, name in enumerate(NAMES[:50])),
        fields=FIELDS, agencies=AGENCIES,
    )  # fmt: skip
    story.ask(SetUpConference(plan), BY[Role.ADMIN])
    story.ask(OpenConference(), BY[Role.CHAIR])
    for point in plan.points[:10]:
        story.ask(CheckIn(point.id, dice.randrange(5, 40)), BY[Role.CHAIR])
    for command in _opinions(dice, plan, day, opinions):
        story.ask(command, LEAD)
    story.ask(CloseConference(), BY[Role.CHAIR])
    return story


def _opinions(dice: random.Random, plan: Plan, day: int, number: int) -> Iterator[Command]:
    for no in range(1, number + 1):
        said = dice.choice(SAID)
        at = dice.randrange(max(1, len(said) - 40))
        yield LogOpinion(
            text=" ".join(said), summary=f"Đề nghị {' '.join(said[at : at + 40])}",
            point=dice.choice(plan.points).id, speaker=Person(f"Nguyễn Văn {no}", unit="Thôn 3"),
            field=dice.choice(plan.fields).code, authority=dice.choice(list(Level)),
        )  # fmt: skip
        by = _iso(day + dice.randrange(10, 400) * DAY_MS)
        yield AssignOpinion(f"y{no}", dice.choice(AGENCIES), (), by, by)
        if dice.random() < 0.6:
            paper = Paper(f"{no}/SXD-KH", by)
            yield AnswerOpinion(f"y{no}", Answer.WRITTEN, text="Đã trả lời", paper=paper)
        if dice.random() < 0.4:
            yield ResolveOpinion(f"y{no}", 0, Result.RESOLVED, "Đã làm xong")


def _iso(at: int) -> str:
    return local_day(at, 420)
