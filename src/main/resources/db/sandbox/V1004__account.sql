-- What the account is made to suffer from, and what it suffered from when something was asked of it.
create table sandbox_fault (
    name varchar(40) primary key
);
alter table sandbox_operation add column account varchar(1000) default '' not null;
alter table sandbox_change_set add column account varchar(1000) default '' not null;
