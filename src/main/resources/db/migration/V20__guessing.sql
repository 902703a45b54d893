-- how much of what is allowed at sign-in is used up, by what is counted together
create table sign_in_budget (
  -- a hash of names and addresses, as people type passwords into the wrong field
  budget_key varchar(64) primary key,
  -- when all of it is there again, in milliseconds since 1970; in the past, the row is as good as none
  whole_at bigint not null
);
create index sign_in_budget_by_end on sign_in_budget (whole_at);
drop table sign_in_attempts;

-- browsers that signed in under a name and are not shut out by what strangers try
create table known_browser (
  -- a hash of what the browser's cookie holds
  mark varchar(64) not null,
  user_name varchar(64) not null references portal_user (name) on delete cascade,
  seen_at timestamp with time zone not null,
  primary key (user_name, mark)
);

-- whether somebody else chose the password, so that its owner has to choose another one first
alter table portal_user add column must_change_password boolean default false not null;
