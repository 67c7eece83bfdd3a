-- Commands of days that are over are asked for by nobody any more.
create index act_of_ticket on centres.act (ticket);
grant delete on centres.act to hamwe_app;
