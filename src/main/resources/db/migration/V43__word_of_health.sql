-- when a fleet's runner token ends: as its manager reports it, and as GitLab said when the runner was made for it
alter table pulse add column token_expires timestamp with time zone;
alter table fleet add column runner_token_expires timestamp with time zone;
create index pulse_by_token on pulse (token_expires);

-- what was told of each fleet's health, and what there is to tell since
create table told_health (
  stack_id uuid primary key references stack (id) on delete cascade,
  -- the last change that was taken in
  seen bigint not null,
  -- as what kind of trouble it was told last, null where it works as far as anybody was told
  told varchar(32),
  -- how the last message went, and when
  told_as varchar(8),
  told_at timestamp with time zone,
  -- how it is now, since when, and how it was last when it was bad
  kind varchar(32) not null,
  words varchar(700) not null,
  since timestamp with time zone not null,
  bad_kind varchar(32),
  bad_words varchar(700),
  bad_since timestamp with time zone,
  -- how often it turned bad since it was told to work, how many of these were told, and when they began
  turns integer not null,
  turns_told integer not null,
  turns_since timestamp with time zone,
  -- since when something is held back, and when it is told at the latest
  held_since timestamp with time zone,
  due_at timestamp with time zone
);
create index told_health_by_due on told_health (due_at);
create index told_health_by_seen on told_health (seen);
create index told_health_by_told on told_health (told_at);
-- whatever was so before is known already
insert into told_health (stack_id, seen, told, kind, words, since, turns, turns_told)
select h.stack_id, h.id,
  case when h.kind_after in ('NOT_POLLING', 'TOKEN_REFUSED', 'CANNOT_SCALE', 'MANAGER_GONE', 'SILENT',
    'CHANGE_NOT_IN_FORCE') then h.kind_after end,
  h.kind_after, h.words, h.at, 0, 0
from health_change h
where h.id = (select max(l.id) from health_change l where l.stack_id = h.stack_id);

-- the fleets of a message that gathers several, as JSON; null in any other
alter table notification add column parts varchar(400000);
-- the secret that is about to be replaced signs beside the new one for a while
alter table notification_target add column sealed_former_secret varchar(300);
alter table notification_target add column former_secret_until timestamp with time zone;
