"""run.py as a stranger meets it: what it says when something is missing, and a server for real."""

from __future__ import annotations

import ast
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).resolve().parent.parent
POSIX = pytest.mark.skipif(run.WINDOWS, reason="signals as POSIX has them")

APP = """
import os
import streamlit as st

st.title("试验")
st.write(os.environ.get("OPENBOOKS_HOME"))
"""


def free_port() -> int:
    """A port that nobody listens on at this moment, on loopback."""
    with socket.socket() as probe:
        probe.bind((run.HOST, 0))
        return probe.getsockname()[1]


def can_connect(host: str, port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        probe.settimeout(2)
        return probe.connect_ex((host, port)) == 0


def other_addresses() -> list[str]:
    """Addresses that reach this machine too, and must not reach the server.

    Linux answers on all of 127/8, so that 127.0.0.2 shows a server that listens everywhere, also
    on a machine without a network.
    """
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except socket.gaierror:
        found = []
    return sorted({"127.0.0.2", *(entry[4][0] for entry in found)} - {run.HOST})


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen:
    """run.py of the folder as a process of its own, started from elsewhere; output as text."""
    return subprocess.Popen(
        [sys.executable, folder / "run.py", *arguments],
        cwd=folder.parent,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def outcome(folder: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Exit code and output of one run to its end."""
    with start(folder, *arguments, **environment) as process:
        said, _ = process.communicate(timeout=120)
    return process.returncode, said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what run.py needs, in a path with a space and Chinese characters, without .venv."""
    copy = tmp_path / "阳光 账本"
    copy.mkdir()
    shutil.copy(ROOT / "run.py", copy)
    shutil.copytree(ROOT / ".streamlit", copy / ".streamlit")
    (copy / "requirements.txt").write_text("streamlit==1.67.0\n", encoding="utf-8")
    (copy / "app.py").write_text(APP, encoding="utf-8")
    return copy


@pytest.fixture
def installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same with a .venv that has everything: it borrows the packages of this interpreter."""
    venv = folder / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    answer = subprocess.run(
        [run.venv_python(venv), "-c", ask], capture_output=True, check=True, encoding="utf-8"
    )
    borrowed = Path(answer.stdout.strip()) / "borrowed.pth"
    borrowed.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    monkeypatch.setattr(run, "REQUIREMENTS", folder / "requirements.txt")
    (venv / run.STAMP.name).write_text(run.stamp(), encoding="utf-8")
    return folder


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on loopback that somebody else holds."""
    with socket.socket() as holder:
        holder.bind((run.HOST, 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_an_old_python_can_read_the_file_and_is_told_in_two_languages() -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    assert run.too_old((3, 11, 0)) == run.too_old((4, 0)) == ""
    told = run.too_old((3, 10, 12))
    assert "需要 Python 3.11 或更新版本，现在用的是 3.10" in told
    assert "needs Python 3.11 or newer; this is 3.10" in told


def test_a_python_without_venv_is_told_what_to_install() -> None:
    assert run.missing_parts() == ""
    told = run.missing_parts(lambda name: None if name == "ensurepip" else object())
    assert "sudo apt install python3-venv" in told


def test_a_port_that_is_taken_is_named_with_a_way_out(folder: Path, taken: int) -> None:
    code, said = outcome(folder, "--port", str(taken))
    assert code == 1
    assert f"端口 {taken} 已被占用" in said
    assert f"--port {taken + 1}" in said
    assert not (folder / ".venv").exists(), "nothing is installed for a start that cannot be"


def test_a_second_start_waits_for_the_first_to_install(folder: Path) -> None:
    port = free_port()
    with start(folder, "--port", str(port), PIP_CONFIG_FILE=os.devnull,
               PIP_INDEX_URL=f"http://{run.HOST}:{free_port()}/simple") as first:
        try:
            assert "正在建立独立环境" in first.stdout.readline()
            code, said = outcome(folder, "--port", str(port))
            assert code == 1
            assert "若另一个窗口正在安装，请等它装完" in said
            assert "正在建立" not in said
        finally:
            first.terminate()
            first.communicate(timeout=60)


@pytest.mark.parametrize("text", ["0", "65536", "-1", "八千", "８５０１", "85.01", ""])
def test_what_is_no_port_is_refused(folder: Path, text: str) -> None:
    code, said = outcome(folder, f"--port={text}")
    assert code == 2
    assert "不是端口号（1 至 65535）" in said


def test_a_folder_without_the_program_is_said_to_be_incomplete(folder: Path) -> None:
    (folder / "app.py").unlink()
    code, said = outcome(folder, "--port", str(free_port()))
    assert code == 1
    assert "文件夹不完整" in said


def test_books_must_be_a_folder(installed: Path) -> None:
    code, said = outcome(installed, "--port", str(free_port()), "--books", "阳光 账本/app.py")
    assert code == 1
    assert "--books 要的是文件夹" in said


def test_a_folder_named_venv_that_is_somebody_elses_is_left_alone(folder: Path) -> None:
    (folder / ".venv").mkdir()
    (folder / ".venv" / "信.txt").write_text("留着", encoding="utf-8")
    code, said = outcome(folder, "--port", str(free_port()))
    assert code == 1
    assert "不是 Python 的独立环境" in said
    assert (folder / ".venv" / "信.txt").read_text(encoding="utf-8") == "留着"


def test_a_registry_that_cannot_be_reached_is_said_so_and_the_next_start_tries_again(
    folder: Path,
) -> None:
    unreachable = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": f"http://{run.HOST}:{free_port()}/simple",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_FIND_LINKS": "",
        "PIP_NO_CACHE_DIR": "1",
    }
    code, said = outcome(folder, "--port", str(free_port()), **unreachable)
    assert code == 1
    assert "正在建立独立环境" in said
    assert "连不上 Python 软件源" in said
    assert "Traceback" not in said
    assert not (folder / ".venv" / run.STAMP.name).exists()


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("WARNING: Retrying (Retry(total=1)) after connection broken", "连不上 Python 软件源"),
        ("ERROR: Could not install: [Errno 28] No space left on device", "磁盘已满"),
        ("ERROR: No matching distribution found for duckdb==2.0.0", "没有适合这台电脑的安装包"),
        ("ERROR: something else", "依赖没有装上"),
    ],
)
def test_what_pip_says_becomes_one_sentence(output: str, sentence: str) -> None:
    assert sentence in run.explain_pip(output)


def test_requirements_are_installed_again_when_they_or_python_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pinned = tmp_path / "requirements.txt"
    monkeypatch.setattr(run, "REQUIREMENTS", pinned)
    pinned.write_text("duckdb==2.0.0\n", encoding="utf-8")
    before = run.stamp()
    assert run.stamp() == before
    assert f"python {sys.version_info[0]}.{sys.version_info[1]}" in before
    pinned.write_text("duckdb==2.0.1\n", encoding="utf-8")
    assert run.stamp() != before


def test_the_server_is_told_loopback_whatever_else_is_set() -> None:
    command = run.server_command("python", 8501)
    assert "--server.address=127.0.0.1" in command
    assert "--server.port=8501" in command
    assert "--browser.gatherUsageStats=false" in command


@POSIX
@pytest.mark.parametrize("ask", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_serves_on_loopback_only_and_ends_with_its_server(installed: Path, ask: int) -> None:
    port = free_port()
    # Somebody's own settings must not open the books to the network.
    with start(
        installed, "--port", str(port), "--books", "我的 账", STREAMLIT_SERVER_ADDRESS="0.0.0.0"
    ) as process:
        try:
            said = []
            for line in process.stdout:
                said.append(line)
                if "已就绪" in line:
                    break
            text = "".join(said)
            assert f"http://127.0.0.1:{port}" in text
            assert f"账本文件夹：{installed.parent / '我的 账'}" in text
            assert "正在安装" not in text, "nothing to install"
            assert run.answers(port)
            assert not any(can_connect(address, port) for address in other_addresses())
        finally:
            process.send_signal(ask)
            rest = process.stdout.read()
            code = process.wait(30)
    assert code == 0, rest
    assert "正在结束" in rest
    assert "Traceback" not in rest
    assert not can_connect(run.HOST, port)


def test_a_missing_browser_is_said_and_is_a_failure_only_on_ci(installed: Path) -> None:
    tests = installed / "tests"
    tests.mkdir()
    (tests / "test_one.py").write_text("def test_one():\n    pass\n", encoding="utf-8")
    nowhere = {run.CHROMIUM_VARIABLE: str(installed / "no-browser")}
    code, said = outcome(installed, "test", "-q", **nowhere, CI="")
    assert code == 0, said
    assert "浏览器测试将被跳过" in said
    assert "1 passed" in said
    code, said = outcome(installed, "test", "-q", **nowhere, CI="true")
    assert code == 1
    assert "在 CI 中缺少 Chromium 算作失败" in said


def test_the_suites_exit_code_and_arguments_go_through(installed: Path) -> None:
    tests = installed / "tests"
    tests.mkdir()
    (tests / "test_two.py").write_text(
        "def test_good():\n    pass\n\n\ndef test_bad():\n    assert 0\n", encoding="utf-8"
    )
    browser = {run.CHROMIUM_VARIABLE: sys.executable, "CI": ""}
    assert outcome(installed, "test", "-q", **browser)[0] == 1
    code, said = outcome(installed, "test", "-q", "-k", "good", **browser)
    assert code == 0
    assert "1 passed, 1 deselected" in said


@pytest.mark.parametrize(
    ("arguments", "cores", "options"),
    [
        ([], 2, ["-n", "2", "--dist", "worksteal"]),
        (["--long"], 16, ["-n", "4", "--dist", "worksteal"]),
        ([], 1, []),
        (["tests/test_money.py"], 2, []),
        (["--long", "-k", "good"], 2, []),
    ],
)
def test_the_whole_suite_takes_all_cores_and_a_part_of_it_one(
    arguments: list[str], cores: int, options: list[str]
) -> None:
    assert run.side_by_side(arguments, cores) == options
