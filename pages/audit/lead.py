"""一个疑点: why it is listed, its rows, its case and the next step."""

from openbooks import ui, ui_casework, ui_lead, ui_lead_says

now = ui.enter("这件事要问什么？")
ui.needs(now, *ui_lead_says.LEDGERS)
item = ui_lead.pick(now)
if item is not None:
    ui_lead.head(now, item)
    if item.suspicion is not None:
        ui_lead.reasons(now, item.suspicion)
        ui_lead.evidence(now, item.suspicion)
    ui_casework.history(now, item)
    ui_casework.steps(now, item)
    ui_lead.names(now, item)
