"""Tells whether a site's results would come out the same today, but for its documents."""

import dataclasses
import hashlib
import json
from importlib.metadata import version

from clerk.archive.meetings_db.schema import SCHEMA_VERSION
from clerk.model.site import Site
from clerk.pipeline.context import Context


def fingerprint_of(context: Context, site: Site) -> str:
    """Changes when the site, clerk, or a setting that shapes the results does, and when meetings.db is gone."""
    settings = context.settings
    depends_on = [
        dataclasses.asdict(site),
        settings.extractor,
        settings.ner_model,
        settings.people_from_mentions,
        settings.deploy_target,
        settings.deploy_page_images,
        SCHEMA_VERSION,
        version("clerk"),
        context.paths(site.subdomain).meetings_db.exists(),
    ]
    return hashlib.sha256(json.dumps(depends_on, default=str, sort_keys=True).encode()).hexdigest()[:16]
