-- Broken promises whose excess from the dropped shares is at least their lateness: kept, had those kept their terms.
-- A row of the lists drops what fits all of its entries; a null fits anything.
, dropped as (
  select w.case_no, w.promise, w.lateness, w.made_by, (
    select coalesce(sum(s.excess), 0)
    from unnest(w.share_link, w.share_cause, w.share_decision, w.share_excess) as s (link, cause, decision, excess)
    where exists (
      select from unnest($9::text[], $10::text[], $11::text[], $12::text[]) as d (link, kind, cause, decision)
      where (d.link is null or d.link = s.link) and (d.kind is null or d.kind = w.kind)
        and (d.cause is null or d.cause = s.cause) and (d.decision is null or d.decision = s.decision)
    )) as excess
  from within w
  where w.status = 'broken'
)
select c.name, d.promise, d.made_by, d.lateness, d.excess, d.excess >= d.lateness and d.excess > 0, count(*) over (),
  count(*) filter (where d.excess >= d.lateness and d.excess > 0) over (), count(*) filter (where d.excess > 0) over ()
from dropped d join case_names c on c.tenant = current_tenant() and c.case_no = d.case_no
order by (d.excess >= d.lateness and d.excess > 0) desc, d.excess desc, c.name, d.promise
limit $13
