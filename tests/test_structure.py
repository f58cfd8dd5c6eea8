"""The shape of the project, proved from its syntax trees and files: what style.md asks of all code.

Every test walks what is there; a file that is added later is under the same rules at once.
"""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import run
from openbooks import cli, cli_files

ROOT = Path(__file__).resolve().parent.parent

# Lowest first: a module imports, itself or through a module not named here, only from those before
# it. Files ui_*.py count as ui.
ORDER = (
    "errors", "disk", "engine", "codes", "money", "dates", "cells", "contract", "encoding",
    "delimited", "workbook", "layout", "sheet", "mapping", "shape", "validation", "receipt", "staging",
    "store", "event", "journal", "access", "lookup", "books", "query", "disclosure", "loading", "desk",
    "example", "figures", "typeset", "report", "ui", "cli",
)
TOP = (  # nothing in the package imports these
    "cli", "cli_books", "cli_files", "cli_out", "__main__", "pages", "app",
)

# A library → the modules that may import it. quick and together are the two ways of validation.
ONLY_IN = {
    "duckdb": {
        "engine", "validation", "quick", "together", "typed", "lookup", "books", "schemas", "query",
        "reenactment",
    },
    "streamlit": {"ui", "pages", "app"},
    "plotly": {"figures", "picture", "spread"},
    "typst": {"typeset"},
    "pptx": {"slides", "slide_ground", "slide_room", "slide_template", "slide_text", "slide_table",
             "slide_chart"},
    "segno": {"seal"},
    "xlsxwriter": {"returned", "template", "spreadsheet", "samplesheet", "paperbook"},
    "fontTools": {"glyphs"},
    "highspy": {"solving"},
    "scipy": {"samplesize", "projection"},
}
READERS = {"staff", "audit", "congress", "members"}
LINES = {"pages": 80, "queries": 90, "openbooks": 280}
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "data2", "df1"}
SKIPPED = {".git", ".venv", "books", "books-example", "__pycache__", "node_modules"}

EMOJI = re.compile(
    "[\U0001f000-\U0001faff\ufe0f\u231a\u231b\u23e9-\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653"
    "\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5"
    "\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf"
    "\u2b1b\u2b1c\u2b50\u2b55]"
)
MACHINE = re.compile(
    r"(?<![.\w-])/(?:work|farm|root|home|Users)/|[A-Z]:\\+Users"  # paths of one machine
    r"|pypi\.org|pythonhosted|npmjs|registry\.|files\.python|simple/\s*$",  # registries
    re.MULTILINE,
)
STATEMENT = re.compile(r"\bselect\b.+\bfrom\b", re.IGNORECASE | re.DOTALL)


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project that is, or would be, committed."""
    ask = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(ask, cwd=ROOT, capture_output=True, check=True).stdout
        found = [ROOT / name for name in listed.decode("utf-8").split("\0") if name]
    except (OSError, subprocess.CalledProcessError):  # a downloaded copy, or no git
        found = [
            path for path in ROOT.rglob("*") if not SKIPPED & set(path.relative_to(ROOT).parts)
        ]
    return tuple(sorted(path for path in found if path.is_file()))


def listed(faults: Iterable[object]) -> str:
    """The faults, one a line (pytest would cut a list short)."""
    return "\n".join(sorted(map(str, faults)))


def under(*folders: str, ext: str) -> list[Path]:
    """The files with this ending in the folders, at any depth."""
    return [
        path
        for path in files()
        if path.suffix == ext and path.relative_to(ROOT).parts[0] in folders
    ]


def texts() -> Iterator[tuple[Path, str]]:
    """Every file that is text, with its text."""
    for path in files():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        try:
            yield path, content.decode("utf-8")
        except UnicodeDecodeError:  # an office's file among the examples
            yield path, content.decode("gb18030", errors="replace")


def place(path: Path, node: ast.AST | None = None) -> str:
    """Where, as an editor understands it."""
    line = f":{node.lineno}" if node is not None else ""  # type: ignore[attr-defined]
    return f"{path.relative_to(ROOT)}{line}"


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def package() -> list[Path]:
    """The modules of openbooks, the pages and the router."""
    return [*under("openbooks", "pages", ext=".py"), *(p for p in files() if p == ROOT / "app.py")]


def python() -> list[Path]:
    """Every Python file of the project."""
    return [path for path in files() if path.suffix == ".py"]


def role(path: Path) -> str:
    """The name under which the rules know a file: its module, `ui`, `pages` or `app`."""
    first = path.relative_to(ROOT).parts[0]
    if first == "pages":
        return "pages"
    return "ui" if path.stem.startswith("ui_") else path.stem


def imported(path: Path) -> Iterator[tuple[ast.stmt, str]]:
    """Every imported module of a file with its statement, also inside functions."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{place(path, node)}: a relative import"
            yield node, node.module or ""
            if node.module == "openbooks":
                for alias in node.names:
                    yield node, f"openbooks.{alias.name}"


