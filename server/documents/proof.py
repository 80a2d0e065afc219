"""*Phiếu đối chiếu* of a turn: what was heard, what it says now, who changed it when, its sound,
and the log's digests that vouch for it (day.md D15). A zip that is verified without the service."""

import io
import json
import zipfile
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from server.documents import ooxml, record, verify
from server.documents.issuing import issuing, rehearsal
from server.documents.layout import Column, Paper
from server.documents.notice import conference
from server.documents.text import clean, count, long_moment, moment, upper_first
from server.rooms import floor
from server.rooms.floor import Turn
from server.rooms.hiding import former
from server.rooms.room import Entry, Event, Room
from server.rooms.states import Matter
from server.rooms.transcript import GAPS, SegmentKind, Transcript
from server.rooms.words import SYSTEM, Millis

HIDDEN: Final = frozenset({SegmentKind.WITHDRAWN, SegmentKind.DIVERTED})
NAMING: Final = frozenset({"SpeakerCalled", "SpeakerCorrected"})
DONE: Final = {
    "SpeakerCalled": "Mời phát biểu",
    "SpeakerCorrected": "Sửa tên người phát biểu",
    "SegmentRecorded": "Ghi lời",
    "SegmentEdited": "Hiệu đính",
    "SegmentRespelled": "Nhận hoặc bỏ gợi ý",
    "SegmentUndone": "Hoàn tác",
    "SegmentFormed": "Tách, gộp, chuyển từ",
    "WordsConfirmed": "Nghe lại, xác nhận từ",
    "SegmentVerified": "Xác nhận",
    "SegmentsLocked": "Chốt",
    "SegmentCorrected": "Đính chính",
}
LAYERS: Final = (
    Column("Thời điểm", 20, centred=True),
    Column("Máy ghi được", 48),
    Column("Văn bản hiện tại", 49),
    Column("Văn bản đã xác nhận", 48),
)
HISTORY: Final = (
    Column("Mục", 14, centred=True),
    Column("Lúc", 20, centred=True),
    Column("Việc", 35),
    Column("Người thực hiện", 32),
    Column("Nội dung", 64),
)
DIGESTS: Final = (Column("Mục", 24, centred=True), Column("Mã băm SHA-256", 141))
NOTE: Final = (
    "Mã băm ở mỗi mục là của mục nhật ký đó; mục cuối là của toàn bộ nhật ký. Kiểm tra không cần "
    "mạng: giải nén tệp kèm theo và chạy verify.py bằng Python 3; mã cuối phải trùng với phiếu này."
)
DOCX, PDF, SOUND = "phieu-doi-chieu.docx", "phieu-doi-chieu.pdf", "am-thanh.wav"
Place = tuple[int, int]
"""Seq of an entry, and the number of an event in it."""


class Row(NamedTuple):
    """An entry's seq, and its hash in the chain."""

    seq: int
    hash: str


class Chain(NamedTuple):
    """The log up to its last entry: how many, its hash, and the hashes of the entries told."""

    entries: int
    tip: str
    told: Sequence[Row]


class Matters(NamedTuple):
    """The entries that a turn's proof tells of, and the events of these that are about it."""

    entries: Sequence[Entry]
    places: Collection[Place]


def matters(room: Room, shown: Room, entries: Sequence[Entry], turn: Turn) -> Matters:
    """What of `entries` is about `turn`, without what is withdrawn, or about to be. `shown` is
    `room.concealed(room)`. Raises Diverted for a denunciation: of that there is a number only."""
    if turn.matter is Matter.DENUNCIATION:
        raise floor.Diverted(turn=turn.id)
    ids = _segments(room.transcript, shown.transcript, turn)
    places = [
        (entry.seq, place)
        for entry in entries
        for place, event in enumerate(entry.events)
        if _about(event, ids, turn)
    ]
    seqs = {seq for seq, _ in places}
    return Matters([entry for entry in entries if entry.seq in seqs], places)


def _segments(heard: Transcript, shown: Transcript, turn: Turn) -> frozenset[str]:
    """Ids of the turn's segments that may be seen, and of those they were made of."""
    now = frozenset(
        id for id in shown.order if shown.segments[id].turn == turn.id and id in heard.segments
    )
    every = now | former(heard, now)
    return frozenset(id for id in every if shown.segments[id].kind not in HIDDEN)


