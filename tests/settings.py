"""The settings for tests and type checks: the real ones, with an environment of their own.

DATABASE_URL decides the engine; without it, SQLite in a folder that is thrown away.
"""

import os
import tempfile
from pathlib import Path

from bemanning.core.encryption import new_master_key
from tools.catalogue import SOURCE, compile_all

compile_all(SOURCE)  # the tests read Dutch, as it stands in the catalogues now

_data = Path(tempfile.mkdtemp(prefix="bemanning-test-"))
(_data / "encryption.keys").write_text(new_master_key() + "\n", encoding="ascii")
(_data / "encryption.keys").chmod(0o600)
for _name, _value in {
    "BEMANNING_DATA": str(_data),
    "BEMANNING_URL": "http://testserver",
    "BEMANNING_SECRET_KEY": "for tests only, never for a school; " + "x" * 40,
    "BEMANNING_DEBUG": "0",
}.items():
    os.environ.setdefault(_name, _value)

from bemanning.config.settings import *  # noqa: E402, F403

STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
WHITENOISE_AUTOREFRESH = True
