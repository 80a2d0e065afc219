"""An office's own template: it may name fields, repeat and leave out; anything else is refused."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.parser import OxmlElement

from server.documents import fields, templates
from server.documents.fieldcheck import TemplateCode, UnknownField
from server.documents.papers import KINDS, Asked, make
from server.documents.profiles import ND30, PROFILES
from server.documents.starter import WITHOUT, starter
from server.documents.templates import NotATemplate, TemplateActs, TemplateTooBig
from server.rooms.states import RequestState
from server.rooms.words import Refused
from tests.documents import given
from tests.documents.office import parts, texts

DOCS = Path(__file__).parents[2] / "docs" / "papers.md"


def word(*lines: str, change: Callable[[docx.document.Document], None] | None = None) -> bytes:
    """A Word file with these paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(name: str, body: bytes, blob: bytes | None = None) -> bytes:
    """A Word file in which the part `name` is `body`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob or word("x"))) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        new.writestr(name, body)
    return out.getvalue()


def filled(*lines: str, kind: str = "notice") -> list[str]:
    data = word(*lines)
    templates.inspect(data, kind)
    return texts(make(given.demo(), Asked(kind, "docx"), given.AT, {kind: data}).body)


# --- what a template can do ---------------------------------------------------------------------


def test_fields_lists_and_parts_that_are_left_out() -> None:
    assert filled(
        "Số hiệu {{ frame.heading.issuer|upper }}",
        "{%p for point in points %}",
        "{{ loop.index }}) {{ point.title }}{% if not loop.last %};{% else %}.{% endif %}",
        "{%p for task in point.tasks %}",
        "{{ point.number }}/{{ task.lead }} ({{ task.due }})",
        "{%p endfor %}",
        "{%p endfor %}",
        "{% if frame.draft %}dự thảo{% endif %}",
    )[:4] == [
        "Số hiệu VĂN PHÒNG",
        "1) Quản lý đất đai, quy hoạch, tài chính, tài sản công;",
        "1/Sở Tài nguyên và Môi trường (25/5/2024)",
        "1/UBND thị xã Quảng Yên (30/8/2024)",
    ]


@pytest.mark.parametrize("name", ["nd30", "dang-hd05"])
@pytest.mark.parametrize("kind", sorted(set(KINDS) - WITHOUT))
def test_the_template_to_begin_with_says_what_the_built_in_form_says(kind: str, name: str) -> None:
    """So a change of words in Word is the only change there is."""
    room = given.folded(*given.raised(1, "Về đường", RequestState.WRITTEN),
                        room=given.demo(spoken=True))  # fmt: skip
    begun = starter(kind, PROFILES[name])
    templates.inspect(begun, kind)
    asked = Asked(kind, "docx", profile=name, key=given.key(room, kind))
    own = _plain(make(room, asked, given.AT, {kind: begun}).body)
    built_in = _plain(make(room, asked, given.AT, {}).body)
    assert [line for line in own if line] == [line for line in built_in if line]


def _plain(paper: bytes) -> list[str]:
    """Its text; the mark of a rehearsal stands in the footer of a template."""
    lines = [line.replace(" / ", "\n") for line in texts(paper)]
    return [line for line in lines if line != "DIỄN TẬP - nội dung hư cấu"]


def test_a_paper_from_a_template_tells_nobody_who_made_it() -> None:
    data = word("{{ frame.subject }}")
    paper = make(given.demo(), Asked("notice", "docx"), given.AT, {"notice": data}).body
    core = parts(paper)["docProps/core.xml"]
    assert "python-docx" not in core
    assert "creator" not in core


def test_an_office_writes_tones_its_way_in_a_template_too() -> None:
    data = word("Uỷ nhiệm: {{ frame.heading.parent }}")
    paper = make(given.demo(), Asked("notice", "docx"), given.AT, {"notice": data}).body
    (line,) = [line for line in texts(paper) if line.startswith("Uỷ nhiệm")]
    assert line == "Uỷ nhiệm: Ủy ban nhân dân tỉnh Quảng Ninh"


def test_every_field_is_documented() -> None:
    told = DOCS.read_text(encoding="utf-8")
    for kind in fields.TEXTS:
        assert f"`{kind}`" in told
        for path in fields.named(kind):
            name = path.replace("[]", "").rpartition(".")[2]
            assert f"`{name}`" in told, path


# --- what it cannot -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("{{ tieu_de }}", "tieu_de"),
        ("{{ frame.tieu_de }}", "frame.tieu_de"),
        ("{% for one in points %}{{ one.nme }}{% endfor %}", "one.nme"),
        ("{% for one in pointz %}{{ one }}{% endfor %}", "pointz"),
        ("{% for one in ending %}{{ one }}{% endfor %}", "ending"),
        ("{% if frame.none %}x{% endif %}", "frame.none"),
        ("{{ frame }}", "frame"),
        ("{{ points }}", "points"),
        ("{{ frame.subject.title }}", "frame.subject.title"),
        ("{{ frame.subject.__class__ }}", "frame.subject.__class__"),
        ("{{ self }}", "self"),
        ("{{ loop.index }}", "loop"),
        ("{{ cycler }}", "cycler"),
    ],
)
def test_an_unknown_field_is_refused_by_its_name(text: str, field: str) -> None:
    with pytest.raises(UnknownField) as refused:
        templates.inspect(word("Kính gửi", text), "notice")
    assert refused.value.fields["field"] == field


def test_what_there_is_instead_is_said() -> None:
    with pytest.raises(UnknownField) as refused:
        templates.inspect(word("{{ frame.heading.numbr }}"), "notice")
    assert refused.value.fields["near"] == "parent, issuer, number, place_date, about"


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7 * 7 }}",
        "{{ frame.subject.upper() }}",
        "{{ range(10) }}",
        "{% for i in range(9) %}{{ i }}{% endfor %}",
        "{{ frame['subject'] }}",
        "{{ points[0].title }}",
        "{{ frame.subject|attr('x') }}",
        "{{ frame.subject|replace('a', 'b') }}",
        "{{ frame.subject ~ 'x' }}",
        "{% set x = frame.subject %}",
        "{% macro m() %}x{% endmacro %}",
        "{% import 'a' as b %}",
        "{% include 'a' %}",
        "{% filter upper %}x{% endfilter %}",
        "{% raw %}x{% endraw %}{% set y = 1 %}",
        "{% with x = 1 %}{{ x }}{% endwith %}",
        "{{ lipsum() }}",
        "{{ [1, 2] }}",
        "{{ 'a' in frame.subject and dict() }}",
        "{% for a in points if a.title %}{{ a.title }}{% endfor %}",
        "{% for a in points recursive %}{{ a.title }}{% endfor %}",
    ],
)
def test_code_is_refused(text: str) -> None:
    with pytest.raises((TemplateCode, UnknownField)):
        templates.inspect(word(text), "notice")


def test_repetitions_have_a_depth() -> None:
    text = "x"
    for no in range(5):
        text = f"{{% for a{no} in points %}}{text}{{% endfor %}}"
    with pytest.raises(TemplateCode):
        templates.inspect(word(text), "notice")


def test_headers_footers_and_properties_are_looked_at_too() -> None:
    def header(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ 1 + 1 }}"

    def footer(document: docx.document.Document) -> None:
        document.sections[0].footer.paragraphs[0].text = "{{ nobody }}"

    def title(document: docx.document.Document) -> None:
        document.core_properties.title = "{{ 1 + 1 }}"

    for change in (header, footer, title):
        with pytest.raises((TemplateCode, UnknownField)):
            templates.inspect(word("x", change=change), "notice")


@pytest.mark.parametrize(
    "lines",
    [
        ("{{ frame.subject",),
        ("{% for a in points %}",),
        ("{% if frame.draft %}x",),
        ("{{r frame.subject }}",),
    ],
)
def test_broken_syntax_is_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(NotATemplate) as refused:
        templates.inspect(word(*lines), "notice")
    assert refused.value.fields["why"]


def test_a_loop_over_paragraphs_without_its_mark_is_refused_or_whole() -> None:
    lines = ("a {% for p in points %}", "b", "c {% endfor %}")
    try:
        templates.inspect(word(*lines), "notice")
    except NotATemplate:
        return
    said = "".join(filled(*lines))
    assert said.count("b") == 2


def test_macros_links_and_embedded_files_are_refused() -> None:
    relation = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/%s" Target="http://example.org/x" TargetMode="External"/></Relationships>'
    )
    for part, body in (
        ("word/vbaProject.bin", b"x"),
        ("word/embeddings/oleObject1.bin", b"x"),
        ("word/activeX/activeX1.xml", b"<a/>"),
        ("word/_rels/settings.xml.rels", relation % b"attachedTemplate"),
        ("word/_rels/footer9.xml.rels", relation % b"image"),
        ("word/_rels/footer9.xml.rels", relation % b"oleObject"),
    ):
        with pytest.raises(TemplateActs) as refused:
            templates.inspect(with_part(part, body), "notice")
        assert refused.value.fields["what"]
    templates.inspect(with_part("word/_rels/x.xml.rels", relation % b"hyperlink"), "notice")


@pytest.mark.parametrize("codes", [("DDEAUTO c:\\x",), ("DDE", "AUTO c:\\x"), (" includetext x",)])
def test_fields_of_word_that_draw_something_in_are_refused(codes: tuple[str, ...]) -> None:
    """Their code may be cut into pieces."""

    def add(document: docx.document.Document) -> None:
        for code in codes:
            field = OxmlElement("w:instrText")
            field.text = code
            document.paragraphs[0].add_run()._r.append(field)

    with pytest.raises(TemplateActs):
        templates.inspect(word("x", change=add), "notice")


def test_the_number_of_the_page_is_a_field_that_may_stay() -> None:
    templates.inspect(starter("notice", ND30), "notice")


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", NotATemplate),
        (b"%PDF-1.7", NotATemplate),
        (b"PK\x03\x04 not a zip", NotATemplate),
        (with_part("word/document.xml", b"<w:document"), NotATemplate),
        (with_part("word/document.xml", b"<!DOCTYPE a><a/>"), NotATemplate),
        (b"PK" + b"0" * 5_000_000, TemplateTooBig),
        (with_part("word/big.xml", b" " * 30_000_000), TemplateTooBig),
    ],
)
def test_a_file_that_is_none_is_refused(data: bytes, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        templates.inspect(data, "notice")
