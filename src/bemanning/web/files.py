"""How static files are named and stored."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Each file carries a hash of its content in its name; modules of JavaScript find each other by those names."""

    support_js_module_import_aggregation = True
