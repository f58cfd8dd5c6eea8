"""A file that has to be mended: GB18030, two titles, a header of two rows, 合计 rows, five bad cells."""

from __future__ import annotations

from tests.office_files import NAMES

PEOPLE = NAMES[:12]
# line in the file → what stands under 实缴 or 姓名
BAD = {6: "29.995", 8: "30.005", 10: "三十块", 12: "约30元", 14: ""}


def dues_in_two_rows() -> tuple[str, bytes]:
    """Dues of twelve members under a header of two rows; 合计 after each six; line 14 has no name."""
    lines = [
        "清溪小学工会2024年3月会费收缴表,,,,", "编制单位：清溪小学工会,,,,单位：元",
        "序号,姓名,会费,,备注", ",,应缴,实缴,",
    ]
    for at, name in enumerate(PEOPLE):
        line = len(lines) + 1
        paid, called = BAD.get(line, "30"), name
        if line == 14:
            paid, called = "30", ""
        lines.append(f"{at + 1},{called},30,{paid},")
        if at in (5, 11):
            lines.append("合计,,180,180,")
    return "3月会费.csv", "".join(f"{line}\r\n" for line in lines).encode("gb18030")
