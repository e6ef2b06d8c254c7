"""Why a file of somebody else's is not taken.

Each class is one code; the sentences are in :mod:`carefacilitator.messages`. ``name`` is the file's
own name without its folder. Values never hold what a cell says.
"""

from __future__ import annotations

from carefacilitator.errors import Refusal


class TableRefusal(Refusal):
    """The file ``name`` cannot be read as a table."""

    code = "table_refused"


class NotASpreadsheet(TableRefusal):
    """The file ``name`` is no table the program reads: a picture, a PDF, a web page."""

    code = "table_unknown_kind"


class OldSpreadsheet(TableRefusal):
    """The file ``name`` is an Excel 97 workbook (.xls) or a binary one (.xlsb)."""

    code = "table_old_excel"


class OpenDocumentSpreadsheet(TableRefusal):
    """The file ``name`` is an OpenDocument (.ods) or Numbers spreadsheet."""

    code = "table_other_office"


class ProtectedSpreadsheet(TableRefusal):
    """The spreadsheet ``name`` is closed with a password."""

    code = "table_protected"


class DamagedSpreadsheet(TableRefusal):
    """The spreadsheet ``name`` is cut short or broken inside."""

    code = "table_damaged"


class UnsafeSpreadsheet(TableRefusal):
    """The spreadsheet ``name`` is built to overwhelm the program that opens it."""

    code = "table_unsafe"


class UnreadableText(TableRefusal):
    """The bytes of ``name`` are text in no encoding that makes sense."""

    code = "table_encoding"


class UnclosedQuote(TableRefusal):
    """A quotation mark opened in row ``row`` of ``name`` is never closed."""

    code = "table_unclosed_quote"


class EmptyTable(TableRefusal):
    """The file ``name`` holds no row with anything in it."""

    code = "table_empty"


class FileTooLarge(TableRefusal):
    """The file ``name`` is larger than ``megabytes``."""

    code = "table_too_large"


class TooManyRows(TableRefusal):
    """The file ``name`` has more than ``limit`` rows."""

    code = "table_too_many_rows"


class TooManyColumns(TableRefusal):
    """The file ``name`` has more than ``limit`` columns."""

    code = "table_too_many_columns"


class CellTooLong(TableRefusal):
    """A cell in row ``row``, column ``column`` of ``name`` has more than ``limit`` characters."""

    code = "table_cell_too_long"


class NoNameColumn(Refusal):
    """No column of ``name`` is recognised as the names of people."""

    code = "attendees_no_name_column"


class NoAgendaColumns(Refusal):
    """The file ``name`` has no column of titles, or none of lengths or times."""

    code = "agenda_no_columns"


class MappingMismatch(Refusal):
    """The choice of columns was made for another file than ``name``."""

    code = "attendees_mapping_mismatch"


class RowNotThere(TableRefusal):
    """A person was to be left out by a row (``row``) that has nobody in it."""

    code = "attendee_row_not_there"
