-- Who read which files between two instants, and which files were exported: asked when the people of
-- a breach are chosen. Servers of before may run beside it.
create index access_of_officer on cases.access (officer_id, at);
create index access_exported on cases.access (at) where what = 'export';
