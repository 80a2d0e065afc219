"""Who issues a paper, and what that puts around its text: heading, signature, *Nơi nhận*.

The conference has two heads; people say which of them issues a paper, the generator never guesses
(domain.md §5.0). Its number and day are the registry's: they stay gaps."""

import re
from dataclasses import dataclass, replace
from typing import Final

from msgspec import structs

from server.documents import wording
from server.documents.content import Frame, Heading, Signature
from server.documents.profile import Profile
from server.documents.profiles import DANG_HD05, ND30, PROFILES
from server.documents.spelling import Spelling
from server.documents.text import clean, long_moment, moment
from server.rooms.conclusion import Issuer
from server.rooms.plan import IssuingBody, Kind, Person
from server.rooms.room import Room
from server.rooms.session import Stage
from server.rooms.words import Millis

_ACT: Final = re.compile(r"^(T[/.]?UQ|T[/.]?M|K[/.]?T|T[/.]?L|Q)[./]?\s+(?=\S)", re.IGNORECASE)
"""For whom somebody signs, as an office may have typed it: "TM. ", "T/M "."""


_OFFICE: Final = "văn phòng"


@dataclass(frozen=True, slots=True)
class Issuing:
    """One side of the conference, issuing one paper at `at`."""

    room: Room
    side: Issuer
    profile: Profile
    body: IssuingBody
    signer: Person
    at: Millis

    @property
    def name(self) -> str:
        """As a text names it: an office belongs to somebody."""
        name = clean(self.body.name) or wording.NO_ISSUER
        return f"{name} {clean(self.body.parent)}" if name.casefold() == _OFFICE else name

    @property
    def spelling(self) -> Spelling:
        return Spelling(self.body.old_tones, self.room)

    def heading(self, kind: str, about: str = "", dated: bool = True) -> Heading:
        """`kind` is the abbreviation in the number, "" for a letter, which has none."""
        profile, body = self.profile, self.body
        form = profile.number if kind else profile.letter_number
        year = moment(self.at, self.room.session.plan.zone).year
        place = profile.place_date.format(place=clean(body.place) or wording.NO_PLACE_NAME,
                                          year=year)  # fmt: skip
        return Heading(
            clean(body.parent), clean(body.name) or wording.NO_ISSUER,
            form.format(gap=profile.gap, kind=kind, symbol=clean(body.symbol) or "……"),
            place if dated else "",
            profile.about.format(subject=self.subject(about)) if about else "",
        )  # fmt: skip

    def subject(self, text: str) -> str:
        """A *trích yếu* as this authority begins it: the Party in lower case, save names."""
        return text[:1].lower() + text[1:] if self.profile.subject_lower else text

    def frame(
        self, heading: Heading, kind: str = "", subject: str = "", first: tuple[str, ...] = ()
    ) -> Frame:
        """`first` are the recipients before the office's own."""
        told = (*first, *(clean(name).rstrip(" ;.") for name in self.body.recipients))
        return Frame(
            rehearsal(self.room), "", heading, kind, subject, self.signature(),
            tuple(name for name in told if name), self.kept(), self.profile.end,
        )  # fmt: skip

    def kept(self, keeper: str = "") -> str:
        """`keeper` files it, else the body's own."""
        told = keeper or clean(self.body.keeper).rstrip(" ;.") or self.profile.keeper
        return self.profile.kept.format(keeper=told)

    def signature(self) -> Signature:
        return Signature(
            acting(clean(self.body.authority), self.profile),
            clean(self.signer.title) or wording.NO_SIGNER_TITLE,
            clean(self.signer.name) or wording.NO_NAME,
        )

    def attached(self, paper: str) -> str:
        """*(Kèm theo Thông báo số … ngày … của …)*."""
        return self.profile.attached.format(paper=paper, gap=self.profile.gap, issuer=self.name)


def issuing(room: Room, at: Millis, side: Issuer | None = None, profile: str = "") -> Issuing:
    """`side` None: the one that `profile` belongs to, else the one that the plan describes. A form
    of the other side is never a side's own."""
    party, state = room.session.plan.issuers.party, _state(room)
    if side is None:
        asked = PROFILES.get(profile)
        told = asked.party if asked else bool(party.name and not state.name)
        side = Issuer.PARTY if told else Issuer.STATE
    ours = side is Issuer.PARTY
    body, signers = party if ours else state, room.session.people.signers
    forms = [PROFILES.get(profile), PROFILES.get(body.profile), DANG_HD05 if ours else ND30]
    form = next(one for one in forms if one and one.party is ours)
    return Issuing(room, side, form, body, signers.party if ours else signers.state, at)


def _state(room: Room) -> IssuingBody:
    """The State's body; a plan that has none names its host."""
    plan = room.session.plan
    body = plan.issuers.state
    if body.name:
        return body
    return structs.replace(body, name=plan.host, parent=body.parent or plan.host_parent)


def acting(text: str, profile: Profile) -> str:
    """`TM. ỦY BAN NHÂN DÂN` or `T/M BAN THƯỜNG VỤ`, as the authority writes it."""
    found = _ACT.match(text)
    if not found:
        return text
    marks = dict(profile.acts)
    mark = re.sub(r"[/.]", "", found.group(1)).upper()
    return f"{marks[mark]} {text[found.end() :]}"


def rehearsal(room: Room) -> str:
    return wording.REHEARSAL if room.session.plan.kind is Kind.REHEARSAL else ""


def drafted(frame: Frame, room: Room, at: Millis) -> Frame:
    """`frame` that says so while the conference has not ended."""
    if room.session.stage is Stage.CLOSED:
        return frame
    return replace(frame, draft=f"Bản dự thảo lúc {long_moment(at, room.session.plan.zone)}")