@cache
def graph() -> dict[str, set[str]]:
    """Role → the roles that its files import."""
    found: dict[str, set[str]] = {}
    for path in package():
        needs = found.setdefault(role(path), set())
        for _, name in imported(path):
            parts = name.split(".")
            if parts[0] == "openbooks" and len(parts) > 1:
                target = ROOT / "openbooks" / f"{parts[1]}.py"
                if target.is_file():
                    needs.add(role(target))
    for name, needs in found.items():
        if name == "ui":  # its files are one layer
            needs.discard("ui")
    return found


def reached(start: str, needs: dict[str, set[str]]) -> set[str]:
    """Every role that `start` imports, itself or through others."""
    seen: set[str] = set()
    waiting = list(needs.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(needs.get(name, ()))
    return seen


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def called(node: ast.Call) -> str:
    """The last name of what is called: `print`, `execute`."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def lines_of_the_map() -> list[set[str]]:
    """The modules that each line of the map names; `ui*` stands for all that begin so."""
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = told.partition("| noun | modules |")[2].partition("\n\n")[0]
    return [set(re.findall(r"`([a-z_]+\*?)`", line)) for line in table.splitlines()]


def test_the_map_of_the_modules_names_every_module_and_no_other() -> None:
    named = set().union(*lines_of_the_map())
    starts = tuple(name.rstrip("*") for name in named if name.endswith("*"))
    modules = {path.stem for path in under("openbooks", ext=".py")} - {"__init__", "__main__"}
    assert {each for each in modules - named if not each.startswith(starts)} == set()
    assert {each for each in named - modules if not each.endswith("*")} == set()


def test_a_module_imports_only_from_its_line_of_the_map_and_those_above() -> None:
    stands = {name.rstrip("*"): at for at, line in enumerate(lines_of_the_map()) for name in line}
    assert not [
        f"{place(path)} imports {parts[1]}"
        for path in under("openbooks", ext=".py")
        for _, name in imported(path)
        if (parts := name.split("."))[0] == "openbooks" and len(parts) > 1
        and stands.get(path.stem, len(stands)) < stands.get(parts[1], 0)
    ]


def test_a_module_imports_only_from_those_before_it() -> None:
    wrong = []
    for name in graph():
        for other in reached(name, graph()):
            if name == other:
                wrong.append(f"{name} imports itself through others")
            elif name in ORDER and other in ORDER and ORDER.index(other) > ORDER.index(name):
                wrong.append(f"{name} imports {other}, which comes after it")
    assert not wrong, listed(wrong)


def test_nothing_in_the_package_imports_the_command_line_the_pages_or_the_router() -> None:
    wrong = []
    for path in package():
        for node, name in imported(path):
            top = name.split(".")[0]
            last = name.split(".")[1] if top == "openbooks" and "." in name else top
            if last in TOP and role(path) not in TOP:
                wrong.append(f"{place(path, node)}: {name}")
    assert not wrong, listed(wrong)


def test_duckdb_streamlit_and_plotly_are_imported_where_they_belong() -> None:
    wrong = [
        f"{place(path, node)}: {name}"
        for path in package()
        for node, name in imported(path)
        if role(path) not in ONLY_IN.get(name.split(".")[0], {role(path)})
    ]
    assert not wrong, listed(wrong)


def test_charts_are_graph_objects_not_express() -> None:
    wrong = [
        place(path, node)
        for path in python()
        for node, name in imported(path)
        if name == "plotly.express"
        or (name == "plotly" and any(a.name == "express" for a in getattr(node, "names", ())))
    ]
    assert not wrong, listed(wrong)


def test_run_py_needs_only_the_standard_library() -> None:
    others = [name for _, name in imported(ROOT / "run.py")
              if name.split(".")[0] not in sys.stdlib_module_names]
    assert not others, listed(others)


def test_nothing_is_printed_outside_the_command_line() -> None:
    allowed = {"run", "cli", "__main__"}
    wrong = [
        place(path, node)
        for path in [*package(), *under("tests", ext=".py"), ROOT / "run.py"]
        for node in calls(path)
        if called(node) == "print" and path.stem not in allowed
    ]
    assert not wrong, listed(wrong)


def test_no_handler_catches_everything() -> None:
    broad = {"Exception", "BaseException"}
    wrong = []
    for path in python():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler):
                kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
                if any(kind is None or getattr(kind, "id", "") in broad for kind in kinds):
                    wrong.append(place(path, node))
    assert not wrong, listed(wrong)


def test_no_html_is_let_through() -> None:
    wrong = [
        place(path, node)
        for path in package()
        for node in calls(path)
        if any(keyword.arg == "unsafe_allow_html" for keyword in node.keywords)
    ]
    assert not wrong, listed(wrong)


def test_no_page_icon_is_fetched_from_elsewhere() -> None:
    wrong = [
        place(path, node)
        for path in package()
        for node in calls(path)
        for keyword in node.keywords
        if keyword.arg in {"page_icon", "favicon"}
        and isinstance(keyword.value, ast.Constant)
        and str(keyword.value.value).startswith(":")
    ]
    assert not wrong, listed(wrong)


def test_every_signature_has_types_and_every_public_name_a_docstring() -> None:
    wrong = []
    for path in package():
        if not ast.get_docstring(tree(path)):
            wrong.append(f"{place(path)}: the module has no docstring")
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            bare = [a.arg for a in given if a.annotation is None and a.arg not in ("self", "cls")]
            if bare or node.returns is None:
                wrong.append(f"{place(path, node)}: {node.name} lacks types")
        for node in tree(path).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"
            if public and not ast.get_docstring(node):
                wrong.append(f"{place(path, node)}: {node.name} has no docstring")
    assert not wrong, listed(wrong)


def test_files_are_one_noun_long() -> None:
    long = []
    for folder, most in LINES.items():
        for path in [*under(folder, ext=".py"), *under(folder, ext=".sql")]:
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > most:
                long.append(f"{place(path)}: {lines} lines, at most {most}")
    assert not long, listed(long)


def test_files_are_named_for_what_they_hold() -> None:
    wrong = [place(path) for path in files() if path.stem.lower() in NAMELESS]
    assert not wrong, listed(wrong)


def test_pages_lie_in_a_readers_folder() -> None:
    wrong = [
        place(path)
        for path in under("pages", ext=".py")
        if len(path.relative_to(ROOT).parts) != 3 or path.parent.name not in READERS
    ]
    assert not wrong, listed(wrong)


def test_the_router_knows_every_page() -> None:
    routers = [path for path in package() if role(path) in {"app", "ui"}]
    text = "".join(path.read_text(encoding="utf-8") for path in routers)
    unknown = [
        place(path)
        for path in under("pages", ext=".py")
        if f"{path.parent.name}/{path.name}" not in text
    ]
    assert not unknown, listed(unknown)


def test_no_page_holds_sql() -> None:
    wrong = []
    for path in [path for path in package() if role(path) in {"pages", "app"}]:
        for node in ast.walk(tree(path)):
            text = node.value if isinstance(node, ast.Constant) else ""
            if isinstance(text, str) and STATEMENT.search(text):
                wrong.append(place(path, node))
        wrong += [place(path, c) for c in calls(path) if called(c) in {"execute", "sql", "cursor"}]
    assert not wrong, listed(wrong)


def test_no_emoji_stands_in_the_sources() -> None:
    data = (".csv", "characters.txt")
    wrong = [
        place(path)
        for path, text in texts()
        if not path.name.endswith(data) and EMOJI.search(text)
    ]
    assert not wrong, listed(wrong)


def test_nothing_is_left_to_be_done_in_the_sources() -> None:
    mark = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X{3})\b")
    wrong = [place(path) for path in [*python(), *under("queries", ext=".sql")]
             if mark.search(path.read_text(encoding="utf-8"))]
    assert not wrong, listed(wrong)


def test_no_machine_and_no_registry_is_named() -> None:
    wrong = [
        f"{place(path)}: {found.group()}"
        for path, text in texts()
        if path != Path(__file__).resolve() and (found := MACHINE.search(text))
    ]
    assert not wrong, listed(wrong)


def test_the_program_does_not_know_the_folder_of_real_files() -> None:
    product = {"openbooks", "pages", "queries", "data", "reports", "app.py", "run.py"}
    wrong = [
        place(path)
        for path, text in texts()
        if path.relative_to(ROOT).parts[0] in product and "shared/" in text
    ]
    assert not wrong, listed(wrong)


def test_our_font_has_every_character_that_a_reader_sees() -> None:
    covered = set((ROOT / "static" / "characters.txt").read_text(encoding="utf-8")) | {" "}
    shown = {"openbooks", "pages", "queries", "data", "reports", "app.py"}
    typed = {"cells", "money", "capitals", "numeral"}  # these list what offices type, and show none
    wrong = {
        f"{place(path)}: {character} U+{ord(character):04X}"
        for path, text in texts()
        if path.relative_to(ROOT).parts[0] in shown and path.stem not in typed
        for character in set(text) - covered
        if character.isprintable()
    }
    assert not wrong, listed(wrong)


def test_the_font_stands_with_its_licence_and_its_two_weights() -> None:
    static = ROOT / "static"
    assert "SIL OPEN FONT LICENSE Version 1.1" in (static / "OFL.txt").read_text(encoding="utf-8")
    for face in settings()["theme"]["fontFaces"]:
        name = face["url"].removeprefix("app/static/")
        assert (static / name).read_bytes()[:4] == b"wOF2", name
    assert {face["weight"] for face in settings()["theme"]["fontFaces"]} == {"400", "700"}


def settings() -> dict:
    """Streamlit's settings of the project."""
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def test_the_server_listens_on_this_machine_only_and_tells_nobody() -> None:
    said = settings()
    assert said["server"]["address"] == run.HOST == "127.0.0.1"
    assert said["server"]["port"] == run.PORT
    assert said["server"]["allowedHosts"] == ["127.0.0.1", "localhost"]
    assert said["server"]["enableStaticServing"] is True
    assert said["server"]["headless"] is True
    assert said["browser"]["gatherUsageStats"] is False
    assert said["runner"]["magicEnabled"] is False
    assert said["runner"]["fastReruns"] is False  # a page that loads runs once at a time
    assert said["client"]["showErrorDetails"] == "none"
    assert said["client"]["toolbarMode"] == "minimal"


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_a_contrast_of_21() -> None:
    assert round(contrast("#000000", "#ffffff"), 6) == 21


def test_every_pair_of_text_and_background_can_be_read() -> None:
    theme = settings()["theme"]
    grounds = (theme["backgroundColor"], theme["secondaryBackgroundColor"])
    pairs = [(theme[name], ground) for name in ("textColor", "linkColor", "primaryColor")
             for ground in (*grounds, theme["sidebar"]["backgroundColor"])]
    pairs += [("#ffffff", theme["primaryColor"]),
              (theme["codeTextColor"], theme["codeBackgroundColor"]),
              (theme["dataframeHeaderTextColor"], theme["dataframeHeaderBackgroundColor"])]
    for name in ("red", "orange", "yellow", "blue", "green", "violet", "gray"):
        text = theme[f"{name}TextColor"]
        pairs += [(text, theme[f"{name}BackgroundColor"]), *((text, one) for one in grounds)]
        pairs.append((theme[f"{name}Color"], theme["backgroundColor"]))
    weak = [(one, other, round(contrast(one, other), 2)) for one, other in pairs
            if contrast(one, other) < 4.5]
    assert not weak, listed(weak)
    for ground in grounds:  # Streamlit sets a caption in the text's colour, six tenths of it
        faded = "#" + "".join(
            f"{round(int(theme['textColor'][at:at + 2], 16) * 0.6 + int(ground[at:at + 2], 16) * 0.4):02x}"
            for at in (1, 3, 5))
        assert contrast(faded, ground) >= 4.5, ground
    assert contrast(theme["borderColor"], theme["backgroundColor"]) >= 3  # WCAG 1.4.11


def pins() -> tuple[dict[str, str], dict[str, str]]:
    """The pinned versions of requirements.txt: (direct, pulled in), names in lower case."""
    direct: dict[str, str] = {}
    pulled: dict[str, str] = {}
    current = direct
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            current = pulled if "pulled in by" in line else current
        elif line.strip():
            name, version = line.split(";")[0].strip().split("==")
            current[name.lower()] = version
    return direct, pulled


def test_what_is_installed_is_what_requirements_txt_pins() -> None:
    wrong = []
    for name, version in {**pins()[0], **pins()[1]}.items():
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            if name not in {"colorama", "watchdog"}:  # of Windows, not of macOS
                wrong.append(f"{name} is not installed")
        else:
            if installed != version:
                wrong.append(f"{name}: {installed} is installed, {version} pinned")
    assert not wrong, listed(wrong)


def test_every_package_that_is_imported_is_pinned_as_direct() -> None:
    owners = importlib.metadata.packages_distributions()
    own = {"openbooks", "run", "conftest", "benchmarks", "tests"}
    own |= {path.stem for path in under("tests", "benchmarks", ext=".py")}
    wrong = {
        f"{place(path)}: {name}"
        for path in [*package(), *under("tests", "benchmarks", ext=".py")]
        for _, name in imported(path)
        if (top := name.split(".")[0]) not in sys.stdlib_module_names | own
        and not {owner.lower() for owner in owners.get(top, ())} & set(pins()[0])
    }
    assert not wrong, listed(wrong)


def test_ruff_finds_nothing() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "concise", "."],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    assert checked.returncode == 0, checked.stdout


