"""Start OpenBooks, or run its tests, on a machine that has only Python.

    python3 run.py [--port N] [--books DIR]      serve on 127.0.0.1, and nowhere else
    python3 run.py test [--long] [pytest args]   run the test suite

Standard library only. Everything is installed into `.venv` beside this file, from requirements.txt,
again when that file or Python's version changes. The text stays readable for old Pythons (no new
syntax), so that they can say that they are too old.
"""

import argparse
import hashlib
import http.client
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements.txt"
STAMP = VENV / "installed.txt"
HOST = "127.0.0.1"
PORT = 8501
OLDEST = (3, 11)
WINDOWS = os.name == "nt"
CHROMIUM_VARIABLE = "OPENBOOKS_CHROMIUM"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def say(sentence):
    """Print one line at once, also where the console cannot show every character."""
    print(sentence, flush=True)


def too_old(version):
    """What to tell the user of a Python before 3.11, or an empty text."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    needs, has = ".".join(map(str, OLDEST)), ".".join(map(str, version[:2]))
    return (
        f"OpenBooks 需要 Python {needs} 或更新版本，现在用的是 {has}。"
        "请安装新版 Python 后重试（Windows 可用 py -3 run.py）。\n"
        f"OpenBooks needs Python {needs} or newer; this is {has}."
    )


def missing_parts(find=importlib.util.find_spec):
    """What to tell the user of a Python without venv or pip's seed, or an empty text."""
    if find("venv") and find("ensurepip"):
        return ""
    return (
        "这个 Python 缺少 venv 组件，无法建立独立环境。"
        "Debian、Ubuntu 请先执行：sudo apt install python3-venv，然后重试。"
    )


def venv_python(venv=VENV):
    """The interpreter inside the virtual environment (Windows keeps it elsewhere)."""
    return venv / ("Scripts/python.exe" if WINDOWS else "bin/python")


def stamp():
    """What must be installed: the hash of requirements.txt, and Python's version."""
    digest = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    return f"sha256 {digest} python {sys.version_info[0]}.{sys.version_info[1]}\n"


def make_venv():
    """Make .venv anew where it is missing, broken or of another Python; exits when it cannot."""
    kind = f"{sys.version_info[0]}.{sys.version_info[1]}"
    ask = "import pip, sys; print('%d.%d' % sys.version_info[:2])"
    if venv_python().exists():
        answer = subprocess.run([venv_python(), "-c", ask], capture_output=True, text=True)
        if answer.stdout.strip() == kind:
            return
    elif VENV.exists() and any(VENV.iterdir()) and not (VENV / "pyvenv.cfg").exists():
        sys.exit(f"{VENV} 已存在，但不是 Python 的独立环境。请把它改名或删除后重试。")
    sentence = missing_parts()
    if sentence:
        sys.exit(sentence)
    say(f"正在建立独立环境：{VENV}")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True
    )
    if made.returncode:
        last = (made.stdout + made.stderr).strip()[-600:]
        sys.exit(f"独立环境没有建成。请检查磁盘空间和对此文件夹的写权限后重试。详情：\n{last}")


def explain_pip(output):
    """One sentence for what pip's output says went wrong."""
    if "No space left" in output or "Errno 28" in output:
        return "磁盘已满，依赖没有装完。请腾出约 1 GB 后重试。"
    signs = ("Retrying (", "ConnectionError", "ProxyError", "timed out", "SSLError", "HTTPError")
    if any(sign in output for sign in signs):
        return (
            "连不上 Python 软件源，依赖没有装上。请检查网络或代理后重试；"
            "单位有内部软件源时，先用 pip config set global.index-url 地址 设好。"
        )
    if "No matching distribution" in output:
        return (
            f"软件源里没有适合这台电脑的安装包（Python {sys.version.split()[0]}，{sys.platform}）。"
            "请换用 64 位的 Python 3.11 至 3.14，或换一个软件源。"
        )
    return "依赖没有装上。"


def install():
    """Bring .venv to what requirements.txt says; nothing to do costs one small file read.

    Wheels only: nothing downloaded runs code or asks for a compiler while it is installed.
    """
    wanted = stamp()
    python = venv_python()
    if python.exists() and STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    began = time.monotonic()
    make_venv()
    STAMP.unlink(missing_ok=True)
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    total = sum("==" in line for line in lines)
    say(f"正在安装 {total} 个依赖（只在第一次或依赖变化时，需要网络）……")
    command = [
        python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input",
        "--progress-bar", "off", "--only-binary", ":all:", "--timeout", "20", "--retries", "2",
        "-r", REQUIREMENTS,
    ]
    environment = dict(os.environ, PYTHONUTF8="1", PYTHONUNBUFFERED="1")
    output, seen = [], 0
    pip = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment,
        encoding="utf-8", errors="replace",
    )
    try:
        for line in pip.stdout:
            output.append(line)
            if line.startswith(("Collecting ", "Processing ", "Requirement already satisfied: ")):
                seen += 1
                if seen % 10 == 0:
                    say(f"  {seen}/{total}")
            elif line.startswith("Installing collected packages"):
                say("  已取齐，正在写入……")
    finally:
        pip.stdout.close()
        end(pip)
    if pip.returncode:
        text = "".join(output)
        sys.exit(f"{text[-1500:]}\n{explain_pip(text)}")
    STAMP.write_text(wanted, encoding="utf-8")
    say(f"依赖已装好，用时 {time.monotonic() - began:.0f} 秒。")


