"""Pictures as objects of a PDF: the bytes of a JPEG or of a plain PNG, decoded by nobody."""

from __future__ import annotations

import io
from typing import Any

import reportlab.pdfbase.pdfdoc

from carefacilitator.model.document import plain_png

_Image: Any = reportlab.pdfbase.pdfdoc.PDFImageXObject


class _PngImage(_Image):  # type: ignore[misc]
    """The rows of a PNG as they were compressed, with the filter that PNG puts before each."""

    def __init__(self, name: str, png: plain_png.PlainPng) -> None:
        super().__init__(name)
        self._png = png

    def format(self, document: Any) -> bytes:
        """The stream with its dictionary (PDF 1.7, 7.4.4.4: predictor 15)."""
        pdf, png = reportlab.pdfbase.pdfdoc, self._png
        stream = pdf.PDFStream(content=png.body)
        told = stream.dictionary
        told["Type"], told["Subtype"] = pdf.PDFName("XObject"), pdf.PDFName("Image")
        told["Width"], told["Height"], told["BitsPerComponent"] = png.width, png.height, 8
        told["ColorSpace"] = pdf.PDFName("DeviceGray" if png.channels == 1 else "DeviceRGB")
        told["Filter"] = pdf.PDFArray([pdf.PDFName("FlateDecode")])
        rows = {"Predictor": 15, "Colors": png.channels, "BitsPerComponent": 8}
        told["DecodeParms"] = pdf.PDFArray([pdf.PDFDictionary({**rows, "Columns": png.width})])
        told["Length"] = len(png.body)
        return bytes(stream.format(document))


def pdf_image(name: str, data: bytes) -> Any:
    """A JPEG or a plain PNG as an image of ReportLab's."""
    png = plain_png.read(data)
    if png is not None:
        return _PngImage(name, png)
    image = _Image(name)
    image.loadImageFromJPEG(io.BytesIO(data))
    return image