def test_the_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    from openbooks import __version__

    assert project["version"] == __version__
    assert project["requires-python"] == ">=" + ".".join(map(str, run.OLDEST))


def test_changes_are_written_down() -> None:
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for name in ("LICENSE", "SECURITY.md", ".ci/run"):
        assert (ROOT / name).is_file(), name


def documents() -> list[tuple[Path, str]]:
    """The project's Markdown files with their text."""
    return [(path, text) for path, text in texts() if path.suffix == ".md"]


def test_links_between_documents_lead_somewhere() -> None:
    link = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
    broken = [
        f"{place(path)}: {target}"
        for path, text in documents()
        for target in link.findall(text)
        if not (path.parent / target).exists()
    ]
    assert not broken, listed(broken)


def test_the_commands_that_documents_quote_exist() -> None:
    known = run.parser().format_help()
    wrong, commands = [], set()
    for path, text in documents():
        for arguments in re.findall(r"(?:python3?|py -3) run\.py([^`\n#]*)", text):
            if arguments.strip().startswith("test"):
                continue  # what follows is pytest's
            flags = re.findall(r"--[a-z-]+", arguments)
            wrong += [f"{place(path)}: run.py {flag}" for flag in flags if flag not in known]
        commands |= set(re.findall(r"python3? -m openbooks ([a-z]+)", text))
    known = {*cli.COMMANDS, *cli_files.LASTING}
    wrong += [f"python -m openbooks {command}" for command in sorted(commands - known)]
    assert not wrong, listed(wrong)
