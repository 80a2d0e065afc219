"""What papers say, before anybody gave it a form: texts, and rows of texts.

One description serves three: the built-in form prints it, an office's own template is filled from
it, and *Kiểm tra trước khi in* looks for what is still blank in it. The names of these fields are
what templates use (docs/papers.md); a field is renamed only with a reason."""

from dataclasses import dataclass

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """`number` and `place_date` have gaps that the văn thư fills; `about` is a letter's subject."""

    parent: str
    issuer: str
    number: str
    place_date: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """`authority` is for whom they sign ("TM. ỦY BAN NHÂN DÂN"), `title` their own."""

    authority: str
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every paper has around its text. `rehearsal` and `draft` are "" on a real, final one;
    `recipients` are those of *Nơi nhận*, `kept` its last line."""

    rehearsal: str
    draft: str
    heading: Heading
    kind: str
    subject: str
    signature: Signature
    recipients: Texts
    kept: str
    end: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An opinion as papers show it. `number` counts in the paper, `code` is the register's.
    `who` is name, title, unit and point in one; `deadline` both promises, a line each. `people`
    counts who asked for the same, `place` is point or unit without more words. `letter` is the
    written answer's number and day, `outcome` what came of it so far, `note` whether it came late
    or from an earlier conference."""

    number: str
    code: str
    who: str
    name: str
    title: str
    unit: str
    point: str
    place: str
    people: str
    summary: str
    field: str
    committee: str
    authority: str
    beyond: str
    lead: str
    coordinating: str
    agencies: str
    answer: str
    answered: str
    result: str
    promise: str
    answer_by: str
    resolve_by: str
    deadline: str
    forwarded_to: str
    letter: str
    outcome: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Task:
    sentence: str
    content: str
    lead: str
    coordinating: str
    due: str
    codes: str


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the conclusion."""

    number: str
    title: str
    paragraphs: Texts
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`bold`: a title among others."""

    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class RollRow:
    number: str
    name: str
    expected: str
    present: str
    note: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """*Biên bản*: `secretary` signs on the left, `chair` on the right."""

    frame: Frame
    circumstances: Texts
    parts: tuple[Part, ...]
    ending: str
    secretary: Signature
    chair: Signature
    roll_of: str
    roll: tuple[RollRow, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """*Thông báo kết luận*: I. `general`, II. `points`, III. `petitions`, IV. `execution`."""

    frame: Frame
    opening: Texts
    general: Texts
    points: tuple[Point, ...]
    petitions: Texts
    execution: Texts
    tasks: tuple[Task, ...]
    ending: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Registered, but found no turn (day.md D8)."""

    number: str
    who: str
    topic: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Annex:
    """*Phụ lục tổng hợp* and its follow-up, *Kết quả giải quyết*. `diverted` says how many
    denunciations there were, and nothing else of them (day.md D9)."""

    rehearsal: str
    name: str
    attached: str
    title: str
    counts: str
    groups: tuple[Group, ...]
    waiting: tuple[Waiting, ...]
    diverted: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """*Công văn giao nhiệm vụ* to the agency `to`: opinions that it leads, and tasks."""

    frame: Frame
    to: Texts
    basis: Texts
    opening: Texts
    rows: tuple[Entry, ...]
    tasks: tuple[Task, ...]
    demands: Texts
    ending: str


@dataclass(frozen=True, slots=True)
class Petition:
    """*Kiến nghị cấp trên* to the body `to`: what is beyond the authority of the conference."""

    frame: Frame
    to: Texts
    opening: Texts
    rows: tuple[Entry, ...]
    rules: str
    proposals: Texts
    ending: str


@dataclass(frozen=True, slots=True)
class Reply:
    """*Công văn trả lời* to the person who asked; `entry` is all of the opinion."""

    frame: Frame
    to: Texts
    opening: str
    summary: str
    basis: str
    answer: Texts
    contact: str
    ending: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Line:
    time: str
    text: str


@dataclass(frozen=True, slots=True)
class Speech:
    number: str
    time: str
    who: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Verbatim:
    """*Bản gỡ băng*, for inside use."""

    rehearsal: str
    title: str
    notes: Texts
    speeches: tuple[Speech, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """*Bảng tổng hợp ý kiến phục vụ kết luận*: `head` names the columns of `counts`."""

    rehearsal: str
    title: str
    until: str
    head: Texts
    counts: tuple[Texts, ...]
    promises: tuple[Entry, ...]
    open: tuple[Entry, ...]
    alike: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class PublicRow:
    number: str
    who: str
    summary: str
    agency: str
    answer: str
    deadline: str


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """*Bản công khai*: no more of a person than the name and the point."""

    rehearsal: str
    title: str
    counts: str
    rows: tuple[PublicRow, ...]
    diverted: str


Content = (
    Minutes | Notice | Annex | Assignment | Reply | Petition | Verbatim | Briefing | PublicCopy
)
