"""工会报告: text, figures and tables of a report from the same numbers, in every form."""

from openbooks import ui, ui_document, ui_edition, ui_report
from openbooks.ui_filters import scope

LEDGERS = ("dues", "voucher", "balance", "assistance", "activity")

now = ui.enter("向大会和会员报告什么？")
ui.needs(now, *LEDGERS)
report = ui_report.chosen(now)
wanted = scope(now, *LEDGERS)
document = ui_report.composed(now, report, wanted.unit, wanted.period.code)
ui.answer(*ui_report.answer(document))
ui_report.taken_along(now, document)
ui_edition.desk(now, report, wanted.unit)
ui_document.shown(now, document)
