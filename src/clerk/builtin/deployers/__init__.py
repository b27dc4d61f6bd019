"""The deployer that comes with clerk, and the hook that answers for it."""

from clerk.builtin.deployers.filesystem import FilesystemDeployer, is_known
from clerk.plugins.contracts import Deployer
from clerk.plugins.hookspecs import hookimpl


@hookimpl
def deploy_municipality(subdomain: str, target: str) -> Deployer | None:
    return FilesystemDeployer(subdomain=subdomain, target=target) if is_known(target) else None
