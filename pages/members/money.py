"""经费去哪了: one plain picture of all union funds for members, and the same to take along."""

from openbooks import ui, ui_document, ui_money
from openbooks.ui_filters import scope

LEDGERS = ("voucher", "balance")

now = ui.enter("工会经费去哪了？")
ui.needs(now, *LEDGERS)
wanted = scope(now, *LEDGERS)
document = ui_money.composed(now, wanted.unit, wanted.period.code)
ui.answer(*ui_money.sentences(document))
ui_money.taken_along(now, document)
ui_document.shown(now, document, words=False)
