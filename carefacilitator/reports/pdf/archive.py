"""The last pass over a PDF: structure, language, title and the marks of PDF/A-3a and PDF/UA-1.

ReportLab writes pages and fonts; what it cannot write (the structure tree, the archive's metadata,
the colour profile) is added here, with fixed dates, so that equal data give equal files.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from carefacilitator import __version__
from carefacilitator.reports.pdf.attachments import enclose
from carefacilitator.reports.pdf.navigation import annotation, bookmarks
from carefacilitator.reports.pdf.result import Enclosed
from carefacilitator.reports.pdf.structure import Element, Heading, Jump
from carefacilitator.reports.text.characters import clean

_TOOL = f"CareFacilitator {__version__}"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{tool}</xmp:CreatorTool><pdf:Producer>{tool}</pdf:Producer>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True)
class About:
    """What the file says about itself; ``day`` is an ISO date.

    ``headings`` become bookmarks, ``enclosed`` travels inside.
    """

    title: str
    language: str
    day: str
    headings: Sequence[Heading] = ()
    enclosed: Enclosed | None = None

    @property
    def date(self) -> str:
        """A day in any case, since a file has one."""
        return self.day if len(self.day) == len("2000-01-01") else "2000-01-01"


def finish(raw: BinaryIO, target: BinaryIO, root: Element, about: About) -> int:
    """Write the finished file into ``target``; returns its number of pages."""
    with pikepdf.open(raw) as pdf:
        pages = list(pdf.pages)
        _structure(pdf, pages, root)
        catalog = pdf.Root
        catalog["/MarkInfo"] = Dictionary(Marked=True)
        catalog["/Lang"] = String(about.language)
        preferences = Dictionary(DisplayDocTitle=True)
        if about.language.startswith("ar"):
            preferences["/Direction"] = Name.R2L
        catalog["/ViewerPreferences"] = preferences
        bookmarks(pdf, pages, about.headings)
        if about.enclosed is not None:
            enclose(pdf, about.enclosed, about.date)
        _describe(pdf, about)
        _colours(pdf)
        pdf.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            deterministic_id=True,
            min_version="1.7",
        )
        return len(pages)


def _structure(pdf: pikepdf.Pdf, pages: list[pikepdf.Page], root: Element) -> None:
    parents: list[list[Any]] = [[] for _ in pages]
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    builder = _Builder(pdf, pages, parents)
    tree["/K"] = builder.build(root, tree)
    numbers: list[Any] = []
    for at, page in enumerate(pages):
        page.obj["/StructParents"] = at
        page.obj["/Tabs"] = Name.S
        numbers += [at, pdf.make_indirect(Array(parents[at]))]
        if "/Trans" in page.obj:
            del page.obj["/Trans"]
    for at, owner in enumerate(builder.owners, len(pages)):
        numbers += [at, owner]
    tree["/ParentTree"] = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree["/ParentTreeNextKey"] = len(pages) + len(builder.owners)
    pdf.Root["/StructTreeRoot"] = tree


class _Builder:
    """Writes elements as PDF objects and notes which content belongs to which."""

    def __init__(
        self, pdf: pikepdf.Pdf, pages: list[pikepdf.Page], parents: list[list[Any]]
    ) -> None:
        self._pdf = pdf
        self._pages = pages
        self._parents = parents
        self.owners: list[Any] = []
        """The ``Link`` of each annotation, in the order of their numbers."""

    def build(self, element: Element, parent: Any) -> Any:
        """One element with everything below it."""
        entry = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + element.tag), P=parent)
        )
        self._attributes(entry, element)
        kids: list[Any] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self.build(kid, entry))
            elif isinstance(kid, Jump):
                kids += self._link(entry, kid)
            else:
                kids.append(self._content(entry, *kid))
        if kids:
            entry["/K"] = kids[0] if len(kids) == 1 else Array(kids)
        return entry

    def _link(self, entry: Any, jump: Jump) -> list[Any]:
        """The annotation of a link, as its element holds it."""
        number = len(self._pages) + len(self.owners)
        link = annotation(self._pdf, self._pages, jump, number)
        if link is None:
            return []
        self.owners.append(entry)
        return [Dictionary(Type=Name.OBJR, Pg=self._pages[jump.page].obj, Obj=link)]

    def _attributes(self, entry: Any, element: Element) -> None:
        if element.alternative:
            entry["/Alt"] = String(clean(element.alternative))
        if element.actual:
            entry["/ActualText"] = String(clean(element.actual))
        if element.language:
            entry["/Lang"] = String(element.language)
        if element.scope:
            entry["/A"] = Dictionary(O=Name.Table, Scope=Name("/" + element.scope))
        if element.box:
            corners = Array([round(value, 2) for value in element.box])
            entry["/A"] = Dictionary(O=Name.Layout, BBox=corners, Placement=Name.Block)

    def _content(self, entry: Any, page: int, number: int) -> Any:
        owners = self._parents[page]
        owners.extend([None] * (number + 1 - len(owners)))
        owners[number] = entry
        sheet = self._pages[page].obj
        if "/Pg" not in entry:
            entry["/Pg"] = sheet
        if entry["/Pg"].objgen == sheet.objgen:
            return number
        return Dictionary(Type=Name.MCR, Pg=sheet, MCID=number)


def _describe(pdf: pikepdf.Pdf, about: About) -> None:
    """The document's metadata twice, as PDF/A wants it: in XMP and in the old dictionary."""
    packet = _XMP.format(
        title=escape(clean(about.title)),
        language=escape(about.language),
        date=f"{about.date}T12:00:00Z",
        tool=_TOOL,
    )
    stream = pdf.make_stream(packet.encode("utf-8"))
    stream["/Type"] = Name.Metadata
    stream["/Subtype"] = Name.XML
    pdf.Root["/Metadata"] = stream
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    when = f"D:{about.date.replace('-', '')}120000Z"
    pdf.docinfo["/Title"] = String(clean(about.title))
    pdf.docinfo["/Creator"] = pdf.docinfo["/Producer"] = String(_TOOL)
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = String(when)


def _colours(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream(_srgb())
    profile["/N"] = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB"),
        DestOutputProfile=profile,
    )
    pdf.Root["/OutputIntents"] = Array([pdf.make_indirect(intent)])


@functools.cache
def _srgb() -> bytes:
    """The sRGB profile, its date field fixed, since LittleCMS writes the present one."""
    from PIL import ImageCms

    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[24:36] = (2000).to_bytes(2, "big") + b"\0\1\0\1" + bytes(6)
    data[84:100] = bytes(16)  # the profile id is a digest over the date, and optional
    return bytes(io.BytesIO(data).getvalue())
