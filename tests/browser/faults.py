"""What axe-core finds at fault in a page, but for the one list that Streamlit brings itself."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OWN = {"exclude": [["[data-testid=stSidebarNavItems]"]]}  # a list with groups in it, no item of ours
SHOWN = 3


def faults(page: Page) -> list[str]:
    """Rule and first elements of every violation; empty where there is none."""
    own = page.locator("[data-testid=stSidebarNavItems]").count()
    found = Axe().run(page, context=OWN if own else None).response["violations"]
    return [f"{each['id']}: {[node['html'][:120] for node in each['nodes'][:SHOWN]]}" for each in found]
