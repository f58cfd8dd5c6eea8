"""疑点: what the rules would ask about, ranked, each with its case."""

from openbooks import ui, ui_lead_says, ui_leads

now = ui.enter("哪些账要先问一问？")
ui.needs(now, *ui_lead_says.LEDGERS)
held = ui_lead_says.items(now)
ui_leads.told(now, held)
ui_leads.listed(now, ui_leads.filters(now, held), len(held))
ui_leads.behind(now, ui_lead_says.findings(now))
