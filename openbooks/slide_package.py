"""The bytes of a presentation: the same for the same content, whenever they are made."""

from __future__ import annotations

import io
import re
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
_WHEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
FIXED = rb"\g<1>1980-01-01T00:00:00Z\g<3>"


def settled(content: bytes, inside: bool = False) -> bytes:
    """The package with the times of its entries fixed, and (`inside`) of its properties; so also the
    workbooks in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            held = source.read(name)
            if name.endswith(".xlsx"):
                held = settled(held, inside=True)
            elif inside and name == "docProps/core.xml":
                held = _WHEN.sub(FIXED, held)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, held)
    return made.getvalue()
