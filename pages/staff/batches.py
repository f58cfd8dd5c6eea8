"""装载记录: every load with its receipt, and the way to take one back, or to put it back."""

from openbooks import ui, ui_batches, ui_governing

now = ui.enter("装过哪些文件？")
ui.answer(ui_batches.summary(now))
ui_governing.entries(now)
ui_batches.overview(now)
batch = ui_batches.pick(now)
if batch is not None:
    ui_batches.receipt(now, batch)
    ui_batches.ways_on(now, batch)
    ui_batches.take_back(now, batch)
    ui_batches.put_back(now, batch)
