-- title = "参数在各地的时间段"
-- purpose = "每个参数在每个地区、每一段时间里取哪一行，时间段互不重叠。"
-- grain = "一行一个参数、一个地区、一段时间"
-- sources = ["parameter", "unit_place"]
-- basis = "写明本单位、单位编号或单位名称的行最优先，其次市、省，最后全国；同样近的，有依据的优先于待核的，后生效的优先。没有依据的限额（待核）不用；方法的阈值由本项目或审计惯例定，照用。"
-- measure = "table"
-- stored = true
-- [columns]
-- limit_id = { of = "parameter" }
-- place = { type = "text", label = "地区或单位" }
-- valid_from = { type = "date", label = "从这天" }
-- valid_before = { type = "date", label = "到这天之前" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
with
usable as (
    select
        parameter.batch, parameter.row_no, parameter.limit_id, parameter.province as place,
        coalesce(parameter.valid_from, date '1000-01-01') as valid_from,
        coalesce(parameter.valid_to, date '9998-12-30') + 1 as valid_before,
        case when parameter.status = 'memory' then 0 else 1 end as has_basis
    from parameter
    where
        parameter.status <> 'memory'
        or parameter.limit_id like 'A-%'
        or parameter.regulation in ('本项目默认', '审计惯例')
),
fitting as (
    select
        usable.batch, usable.row_no, usable.limit_id, usable.valid_from, usable.valid_before,
        usable.has_basis, here.place,
        case
            when usable.place in (here.own_id, here.own_name) then 1000
            when usable.place = '本单位' then 999
            when usable.place = '全国' then 0
            else length(usable.place)
        end as nearness
    from usable
    inner join (
        select distinct place.place, place.own_id, place.own_name, place.province
        from unit_place as place
    ) as here
        on
            usable.place in ('全国', '本单位', here.own_id, here.own_name)
            or starts_with(here.province || '·', usable.place || '·')
),
turn as (
    select fitting.limit_id, fitting.place, fitting.valid_from as day from fitting
    union
    select fitting.limit_id, fitting.place, fitting.valid_before from fitting
),
span as (
    select
        turn.limit_id, turn.place, turn.day as valid_from,
        lead(turn.day) over (
            partition by turn.limit_id, turn.place order by turn.day
        ) as valid_before
    from turn
),
ranked as (
    select
        span.limit_id, span.place, span.valid_from, span.valid_before, fitting.batch,
        fitting.row_no,
        row_number() over (
            partition by span.limit_id, span.place, span.valid_from
            order by
                fitting.nearness desc, fitting.has_basis desc, fitting.valid_from desc,
                fitting.batch desc, fitting.row_no desc
        ) as place_in_order
    from span
    inner join fitting
        on
            span.limit_id = fitting.limit_id
            and span.place = fitting.place
            and span.valid_from >= fitting.valid_from
            and span.valid_before <= fitting.valid_before
)
select
    ranked.limit_id, ranked.place, ranked.valid_from, ranked.valid_before, ranked.batch,
    ranked.row_no
from ranked
where ranked.place_in_order = 1