def hold_port(port):
    """A socket that keeps the port on 127.0.0.1 for us; exits with one sentence when it is taken.

    Held while packages are installed, so that an impatient second start does not install them too.
    """
    holder = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if not WINDOWS:  # there it would let two servers share a port
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        holder.bind((HOST, port))
        holder.listen(1)
        return holder
    except PermissionError:
        holder.close()
        sys.exit(f"系统不允许使用端口 {port}。请换一个 1024 以上的，例如 --port {PORT + 1}。")
    except OSError:
        holder.close()
        sys.exit(
            f"端口 {port} 已被占用。若 OpenBooks 已经在运行，请直接打开 http://{HOST}:{port} ；"
            "若另一个窗口正在安装，请等它装完；"
            f"否则换一个端口，例如：--port {port + 1 if port < 65535 else PORT}。"
        )


def answers(port):
    """Whether a Streamlit server on 127.0.0.1 says that it is well (proxies are not asked)."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def await_ready(server, port, seconds=90):
    """Wait until the server answers; False when it ended or the time is over."""
    deadline = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < deadline:
        if answers(port):
            return True
        time.sleep(0.1)
    return False


def end(process):
    """End a process that we started: it may have had Ctrl-C too, then it is asked, then made to."""
    for ask, seconds in ((None, 2), (process.terminate, 8), (process.kill, 8)):
        if ask:
            ask()
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
    return process.returncode


def server_command(python, port, app=ROOT / "app.py"):
    """The command that serves `app` on 127.0.0.1, whatever the user's own settings say."""
    return [
        str(python), "-m", "streamlit", "run", str(app),
        f"--server.address={HOST}", f"--server.port={port}", "--server.headless=true",
        "--browser.gatherUsageStats=false", "--logger.hideWelcomeMessage=true",
    ]


def serve(port, books):
    """Serve until Ctrl-C; returns the exit code."""
    if not (ROOT / "app.py").is_file():
        sys.exit(f"找不到 {ROOT / 'app.py'}：文件夹不完整，请重新下载 OpenBooks。")
    with hold_port(port):
        install()
    environment = dict(os.environ, PYTHONUTF8="1")
    if books:
        folder = Path(books).expanduser().resolve()
        if folder.exists() and not folder.is_dir():
            sys.exit(f"--books 要的是文件夹，而 {folder} 是一个文件。")
        environment["OPENBOOKS_HOME"] = str(folder)
        say(f"账本文件夹：{folder}")
    say("正在启动……")
    server = subprocess.Popen(server_command(venv_python(), port), cwd=ROOT, env=environment)
    try:
        if await_ready(server, port):
            say(f"OpenBooks 已就绪，请用浏览器打开：http://{HOST}:{port}\n按 Ctrl+C 结束。")
            server.wait()
        if server.poll() is None:
            say("服务在规定时间内没有就绪，已停止。请把上面的信息告诉维护者。")
        else:
            say(f"服务已停止（代码 {server.returncode}）。原因见上面的信息。")
        return server.poll() or 1
    except KeyboardInterrupt:
        say("\n正在结束……")
        return 0
    finally:
        on_signals(signal.SIG_IGN)  # a second Ctrl-C must not leave the server behind
        end(server)


def chromium():
    """The path of a Chromium or Chrome for the browser tests, or None."""
    named = os.environ.get(CHROMIUM_VARIABLE)
    if named:
        return shutil.which(named)
    found = [shutil.which(name) for name in CHROMIUM_NAMES + CHROMIUM_PLACES]
    return next((path for path in found if path), None)


def on_ci():
    """Whether the environment says that this is a continuous-integration run."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


CORES = os.cpu_count() or 1


def side_by_side(arguments, cores=CORES):
    """The options that run the whole suite in as many processes as there are cores, up to four
    (each holds up to 2 GB); none where a part of it is asked for, or but one core is there."""
    whole = all(each == "--long" or each.startswith("--durations") for each in arguments)
    return ["-n", str(min(cores, 4)), "--dist", "worksteal"] if whole and cores > 1 else []


def test(arguments):
    """Run pytest in .venv with the arguments as given; returns its exit code."""
    if not chromium():
        say(
            "找不到 Chromium：请安装（Debian：sudo apt install chromium），"
            f"或用环境变量 {CHROMIUM_VARIABLE} 指出它的位置。"
        )
        if on_ci():
            say("在 CI 中缺少 Chromium 算作失败。")
            return 1
        say("浏览器测试将被跳过。")
    install()
    environment = dict(os.environ, PYTHONUTF8="1")
    command = [venv_python(), "-m", "pytest"] + side_by_side(arguments) + arguments
    suite = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        return suite.wait()
    except KeyboardInterrupt:
        return 130
    finally:
        on_signals(signal.SIG_IGN)
        end(suite)


def port_number(text):
    """A port from 1 to 65535."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text} 不是端口号（1 至 65535）")
    return int(text)


def interrupt(signum, frame):
    """Raise what Ctrl-C raises."""
    raise KeyboardInterrupt


def on_signals(handler):
    """What Ctrl-C, kill and a closed terminal do from now on; a Windows lacks some of them."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), handler)


def parser():
    """The command line of the server (what follows `test` is pytest's)."""
    command = argparse.ArgumentParser(
        prog="run.py",
        description="启动 OpenBooks，只在本机 127.0.0.1 上。",
        epilog="运行测试：run.py test [--long] [pytest 参数]",
    )
    command.add_argument("--port", type=port_number, default=PORT, help=f"端口，默认 {PORT}")
    command.add_argument("--books", metavar="DIR", help="账本文件夹，默认为程序旁的 books")
    return command


def main(arguments):
    """Read the command line; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    on_signals(interrupt)
    if arguments[:1] == ["test"]:
        return test(arguments[1:])
    options = parser().parse_args(arguments)
    return serve(options.port, options.books)


if __name__ == "__main__":
    if too_old(sys.version_info):
        sys.exit(too_old(sys.version_info))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("\n已中断。")
        sys.exit(130)
