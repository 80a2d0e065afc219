"""The rehearsal: a whole dialogue conference on a running service, held by simulated people.

It uses only public routes and sockets with join codes, makes its own conference marked DIỄN TẬP and
never touches a real one. Its words come from what the service recognised."""

import asyncio
import json
import random
import time
from collections.abc import Awaitable
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

import aiohttp
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from server.rehearsal import speech
from server.rehearsal.cast import VENUE, Cast, delegates, plan_for, scenario
from server.rehearsal.link import Json, Link
from server.rehearsal.measure import Ear, memory_megabytes, patch_latencies, percentiles
from server.rehearsal.microphone import Microphone
from server.rehearsal.speech import Utterance
from server.transcribe.score import syllable_errors

T = TypeVar("T")
PATIENCE: Final = 25.0
"""Seconds that a secretary waits for the last words of a turn."""
ENDING: Final = 1.0
"""Seconds of quiet after a speech before the moderator ends the turn, as a person would."""
LINE_LOST: Final = 7.0
"""Longer than the service's grace of 5 s, so that the loss becomes an entry."""
WORST_SYLLABLES: Final = 0.5
"""Share of wrong syllables above which nobody could call this recognition."""


class Failed(Exception):
    """Something that the rehearsal expected did not happen."""


class Rehearsal:
    """One run. `expect` collects what did not happen as it should; an empty `broken` is success."""

    def __init__(self, cast: Cast, told: Json, plan: Json, turns: int, pid: int) -> None:
        self.cast, self.told, self.plan, self.pid = cast, told, plan, pid
        self.interventions: list[Json] = told["interventions"][:turns]
        self.dice = random.Random(177)  # noqa: S311  a pattern, not a secret
        self.console = Console(stderr=True, highlight=False)
        self.ear = Ear(cast.secretaries[0])
        self.asked: list[tuple[float, int]] = []
        self.requests: dict[str, str] = {}  # opinion of the script → request id
        self.opinions: dict[str, str] = {}  # opinion of the script → opinion id
        self.spoken: list[tuple[str, Utterance, Microphone]] = []  # turn, what was said, into what
        self.broken: list[str] = []
        self.hands = self.connected = 0
        self.memory = 0.0
        self._last_turn = ""

    def say(self, text: str) -> None:
        self.console.print(f"[dim]{time.strftime('%H:%M:%S')}[/dim] {text}")

    def expect(self, so: object, what: str) -> None:
        if not so:
            self.broken.append(what)
            self.say(f"[red]không như mong đợi: {what}[/red]")

    async def measured(self, link: Link, type: str, **fields: object) -> int:
        """Ask, and remember when, so that the moderator's view can be timed."""
        began = time.monotonic()
        seq = await link.ask(type, **fields)
        self.asked.append((began, seq))
        return seq

    # --- the conference -----------------------------------------------------------------------

    async def hold(self) -> None:
        """From the roll call to the closing. Raises Failed, Refused or TimeoutError."""
        cast = self.cast
        await self._ear_open()
        await self._enter()
        await cast.chair.ask("OpenConference")
        await cast.chair.ask("AllowRecording")
        await cast.moderator.ask("SetCaptions", captions="live")
        cast.mixer.open()
        chair = self.told["people"]["chairs"][0]
        await self._procedure("opening", "khaimac", chair)
        hands = asyncio.create_task(self._raise_hands(), name="hands")
        await self._procedure("report", "baocao", self.told["people"]["chairs"][1])
        await hands
        await cast.moderator.ask("GoToItem", item=self._item("dialogue"))
        for number, one in enumerate(self.interventions):
            await self._intervention(number, one)
            self.memory = max(self.memory, memory_megabytes(self.pid) if self.pid else 0.0)
        await self._conclude(chair)
        await cast.mixer.close()
        await cast.moderator.ask("CloseConference")

    async def _ear_open(self) -> None:
        """A rehearsal without recognition would prove nothing. Raises Failed or TimeoutError."""
        async with asyncio.timeout(PATIENCE):
            while (speech_is := await self._readiness()) == "starting":  # noqa: ASYNC110
                await asyncio.sleep(0.2)  # it offers no event for this
        if speech_is != "ready":
            raise Failed(f"recognition is {speech_is}")

    async def _readiness(self) -> str:
        async with self.cast.http.get(f"{self.cast.url}/readyz") as answer:
            return str((await answer.json(content_type=None)).get("speech"))

    async def _enter(self) -> None:
        people = len(self.plan["points"]) + 5 + 20
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"), TimeElapsedColumn())  # fmt: skip  # noqa: E501
        with Progress(*columns, console=self.console) as progress:
            joining = progress.add_task("Vào hội nghị", total=people)
            await self.cast.bring_in(lambda: progress.advance(joining))
            calling = progress.add_task("Điểm danh", total=len(self.cast.points))
            for id, link in self.cast.points.items():
                expected = next(p for p in self.plan["points"] if p["id"] == id)["expected"]
                present = max(1, expected - self.dice.randrange(3))
                await self.measured(link, "CheckIn", point=id, present=present)
                progress.advance(calling)
        everyone = len(self.cast.points) - 1  # the venue is not counted among the points
        await self.cast.moderator.until(lambda: self._connected() == everyone, "every point")
        self.connected = self._connected()
        self.say(f"{self.connected} điểm cầu đã kết nối, hội nghị {self.cast.conference}")

    def _connected(self) -> int:
        points = self.cast.moderator.view["points"].values()
        return sum(one["link"] == "here" for one in points if one["kind"] == "commune")

    def _item(self, section: str) -> str:
        return next(str(i["id"]) for i in self.plan["agenda"] if i["section"] == section)

    async def _procedure(self, section: str, name: str, person: Json) -> None:
        moderator, item = self.cast.moderator, self._item(section)
        await moderator.ask("GoToItem", item=item)
        seq = await moderator.ask(
            "InviteNow", point=VENUE, kind="procedure", item=item, speaker=person
        )
        turn = await self._speaking(seq)
        await self._play(turn, speech.load(name), self.cast.mixer)
        await moderator.ask("EndFloor", turn=turn)

    async def _speaking(self, seq: int) -> str:
        await self.cast.moderator.until_seq(seq)
        return str(self.cast.moderator.view["floor"]["speaking"])

    async def _play(self, turn: str, words: Utterance, microphone: Microphone) -> None:
        self.spoken.append((turn, words, microphone))
        await microphone.say(words.pcm)
        await asyncio.sleep(ENDING)  # a person's pause, not a wait for anything

    async def _raise_hands(self) -> None:
        """First a burst of those with a prepared speech, then the others, fewer and fewer."""
        for one in self.interventions:
            link = self.cast.points[one["point"]]
            fields = {key: one[key] for key in ("point", "speaker", "topic", "field")}
            seq = await self.measured(link, "RaiseHand", **fields)
            await link.until(lambda n=seq, k=link: k.mine.get("order") and k.seq >= n, "a receipt")  # type: ignore[misc]
            self.requests[one["opinion"]] = link.mine["order"][-1]
        others = list(self.cast.points)
        self.dice.shuffle(others)
        async with asyncio.TaskGroup() as group:
            for id in others:
                group.create_task(self._raise_hand(id, self.dice.expovariate(1 / 4)))
        queue = self.cast.moderator.view["queue"]
        self.say(f"{self.hands} đại biểu đăng ký phát biểu, {queue['count']} đang chờ")

    async def _raise_hand(self, point: str, after: float) -> None:
        await asyncio.sleep(min(after, 12))  # when people make up their minds
        fields = self.plan["fields"]
        await self.measured(
            self.cast.points[point], "RaiseHand", point=point,
            speaker=delegates(self.dice, point), topic="Nội dung diễn tập",
            field=self.dice.choice(fields)["code"],
        )  # fmt: skip
        self.hands += 1

    # --- one intervention ---------------------------------------------------------------------

    async def _intervention(self, number: int, one: Json) -> None:
        words = speech.load(one["speech"])
        turn, microphone = await self._call(one)
        self.say(
            f"{turn}: {one['speaker']['name']}, {one['speaker']['unit']} ({words.seconds:.0f} s)"
        )
        during = {0: self._waiting_point_lost, 1: self._interrupted, 2: self._line_lost}
        speaking = asyncio.create_task(self._play(turn, words, microphone), name="speech")
        if number in during:
            await asyncio.sleep(min(6.0, words.seconds / 3))  # into the speech
            await during[number](one, turn, microphone)
        await speaking
        await self.cast.moderator.ask("EndFloor", turn=turn)
        if microphone is not self.cast.mixer:
            await microphone.close()
        reply = await self._reply(one, turn) if number < 2 else ""
        await self._log_opinion(number, one, turn, reply)

    async def _call(self, one: Json) -> tuple[str, Microphone]:
        """Call the request; the point reports ready and has the floor."""
        moderator, point = self.cast.moderator, self.cast.points[one["point"]]
        request = self.requests[one["opinion"]]
        called = await self.measured(moderator, "CallSpeaker", request=request)
        await moderator.until_seq(called)
        turn = str(moderator.view["floor"]["coming"][-1])
        own = moderator.view["floor"]["turns"][turn].get("source", "venue") != "venue"
        taker = moderator if one["point"] == VENUE else point
        seq = await self.measured(taker, "TakeFloor", turn=turn)
        await moderator.until_seq(seq)
        self.expect(moderator.view["floor"].get("speaking") == turn, f"{turn} speaks")
        if not own:
            return turn, self.cast.mixer
        microphone = Microphone(point, one["point"])
        microphone.open()
        return turn, microphone

    async def _waiting_point_lost(self, one: Json, turn: str, microphone: Microphone) -> None:
        """A waiting point loses its line: its hand stays, its place too."""
        moderator = self.cast.moderator
        waiting = next(
            r for r in moderator.view["queue"]["requests"].values()
            if r["point"] not in (VENUE, one["point"])
        )  # fmt: skip
        link = self.cast.points[waiting["point"]]
        await link.drop()
        await self._until_link(waiting["point"], "lost")
        kept = waiting["id"] in moderator.view["queue"]["order"]
        self.expect(kept, "a lost point keeps its hand")
        await link.connect()
        await self._until_link(waiting["point"], "here")
        mine = waiting["id"] in link.mine.get("order", [])
        self.expect(mine, "a returned point sees its receipt")

    async def _until_link(self, point: str, state: str) -> None:
        moderator = self.cast.moderator
        await moderator.until(
            lambda: moderator.view["points"][point]["link"] == state,
            f"{point} {state}",
            LINE_LOST + 5,
        )

    async def _interrupted(self, one: Json, turn: str, microphone: Microphone) -> None:
        """The chair takes the floor for a reply, and gives it back with the time that was left."""
        moderator, chair = self.cast.moderator, self.told["people"]["chairs"][0]
        microphone.hold(True)
        seq = await moderator.ask("ChairSpeaks", point=VENUE, speaker=chair)
        above = await self._speaking(seq)
        words = speech.load("chutri1")
        self.spoken.append((above, words, self.cast.mixer))
        await self.cast.mixer.interject(words.pcm)
        await asyncio.sleep(ENDING)
        seq = await moderator.ask("EndFloor", turn=above)
        self.expect(await self._speaking(seq) == turn, "the floor goes back to the interrupted")
        microphone.hold(False)

    async def _line_lost(self, one: Json, turn: str, microphone: Microphone) -> None:
        """The speaking point's socket goes: the floor does not move, no sound is lost."""
        link, moderator = self.cast.points[one["point"]], self.cast.moderator
        await link.drop()
        await self._until_link(one["point"], "lost")
        self.expect(moderator.view["floor"].get("speaking") == turn, "a lost line keeps the floor")
        await link.connect()

    async def _reply(self, one: Json, turn: str) -> str:
        """A leader answers at once. The words go by the venue's mixer."""
        leader = {"name": "Người trả lời mẫu", "title": one["answered_by"], "unit": one["lead"]}
        leader["address"] = "đồng chí"
        seq = await self.cast.moderator.ask(
            "InviteNow", point=VENUE, kind="reply", speaker=leader, answers=[turn]
        )
        reply = await self._speaking(seq)
        await self._play(reply, speech.load(one["reply_speech"]), self.cast.mixer)
        await self.cast.moderator.ask("EndFloor", turn=reply)
        return reply

    # --- the record ---------------------------------------------------------------------------

    async def _segments(self, turn: str) -> list[Json]:
        told = json.loads(await self.cast.secretaries[0].get(f"/segments?turn={turn}"))
        spoken = [one for one in told["segments"] if one.get("kind") != "before"]
        return [segment for segment in spoken if segment["words"]]

    async def _heard(self, turn: str) -> list[Json]:
        """The segments of an ended turn, once nothing more comes for a while."""
        async with asyncio.timeout(PATIENCE):
            before: list[Json] = []
            while True:
                await asyncio.sleep(1.0)  # a secretary looks up now and then
                now = await self._segments(turn)
                if now and len(now) == len(before):
                    return now
                before = now

    async def _log_opinion(self, number: int, one: Json, turn: str, reply: str) -> None:
        secretary = self.cast.secretaries[number % 2]
        segments = await self._heard(turn)
        seq = await self.measured(
            secretary, "LogOpinion", turn=turn, segments=[s["id"] for s in segments],
            summary=one["summary"], field=one["field"], authority=one["authority"],
        )  # fmt: skip
        await secretary.until_seq(seq)
        rows = secretary.view["opinions"]["rows"]
        id, row = next((id, row) for id, row in rows.items() if row.get("turn") == turn)
        words = " ".join(segment["text"] for segment in segments)
        self.expect(row["text"] == words, f"the opinion of {turn} has the words that were heard")
        self.opinions[one["opinion"]] = id
        await self._dispose(secretary, id, one, reply)

    async def _dispose(self, secretary: Link, id: str, one: Json, reply: str) -> None:
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

    async def _conclude(self, chair: Json) -> None:
        secretary = self.cast.secretaries[0]
        for point in self.told["conclusion"]:
            tasks = [
                task
                | {"opinions": [self.opinions[o] for o in task["opinions"] if o in self.opinions]}
                for task in point["tasks"]
            ]
            await secretary.ask(
                "SetConclusionPoint", title=point["title"], text=point["text"], tasks=tasks
            )
        await self._procedure("conclusion", "ketluan", chair)

    # --- the account --------------------------------------------------------------------------

    async def account(self, out: Path | None) -> Json:
        """What happened, in figures (contract.md, `summary.json`)."""
        errors = syllables = segments = 0
        partials: list[float] = []
        finals: list[float] = []
        for turn, words, microphone in self.spoken:
            heard = await self._heard(turn)
            segments += len(heard)
            raw = " ".join(word[0] for segment in heard for word in segment["words"])
            wrong, count = syllable_errors(words.text, raw)
            self.expect(wrong <= count * WORST_SYLLABLES, f"{turn} is recognised ({wrong}/{count})")
            errors, syllables = errors + wrong, syllables + count
            partials += self.ear.partial_latencies(heard, microphone)
            finals += self.ear.final_latencies(heard, microphone)
        rows = self.cast.secretaries[0].view["opinions"]["count"]
        self.expect(rows == len(self.interventions), "every intervention is in the register")
        return {
            "conference": self.cast.conference,
            "points_connected": self.connected,
            "hands_raised": self.hands + len(self.requests),
            "turns": len(self.spoken),
            "segments": segments,
            "opinions": rows,
            "syllable_error_rate": round(errors / max(syllables, 1), 4),
            "partial_latency_ms": percentiles(partials, 50, 95),
            "final_latency_ms": percentiles(finals, 50, 95),
            "patch_latency_ms": percentiles(
                patch_latencies(self.asked, self.cast.moderator), 50, 95, 99
            ),
            "documents": await self._documents(out),
        } | ({"service_memory_mb": self.memory} if self.pid else {})

    async def _documents(self, out: Path | None) -> list[str]:
        names = {"minutes.docx": "bien-ban.docx", "register.xlsx": "so-y-kien.xlsx"}
        for route, name in names.items():
            body = await self.cast.secretaries[0].get(f"/documents/{route}")
            self.expect(body.startswith(b"PK"), f"{name} is a document")
            if out:
                (out / name).write_bytes(body)
        return sorted(names.values())


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
        run = Rehearsal(cast, told, plan, turns, pid)
        finished = await _survives(run, run.hold())
        summary = await run.account(out) if finished else {"conference": cast.conference}
        await cast.send_home()
    summary |= {"codes": {c["role"]: c["code"] for c in cast.codes}, "broken": run.broken}
    text = json.dumps(summary, ensure_ascii=False, indent=2)
    if out:
        (out / "summary.json").write_text(text + "\n", encoding="utf-8")
    Console().print_json(text)
    return not run.broken


async def _survives(run: Rehearsal, work: Awaitable[None]) -> bool:
    try:
        await work
    except Exception as error:  # told, counted, and the exit code says so
        run.expect(False, f"{type(error).__name__}: {error}")
        return False
    return True
