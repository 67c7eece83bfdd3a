-- Money of commitments as rows, so that the public page adds it up without reading every commitment.
-- Old servers may run beside it: what they record is added here by the next act on that commitment.
create table partnership.contribution (
  commitment   text    not null references partnership.commitment,
  side         text    not null,
  place        int     not null,
  kind         text    not null,
  stage        text    not null,
  currency     text    not null,
  minor        bigint  not null,
  rate_on      date,
  illustrative boolean not null,
  constraint contribution_pk primary key (commitment, side, place)
);
comment on table partnership.contribution is 'What each side pledged, committed and spent';
comment on column partnership.contribution.rate_on is 'Day of the exchange rate of a converted sum';
insert into partnership.contribution (commitment, side, place, kind, stage, currency, minor, rate_on,
  illustrative)
select c.id, part.key, one.place, one.value ->> 'kind', one.value ->> 'stage',
  one.value #>> '{money,currency}', (one.value #>> '{money,minor}')::bigint,
  (one.value ->> 'rateOn')::date,
  coalesce((c.state #>> '{joint,source,illustrative}')::boolean, false)
from partnership.commitment c, jsonb_each(c.state -> 'sides') as part (key, value),
  jsonb_array_elements(part.value -> 'contributions') with ordinality as one (value, place);
grant select, insert on partnership.contribution to hamwe_app;
