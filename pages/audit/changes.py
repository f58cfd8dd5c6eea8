"""版本对比: what went away, came, or reads differently between two versions, and why."""

from openbooks import ui, ui_changes

now = ui.enter("两个版本之间变了什么？")
ui_changes.show(ui_changes.pick(now))
