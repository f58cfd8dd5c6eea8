"""What all tests share: `--long`, hypothesis profiles, and the real files beside the project.

Without `--long` the suite is a seeded tenth of itself: tests of size take their count from the
fixture `amount`, property tests from the profile, and tests marked `long` are left out.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as profiles

from openbooks import engine
from openbooks.books import Books, open_books
from openbooks.founding import found_example
from openbooks.history import Settings
from tests import office_files as office
from tests.door import own_books

ROOT = Path(__file__).resolve().parent.parent

# Where the suite runs in as many processes as there are cores, a database of one of them takes one
# core: many small questions are answered a fifth faster so.
if "PYTEST_XDIST_WORKER" in os.environ:
    engine.THREADS = 1
gc.set_threshold(200_000, 50, 50)  # much is made and little of it in circles
os.fsync = lambda handle: None  # no test's folder has to outlive a power cut

# Derandomised: the same examples in every run, so that a red suite means a change of the program.
# No deadline: two cores shared with others make any wall-clock limit a matter of luck.
for name, examples in (("short", 50), ("long", 500)):
    profiles.register_profile(
        name,
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--long`."""
    parser.addoption(
        "--long", action="store_true", help="everything at full size; without it, a seeded tenth"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose the hypothesis profile."""
    profiles.load_profile("long" if config.getoption("--long") else "short")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests marked `long`, saying so."""
    if config.getoption("--long"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="runs with --long"))


def pytest_collection_finish() -> None:
    """Streamlit looks for components in every installed package, for each page that a test opens, a
    tenth of a second each time: they are the same all the while."""
    if "streamlit.testing.v1" in sys.modules:
        from streamlit.components.v2 import manifest_scanner as scanner

        scanner.scan_component_manifests = cache(scanner.scan_component_manifests)


@pytest.fixture(scope="session")
def amount(pytestconfig: pytest.Config) -> Callable[..., int]:
    """`amount(n)` is n with `--long`, and a tenth of it without; `amount(n, part)` one in `part`."""
    long = pytestconfig.getoption("--long")
    return lambda full, part=10: full if long else max(1, full // part)


@pytest.fixture(scope="session")
def shared_real() -> Path:
    """The folder of real files that lies beside the project's; skips where there is none."""
    folder = ROOT.parent / "shared" / "real"
    if not folder.is_dir():
        pytest.skip("the real files (../shared/real) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def example_books(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Books]:
    """`example_books(union)`: the books of an invented union, loaded once a run through the door."""
    made: dict[str, Books] = {}

    def books(union: str) -> Books:
        if union not in made:
            made[union] = open_books(tmp_path_factory.mktemp(union) / "books")
            found_example(made[union], union, datetime(2026, 1, 31, tzinfo=UTC))
        return made[union]

    return books


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Own books as 建我的账 leaves them: one unit, nothing else of the union's. Nobody writes into them."""
    settings = Settings(office.UNION, "浙江", "2010", 1, False)
    at = datetime(2024, 4, 10, 9, 0, tzinfo=UTC)
    return own_books(tmp_path_factory.mktemp("founded") / "books", settings, "陈静", at).home


@pytest.fixture
def books(founded: Path, tmp_path: Path) -> Books:
    """A fresh copy of them."""
    shutil.copytree(founded, tmp_path / "books")
    return Books(tmp_path / "books")
