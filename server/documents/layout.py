"""A Word document in the form of one profile, and the blocks that papers are built of."""

import io
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Mm, Pt

from server.documents import ooxml
from server.documents.content import Heading, Signature
from server.documents.profile import Page, Profile, Role
from server.documents.styles import styled
from server.documents.text import clean, glue
from server.rooms.words import Millis

_CELL_MARGIN: Final = 57
"""Twips, 1 mm: a day of 11 points just fits the 20 mm of a deadline (domain.md §5.6)."""
_SALUTE: Final = 42
"""Millimetres before the names of those to whom a letter goes."""


class Line(NamedTuple):
    """One paragraph: what it is, and what it says."""

    role: Role
    text: str


class Column(NamedTuple):
    """`width` in millimetres."""

    title: str
    width: float
    centred: bool = False


Rows = Sequence[Sequence[str] | str]
"""Of a table. A row that is one text names those below it, over the whole width."""


class Paper:
    """A document being written, upright or `wide`. Texts may hold anything: they are cleaned here,
    and only here non-breaking spaces are put in and `spelt` has its say."""

    def __init__(
        self, profile: Profile, spelt: Callable[[str], str] = str, wide: bool = False
    ) -> None:
        self.profile = profile
        self.page = profile.page.turned() if wide else profile.page
        self._spelt = spelt
        blank, self._styles = styled(profile)
        self._document = docx.Document(io.BytesIO(blank))
        self._shape(self._document.sections[0], self.page)
        self._number_pages(self._document.sections[0])

    def _shape(self, section: Any, page: Page) -> None:
        wide = page.width > page.height
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(page.width), Mm(page.height)
        section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
        section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
        section.header_distance = section.footer_distance = Mm(page.header)
        section.gutter = 0

    def _number_pages(self, section: Any) -> None:
        """Centred in the header, on every page but the first."""
        section.different_first_page_header_footer = True
        for header in (section.header, section.first_page_header):
            header.is_linked_to_previous = False
            header.paragraphs[0]._p.style = self._styles["page_number"]
        ooxml.page_field(section.header.paragraphs[0])

    def mark(self, text: str) -> None:
        """`text` at the top of what is written next, and at the foot of every page."""
        self.add("rehearsal", text)
        self.foot(text)

    def foot(self, text: str) -> None:
        """`text` at the foot of every page."""
        section = self._document.sections[0]
        for footer in (section.footer, section.first_page_footer):
            footer.is_linked_to_previous = False
            footer.paragraphs[0]._p.style = self._styles["footer"]
            footer.paragraphs[0].add_run(clean(text))

    def add(self, role: Role, text: str, where: Any = None) -> Any:
        """A paragraph in `where`: a cell, else the document."""
        return self._fill((where or self._document).add_paragraph(), role, text)

    def write(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self.add(line.role, line.text)

    def _fill(self, paragraph: Any, role: Role, text: str) -> Any:
        paragraph._p.style = self._styles[role]
        if shown := self._shown(role, text):
            paragraph.add_run(shown)
        return paragraph

    def _shown(self, role: Role, text: str) -> str:
        text = self._spelt(clean(text))
        return glue(self.capitals(text) if self.profile.looks[role].caps else text)

    def capitals(self, text: str) -> str:
        return text.upper()

    def _fill_raw(self, paragraph: Any, role: Role, text: str) -> None:
        """`text` whose gaps are made of spaces, and so past the cleaning: it is ours."""
        paragraph._p.style = self._styles[role]
        paragraph.add_run(self._spelt(text))

    def rule(self, length: float, column: float, where: Any = None) -> None:
        """A real line of `length` mm, centred in a column of `column` mm: the top border of an
        empty paragraph, which survives every editor (domain.md §5.3)."""
        paragraph = (where or self._document).add_paragraph()
        form = paragraph.paragraph_format
        form.space_before = Pt(self.profile.rule_gap)
        form.left_indent = form.right_indent = Mm((column - length) / 2)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
        ooxml.top_border(paragraph._p.get_or_add_pPr(), self.profile.rule)

    def _share(self, role: Role, text: str, column: float) -> float:
        """A rule's length for `text` above it; a text that wraps counts as its longest line."""
        width = min(_width(clean(text), self.profile.looks[role].size), column)
        return width * self.profile.share

    def heading(self, told: Heading) -> None:
        """The block on top of page 1: who issues and the number | the nation and the date."""
        profile = self.profile
        left, right = profile.columns
        table = self._grid((left, right), 2, border=0)
        issuing, nation = table.cell(0, 0), table.cell(0, 1)
        parent = [Line("parent", told.parent)] if clean(told.parent) else []
        self._fill_cell(issuing, [*parent, Line("issuer", told.issuer)])
        if profile.star:
            self.add("star", profile.star, issuing)
        else:
            self.rule(self._share("issuer", told.issuer.upper(), left), left, issuing)
        motto = [Line("motto", profile.motto)] if profile.motto else []
        self._fill_cell(nation, [Line("nation", profile.nation), *motto])
        self.rule(profile.nation_rule, right, nation)
        self._fill_raw(table.cell(1, 0).paragraphs[0], "number", told.number)
        if told.about:
            self.add("about", told.about, table.cell(1, 0))
        self._fill_raw(table.cell(1, 1).paragraphs[0], "place_date", told.place_date)

    def title(self, kind: str, subject: str) -> None:
        """*Tên loại* and *trích yếu* with what stands below."""
        self.add("type", kind)
        self.add("subject", subject)
        self._below_subject("subject", subject)

    def _below_subject(self, role: Role, text: str) -> None:
        if self.profile.subject_mark:
            self.add("dashes", self.profile.subject_mark)
        else:
            self.rule(self._share(role, text, self.page.text), self.page.text)

    def to(self, names: Sequence[str]) -> None:
        """*Kính gửi*: one receiver on the same line, several below each other (NĐ 30)."""
        self.add("cell", "")
        table = self._grid((_SALUTE, self.page.text - _SALUTE), 1, border=0)
        label, told = table.rows[0].cells
        self._fill_raw(label.paragraphs[0], "salute", f"{self.profile.salute}\u00a0")
        several = len(names) > 1
        marked = [f"- {name}{'.' if at == len(names) else ';'}" for at, name in enumerate(names, 1)]
        self._fill_cell(told, [Line("addressee", name) for name in (marked if several else names)])
        self.add("cell", "")

    def signature(self, signed: Signature, told: Sequence[str], kept: str) -> None:
        """Who signs, with room for the seal, and *Nơi nhận* beside it: one row, so one page."""
        left, right = self._halves()
        self._fill_cell(left, self._recipients(told, kept))
        above = [Line("sign_authority", signed.authority)] if signed.authority else []
        title = [Line("sign_title", signed.title)] if signed.title else []
        self._fill_cell(right, [*(above + title or [Line("sign_title", "")]), *self._room(signed)])

    def signatures(self, left: Signature, right: Signature, told: Sequence[str], kept: str) -> None:
        """Two who sign, with room for the seal, and *Nơi nhận* below: one row, so one page."""
        ends: tuple[list[Line], list[Line]] = (self._recipients(told, kept), [])
        for cell, signed, last in zip(self._halves(), (left, right), ends, strict=True):
            head = Line("sign_authority", signed.title)
            self._fill_cell(cell, [head, *self._room(signed), *last])

    def _halves(self) -> Any:
        half = self.page.text / 2
        return self._grid((half, half), 1, border=0).rows[0].cells

    def _room(self, signed: Signature) -> list[Line]:
        blank = [Line("sign_name", "")] * self.profile.blank_lines
        return [*blank, Line("sign_name", signed.name)]

    def _recipients(self, told: Sequence[str], kept: str) -> list[Line]:
        listed = [Line("recipient", f"- {name};") for name in told]
        return [Line("to", "Nơi nhận:"), *listed, Line("recipient", kept)]

    def table(self, columns: Sequence[Column], rows: Rows) -> None:
        """A ruled table whose head repeats on each page and whose rows are never parted."""
        widths = tuple(column.width for column in columns)
        table = self._grid(widths, 0, self.profile.table_border)
        roles: list[Role] = ["cell_centre" if one.centred else "cell" for one in columns]
        head = [self._paragraphs("head", column.title) for column in columns]
        ooxml.row(table, widths, head, repeated=True)
        for texts in rows:
            if isinstance(texts, str):
                group = self._paragraphs("group", texts)
                ooxml.row(table, (sum(widths),), (group,), span=len(widths))
            else:
                said = zip(roles, texts, strict=True)
                ooxml.row(table, widths, [self._paragraphs(role, text) for role, text in said])

    def _paragraphs(self, role: Role, text: str) -> ooxml.Paragraphs:
        """Those of a cell: each line of `text` is one."""
        return [(self._styles[role], self._shown(role, one)) for one in text.split("\n")]

    def annex(self, name: str, of: str) -> None:
        """A *phụ lục* on a new page, numbered from 1 again."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        self._shape(section, self.page)
        section.different_first_page_header_footer = True
        ooxml.restart_pages(section)
        self.annex_title(name, of)

    def annex_title(self, name: str, of: str) -> None:
        """`of` may hold gaps of spaces."""
        self.write([Line("annex", "Phụ lục"), Line("annex_name", name)])
        self._fill_raw(self._document.add_paragraph(), "annex_of", of)
        self.rule(self._share("annex_of", of, self.page.text), self.page.text)
        self.add("cell", "")

    def _grid(self, widths: tuple[float, ...], rows: int, border: int) -> Any:
        table = self._document.add_table(rows, len(widths))
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER if border else WD_TABLE_ALIGNMENT.LEFT
        ooxml.table_form(table, border, _CELL_MARGIN if border else 0)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)
        if not border:
            for row in table.rows:
                ooxml.row_form(row)
        return table

    def _fill_cell(self, cell: Any, lines: Sequence[Line]) -> None:
        """`lines` in a new cell, which has one empty paragraph from the start."""
        self._fill(cell.paragraphs[0], lines[0].role, lines[0].text)
        for line in lines[1:]:
            self.add(line.role, line.text, cell)

    def save(self, at: Millis) -> bytes:
        out = io.BytesIO()
        self._document.save(out)
        return ooxml.packed(out.getvalue(), at)


def _width(text: str, size: float) -> float:
    """About how wide bold `text` is, in mm: capitals take 0,6 of the size, others 0,45 (measured
    on Quốc hiệu and Tiêu ngữ in Times New Roman Bold)."""
    share = 0.6 if text.isupper() else 0.45
    return len(text) * size * share * 25.4 / 72
