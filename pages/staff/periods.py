"""结账与复核: which months are closed, and which ledgers need two people."""

from openbooks import ui, ui_periods

now = ui.enter("哪些月份已经结账？")
ui.answer(ui_periods.answer(now))
ui_periods.closings(now)
ui_periods.close_months(now)
ui_periods.two_person(now)
ui_periods.history(now)
