"""What the form of a paper is made of. Every size, width and fixed text that an authority's rules
set stands in one table for each authority: `profiles.py`."""

from dataclasses import dataclass, field
from typing import Literal

Role = Literal[
    "nation", "motto", "parent", "issuer", "star", "number", "place_date", "about",
    "type", "subject", "dashes", "salute", "addressee",
    "basis", "body", "section", "clause", "item", "ending", "draft", "rehearsal",
    "sign_authority", "sign_title", "sign_name", "to", "recipient",
    "annex", "annex_name", "annex_of", "head", "group", "cell", "cell_centre",
    "page_number", "footer",
]  # fmt: skip
"""What a paragraph is. Each profile says how each role looks."""

Align = Literal["left", "right", "centre", "justify"]


@dataclass(frozen=True, slots=True)
class Page:
    """All in millimetres; `header` is the distance of the page number from the edge."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float

    @property
    def text(self) -> float:
        """Width of the text."""
        return self.width - self.left - self.right

    def turned(self) -> "Page":
        """Landscape, with the same margins."""
        return Page(
            self.height, self.width, self.top, self.bottom, self.left, self.right, self.header
        )


@dataclass(frozen=True, slots=True)
class Look:
    """A role's style: its name in Word, size and gaps in points, `indent` of the first line in
    millimetres. `outline` 1 puts it in Word's navigation pane; `caps` turns the text itself."""

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    caps: bool = False
    align: Align = "left"
    indent: float = 0
    before: float = 0
    after: float = 0
    with_next: bool = False
    outline: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """Line spacing of running text: `multiple` of a line, or points that are `exactly` or
    `at_least` that high."""

    kind: Literal["multiple", "exactly", "at_least"]
    height: float


@dataclass(frozen=True, slots=True)
class Profile:
    """One authority's form.

    Heading: `columns` are its two widths in millimetres, `nation_rule` the length of the rule under
    the right one, as long as the text above it; below the issuer stands a rule of `share` of its
    name, or, where there is a `star`, that. `rule` is the weight of rules in eighths of a point,
    `rule_gap` the points above them. Texts in braces are filled in; `gap` is left to the văn thư.
    `subject_mark` stands below a *trích yếu* in place of a rule, if it is not "".
    `acts` are the marks of who signs for whom, `kept` the last line of *Nơi nhận*: the office's own
    `keeper` files a paper, but for minutes `minutes_keeper`, if that is not ""."""

    name: str
    party: bool
    page: Page
    font: str
    language: str
    nation: str
    motto: str
    nation_rule: float
    columns: tuple[float, float]
    share: float
    star: str
    rule: int
    rule_gap: float
    gap: str
    number: str
    letter_number: str
    place_date: str
    about: str
    salute: str
    subject_lower: bool
    subject_mark: str
    section: str
    attached: str
    end: str
    line: Line
    blank_lines: int
    acts: tuple[tuple[str, str], ...]
    kept: str
    keeper: str
    minutes_keeper: str
    minutes_signers: tuple[str, str]
    """Titles above the two signatures of minutes: who wrote them, who was in the chair."""
    table_border: int
    looks: dict[Role, Look] = field(hash=False)
