"""D01 to D20: Word files and other archives by that name."""

import random
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

import docx

from bad_files.row import Bad, line

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000)
MAIN = "word/document.xml"
START = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
END = "</w:body></w:document>"
TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"


def simple(text: str) -> bytes:
    """A Word document of one paragraph."""
    document = docx.Document()
    document.add_paragraph(text)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def altered(parts: dict[str, bytes | None], text: str = "") -> bytes:
    """A Word document with these parts replaced, added or, where None, left out."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(simple(text))) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return file.getvalue()


def body(xml: str, before: str = "") -> bytes:
    """A Word document of this body."""
    return altered({MAIN: f'<?xml version="1.0"?>{before}{START}{xml}{END}'.encode()})


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def bomb() -> bytes:
    """A text of 500 MB in half a megabyte."""
    return swollen(lambda write: [write(b"A" * 1_000_000) for _ in range(500)])


def many_paragraphs() -> bytes:
    """Three million paragraphs."""
    return swollen(lambda write: [write(b"<w:p/>" * 10_000) for _ in range(300)])


def swollen(fill: Callable[[Callable[[bytes], object]], object]) -> bytes:
    """A Word document whose main part is written piece by piece."""
    file = BytesIO(altered({MAIN: None}))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open(MAIN, "w") as part:
        part.write(START.encode())
        fill(part.write)
        part.write(END.encode())
    return file.getvalue()


def overlapping() -> bytes:
    """A part of 20 MB that 200 entries lead to, each of which says that it is a byte long."""
    data = altered({"word/large.xml": b" " * 20_000_000})
    start = data.index(b"PK\x01\x02")
    at = data.rindex(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    entry = bytearray(data[at:end])
    entry[24:28] = struct.pack("<L", 1)
    directory = data[start:at] + bytes(entry) * 200
    count = data[start:at].count(b"PK\x01\x02") + 200
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
    return data[:start] + directory + tail


def with_entity(declaration: str) -> bytes:
    """A Word document that declares an entity and uses it."""
    return body(paragraph("&a;"), f"<!DOCTYPE w:document [{declaration}]>")


def laughs() -> str:
    """Ten entities, each ten of the one before."""
    names = "bcdefghijk"
    inner = "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("z" + names, names, strict=False))
    return f'<!ENTITY z "ha">{inner}<!ENTITY a "&k;">'


def macro() -> bytes:
    """With macros, by the name of a document without."""
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(BytesIO(simple(""))) as archive:
        types = archive.read("[Content_Types].xml")
    other = types.replace(kind, b"application/vnd.ms-word.document.macroEnabled.main+xml")
    return altered({"[Content_Types].xml": other, "word/vbaProject.bin": OLE}, line("D17"))


def remote_template() -> bytes:
    """With a template to be fetched from somewhere."""
    relation = f'<Relationship Id="r1" Type="{TEMPLATE}" Target="http://127.0.0.1:9/t.dotm" TargetMode="External"/>'
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    return altered({"word/_rels/settings.xml.rels": rels.encode()}, line("D16"))


def deleted() -> bytes:
    """With a deletion that is not accepted yet."""
    cut = '<w:p><w:del w:id="1"><w:r><w:delText>deleted words</w:delText></w:r></w:del></w:p>'
    return body(paragraph(line("D18")) + cut)


NO_WORD = "is damaged or no Word document"
NO_TYPE = "declares a document type, which Word never does"

ROWS = (
    Bad("D01", "0 bytes", "a.docx", lambda: b"", "is empty"),
    Bad("D02", "random", "a.docx", lambda: b"PK\x03\x04" + random.Random(2).randbytes(20_000), NO_WORD),
    Bad("D03", "RTF by the name", "a.docx", lambda: rb"{\rtf1 Text.}", NO_WORD),
    Bad("D04", "an old Word file by the name", "a.docx", lambda: OLE, "is an old Word file or needs a password"),
    Bad("D05", "no document inside", "a.docx", lambda: altered({MAIN: None}), NO_WORD),
    Bad("D06", "500 MB of text", "a.docx", bomb, "which no document does"),
    Bad("D07", "three million paragraphs", "a.docx", many_paragraphs, "which no document does"),
    Bad(
        "D08",
        "50,000 parts",
        "a.docx",
        lambda: altered({f"x/{n}": b"" for n in range(50_000)}),
        "above the limit of 2,000",
    ),
    Bad("D09", "parts that overlap and lie", "a.docx", overlapping, NO_WORD),
    Bad("D10", "a billion laughs", "a.docx", lambda: with_entity(laughs()), NO_TYPE),
    Bad("D11", "one long entity", "a.docx", lambda: with_entity(f'<!ENTITY a "{"x" * 100_000}">'), NO_TYPE),
    Bad(
        "D12",
        "an entity from a file",
        "a.docx",
        lambda: with_entity('<!ENTITY a SYSTEM "file:///etc/passwd">'),
        NO_TYPE,
    ),
    Bad(
        "D13",
        "an entity from a server",
        "a.docx",
        lambda: with_entity('<!ENTITY a SYSTEM "http://127.0.0.1:9/">'),
        NO_TYPE,
    ),
    Bad("D14", "a part outside", "a.docx", lambda: altered({"../../x": b"x"}, line("D14"))),
    Bad(
        "D15",
        "2,000 tables in one another",
        "a.docx",
        lambda: body("<w:tbl><w:tr><w:tc>" * 2_000 + paragraph("x") + "<w:p/></w:tc></w:tr></w:tbl>" * 2_000),
        "has tables in tables, too deep to be read",
    ),
    Bad("D16", "a remote template", "a.docx", remote_template),
    Bad("D17", "macros", "a.docx", macro, NO_WORD),
    Bad("D18", "a deletion", "a.docx", deleted, hides=("deleted words",)),
    Bad(
        "D19",
        "hidden text",
        "a.docx",
        lambda: body(paragraph(line("D19")) + paragraph("hidden words", "<w:vanish/>")),
        hides=("hidden words",),
    ),
    Bad("D20", "encrypted", "a.docx", lambda: OLE + b"EncryptedPackage", "needs a password"),
)
