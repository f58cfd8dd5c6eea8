"""规则与限额: every rule, its basis and limits; entering a basis or a limit."""

from openbooks import ui, ui_provision, ui_rules
from openbooks.ui_lead_says import findings

now = ui.enter("用哪些规则查？依据是什么？")
held = ui_rules.standings(now)
ui.answer(ui_rules.answer(now, held, findings(now)))
if not ui_rules.one(now, held):
    state = ui_rules.pick(now, held)
    if state == ui_rules.ENTER:
        ui_provision.form(now)
    else:
        ui_rules.listed(now, held, state)
