"""Why a file, or a row of it, is not taken. Their words are in `api/text/sheets.py`."""

from server.rooms.words import Refused


class SheetError(Refused):
    """Base of refusals of a whole file. Nothing of it is read any further."""

    code = "bad_sheet"


class NotASheet(SheetError):
    """Neither a workbook (.xlsx) nor a CSV text. Fields: `file`, `why` (technical, English)."""

    code = "not_a_sheet"


class SheetTooBig(SheetError):
    """More than could be typed by an office: a mistake or a bomb. Fields: `file`, `limit` (MB)."""

    code = "sheet_too_big"


class TooManyRows(SheetError):
    """Fields: `sheet`, `limit`."""

    code = "too_many_rows"


class NoKnownSheet(SheetError):
    """No sheet of the file has headings that are known. Fields: `file`."""

    code = "no_known_sheet"


class MissingColumn(SheetError):
    """A sheet lacks a column that it must have. Fields: `sheet`, `column`."""

    code = "missing_column"


class ColumnTwice(SheetError):
    """Two columns of a sheet mean the same. Fields: `sheet`, `column`."""

    code = "column_twice"


class RowProblem(Refused):
    """Base of what is wrong with one row. Fields: `sheet`, `row` (as Excel counts, from 1),
    `column` (its heading) and `value` (as it stands there, at most 100 characters)."""

    code = "bad_row"


class CellEmpty(RowProblem):
    code = "cell_empty"


class CellFormula(RowProblem):
    """Formulas are never worked out: what they would give is not in the file for certain."""

    code = "cell_formula"


class CellMerged(RowProblem):
    code = "cell_merged"


class CellBad(RowProblem):
    """The value is not one of those meant for this column. Fields too: `expected`."""

    code = "cell_bad"


class CellTooLong(RowProblem):
    """Fields too: `limit` (characters)."""

    code = "cell_too_long"


class CellUnknown(RowProblem):
    """It names a point or a field that is not in the set-up."""

    code = "cell_unknown"


class CellAmbiguous(RowProblem):
    """It names a point by a name that several have; the id would say which."""

    code = "cell_ambiguous"


class RowTwice(RowProblem):
    """Fields too: `first`, the row that says the same already."""

    code = "row_twice"


class ColumnIgnored(RowProblem):
    """A hint: nobody knows this heading, so its column was left out."""

    code = "column_ignored"


class SheetIgnored(RowProblem):
    """A hint: nothing of this sheet was read."""

    code = "sheet_ignored"


class UnitUntyped(RowProblem):
    """A hint: a point's name does not say xã, phường, đặc khu … (domain.md §1, fact 10)."""

    code = "unit_untyped"
