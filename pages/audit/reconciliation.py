"""对账: the ledgers held against one another; each difference opens its rows."""

from openbooks import ui, ui_figure, ui_says
from openbooks.ui_books import ask
from openbooks.ui_filters import scope

# what is compared, its query, the ledgers it needs, its columns: the differences come early
CHECKS = (
    ("银行与账上", "reconcile_bank", ("bank", "voucher"), (
        "month", "difference_in_fen", "difference_out_fen", "unit_name", "bank_in_fen",
        "voucher_in_fen", "bank_out_fen", "voucher_out_fen", "bank_unmatched",
        "voucher_unmatched",
    )),
    ("余额表与凭证", "reconcile_balance", ("balance", "voucher"), (
        "account_name", "period", "difference_fen", "status", "unit_name", "balance_debit_fen",
        "voucher_debit_fen", "balance_credit_fen", "voucher_credit_fen", "gap_fen",
    )),
    ("会费与会费收入", "reconcile_dues", ("dues", "voucher"), (
        "month", "difference_fen", "unit_name", "dues_fen", "voucher_fen", "cumulative_fen",
    )),
    ("帮扶慰问与凭证", "reconcile_assistance", ("assistance", "voucher"), (
        "reference", "difference_fen", "month", "unit_name", "assistance_fen", "voucher_fen",
        "payments", "status",
    )),
    ("活动支出与凭证", "reconcile_activity", ("activity", "voucher"), (
        "title", "difference_fen", "reported_fen", "booked_fen", "start_date", "unit_name",
    )),
)

now = ui.enter("账对得上吗？")
ui.needs(now, "voucher", "balance", "bank")
given = scope(now, "voucher", "balance", "bank").parameters
results = {
    title: ask(now, name, **given)
    for title, name, ledgers, _ in CHECKS if all(map(now.has, ledgers))
}
ui.answer(ui_says.compared_together(results))
for title, _, ledgers, names in CHECKS:
    if title in results:
        ui_figure.differences(now, f"{title}对得上吗？", results[title], given, names)
    else:
        ui_figure.lacking(now, f"{title}对得上吗？", ledgers)
