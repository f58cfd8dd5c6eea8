"""工作底稿: the work papers of a period made into one zip, and papers that somebody hands in asked again."""

from openbooks import ui, ui_papers
from openbooks.ui_filters import scope

now = ui.enter("这次审查的底稿在哪里？")
ui.needs(now, "voucher", "assistance", "dues", "balance")
ui_papers.make(now, scope(now, "voucher", "assistance", "dues", "balance"))
ui_papers.prove()
