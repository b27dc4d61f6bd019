"""The errors that clerk raises: each knows its exit code, and whether another attempt can help."""


class ClerkError(Exception):
    """What happened, to what, and what to try: one sentence for the person who reads it."""

    exit_code = 1
    retryable = False


class WrongUsage(ClerkError):
    """An argument, option or setting that cannot be right."""

    exit_code = 2


class SubdomainInvalid(WrongUsage):
    """A subdomain that is not a host name in lower case."""


class BodyInvalid(ClerkError):
    """A body's name that cannot be a folder's name, or tries to leave the archive."""


class SettingInvalid(WrongUsage):
    """A setting that is missing or wrong; the message names the variable."""


class LanguageMissing(WrongUsage):
    """An OCR language whose data is not installed; the message says what to install."""


class EngineUnavailable(WrongUsage):
    """An OCR engine that this machine cannot run, or a model that it does not have."""


class PluginUnknown(WrongUsage):
    """No plugin answers to this fetcher, engine, extractor or target."""


class SiteUnknown(ClerkError):
    """No site with this subdomain."""

    exit_code = 3


class JobUnknown(ClerkError):
    """No job with this id."""

    exit_code = 3


class JobForeign(ClerkError):
    """A job in Redis that clerk did not put there."""


class JobFailedBefore(ClerkError):
    """A second delivery of a job that has failed, and that nobody asked to try again."""


class NothingCompiled(ClerkError):
    """The site has no meetings.db yet."""

    exit_code = 3


class SiteExists(ClerkError):
    """A site with this subdomain is there already."""


class ServerUnreachable(ClerkError):
    """PostgreSQL or Redis does not answer; the message names the URL, its password masked."""

    exit_code = 4
    retryable = True


class ServerRefused(ServerUnreachable):
    """The server answers but cannot do it now: a deadlock, a lock held too long, a full disk; to be asked again too."""


class SchemaOutdated(ClerkError):
    """The database's tables are not those that this version of clerk needs."""

    exit_code = 4


class DocumentUnreadable(ClerkError):
    """Not a PDF, damaged, or it crashed the reader; another attempt will not help."""


class DocumentEncrypted(DocumentUnreadable):
    """A PDF that asks for a password."""


class DocumentTooLarge(DocumentUnreadable):
    """More bytes or pages than the limits allow."""


class PageUnreadable(ClerkError):
    """One page that could not be rendered or read; its document may be fine."""


class ToolTimeout(ClerkError):
    """A child process took longer than its limit."""

    retryable = True


class ToolCrashed(ClerkError):
    """A child process died of a signal, or answered what is no answer."""


class ToolOutOfMemory(ClerkError):
    """A child process asked for more memory than its limit."""


class SourceRefused(ClerkError):
    """A fetcher's source that is not there, or does not let clerk in."""


class SourceShrunk(ClerkError):
    """A source that lists none, or few, of the documents it used to list: an alarm, not a success."""


class StorageUnavailable(ClerkError):
    """STORAGE_DIR cannot be written: full, read-only, or not there."""

    retryable = True


class DeployFailed(ClerkError):
    """The target did not take the site's files."""

    retryable = True


class PluginBroken(ClerkError):
    """A plugin raised; the message names it."""
