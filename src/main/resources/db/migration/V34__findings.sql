-- what was found before an operation and went on all the same, for whoever asks later why it came as it came
create table finding (
  -- an operation, or the preview that an operation carries out
  subject_id uuid not null,
  position integer not null,
  fleet_id uuid not null references fleet (id) on delete cascade,
  -- STOPS where somebody went on anyway, or WARNS
  severity varchar(20) not null,
  -- the path of the form's field, blank where it is about the whole
  field varchar(200) not null,
  message varchar(4000) not null,
  remedy varchar(4000) not null,
  link_title varchar(400),
  link_url varchar(4000),
  primary key (subject_id, position)
);
create index finding_of_fleet on finding (fleet_id);
