"""What its point says of an opinion's summary (day.md D18)."""

from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from server.rooms import opinions, points, words
from server.rooms.opinions import Feedback, Opinions, Verdict, current
from server.rooms.words import BESIDE, Actor, Empty, Id, Millis, Page, Refused


class GiveFeedback(words.Command, frozen=True):
    """Đúng ý, or Đề nghị sửa with what is to be put right: by the point that the opinion is of."""

    opinion: Id
    version: Annotated[int, Meta(ge=1)]
    verdict: Verdict
    text: Page = ""


Command = GiveFeedback


class FeedbackGiven(words.Event, frozen=True):
    opinion: str
    verdict: Verdict
    at: Millis
    text: Annotated[str, Meta(extra=BESIDE)] = ""


Event = FeedbackGiven


class NothingToCheck(Refused):
    """The opinion has no summary yet that its point could check. Fields: `opinion`."""

    code = "nothing_to_check"


def decide(register: Opinions, command: Command, actor: Actor, at: Millis) -> tuple[Event, ...]:
    row = current(register, command.opinion, command.version)
    points.own(actor, row.point)
    if not row.summary:
        raise NothingToCheck(opinion=row.id)
    text = command.text.strip()
    if command.verdict is Verdict.AMEND and not text:
        raise Empty(field="text")
    said = row.feedback and (row.feedback.verdict, row.feedback.text)
    return () if said == (command.verdict, text) else (
        FeedbackGiven(row.id, command.verdict, at, text),
    )  # fmt: skip


def evolve(register: Opinions, event: Event) -> Opinions:
    said = Feedback(event.verdict, event.at, event.text)
    return opinions.put(register, replace(register.rows[event.opinion], feedback=said))
