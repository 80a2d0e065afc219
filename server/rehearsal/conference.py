"""The rehearsal: a whole dialogue conference on a running service, held by simulated people.

It uses only public routes and sockets with join codes, makes its own conference marked DIỄN TẬP and
never touches a real one. Its words come from what the service recognised."""

import asyncio
import json
from collections.abc import Awaitable
from datetime import date
from pathlib import Path

import aiohttp
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from server.rehearsal import speech
from server.rehearsal.account import account
from server.rehearsal.cast import VENUE, Cast, delegates, plan_for, scenario
from server.rehearsal.intervention import intervention
from server.rehearsal.link import Json
from server.rehearsal.measure import memory_megabytes
from server.rehearsal.run import PATIENCE, Run


class Failed(Exception):
    """Something that the rehearsal expected did not happen."""


async def hold(run: Run) -> None:
    """From the roll call to the closing. Raises Failed, Refused or TimeoutError."""
    cast = run.cast
    await _ear_open(run)
    await _enter(run)
    await cast.chair.ask("OpenConference")
    await cast.chair.ask("AllowRecording")
    await cast.moderator.ask("SetCaptions", captions="live")
    cast.mixer.open()
    chair = run.told["people"]["chairs"][0]
    await _procedure(run, "opening", "khaimac", chair)
    hands = asyncio.create_task(_raise_hands(run), name="hands")
    await _procedure(run, "report", "baocao", run.told["people"]["chairs"][1])
    await hands
    await cast.moderator.ask("GoToItem", item=_item(run, "dialogue"))
    for number, one in enumerate(run.interventions):
        await intervention(run, number, one)
        run.memory = max(run.memory, memory_megabytes(run.pid) if run.pid else 0.0)
    await _conclude(run, chair)
    await cast.mixer.close()
    await cast.moderator.ask("CloseConference")


async def _ear_open(run: Run) -> None:
    """A rehearsal without recognition would prove nothing. Raises Failed or TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        while (speech_is := await _readiness(run)) == "starting":  # noqa: ASYNC110
            await asyncio.sleep(0.2)  # it offers no event for this
    if speech_is != "ready":
        raise Failed(f"recognition is {speech_is}")


async def _readiness(run: Run) -> str:
    async with run.cast.http.get(f"{run.cast.url}/readyz") as answer:
        return str((await answer.json(content_type=None)).get("speech"))


async def _enter(run: Run) -> None:
    people = len(run.plan["points"]) + 5 + 20
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"), TimeElapsedColumn())  # fmt: skip  # noqa: E501
    with Progress(*columns, console=run.console) as progress:
        joining = progress.add_task("Vào hội nghị", total=people)
        await run.cast.bring_in(lambda: progress.advance(joining))
        calling = progress.add_task("Điểm danh", total=len(run.cast.points))
        for id, link in run.cast.points.items():
            expected = next(p for p in run.plan["points"] if p["id"] == id)["expected"]
            present = max(1, expected - run.dice.randrange(3))
            await run.measured(link, "CheckIn", point=id, present=present)
            progress.advance(calling)
    everyone = len(run.cast.points) - 1  # the venue is not counted among the points
    await run.cast.moderator.until(lambda: _connected(run) == everyone, "every point")
    run.connected = _connected(run)
    run.say(f"{run.connected} điểm cầu đã kết nối, hội nghị {run.cast.conference}")


def _connected(run: Run) -> int:
    points = run.cast.moderator.view["points"].values()
    return sum(one["link"] == "here" for one in points if one["kind"] == "commune")


def _item(run: Run, section: str) -> str:
    return next(str(i["id"]) for i in run.plan["agenda"] if i["section"] == section)


async def _procedure(run: Run, section: str, name: str, person: Json) -> None:
    moderator, item = run.cast.moderator, _item(run, section)
    await moderator.ask("GoToItem", item=item)
    seq = await moderator.ask("InviteNow", point=VENUE, kind="procedure", item=item, speaker=person)
    turn = await run.speaking(seq)
    await run.play(turn, speech.load(name), run.cast.mixer)
    await moderator.ask("EndFloor", turn=turn)


async def _raise_hands(run: Run) -> None:
    """First a burst of those with a prepared speech, then the others, fewer and fewer."""
    for one in run.interventions:
        link = run.cast.points[one["point"]]
        fields = {key: one[key] for key in ("point", "speaker", "topic", "field")}
        seq = await run.measured(link, "RaiseHand", **fields)
        await link.until(lambda n=seq, k=link: k.mine.get("order") and k.seq >= n, "a receipt")  # type: ignore[misc]
        run.requests[one["opinion"]] = link.mine["order"][-1]
    others = list(run.cast.points)
    run.dice.shuffle(others)
    async with asyncio.TaskGroup() as group:
        for id in others:
            group.create_task(_raise_hand(run, id, run.dice.expovariate(1 / 4)))
    queue = run.cast.moderator.view["queue"]
    run.say(f"{run.hands} đại biểu đăng ký phát biểu, {queue['count']} đang chờ")


async def _raise_hand(run: Run, point: str, after: float) -> None:
    await asyncio.sleep(min(after, 12))  # when people make up their minds
    fields = run.plan["fields"]
    await run.measured(
        run.cast.points[point], "RaiseHand", point=point,
        speaker=delegates(run.dice, point), topic="Nội dung diễn tập",
        field=run.dice.choice(fields)["code"],
    )  # fmt: skip
    run.hands += 1


async def _conclude(run: Run, chair: Json) -> None:
    secretary = run.cast.secretaries[0]
    for point in run.told["conclusion"]:
        tasks = [
            task | {"opinions": [run.opinions[o] for o in task["opinions"] if o in run.opinions]}
            for task in point["tasks"]
        ]
        await secretary.ask(
            "SetConclusionPoint", title=point["title"], text=point["text"], tasks=tasks
        )
    await _procedure(run, "conclusion", "ketluan", chair)


async def rehearse(
    url: str, code: str, *, points: int, turns: int, out: Path | None, pid: int = 0
) -> bool:
    """Hold the conference at `url`; write summary.json and the papers to `out`. True if everything
    expected happened. `pid` is the service's process, if it runs on this machine."""
    told = scenario()
    plan = plan_for(told, points, turns) | {"date": date.today().isoformat()}
    async with aiohttp.ClientSession() as http:
        cast = Cast(url.rstrip("/"), http)
        await cast.create(code, plan, told["people"])
        run = Run(cast, told, plan, turns, pid)
        finished = await _survives(run, hold(run))
        summary = await account(run, out) if finished else {"conference": cast.conference}
        await cast.send_home()
    summary |= {"codes": {c["role"]: c["code"] for c in cast.codes}, "broken": run.broken}
    text = json.dumps(summary, ensure_ascii=False, indent=2)
    if out:
        (out / "summary.json").write_text(text + "\n", encoding="utf-8")
    Console().print_json(text)
    return not run.broken


async def _survives(run: Run, work: Awaitable[None]) -> bool:
    try:
        await work
    except Exception as error:  # told, counted, and the exit code says so
        run.expect(False, f"{type(error).__name__}: {error}")
        return False
    return True
