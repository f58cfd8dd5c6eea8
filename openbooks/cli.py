"""The command line (design.md §8): stable names, options, exit codes and JSON.

Exit codes: 0 done; 1 something was refused, or does not verify; 2 a file cannot be read, or the
command was used wrongly. What `--json` prints is one object on standard output (of a command that
lasts one a line). The commands themselves stand in the modules `cli_*`.
"""

from __future__ import annotations

import json
import os
import re
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from openbooks import (
    cli_audit,
    cli_books,
    cli_casework,
    cli_files,
    cli_governing,
    cli_out,
    cli_papers,
    cli_release,
    cli_sampling,
)
from openbooks.command import INTERRUPTED, WRONG, Said, require_text, told
from openbooks.errors import FileRefused, OpenBooksError
from openbooks.options import parser

# Signs that steer a terminal, or turn the direction of what stands behind them.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
STOPPED = "已中断。收下的都在账里，没有写完的不算。"
COMMANDS: dict[str, Callable[[Any], Said]] = {
    **cli_books.COMMANDS, **cli_files.COMMANDS, **cli_governing.COMMANDS, **cli_out.COMMANDS,
    **cli_release.COMMANDS, **cli_casework.COMMANDS, **cli_sampling.COMMANDS,
    **cli_papers.COMMANDS, **cli_audit.COMMANDS,
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # names that are no UTF-8 are shown by their bytes
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = sys.argv[1:] if words is None else words
    options = Namespace(json="--json" in words)
    try:
        options = parser().parse_args(words)
        require_text(vars(options))
        if options.command in cli_files.LASTING:
            return max(_give(options, said) for said in cli_files.LASTING[options.command](options))
        return _give(options, COMMANDS[options.command](options))
    except FileRefused as refusal:
        found = {"problems": [refusal.problem.as_dict()]}
        return _give(options, Said(found, [str(refusal)], WRONG))
    except (OpenBooksError, OSError) as error:
        return _give(options, Said({"error": told(error)}, [told(error)], WRONG))
    except KeyboardInterrupt:
        return _give(options, Said({"error": STOPPED}, [STOPPED], INTERRUPTED))


def _give(options: Any, said: Said) -> int:
    """Write what a command said as JSON or as lines; hand on the exit code. The answer of a command is its
    output, and no log: nothing else of the program writes there."""
    stream = sys.stderr if said.code >= WRONG and not options.json else sys.stdout
    text = _UNSEEN.sub("", "\n".join(said.lines))
    if options.json:
        text = json.dumps(said.found, ensure_ascii=False, default=_plain)
    try:
        if text:
            stream.write(f"{text}\n")
            stream.flush()
    except BrokenPipeError:  # whoever read it had enough (head, less): what was asked for is done
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return said.code


def _plain(value: Any) -> Any:
    """Dates and decimals as JSON text."""
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat()
