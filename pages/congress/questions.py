"""现场问答: one question out of a searchable list, answered from the books with source and as-of."""

from openbooks import ui, ui_document, ui_question_time
from openbooks.ui_filters import scope

LEDGERS = ("dues", "voucher", "balance", "assistance", "activity")

now = ui.enter("大家问到什么，当场答什么？")
ui.needs(now, *LEDGERS)
asked = ui_question_time.chosen(now)
wanted = scope(now, *LEDGERS)
if asked is None:
    ui.answer("打字查找，或者点下面常被问到的；单位和期间可以随时换。")
    ui_question_time.offered(now)
else:
    document = ui_question_time.answered(now, asked, wanted.unit, wanted.period.code)
    ui.answer(*ui_question_time.first_lines(document))
    ui_document.shown(now, document, words=False)
    ui_question_time.offered(now)
