"""What does not fit together before the conclusion is printed (day.md D20). Lists, never blocks."""

from collections.abc import Iterator
from enum import StrEnum

from server.rooms.conclusion import Conclusion, Task
from server.rooms.coverage import stands
from server.rooms.opinions import FINISHED, Answer, Opinion, Opinions, Result, committed
from server.rooms.words import Struct


class FindingKind(StrEnum):
    DATES = "dates"
    """A date given for the opinion is not the task's."""
    NO_TASK = "no_task"
    """Something was promised, and no task says who does it."""
    NO_DUE = "no_due"
    NO_LEAD = "no_lead"
    UNANSWERED = "unanswered"


class Finding(Struct, frozen=True):
    """About `opinion`, or the `task`-th task (from 0) of `point`, or both. `given` are the dates of
    the opinion that are not `due`."""

    kind: FindingKind
    opinion: str = ""
    point: str = ""
    task: int = 0
    due: str = ""
    given: tuple[str, ...] = ()


Place = tuple[str, int, Task]
"""A point, which of its tasks, and that task."""


def findings(conclusion: Conclusion, register: Opinions) -> tuple[Finding, ...]:
    """Everything that a person should look at: dates first, then promises, tasks, answers."""
    tasks = [
        (id, at, task) for id in conclusion.order
        for at, task in enumerate(conclusion.points[id].tasks)
    ]  # fmt: skip
    rows = [register.rows[id] for id in register.order]
    return (
        *_dates(tasks, register),
        *_promises(conclusion, rows, tasks),
        *_tasks(tasks),
        *(Finding(FindingKind.UNANSWERED, row.id) for row in rows if unanswered(row)),
    )


def _dates(tasks: list[Place], register: Opinions) -> Iterator[Finding]:
    for point, at, task in tasks:
        for id in task.opinions if task.due else ():
            if given := against(register.rows[id], task.due):
                yield Finding(FindingKind.DATES, id, point, at, task.due, given)


def against(row: Opinion, due: str) -> tuple[str, ...]:
    """The dates given for the opinion that do not fit a task due on `due`. When it will be answered
    is another promise than when it will be resolved: it must fit only where it is the only one,
    or if it came later than the work itself."""
    if not row.resolve_by:
        return (row.answer_by,) if row.answer_by not in ("", due) else ()
    late = (row.answer_by,) if row.answer_by > due else ()
    return (*late, *((row.resolve_by,) if row.resolve_by != due else ()))


def _promises(conclusion: Conclusion, rows: list[Opinion], tasks: list[Place]) -> Iterator[Finding]:
    given = {id for _, _, task in tasks for id in task.opinions} | set(conclusion.excluded)
    given |= {id for row in rows if row.id in given for id in (row.into,) if id}
    for row in rows:
        if row.id not in given and stands(row) and row.result not in FINISHED and committed(row):
            yield Finding(FindingKind.NO_TASK, row.id)


def _tasks(tasks: list[Place]) -> Iterator[Finding]:
    for point, at, task in tasks:
        if not task.due:
            yield Finding(FindingKind.NO_DUE, point=point, task=at)
        if not task.lead.strip():
            yield Finding(FindingKind.NO_LEAD, point=point, task=at)


def unanswered(row: Opinion) -> bool:
    """Nobody has answered, and it went to nobody who will."""
    over = FINISHED | {Result.FORWARDED}
    return stands(row) and row.answer is Answer.NONE and row.result not in over
