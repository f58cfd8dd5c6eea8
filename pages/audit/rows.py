"""台账明细: any ledger, row by row; any row opens its original at its line."""

from openbooks import ui, ui_ledger, ui_original

now = ui.enter("台账里逐行记着什么？")
place = ui_original.chosen(("batch", "line"))
if place is not None:
    ui_original.show(now, *place)
    ui_original.close()
ledger = ui_ledger.pick(now)
filters = ui_ledger.filters(now, ledger)
ui_ledger.rows(now, ledger, filters)
