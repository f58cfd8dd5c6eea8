"""对账: the ledgers held against one another; each difference opens its rows."""

from openbooks import ui, ui_figure, ui_says, ui_tie_out
from openbooks.ui_filters import scope

now = ui.enter("账对得上吗？")
ui.needs(now, "voucher", "balance", "bank")
given = scope(now, "voucher", "balance", "bank").parameters
results = ui_tie_out.results(now, given)
ui.answer(ui_says.compared_together(results))
for title, _, ledgers, names in ui_tie_out.CHECKS:
    if title in results:
        ui_figure.differences(now, f"{title}对得上吗？", results[title], given, names)
    else:
        ui_figure.lacking(now, f"{title}对得上吗？", ledgers)