def _about(event: Event, ids: Collection[str], turn: Turn) -> bool:
    kind = type(event).__name__
    if kind in NAMING:
        return getattr(event, "turn", "") == turn.id
    return kind in DONE and not {*_own(event)}.isdisjoint(ids)


def _own(event: Event) -> tuple[str, ...]:
    """The segments that `event` is about."""
    return getattr(event, "segments", ()) or (getattr(event, "segment", ""),)


def word(room: Room, turn: Turn, about: Matters, chain: Chain, sound: str, at: Millis) -> bytes:
    """The sheet as DOCX. `room` as it may be shown; `sound` is the clip's SHA-256, "" for none."""
    by = issuing(room, at)
    paper = Paper(by.profile, by.spelling)
    if mark := rehearsal(room):
        paper.mark(mark)
    place = record.place(room.points.get(turn.point))
    who = upper_first(record.named(turn.speaker)) or turn.id
    paper.title("Phiếu đối chiếu", f"Lượt phát biểu của {who}{f' ({place})' if place else ''}")
    paper.add("draft", f"{conference(room)}. Lập lúc {long_moment(at, room.session.plan.zone)}.")
    paper.add("clause", "1. Lời ghi và văn bản")
    paper.table(LAYERS, _layers(room, turn))
    paper.add("clause", "2. Lịch sử chỉnh sửa")
    paper.table(HISTORY, _history(room, about))
    paper.add("clause", "3. Âm thanh và mã băm")
    told = [(str(row.seq), row.hash) for row in chain.told]
    told += [("Âm thanh", sound or "không có"), (f"Cuối ({count(chain.entries)})", chain.tip)]
    paper.table(DIGESTS, told)
    paper.add("body", NOTE)
    return paper.save(at)


def _layers(room: Room, turn: Turn) -> list[tuple[str, ...]]:
    heard = room.transcript
    own = [heard.segments[id] for id in heard.order if heard.segments[id].turn == turn.id]
    return [
        (
            _clock(room, one.starts),
            " ".join(word.text for word in one.words),
            clean(one.text),
            clean(one.approved) if one.kind not in GAPS else "",
        )
        for one in own
    ]


def _history(room: Room, about: Matters) -> list[tuple[str, ...]]:
    return [
        (
            str(entry.seq), _clock(room, entry.at), DONE[type(event).__name__],
            _name(room, entry.actor.id), _content(event) or _where(room, event),
        )
        for entry in about.entries
        for place, event in enumerate(entry.events)
        if (entry.seq, place) in about.places
    ]  # fmt: skip


def _content(event: Event) -> str:
    speaker = getattr(event, "speaker", None)
    if speaker is not None:
        return record.named(speaker)
    reason = clean(getattr(event, "reason", ""))
    text = clean(getattr(event, "text", ""))
    return f"{text} (Lý do: {reason})" if reason else text


def _where(room: Room, event: Event) -> str:
    """Of what has no text of its own: which segments, by their time."""
    segments = (room.transcript.segments[id] for id in _own(event))
    return ", ".join(_clock(room, one.starts) for one in segments)


def _name(room: Room, who: str) -> str:
    return clean(room.rota.names.get(who, "")) or ("hệ thống" if who == SYSTEM.id else who)


def _clock(room: Room, at: Millis) -> str:
    return moment(at, room.session.plan.zone).strftime("%H:%M:%S")


def bundle(
    room: Room, conference: str, turn: str, about: Matters, chain: Chain,
    files: Mapping[str, bytes], at: Millis,
) -> bytes:  # fmt: skip
    """The zip: `files`, the script that checks them, and a manifest that names them all."""
    script = Path(verify.__file__).read_bytes()
    every = {**files, "verify.py": script}
    manifest: dict[str, Any] = {
        "format": 1, "conference": conference, "turn": turn, "zone": room.session.plan.zone,
        "entries": chain.entries, "tip": chain.tip, "events": [list(one) for one in about.places],
        "files": {name: _file(body) for name, body in every.items()},
    }  # fmt: skip
    manifest["seal"] = verify.sealed(manifest)
    told = json.dumps(manifest, ensure_ascii=False, indent=1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in {**every, verify.MANIFEST: told.encode()}.items():
            packed.writestr(zipfile.ZipInfo(name, ooxml.stamp(at)), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _file(body: bytes) -> dict[str, Any]:
    return {"size": len(body), "sha256": sha256(body).hexdigest()}
