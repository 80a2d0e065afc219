"""A conference in full swing: two hours in, opinions answered, hands waiting, somebody speaks."""

from dataclasses import dataclass

from server.rehearsal.cast import VENUE, plan_for, scenario
from server.rehearsal.link import Json, Link
from tests.e2e.office import POINTS, TURNS, Office

SPEAKING = "DC109"
"""The point whose person has the floor."""
CALLED = "DC133"
"""The point that is called meanwhile."""
SAID = (
    "Kính thưa các đồng chí chủ trì, xã chúng tôi có một số kiến nghị như sau.",
    "Thứ nhất, quy trình đấu giá quyền thuê đất công ích hiện mỗi nơi làm một kiểu.",
    "Đề nghị tỉnh sớm có văn bản hướng dẫn áp dụng chung, kèm theo mẫu hợp đồng.",
    "Thứ hai, tuyến đường vào thôn bị sạt lở từ năm ngoái đến nay chưa được bố trí kinh phí.",
)
FACT = "Dự thảo hướng dẫn đã gửi lấy ý kiến, ban hành trong quý III"
"""On a slip for the table."""
WAITING = (
    "Lò Văn Mẫu", "Nông Thị Thí Dụ", "Chíu Văn Tập", "Lương Thị Diễn", "Hoàng Thị Thử",
    "Tằng A Mẫu", "Phùn Văn Luyện", "Đinh Thị Tập", "Trần Văn Thử", "Vi Thị Dụ",
    "Bế Văn Diễn", "La Thị Luyện",
)  # fmt: skip
"""Who waits to speak: invented."""


@dataclass(frozen=True)
class Busy:
    """Those who hold it and stay connected."""

    moderator: Link
    secretary: Link
    technician: Link


async def busy(office: Office, connected: int = 12) -> Busy:
    """Make `office`'s conference busy: `connected` points stay in, the floor is SPEAKING's."""
    told = scenario()
    plan = plan_for(told, POINTS, TURNS)
    communes = [one for one in plan["points"] if one["id"] != VENUE]
    crew = Busy(*[await office.enter(role) for role in ("moderator", "secretary", "technician")])
    for one in communes[-connected:]:
        if one["id"] not in (SPEAKING, CALLED):  # those two open a browser
            await office.enter("point", one["id"])
    await crew.moderator.ask("OpenConference")
    await crew.moderator.ask("AllowRecording")
    await _roll_call(crew, plan["points"])
    await crew.moderator.ask("GoToItem", item=_dialogue(plan))
    for number, one in enumerate(told["interventions"][1 : TURNS - 1]):
        await _intervention(crew, number, one)
    for one in told["conclusion"][:3]:
        tasks = [task | {"opinions": []} for task in one["tasks"]]
        await crew.secretary.ask(
            "SetConclusionPoint", title=one["title"], text=one["text"], tasks=tasks
        )
    await _hands(crew, told["interventions"][TURNS:], communes)
    await _floor(crew, told["interventions"])
    return crew


def _dialogue(plan: Json) -> str:
    return next(str(one["id"]) for one in plan["agenda"] if one["section"] == "dialogue")


async def _roll_call(crew: Busy, points: list[Json]) -> None:
    signals = [("good", "good"), ("good", "good"), ("good", "weak"), ("weak", "good")]
    for number, one in enumerate(points[:-3]):
        present = one["expected"] - number % 3
        await crew.moderator.ask("CheckIn", point=one["id"], present=present)
        picture, voice = signals[number % len(signals)]
        await crew.technician.ask("SetSignal", point=one["id"], picture=picture, voice=voice)


async def _intervention(crew: Busy, number: int, one: Json) -> None:
    """Spoken, logged, assigned; answered with a promise, answered without, or not yet."""
    turn = await _invited(crew, one["point"], one["speaker"])
    await crew.secretary.ask("WriteSegment", turn=turn, text=one["topic"])
    await crew.moderator.ask("EndFloor", turn=turn)
    await crew.secretary.until_seq(
        await crew.secretary.ask(
            "LogOpinion", turn=turn, summary=one["summary"], field=one["field"],
            authority=one["authority"],
        )
    )  # fmt: skip
    rows = crew.secretary.view["opinions"]
    opinion = rows["order"][-1]
    await crew.secretary.ask(
        "AssignOpinion", opinion=opinion, lead=one["lead"], coordinating=one["coordinating"],
        resolve_by=one["due"],
    )  # fmt: skip
    if number % 3 < 2:
        promise = {"promise": one["answer"], "resolve_by": one["due"]} if number % 3 else {}
        await crew.secretary.ask(
            "AnswerOpinion", opinion=opinion, answer="here", text=one["answer"], **promise
        )


async def _invited(crew: Busy, point: str, speaker: Json) -> str:
    seq = await crew.moderator.ask("InviteNow", point=point, speaker=speaker)
    await crew.moderator.until_seq(seq)
    return str(crew.moderator.view["floor"]["speaking"])


async def _hands(crew: Busy, interventions: list[Json], communes: list[Json]) -> None:
    """A queue longer than one screen."""
    free = [one for one in communes if one["id"] not in (SPEAKING, CALLED)]
    for number, (name, point) in enumerate(zip(WAITING, free, strict=False)):
        one = interventions[number % len(interventions)]
        unit = f"UBND {point['name'][0].lower()}{point['name'][1:]}"
        speaker = {"name": name, "title": one["speaker"]["title"], "unit": unit}
        await crew.moderator.ask(
            "RaiseHand", point=point["id"], speaker=speaker | {"address": "đồng chí"},
            topic=one["topic"], field=one["field"],
        )  # fmt: skip


async def _floor(crew: Busy, interventions: list[Json]) -> None:
    """SPEAKING has the floor and has said SAID; CALLED is called."""
    by_point = {one["point"]: one for one in interventions}
    one = by_point[SPEAKING]
    turn = await _invited(crew, SPEAKING, one["speaker"])
    for line in SAID:
        await crew.secretary.ask("WriteSegment", turn=turn, text=line)
    called = by_point[CALLED]
    who = {"point": CALLED, "speaker": called["speaker"], "topic": called["topic"]}
    await crew.moderator.until_seq(await crew.moderator.ask("RaiseHand", **who))
    waiting = crew.moderator.view["queue"]["requests"]
    request = next(id for id, one in waiting.items() if one["point"] == CALLED)
    await crew.moderator.ask("CallSpeaker", request=request)
    await crew.moderator.ask("RaiseHand", point=SPEAKING, speaker={"name": WAITING[-1]})
    await crew.secretary.ask("PassSlip", about=turn, text=FACT)
