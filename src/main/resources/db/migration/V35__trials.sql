create table stack_trial (
	id uuid primary key,
	account varchar(40) not null,
	region varchar(40) not null,
	stack_name varchar(128) not null,
	begun_at timestamp with time zone not null
);
