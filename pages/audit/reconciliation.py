"""对账: the ledgers held against one another; each difference opens its rows."""

from openbooks import ui, ui_figure
from openbooks.ui_books import ask
from openbooks.ui_filters import scope

CHECKS = (
    ("银行与账上", "reconcile_bank", ("bank", "voucher")),
    ("余额表与凭证", "reconcile_balance", ("balance", "voucher")),
    ("会费与会费收入", "reconcile_dues", ("dues", "voucher")),
    ("帮扶慰问与凭证", "reconcile_assistance", ("assistance", "voucher")),
    ("活动支出与凭证", "reconcile_activity", ("activity", "voucher")),
)

now = ui.enter("账对得上吗？")
ui.needs(now, "voucher", "balance", "bank")
given = scope(now, "voucher", "balance", "bank").parameters
results = {
    title: ask(now, name, **given)
    for title, name, ledgers in CHECKS if all(map(now.has, ledgers))
}
ui.answer(ui_figure.told_together(results))
for title, _, ledgers in CHECKS:
    if title in results:
        ui_figure.differences(now, f"{title}对得上吗？", results[title], given)
    else:
        ui_figure.lacking(now, f"{title}对得上吗？", ledgers)
