-- what was found before a preview goes with it
alter table finding add column preview_id uuid references preview (id) on delete cascade;
update finding set preview_id = subject_id where subject_id in (select id from preview);
delete from finding where preview_id is null and subject_id not in (select id from operation);
create index finding_of_preview on finding (preview_id);
