"""The tables of facts in meetings.db, and the views by which they are read."""

FACT_TABLES = """
create table attendance (
    id text primary key,
    name text not null,
    status text not null check (status in ('present', 'absent', 'excused', 'late', 'left')),
    role text,
    note text,
    person_id text references people(id),
    meeting_id text not null references meetings(id),
    document_id text not null references documents(id),
    page_id text references minutes(id),
    page integer,
    char_start integer,
    char_end integer,
    quote text
);
create index attendance_status on attendance(status);
create index attendance_person_id on attendance(person_id);
create index attendance_meeting_id on attendance(meeting_id);
create index attendance_document_id on attendance(document_id);
create index attendance_page_id on attendance(page_id);

create table motions (
    id text primary key,
    name text not null,
    sequence integer not null,
    text text not null,
    kind text not null check (kind in ('main', 'amendment', 'substitute', 'procedural')),
    result text check (result in ('pass', 'fail', 'tie', 'withdrawn', 'died', 'tabled')),
    result_text text,
    method text,
    mover_name text,
    mover_id text references people(id),
    seconder_name text,
    seconder_id text references people(id),
    yes integer,
    no integer,
    abstain integer,
    absent integer,
    counts_printed integer not null,
    tier text not null check (tier in ('named', 'tally', 'outcome', 'inferred_unanimous')),
    review_reason text,
    review_result text check (review_result in ('pass', 'fail', 'tie', 'withdrawn', 'died', 'tabled')),
    review_counts text,
    rule text not null,
    source_kind text not null check (source_kind in ('text', 'api')),
    agenda_item text,
    parent_id text references motions(id),
    repeats_id text references motions(id),
    meeting_id text not null references meetings(id),
    document_id text not null references documents(id),
    page_id text references minutes(id),
    page integer,
    char_start integer,
    char_end integer,
    quote text,
    result_page_id text references minutes(id),
    result_page integer,
    result_char_start integer,
    result_char_end integer,
    result_quote text
);
create index motions_result on motions(result);
create index motions_kind on motions(kind);
create index motions_tier on motions(tier);
create index motions_parent_id on motions(parent_id);
create index motions_repeats_id on motions(repeats_id);
create index motions_mover_id on motions(mover_id);
create index motions_seconder_id on motions(seconder_id);
create index motions_meeting_id on motions(meeting_id);
create index motions_document_id on motions(document_id);
create index motions_page_id on motions(page_id);
create index motions_result_page_id on motions(result_page_id);

create table motion_items (
    motion_id text not null references motions(id),
    item text not null,
    primary key (motion_id, item)
);

create virtual table motions_fts using fts5(
    text, content="motions", content_rowid="rowid", tokenize="unicode61 remove_diacritics 2"
);

create table votes (
    id text primary key,
    name text not null,
    option text not null check (
        option in ('yes', 'no', 'abstain', 'absent', 'excused', 'not voting', 'paired', 'other')
    ),
    note text,
    inferred integer not null,
    in_review integer not null,
    motion_id text not null references motions(id),
    person_id text references people(id),
    document_id text not null references documents(id),
    page_id text references minutes(id),
    page integer,
    char_start integer,
    char_end integer,
    quote text
);
create index votes_option on votes(option);
create index votes_motion_id on votes(motion_id);
create index votes_person_id on votes(person_id);
create index votes_document_id on votes(document_id);
create index votes_page_id on votes(page_id);

create table mentions (
    id text primary key,
    text text not null,
    label text not null check (label in ('person', 'organization', 'place')),
    method text not null,
    person_id text references people(id),
    organization_id text references organizations(id),
    place_id text references places(id),
    document_id text not null references documents(id),
    page_id text references minutes(id),
    page integer not null,
    char_start integer not null,
    char_end integer not null
);
create index mentions_label on mentions(label);
create index mentions_person_id on mentions(person_id);
create index mentions_organization_id on mentions(organization_id);
create index mentions_place_id on mentions(place_id);
create index mentions_document_id on mentions(document_id);
create index mentions_page_id on mentions(page_id);

create view votes_by_person as
select people.name as person, meetings.date, organizations.name as body, motions.text as motion,
       votes.option, votes.note, votes.inferred, motions.result, motions.tier, votes.quote,
       documents.url || coalesce('#page=' || votes.page, '') as url,
       votes.person_id, votes.motion_id, votes.page_id
from votes
join people on people.id = votes.person_id
join motions on motions.id = votes.motion_id
join documents on documents.id = votes.document_id
join meetings on meetings.id = motions.meeting_id
join organizations on organizations.id = meetings.organization_id
where not votes.in_review and motions.repeats_id is null;

create view split_votes as
select motions.id, meetings.date, organizations.name as body, motions.text, motions.result,
       motions.yes, motions.no, motions.abstain, motions.absent,
       (select group_concat(votes.name || ': ' || votes.option, '; ')
        from votes where votes.motion_id = motions.id and not votes.in_review and not votes.inferred) as votes_by_name,
       motions.tier, motions.quote, documents.url || coalesce('#page=' || motions.page, '') as url, motions.page_id
from motions
join documents on documents.id = motions.document_id
join meetings on meetings.id = motions.meeting_id
join organizations on organizations.id = meetings.organization_id
where motions.review_reason is null and motions.repeats_id is null
and case when motions.yes is not null and motions.no is not null
    then motions.yes > 0 and motions.no > 0
    else (select count(distinct votes.option) from votes
          where votes.motion_id = motions.id and votes.option in ('yes', 'no')
          and not votes.in_review and not votes.inferred) = 2
    end;

create view needs_review as
select motions.id, meetings.date, organizations.name as body, motions.text, motions.review_reason as reason,
       motions.result, motions.review_result, motions.review_counts,
       (select group_concat(votes.name || ': ' || votes.option, '; ')
        from votes where votes.motion_id = motions.id and votes.in_review) as votes_as_read,
       motions.quote, documents.url || coalesce('#page=' || motions.page, '') as url, motions.page_id
from motions
join documents on documents.id = motions.document_id
join meetings on meetings.id = motions.meeting_id
join organizations on organizations.id = meetings.organization_id
where motions.review_reason is not null;
"""
