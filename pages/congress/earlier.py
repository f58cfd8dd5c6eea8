"""去年怎么说的: the figures of a published report beside what today's books say of the same period."""

from openbooks import ui, ui_earlier

now = ui.enter("公布过的数，今天还对吗？")
chosen = ui_earlier.pick(now)
if chosen:
    ui_earlier.show(now, *chosen)
