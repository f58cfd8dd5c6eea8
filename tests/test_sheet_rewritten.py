"""A long text that is irregular by its quotes alone takes the fast road too, record for record as
the slow one reads it.

The number of lines from which it is tried is set to none.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks import textfile
from tests.test_sheet_regular import DUES, both

HEAD = "编号,姓名,部门,应缴,日期\n"
ROW = "{0},张{0},第1车间,{0}.50,2023-01-05\n"
CELL = st.sampled_from([
    "张三", '"张三"', '"工会, 第一组"', '"他说""好"""', '"两\n行"', "", '""', "合计", '"合计"', " ", '" "',
    "1.00", '"1,000.00"', '"没有完', "x\x1fy", "2023-01-05",
])


@pytest.fixture(autouse=True)
def from_the_first_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text is long enough."""
    monkeypatch.setattr(textfile, "REWRITTEN_FROM", 0)


def is_fast(text: str, encoding: str = "utf-8") -> bool:
    """Whether the fast road takes it; in any case both give the same."""
    fast, _ = both(text.encode(encoding))
    return fast.tables[0].regular is not None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_quotes_alone_do_not_make_a_long_text_slow(encoding: str, newline: str) -> None:
    quoted = DUES.replace("第3车间", '"第3车间, 夜班"').replace("编号", '"编号"', 1)
    assert is_fast(quoted.replace("\n", newline), encoding)


@pytest.mark.parametrize("odd", [
    "\n", '7,"张\n三",第1车间,7.50,2023-01-05\n', '7,"他说""好""",第1车间,7.50,2023-01-05\n', "7,张三\n",
    "合计,,,79800.50,\n", '7,"张三,第1车间,7.50,2023-01-05\n', "7,张\x1f三,第1车间,7.50,2023-01-05\n",
])
def test_anything_else_that_is_odd_goes_the_slow_way(odd: str) -> None:
    rows = DUES.replace("第3车间", '"第3车间"').splitlines(keepends=True)
    assert not is_fast("".join([*rows[:200], odd, *rows[200:]]))


@given(st.lists(st.tuples(*[CELL] * 5), min_size=1, max_size=6))
def test_both_roads_agree_whatever_stands_between_good_rows(odd: list[tuple[str, ...]]) -> None:
    good = [ROW.format(number) for number in range(1, 30)]
    both((HEAD + "".join([*good, *(",".join(each) + "\n" for each in odd), *good])).encode())
