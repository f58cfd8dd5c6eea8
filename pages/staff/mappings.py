"""读表方法: which headers the program reads how; to look over, hand on, bring in, put out of use."""

from openbooks import remembered, ui, ui_remembered

now = ui.enter("哪些表不用问就会读？")
if not ui_remembered.broken(now):
    kept = remembered.all_of(now.books.home)
    own = sum(not each.shipped for each in kept)
    ui.answer(
        f"{len(kept)} 种：本单位装载时记下 {own} 种，随程序 {len(kept) - own} 种。"
        "表头和文件名对得上，就按记下的方法读，不再问。"
    )
    ui_remembered.overview(kept, now)
    chosen = ui_remembered.pick(kept, now)
    if chosen is not None:
        ui_remembered.details(chosen.mapping)
        ui_remembered.ways_on(now, chosen)
ui_remembered.bring_in(now)
