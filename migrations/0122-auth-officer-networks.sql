-- Where a ministry wants it, an officer works from these networks alone. Servers of before may run beside it: they do
-- not look at them.
alter table auth.officer add column networks text[] not null default '{}';
comment on column auth.officer.networks is 'Addresses and networks (10.0.0.0/8) from which this officer may work; empty: from anywhere';
