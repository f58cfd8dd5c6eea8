"""待答复: what the audit committee asked of units, and the answers."""

from openbooks import ui, ui_answers, ui_lead_says

now = ui.enter("经审会问了什么？")
ui.needs(now, *ui_lead_says.LEDGERS)
ui_answers.show(now)
