-- what the advice on a fleet's health names first, and where the fault lies; the next look at it says them
alter table pulse add column step varchar(20) default 'NONE' not null;
alter table pulse add column fault varchar(20) default 'FLEET' not null;
