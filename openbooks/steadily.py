"""Asks once more where a fault of the database ended a question.

The same statement over the same rows meets the same fault again, as long as it is planned in the same
way: books whose database has ended are opened with joins as they are written (`engine.connect`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from openbooks.books import View
from openbooks.errors import EngineFailed

Answer = TypeVar("Answer")


def steadily(view: View, question: Callable[[View], Answer]) -> Answer:
    """What `question` says of a view; of the same books opened anew where the database ended under it.
    Raises EngineFailed when it ends there too."""
    try:
        return question(view)
    except EngineFailed:
        return question(view.books.view(view.reader, view.version))
