-- How far each complaint came.
create table complaints (
  tenant int not null,
  model int not null,
  case_no bigint not null,
  complaint text collate "C" not null,
  heard_by text collate "C" not null,
  voiced_at timestamptz not null,
  registered_at timestamptz,
  passed int not null,
  reached_at timestamptz,
  resolved_at timestamptz,
  last_link text collate "C" not null,
  primary key (tenant, model, case_no, complaint)
);

select guard('complaints');

grant select, insert, update, delete on complaints to journeytrace_app;

-- The nine elements of the service environment, and culture: each cause belongs to one. Source: docs/events.md.
create function element_of(cause text) returns text
  language sql immutable parallel safe
  return case
    when cause = 'over-promise' then 'goals'
    when cause in ('queue', 'rework') then 'processes'
    when cause = 'bureaucracy' then 'procedures'
    when cause = 'untrained' then 'competences'
    when cause = 'legal' then 'legal'
    when cause = 'no-authority' then 'decision-centres'
    when cause in ('slow-work', 'no-answer', 'absence', 'shift-ended') then 'effectiveness'
    when cause in ('no-tools', 'system-down', 'defect') then 'work-tools'
    when cause = 'missing-information' then 'support-tools'
    when cause = 'not-my-job' then 'culture'
    when cause is not null then 'other'
  end;

alter table journeys no force row level security;
update journeys set wake_at = '-infinity';
alter table journeys force row level security;
