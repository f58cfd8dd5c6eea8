"""The zip of work papers: how it is put together, and how one that comes from anywhere is taken apart.

    审计底稿.xlsx, 经审工作报告.pdf     for people
    inputs/<ledger>.csv                 the rows that the rules read: every value quoted, nothing between
                                        two commas is no value
    inputs/sample-<number>.csv          what a sample was drawn from
    inputs/schema.json                  the type of each column
    queries/<folder>/<name>.sql         the rules, the marts and the tie-out as they ran
    parameters.json, seeds.json, results.json
    manifest.json                       the sha256 of each file, version and head of the books, the program

Pure: bytes in, bytes out; equal papers give equal bytes. Nothing is written to a path that a zip names.
Hashes show that a file was changed after the manifest was made; whoever makes a new manifest too is found
by asking the rules again, and by the sha256 of the whole zip, which belongs beside the signatures.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.csv

from openbooks import jsontext
from openbooks.celltext import MARKS, neutral, restored
from openbooks.errors import WrongUse
from openbooks.masking import scrubbing
from openbooks.packet import BROKEN

WORKBOOK, REPORT = "审计底稿.xlsx", "经审工作报告.pdf"
MANIFEST, PARAMETERS, SEEDS, RESULTS = "manifest.json", "parameters.json", "seeds.json", "results.json"
SCHEMA = "inputs/schema.json"
FORMAT = 1
EARLIEST = (1980, 1, 1, 0, 0, 0)
MOST_FILES, MOST_BYTES, MOST_TOLD = 2_000, 2 << 30, 256 << 20
PLACES = re.compile(
    rf"{re.escape(WORKBOOK)}|{re.escape(REPORT)}|inputs/[a-z_]{{1,40}}\.csv|inputs/sample-[0-9]{{1,9}}\.csv|"
    r"inputs/schema\.json|queries/(marts|reports|audit)/[a-z0-9_]{1,60}\.sql|"
    r"(manifest|parameters|seeds|results)\.json"
)


def packed(files: Mapping[str, bytes], told: Mapping[str, Any]) -> bytes:
    """The zip of these files; `told` stands in the manifest beside their hashes."""
    listed = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    whole = {**files, MANIFEST: as_json({"format": FORMAT, **told, "files": listed})}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name in sorted(whole):
            place = zipfile.ZipInfo(name, EARLIEST)
            place.compress_type, place.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            zipped.writestr(place, whole[name])
    return stream.getvalue()


def opened(content: bytes) -> dict[str, bytes]:
    """Every file of such a zip by its name. Raises WrongUse for a zip that is none, or has names, sizes or
    files in it that no papers have."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as zipped:
            found = _contents(zipped)
    except BROKEN as error:
        raise WrongUse("这个文件不是完整的底稿压缩包（打不开，或已损坏）。请重新取一份。") from error
    if MANIFEST not in found:
        raise WrongUse("这个压缩包不是审计底稿：里面没有 manifest.json。")
    return found


def _contents(zipped: zipfile.ZipFile) -> dict[str, bytes]:
    inside = zipped.infolist()
    if len(inside) > MOST_FILES or sum(each.file_size for each in inside) > MOST_BYTES:
        raise WrongUse(f"底稿解开后超过 {MOST_BYTES >> 30} GB 或 {MOST_FILES} 个文件，没有打开。")
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    for each in inside:
        if not PLACES.fullmatch(each.filename) or each.filename in found or each.flag_bits & 1:
            raise WrongUse("压缩包里有底稿不该有的文件（路径不对、同名两份或设了密码），没有打开。")
        most = min(left, MOST_TOLD if each.filename.endswith(".json") else left)
        with zipped.open(each) as stream:
            content = stream.read(most + 1)
        if len(content) > most:
            raise WrongUse("压缩包解开后比它自己写的大，没有打开。")
        left -= len(content)
        found[each.filename] = content
    return found


def as_json(said: Any) -> bytes:
    """JSON in one writing: equal facts, equal bytes."""
    return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n").encode()


def json_of(files: Mapping[str, bytes], name: str) -> Any:
    """What a JSON file of the papers says; WrongUse where it says nothing."""
    try:
        return jsontext.parsed(files[name])
    except (KeyError, ValueError) as error:
        raise WrongUse(f"底稿里的 {name} 缺少或读不出来。") from error


def as_csv(table: pa.Table) -> bytes:
    """Rows as CSV: values quoted, no value as nothing; no text that a spreadsheet takes for a formula."""
    safe = [scrubbing(neutral)(column) if pa.types.is_string(column.type) else column
            for column in table.columns]
    stream = io.BytesIO()
    pa.csv.write_csv(pa.table(safe, names=table.column_names), stream,
                     pa.csv.WriteOptions(quoting_style="all_valid"))
    return stream.getvalue()


def rows_of(content: bytes, name: str, types: Mapping[str, pa.DataType]) -> pa.Table:
    """The rows of such a CSV. Raises WrongUse for columns that are not among `types`, and values that are
    not of their type."""
    try:
        heads = next(csv.reader(io.StringIO(content[:1 << 16].decode("utf-8", "ignore"), newline="")), [])
        if set(heads) - set(types) or len(set(heads)) != len(heads):
            raise WrongUse(f"底稿里 {name} 的列不对。")
        table = pa.csv.read_csv(
            io.BytesIO(content), parse_options=pa.csv.ParseOptions(newlines_in_values=True),
            convert_options=pa.csv.ConvertOptions(
                column_types=dict(types), null_values=[""], strings_can_be_null=True,
                quoted_strings_can_be_null=False, true_values=["true"], false_values=["false"],
            ),
        )
    except (pa.ArrowException, *BROKEN) as error:
        raise WrongUse(f"底稿里的 {name} 读不出来（行或列的写法不对）。") from error
    marked = scrubbing(lambda text: restored(text) if text.startswith(MARKS) else text)
    return pa.table([marked(each) if pa.types.is_string(each.type) else each for each in table.columns],
                    names=table.column_names)
