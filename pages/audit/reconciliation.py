"""Not written yet."""

from openbooks import ui

ui.enter("audit/reconciliation？")
