-- what scripts sign in with instead of a password
create table api_token (
  id varchar(36) primary key,
  owner varchar(64) not null references portal_user (name) on delete cascade,
  name varchar(60) not null,
  -- the most that it may do; its owner's role counts as well
  role varchar(16) not null,
  -- SHA-256 of the token, which is random and long: a slow hash would add nothing
  hash varchar(64) not null unique,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  -- to the minute, null until it is used
  last_used_at timestamp with time zone,
  unique (owner, name)
);
