"""半年公开: how far the half-year's disclosure has come, who is next, and what it will say."""

from openbooks import ui, ui_release, ui_releasing

now = ui.enter("这半年的收支公开到哪一步了？")
dues = ui_release.waiting(now)
ui_release.told(now, dues)
found = ui_release.pick(now, ui_release.proposed(now, dues), "看哪一份")
if found:
    ui_release.steps(now, found)
    ui_releasing.acts(now, found)
    ui_release.moved_on(now, found)
ui_releasing.drafting(now, dues)
ui_release.listed(now)
if found:
    ui_release.preview(now, found)
