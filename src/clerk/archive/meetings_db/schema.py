"""The tables of meetings.db, made so that Datasette shows labels, facets and search with no configuration."""

import sqlite3
from dataclasses import dataclass

from clerk.model.document import DocumentKind

SCHEMA_VERSION = 2
"""Raised with every change below: a meetings.db of another version is built anew."""

# Datasette takes a column called `name` or `title` as the label of rows that others point at.
_TABLES = """
create table organizations (
    id text primary key,
    name text not null,
    classification text not null
);
create index organizations_classification on organizations(classification);

create table people (
    id text primary key,
    name text not null,
    family_name text not null,
    given_name text,
    sort_name text not null
);

create table memberships (
    id text primary key,
    name text not null,
    person_id text not null references people(id),
    organization_id text not null references organizations(id),
    role text,
    first_seen text not null,
    last_seen text not null
);
create index memberships_person_id on memberships(person_id);
create index memberships_organization_id on memberships(organization_id);

create table places (
    id text primary key,
    name text not null
);

create table meetings (
    id text primary key,
    name text not null,
    organization_id text not null references organizations(id),
    meeting text not null,
    date text not null
);
create index meetings_organization_id on meetings(organization_id);
create index meetings_meeting on meetings(meeting);
create index meetings_date on meetings(date);

create table documents (
    id text primary key,
    title text not null,
    kind text not null,
    meeting text not null,
    date text not null,
    meeting_id text not null references meetings(id),
    url text not null,
    path text not null,
    page_count integer not null,
    state text not null,
    reason text,
    sha256 text not null,
    bytes integer not null
);
create index documents_kind on documents(kind);
create index documents_meeting on documents(meeting);
create index documents_date on documents(date);
create index documents_meeting_id on documents(meeting_id);
create index documents_state on documents(state);

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
    quote text
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
       votes.person_id, votes.motion_id, votes.page_id
from votes
join people on people.id = votes.person_id
join motions on motions.id = votes.motion_id
join meetings on meetings.id = motions.meeting_id
join organizations on organizations.id = meetings.organization_id
where not votes.in_review and motions.repeats_id is null;

create view split_votes as
select motions.id, meetings.date, organizations.name as body, motions.text, motions.result,
       motions.yes, motions.no, motions.abstain, motions.absent, motions.tier, motions.quote, motions.page_id
from motions
join meetings on meetings.id = motions.meeting_id
join organizations on organizations.id = meetings.organization_id
where motions.yes > 0 and motions.no > 0 and motions.repeats_id is null;

create view needs_review as
select motions.id, meetings.date, organizations.name as body, motions.text, motions.review_reason as reason,
       motions.result, motions.review_counts, motions.quote, motions.page_id,
       (select group_concat(votes.name || ': ' || votes.option, '; ')
        from votes where votes.motion_id = motions.id and votes.in_review) as votes_as_read
from motions
join meetings on meetings.id = motions.meeting_id
join organizations on organizations.id = meetings.organization_id
where motions.review_reason is not null;

create table clerk_meta (
    schema_version integer not null,
    generation integer not null,
    run_id integer not null,
    built_at text not null,
    subdomain text not null
);

create table clerk_documents (
    key text primary key,
    document_id text not null,
    is_current integer not null,
    pages integer not null,
    text_sha256 text not null,
    manifest_marker text,
    facts_marker text,
    fetched_at text
) without rowid;
"""

# The names of the first eight columns are those that existing Datasette front ends for civic data read.
_PAGE_TABLE = """
create table {pages} (
    id text primary key,
    meeting text not null,
    date text not null,
    page integer not null,
    text text not null,
    page_image text not null,
    entities_json text not null,
    votes_json text not null,
    title text not null,
    document_id text not null references documents(id),
    meeting_id text not null references meetings(id),
    source text not null,
    confidence real,
    reason text
);
create index {pages}_meeting on {pages}(meeting);
create index {pages}_date on {pages}(date);
create index {pages}_source on {pages}(source);
create index {pages}_document_id on {pages}(document_id);
create index {pages}_meeting_id on {pages}(meeting_id);

create virtual table {pages}_fts using fts5(
    text, content="{pages}", content_rowid="rowid", tokenize="unicode61 remove_diacritics 2"
);
"""

_INSERT_PAGE = "insert into {pages} values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INDEX_PAGES = "insert into {pages}_fts (rowid, text) select rowid, text from {pages} where document_id = ?"
_UNINDEX_PAGES = (
    "insert into {pages}_fts ({pages}_fts, rowid, text) select 'delete', rowid, text from {pages} where document_id = ?"
)
_DELETE_PAGES = "delete from {pages} where document_id = ?"
_COUNT_PAGES = "select count(*) from {pages}"
_CLEAR_NOTES = "update {pages} set entities_json = ?, votes_json = ? where document_id = ?"
_ANNOTATE_PAGE = "update {pages} set entities_json = ?, votes_json = ? where document_id = ? and page = ?"
_SEARCH = """
select documents.meeting, documents.date, {pages}.page, {pages}.id, documents.title, documents.sha256,
       snippet({pages}_fts, 0, :before, :after, '…', 32), {pages}_fts.rank
from {pages}_fts
join {pages} on {pages}.rowid = {pages}_fts.rowid
join documents on documents.id = {pages}.document_id
where {pages}_fts match :expression
order by {pages}_fts.rank
limit :limit
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStatements:
    """The SQL about one of the two page tables, which are alike but for their names."""

    create: str
    insert: str
    index: str
    unindex: str
    delete: str
    count: str
    clear_notes: str
    annotate: str
    search: str


def _statements(table: str) -> PageStatements:
    return PageStatements(
        create=_PAGE_TABLE.replace("{pages}", table),
        insert=_INSERT_PAGE.replace("{pages}", table),
        index=_INDEX_PAGES.replace("{pages}", table),
        unindex=_UNINDEX_PAGES.replace("{pages}", table),
        delete=_DELETE_PAGES.replace("{pages}", table),
        count=_COUNT_PAGES.replace("{pages}", table),
        clear_notes=_CLEAR_NOTES.replace("{pages}", table),
        annotate=_ANNOTATE_PAGE.replace("{pages}", table),
        search=_SEARCH.replace("{pages}", table),
    )


PAGES = {DocumentKind.MINUTES: _statements("minutes"), DocumentKind.AGENDA: _statements("agendas")}


def create_schema(connection: sqlite3.Connection) -> None:
    """Creates every table in an empty database."""
    for script in (_TABLES, *(statements.create for statements in PAGES.values())):
        # Not executescript, which would end the transaction that the whole build is.
        for statement in script.split(";\n"):
            connection.execute(statement)
