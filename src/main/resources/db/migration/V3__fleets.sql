create table fleet (
  id uuid primary key references stack (id) on delete cascade,
  blueprint varchar(64) not null,
  blueprint_version integer not null,
  gitlab_url varchar(255) not null,
  -- plain parameter values by name, as JSON; secrets are never stored
  parameters varchar(60000) not null
);
