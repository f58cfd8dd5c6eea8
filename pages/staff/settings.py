"""规则设置: what the union sets for what it publishes."""

from openbooks import ui, ui_settings

now = ui.enter("公开报告按什么规则来？")
ui.answer(ui_settings.answer(now))
ui_settings.settings(now)
ui_settings.history(now)
