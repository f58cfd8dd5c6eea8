"""公开栏: the frozen, published reports and nothing else."""

from openbooks import ui, ui_published

now = ui.enter("公布了哪些收支情况？")
ui_published.told(now)
ui_published.shown(now)
ui_published.earlier(now)
