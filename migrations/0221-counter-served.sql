-- Operators and agents see whom they served today and what they may have charged; every visit of theirs of a week is
-- read for it. Servers of before may run beside it.
create index visit_of_operator on counter.visit (operator, opened_at);
