-- How many object versions the stack's cache bucket has once the fleet has worked for a while.
alter table sandbox_stack add column cache_objects int default 0 not null;

-- What somebody did to a single thing without CloudFormation.
create table sandbox_touch (
    region varchar(40) not null,
    id varchar(400) not null,
    kind varchar(20) not null,
    at timestamp(3) with time zone not null,
    detail text not null,
    primary key (region, id, kind)
);
