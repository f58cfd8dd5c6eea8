"""抽样: rows drawn by a seed, looked up in the vouchers, and what they say of all the rest."""

from openbooks import ui, ui_sample, ui_sampling

now = ui.enter("从账里抽哪些来查？查出来说明什么？")
ui.needs(now, "voucher", "assistance", "dues", "bank")
found = ui_sampling.pick(now)
if found is not None:
    ui_sample.show(now, found)
else:
    ui_sampling.begin(now)
ui_sampling.kept(now, found.seq if found else 0)
