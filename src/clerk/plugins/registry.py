"""Finds plugins, ours and those installed beside us, and asks them; a broken one is named and left out."""

import functools
import importlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click
import pluggy

from clerk.errors import ClerkError, PluginBroken, PluginUnknown
from clerk.model.site import Site
from clerk.plugins import hookspecs
from clerk.plugins.contracts import Deployer, Extractor, Fetcher, OcrEngine
from clerk.plugins.fault import plugin_at_fault

ENTRY_POINT_GROUP = "clerk.plugins"

BUILTIN = (
    "clerk.builtin.fetchers",
    "clerk.builtin.ocr.plugin",
    "clerk.builtin.extractors.plugin",
    "clerk.builtin.deployers",
)
"""Loaded by name, like any plugin: a command that asks no engine loads no engine."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Installed:
    plugins: Mapping[str, object]
    broken: Mapping[str, str]


@functools.cache
def _installed() -> _Installed:
    """The plugins of installed packages by name, and those that are left out; each is loaded, and blamed, once."""
    plugins, broken = {}, {}
    trial = pluggy.PluginManager(hookspecs.PROJECT)
    trial.add_hookspecs(hookspecs)
    for entry_point in entry_points(group=ENTRY_POINT_GROUP):
        try:
            plugin = entry_point.load()
            trial.register(plugin, entry_point.name)
        except (Exception, SystemExit) as error:  # noqa: BLE001  no stranger's module may take clerk down
            broken[entry_point.name] = f"{type(error).__name__}: {error}"
            log.warning("plugin left out", extra={"plugin": entry_point.name, "reason": broken[entry_point.name]})
        else:
            plugins[entry_point.name] = plugin
    return _Installed(plugins=plugins, broken=broken)


class Plugins:
    """Answers of plugins; ours are asked last, so that others can take the place of them."""

    def __init__(self, *, with_builtin: bool = True) -> None:
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self.broken = _installed().broken
        """Plugins that could not be loaded, and why."""
        if with_builtin:
            for name in BUILTIN:
                self._manager.register(importlib.import_module(name), name)
        for name, plugin in _installed().plugins.items():
            self._manager.register(plugin, name)

    def register(self, plugin: object, name: str) -> None:
        """Adds a plugin by hand, as a program that embeds clerk would."""
        self._manager.register(plugin, name)

    def fetcher(self, site: Site) -> Fetcher:
        """The fetcher of the site's label.

        Raises:
            PluginUnknown: no plugin knows the label.
        """
        found: type[Fetcher] | None = self._ask("fetcher_class", label=site.fetcher)
        if found is None:
            raise self.unknown_fetcher(site.fetcher)
        return found()

    def fetcher_options(self, label: str) -> Sequence[str]:
        """Names of the options that the fetcher needs."""
        found: Sequence[str] | None = self._ask("fetcher_extra", label=label)
        return found or ()

    def knows_fetcher(self, label: str) -> bool:
        return self._ask("fetcher_class", label=label) is not None

    def unknown_fetcher(self, label: str) -> PluginUnknown:
        return PluginUnknown(f"no fetcher {label!r}: clerk itself has 'folder'; {self._hint()}")

    def ocr_engine(self, name: str) -> OcrEngine:
        found: OcrEngine | None = self._ask("ocr_engine", name=name)
        if found is None:
            raise PluginUnknown(f"no OCR engine {name!r}: set DEFAULT_OCR_BACKEND to tesseract; {self._hint()}")
        return found

    def extractor(self, name: str) -> Extractor:
        found: Extractor | None = self._ask("extractor", name=name)
        if found is None:
            raise PluginUnknown(f"no extractor {name!r}: set EXTRACTOR to rules; {self._hint()}")
        return found

    def deployer(self, subdomain: str, target: str) -> Deployer:
        found: Deployer | None = self._ask("deploy_municipality", subdomain=subdomain, target=target)
        if found is None:
            raise PluginUnknown(f"no deployer takes DEPLOY_TARGET {target!r}: use file:///some/dir; {self._hint()}")
        return found

    def site_created(self, subdomain: str) -> None:
        self._ask("post_create", subdomain=subdomain)

    def compiling(self, subdomain: str) -> None:
        self._ask("pre_compilation", subdomain=subdomain)

    def compiled(self, subdomain: str) -> None:
        self._ask("post_compilation", subdomain=subdomain)

    def deployed(self, site: Site) -> None:
        self._ask("post_deploy", site=site)

    def file_published(self, file_path: Path, storage_path: str) -> None:
        self._ask("upload_static_file", file_path=file_path, storage_path=storage_path)

    def register_cli_commands(self, cli: click.Group) -> tuple[PluginBroken, ...]:
        """Lets each plugin add its commands; the errors of those that failed, which keep no other from theirs."""
        errors = []
        plugins = self._manager.get_plugins()
        for plugin in plugins:
            caller = self._manager.subset_hook_caller("register_cli_commands", plugins - {plugin})
            try:
                self._call(caller, {"cli": cli})
            except PluginBroken as error:
                errors.append(error)
        return tuple(errors)

    def _ask(self, hook: str, **arguments: object) -> Any:
        return self._call(getattr(self._manager.hook, hook), arguments)

    def _call(self, caller: pluggy.HookCaller, arguments: Mapping[str, object]) -> Any:
        try:
            return caller(**arguments)
        except ClerkError:
            raise
        except Exception as error:
            name = plugin_at_fault(caller.get_hookimpls(), error)
            raise PluginBroken(f"plugin {name} failed in {caller.name}: {type(error).__name__}: {error}") from error

    def _hint(self) -> str:
        if self.broken:
            return "left out because they failed to load: " + ", ".join(
                f"{name} ({reason})" for name, reason in self.broken.items()
            )
        return f"plugins come from packages with the entry point group {ENTRY_POINT_GROUP!r}"
