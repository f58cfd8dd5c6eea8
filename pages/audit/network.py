"""经审网络: the committees of all unions below, their last reviews, plan against done."""

from openbooks import ui, ui_network
from openbooks.ui_filters import scope

now = ui.enter("哪些单位有经审会、多久没审了、计划做了多少？")
ui.needs(now, "unit", "milestone")
wanted = scope(now, "milestone", "voucher")
found = ui_network.network(now, wanted)
ui.answer(*filter(None, ui_network.answer(found, wanted)))
ui_network.shown(now, found, wanted)
ui_network.ways(now)
