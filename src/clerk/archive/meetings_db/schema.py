"""The tables of meetings.db, made so that Datasette shows labels, facets and search with no configuration."""

import sqlite3
from dataclasses import dataclass

from clerk.archive.meetings_db.fact_tables import FACT_TABLES
from clerk.model.document import DocumentKind

SCHEMA_VERSION = 4
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
    for script in (_TABLES, *(statements.create for statements in PAGES.values()), FACT_TABLES):
        # Not executescript, which would end the transaction that the whole build is.
        for statement in script.split(";\n"):
            connection.execute(statement)
