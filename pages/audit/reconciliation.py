"""对账: the ledgers held against one another; each difference opens its rows."""

from openbooks import ui, ui_figure
from openbooks.ui_books import ask
from openbooks.ui_filters import scope

CHECKS = (
    ("银行和账上对得上吗？", "reconcile_bank", ("bank", "voucher")),
    ("余额表和凭证对得上吗？", "reconcile_balance", ("balance", "voucher")),
    ("会费和会费收入对得上吗？", "reconcile_dues", ("dues", "voucher")),
    ("慰问和凭证对得上吗？", "reconcile_assistance", ("assistance", "voucher")),
    ("活动支出和凭证对得上吗？", "reconcile_activity", ("activity", "voucher")),
)

now = ui.enter("账对得上吗？")
ui.needs(now, "voucher", "balance", "bank")
wanted = scope(now, "voucher", "balance", "bank")
given = wanted.parameters
answers = {
    question: ask(now, name, **given)
    for question, name, ledgers in CHECKS if all(map(now.has, ledgers))
}
ui.answer(*(
    f"{question}{ui_figure.told_differences(result)}" for question, result in answers.items()
))
for question, _, ledgers in CHECKS:
    if question in answers:
        ui_figure.differences(now, question, answers[question], given)
    else:
        ui_figure.lacking(now, question, ledgers)
