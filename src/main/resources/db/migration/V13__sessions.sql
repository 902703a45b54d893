-- counts what ends a user's sessions: another password, another role, a disabled account
alter table portal_user add column version integer default 1 not null;

-- who is signed in; the columns are Spring Session's
create table portal_session (
  primary_id varchar(36) primary key,
  session_id varchar(36) not null unique,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval integer not null,
  expiry_time bigint not null,
  -- the user's name and version at the sign-in, with a slash between them
  principal_name varchar(100)
);
create index portal_session_by_expiry on portal_session (expiry_time);

create table portal_session_attributes (
  session_primary_id varchar(36) not null references portal_session (primary_id) on delete cascade,
  attribute_name varchar(200) not null,
  -- never a secret
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);

-- sign-ins that failed or are being checked, by what is counted together
create table sign_in_attempts (
  -- a hash of address and name, as people type passwords into the wrong field
  attempts_key varchar(64) primary key,
  failures integer not null,
  paused_until timestamp with time zone not null
);
create index sign_in_attempts_by_pause on sign_in_attempts (paused_until);

-- what was typed into a form whose session was over, without secrets, until its writer has signed in again
create table kept_form (
  id varchar(36) primary key,
  who varchar(64) not null,
  path varchar(1000) not null,
  -- names and values as a form sends them
  fields varchar(32768) not null,
  kept_until timestamp with time zone not null
);
create index kept_form_by_end on kept_form (kept_until);
