"""One intervention: a request is called, speaks, is disturbed and answered, and is registered."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from server.rehearsal import speech
from server.rehearsal.cast import VENUE
from server.rehearsal.link import Json, Link
from server.rehearsal.microphone import Microphone
from server.rehearsal.run import ENDING, Run

LINE_LOST: Final = 7.0
"""Longer than the service's grace of 5 s, so that the loss becomes an entry."""


async def intervention(run: Run, number: int, one: Json) -> None:
    words = speech.load(one["speech"])
    turn, microphone = await _call(run, one)
    run.say(f"{turn}: {one['speaker']['name']}, {one['speaker']['unit']} ({words.seconds:.0f} s)")
    speaking = asyncio.create_task(run.play(turn, words, microphone), name="speech")
    if number in DURING:
        await asyncio.sleep(min(6.0, words.seconds / 3))  # into the speech
        await DURING[number](run, one, turn, microphone)
    await speaking
    await run.cast.moderator.ask("EndFloor", turn=turn)
    if microphone is not run.cast.mixer:
        await microphone.close()
    reply = await _reply(run, one, turn) if number < 2 else ""
    await _log_opinion(run, number, one, turn, reply)


async def _call(run: Run, one: Json) -> tuple[str, Microphone]:
    """Call the request; the point reports ready and has the floor."""
    moderator, point = run.cast.moderator, run.cast.points[one["point"]]
    request = run.requests[one["opinion"]]
    called = await run.measured(moderator, "CallSpeaker", request=request)
    await moderator.until_seq(called)
    turn = str(moderator.view["floor"]["coming"][-1])
    own = moderator.view["floor"]["turns"][turn].get("source", "venue") != "venue"
    taker = moderator if one["point"] == VENUE else point
    seq = await run.measured(taker, "TakeFloor", turn=turn)
    await moderator.until_seq(seq)
    run.expect(moderator.view["floor"].get("speaking") == turn, f"{turn} speaks")
    if not own:
        return turn, run.cast.mixer
    microphone = Microphone(point, one["point"])
    microphone.open()
    return turn, microphone


async def _waiting_point_lost(run: Run, one: Json, turn: str, microphone: Microphone) -> None:
    """A waiting point loses its line: its hand stays, its place too."""
    moderator = run.cast.moderator
    waiting = next(
        r for r in moderator.view["queue"]["requests"].values()
        if r["point"] not in (VENUE, one["point"])
    )  # fmt: skip
    link = run.cast.points[waiting["point"]]
    await link.drop()
    await _until_link(run, waiting["point"], "lost")
    kept = waiting["id"] in moderator.view["queue"]["order"]
    run.expect(kept, "a lost point keeps its hand")
    await link.connect()
    await _until_link(run, waiting["point"], "here")
    mine = waiting["id"] in link.mine.get("order", [])
    run.expect(mine, "a returned point sees its receipt")


async def _until_link(run: Run, point: str, state: str) -> None:
    moderator = run.cast.moderator
    await moderator.until(
        lambda: moderator.view["points"][point]["link"] == state,
        f"{point} {state}",
        LINE_LOST + 5,
    )


async def _interrupted(run: Run, one: Json, turn: str, microphone: Microphone) -> None:
    """The chair takes the floor for a reply, and gives it back with the time that was left."""
    moderator, chair = run.cast.moderator, run.told["people"]["chairs"][0]
    microphone.hold(True)
    seq = await moderator.ask("ChairSpeaks", point=VENUE, speaker=chair)
    above = await run.speaking(seq)
    words = speech.load("chutri1")
    run.spoken.append((above, words, run.cast.mixer))
    await run.cast.mixer.interject(words.pcm)
    await asyncio.sleep(ENDING)
    seq = await moderator.ask("EndFloor", turn=above)
    run.expect(await run.speaking(seq) == turn, "the floor goes back to the interrupted")
    microphone.hold(False)


async def _line_lost(run: Run, one: Json, turn: str, microphone: Microphone) -> None:
    """The speaking point's socket goes: the floor does not move, no sound is lost."""
    link, moderator = run.cast.points[one["point"]], run.cast.moderator
    await link.drop()
    await _until_link(run, one["point"], "lost")
    run.expect(moderator.view["floor"].get("speaking") == turn, "a lost line keeps the floor")
    await link.connect()


DURING: Final[dict[int, Callable[[Run, Json, str, Microphone], Awaitable[None]]]] = {
    0: _waiting_point_lost,
    1: _interrupted,
    2: _line_lost,
}
"""What happens during the first interventions, by their number."""


async def _reply(run: Run, one: Json, turn: str) -> str:
    """A leader answers at once. The words go by the venue's mixer."""
    leader = {"name": "Người trả lời mẫu", "title": one["answered_by"], "unit": one["lead"]}
    leader["address"] = "đồng chí"
    seq = await run.cast.moderator.ask(
        "InviteNow", point=VENUE, kind="reply", speaker=leader, answers=[turn]
    )
    reply = await run.speaking(seq)
    await run.play(reply, speech.load(one["reply_speech"]), run.cast.mixer)
    await run.cast.moderator.ask("EndFloor", turn=reply)
    return reply


async def _log_opinion(run: Run, number: int, one: Json, turn: str, reply: str) -> None:
    secretary = run.cast.secretaries[number % 2]
    segments = await run.heard(turn)
    seq = await run.measured(
        secretary, "LogOpinion", turn=turn, segments=[s["id"] for s in segments],
        summary=one["summary"], field=one["field"], authority=one["authority"],
    )  # fmt: skip
    await secretary.until_seq(seq)
    rows = secretary.view["opinions"]["rows"]
    id, row = next((id, row) for id, row in rows.items() if row.get("turn") == turn)
    words = " ".join(segment["text"] for segment in segments)
    run.expect(row["text"] == words, f"the opinion of {turn} has the words that were heard")
    run.opinions[one["opinion"]] = id
    await _dispose(run, secretary, id, one, reply)


async def _dispose(run: Run, secretary: Link, id: str, one: Json, reply: str) -> None:
    """Answered, assigned, or forwarded, as the script has it."""
    due = one["due"]
    await secretary.ask(
        "AssignOpinion", opinion=id, lead=one["lead"], coordinating=one["coordinating"],
        resolve_by=due,
    )  # fmt: skip
    if one["mode"] == "forward":
        await secretary.ask("ForwardOpinion", opinion=id, to="Trung ương")
    elif reply:
        await secretary.ask(
            "AnswerOpinion", opinion=id, answer="here", turn=reply, text=one["answer"]
        )
