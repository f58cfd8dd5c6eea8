"""数据画像: how the amounts of a ledger are spread, and what stands out."""

from openbooks import ui, ui_profile, ui_profile_says
from openbooks.ui_books import ask, first
from openbooks.ui_filters import scope

now = ui.enter("这本账的数看起来正常吗？")
ui.needs(now, *dict.fromkeys(ui_profile.POPULATIONS.values()))
who = ui_profile.population(now)
wanted = scope(now, ui_profile.POPULATIONS[who])
given = {**wanted.parameters, "population": who}
total = first(ask(now, "profile_total", **given))
if total.lines is None:
    ui.answer(*ui_profile_says.together(wanted.said, who, total, []))
else:
    ui_profile.show(now, wanted, given, who, total)
