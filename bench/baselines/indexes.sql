create index on bare.opportunity (stage);
create index on bare.opportunity (close_date);
create index on bare.opportunity (account);
create index on duties.opportunity (stage);
create index on duties.opportunity (close_date);
create index on duties.opportunity (account);
analyze;
