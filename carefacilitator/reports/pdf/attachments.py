"""A file that travels inside a PDF: an associated file as PDF/A-3 knows it, sealed as it came."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from carefacilitator.reports.pdf.result import Enclosed
from carefacilitator.reports.text.characters import clean

MEDIA_TYPE = "application/vnd.carefacilitator.bundle"


def enclose(pdf: pikepdf.Pdf, enclosed: Enclosed, day: str) -> None:
    """Attach the file to the document as its data. ``day`` (ISO) stands for when it was made."""
    moment = String(f"D:{day.replace('-', '')}120000Z")
    stream = pdf.make_stream(enclosed.data)
    stream["/Type"] = Name.EmbeddedFile
    stream["/Subtype"] = Name("/" + MEDIA_TYPE)
    stream["/Params"] = Dictionary(Size=len(enclosed.data), ModDate=moment)
    file = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(clean(enclosed.name)),
            UF=String(clean(enclosed.name)),
            AFRelationship=Name.Data,
            Desc=String(clean(enclosed.told)),
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    listed = pdf.make_indirect(Dictionary(Names=Array([String(clean(enclosed.name)), file])))
    pdf.Root["/Names"] = Dictionary(EmbeddedFiles=listed)
    pdf.Root["/AF"] = Array([file])
