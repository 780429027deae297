"""How static files are named and stored."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Each file carries a hash of its content in its name; modules of JavaScript find each other by those names."""

    support_js_module_import_aggregation = True

    @cache  # noqa: B019  (there is one, and every page names the same few files)
    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file. It does not change while this process runs."""
        return str(super().url(name, force))
