"""Not written yet."""

from openbooks import ui

ui.enter("members/dues？")
