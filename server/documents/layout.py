"""A Word document in the form of one profile, and the blocks that papers are built of."""

import io
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt

from server.documents import ooxml
from server.documents.profile import Page, Profile, Role
from server.documents.text import clean, glue
from server.rooms.words import Millis

_ALIGN: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_CELL_MARGIN: Final = 85
"""Twips, 1,5 mm."""


class Line(NamedTuple):
    """One paragraph: what it is, and what it says."""

    role: Role
    text: str


class Signer(NamedTuple):
    title: str
    name: str


class Column(NamedTuple):
    """`width` in millimetres."""

    title: str
    width: float
    centred: bool = False


class Paper:
    """A document being written. Texts may hold anything: they are cleaned here, and only here
    non-breaking spaces are put in."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._document = docx.Document()
        self._styles: dict[Role, Any] = {}
        ooxml.bare(self._document, profile.font, profile.language)
        self._make_styles()
        self._shape(self._document.sections[0], profile.page)
        self._number_pages(self._document.sections[0])

    def _make_styles(self) -> None:
        normal = self._document.styles["Normal"]
        normal.font.size = Pt(self.profile.looks["body"].size)
        _spacing(normal.paragraph_format, 0, 0, 1)
        for role, look in self.profile.looks.items():
            style = ooxml.paragraph_style(self._document, look.name)
            style.base_style = normal
            style.quick_style = True
            style.font.size, style.font.bold, style.font.italic = (
                Pt(look.size),
                look.bold,
                look.italic,
            )
            form = style.paragraph_format
            form.alignment = _ALIGN[look.align]
            form.keep_with_next = look.with_next
            form.widow_control = True
            body = role in ("body", "section", "clause", "ending")
            _spacing(form, look.before, look.after, self.profile.line if body else 1)
            if look.indent:
                form.first_line_indent = Mm(look.indent)
            ooxml.fonts(style.element.get_or_add_rPr(), self.profile.font, self.profile.language)
            if look.outline:
                ooxml.outline(style.element.get_or_add_pPr(), look.outline)
            self._styles[role] = style

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
            header.paragraphs[0].style = self._styles["page_number"]
        ooxml.page_field(section.header.paragraphs[0])

    def mark(self, text: str) -> None:
        """`text` at the top of what is written next, and at the foot of every page."""
        self.add("rehearsal", text)
        section = self._document.sections[0]
        for footer in (section.footer, section.first_page_footer):
            footer.is_linked_to_previous = False
            footer.paragraphs[0].style = self._styles["footer"]
            footer.paragraphs[0].add_run(clean(text))

    def add(self, role: Role, text: str, where: Any = None) -> Any:
        """A paragraph in `where`: a cell, else the document."""
        return self._fill((where or self._document).add_paragraph(), role, text)

    def write(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self.add(line.role, line.text)

    def _fill(self, paragraph: Any, role: Role, text: str) -> Any:
        paragraph.style = self._styles[role]
        text = clean(text)
        text = text.upper() if self.profile.looks[role].caps else text
        if text:
            paragraph.add_run(glue(text))
        return paragraph

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

    def heading(self, parent: str, issuer: str, number: str, place_date: str = "") -> None:
        """The block on top of page 1: who issues and the number | the nation and the date."""
        left, right = self.profile.columns
        table = self._grid((left, right), 2, border=0)
        issuing, nation = table.cell(0, 0), table.cell(0, 1)
        lines: list[Line] = [Line("parent", parent)] if clean(parent) else []
        self._fill_cell(issuing, [*lines, Line("issuer", issuer)])
        self.rule(self._share("issuer", issuer.upper(), left), left, issuing)
        motto = Line("motto", self.profile.motto)
        self._fill_cell(nation, [Line("nation", self.profile.nation), motto])
        self.rule(self.profile.motto_rule, right, nation)
        self._fill_cell(table.cell(1, 0), [Line("number", "")])
        # Past the cleaning: the gap after "Số:" is made of spaces.
        table.cell(1, 0).paragraphs[0].add_run(number)
        self._fill_cell(table.cell(1, 1), [Line("place_date", place_date)])

    def title(self, kind: str, subject: str) -> None:
        """*Tên loại* and *trích yếu* with the rule below."""
        self.add("type", kind)
        self.add("subject", subject)
        text = self.profile.page.text
        self.rule(self._share("subject", subject, text), text)

    def signatures(self, left: Signer, right: Signer, recipients: Sequence[str]) -> None:
        """Two who sign, with room for the seal, and *Nơi nhận* below: one row, so one page."""
        half = self.profile.page.text / 2
        table = self._grid((half, half), 1, border=0)
        blank = [Line("sign_name", "")] * self.profile.blank_lines
        told = [Line("to", "Nơi nhận:"), *(Line("recipient", f"- {name};") for name in recipients)]
        kept = [*told, Line("recipient", self.profile.kept)]
        sides: tuple[tuple[Signer, list[Line]], ...] = ((left, kept), (right, []))
        for cell, (signer, last) in zip(table.rows[0].cells, sides, strict=True):
            signed = [Line("sign_title", signer.title), *blank, Line("sign_name", signer.name)]
            self._fill_cell(cell, [*signed, *last])

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """A ruled table whose head repeats on each page and whose rows are never parted."""
        widths = tuple(column.width for column in columns)
        table = self._grid(widths, 1 + len(rows), self.profile.table_border)
        grid = list(table.rows)
        ooxml.row_form(grid[0], repeated=True)
        for cell, column in zip(grid[0].cells, columns, strict=True):
            self._fill_cell(cell, [Line("head", column.title)])
        for row, texts in zip(grid[1:], rows, strict=True):
            ooxml.row_form(row, repeated=False)
            for cell, column, text in zip(row.cells, columns, texts, strict=True):
                role: Role = "cell_centre" if column.centred else "cell"
                self._fill_cell(cell, [Line(role, text)])

    def annex(self, name: str, of: str) -> None:
        """A *phụ lục* on a new page, numbered from 1 again."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        self._shape(section, self.profile.page)
        section.different_first_page_header_footer = True
        ooxml.restart_pages(section)
        self.write([Line("annex", "Phụ lục"), Line("annex_name", name), Line("annex_of", of)])
        text = self.profile.page.text
        self.rule(self._share("annex_of", of, text), text)
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
                ooxml.row_form(row, repeated=False)
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


def _spacing(form: Any, before: float, after: float, line: float) -> None:
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line


def _width(text: str, size: float) -> float:
    """About how wide bold `text` is, in mm: capitals take 0,6 of the size, others 0,45 (measured
    on Quốc hiệu and Tiêu ngữ in Times New Roman Bold)."""
    share = 0.6 if text.isupper() else 0.45
    return len(text) * size * share * 25.4 / 72
