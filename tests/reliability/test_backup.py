"""Criterion 22: a backup under load comes back whole in an empty place; one flipped byte is refused."""

import base64
import re
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from bemanning.config.backups import archive
from tests.reliability.installation import Installation, environment, fresh_database, install, migrated_database
from tests.reliability.servers import serving

pytestmark = [pytest.mark.process, pytest.mark.postgres, pytest.mark.reliability]

TEXT = "Zou je met me willen sparren?"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Installation]:
    """An installation with two sealed texts."""
    (tmp_path / "school").mkdir()
    with migrated_database() as url:
        installation = install(tmp_path / "school", url)
        with installation.driver() as driver:
            driver.ask("queue", 2)
        yield installation


@pytest.fixture
def place(tmp_path: Path, school: Installation) -> Iterator[Installation]:
    """An empty place: only the master key has been brought."""
    folder = tmp_path / "place"
    folder.mkdir(mode=0o700)
    shutil.copy(school.folder / "encryption.keys", folder)
    with fresh_database() as url:
        secret = {"BEMANNING_SECRET_KEY": school.env["BEMANNING_SECRET_KEY"]}
        yield Installation(folder, environment(folder) | secret | ({"DATABASE_URL": url} if url else {}))


def backup(school: Installation, *options: str) -> Path:
    """Make one; gives the file."""
    said = school.succeed("backup", str(school.folder / "backups"), *options)
    found = re.match(r"(\S+\.backup) \(\d+ bytes\)", said)
    assert found is not None, said
    return Path(found.group(1))


def texts(installation: Installation) -> list[str]:
    """What the two texts say."""
    with installation.driver() as driver:
        return driver.ask("texts").split("|")


def refusal(place: Installation, file: Path) -> str:
    """Why a restore was refused; nothing may be left of it."""
    done = place.run("restore", str(file))
    assert done.returncode == 1
    assert [path.name for path in place.folder.iterdir()] == ["encryption.keys"]
    return done.stderr.strip().splitlines()[-1]


def test_a_backup_under_load_comes_back_whole_and_serves(school: Installation, place: Installation) -> None:
    with school.driver() as driver:
        load = threading.Thread(target=driver.ask, args=("kill-writers", 4))
        if "DATABASE_URL" not in school.env:  # the writers of this driver check SQLite's file afterwards
            load.start()
        file = backup(school)
        if load.ident:
            assert load.is_alive()
            load.join()
    said = place.succeed("restore", str(file))
    assert re.search(r"The backup of \S+ is back: \d+ rows, all checked\.", said)
    assert texts(place) == [TEXT, TEXT]
    place.succeed("collectstatic", "--no-input", "--verbosity", "0")
    place.env["BEMANNING_BEHIND_PROXY"] = "1"
    with serving(place) as server:
        asked = Request(
            f"http://127.0.0.1:{server.port}/gezond/",
            headers={"Host": "bemanning.school.example", "X-Forwarded-Proto": "https"},
        )
        with urlopen(asked, timeout=10) as answer:  # noqa: S310
            assert (answer.status, answer.read()) == (200, b"ready\n")


def test_one_flipped_byte_is_refused(school: Installation, place: Installation, tmp_path: Path) -> None:
    file = backup(school)
    sound = file.read_bytes()
    for position in (0, len(archive.MAGIC) + 3, 200, len(sound) // 2, len(sound) - 1):
        damaged = file.with_name("damaged.backup")
        damaged.write_bytes(sound[:position] + bytes([sound[position] ^ 1]) + sound[position + 1 :])
        with pytest.raises(archive.BackupError, match="damaged"):
            archive.unpack(damaged, tmp_path / "nowhere")
    assert refusal(place, file.with_name("damaged.backup")) == (
        f"CommandError: {file.with_name('damaged.backup')} is damaged: its checksum does not match. Use another backup."
    )


def test_damaged_keys_of_people_are_refused(school: Installation, place: Installation) -> None:
    file = backup(school)
    keys = file.with_name("bemanning.datakeys")
    keys.write_text(keys.read_text(encoding="ascii").replace("wrapped", "wrepped", 1), encoding="ascii")
    assert refusal(place, file).endswith("bemanning.datakeys is damaged: its checksum does not match.")


def test_the_keys_are_not_inside_unless_asked(school: Installation) -> None:
    master = (school.folder / "encryption.keys").read_bytes().strip()
    plain = backup(school)
    rows = plain.with_name("bemanning.datakeys").read_text(encoding="ascii")
    wrapped = base64.b64decode(re.findall(r'"wrapped": "([^"]+)"', rows)[0])
    assert (master in plain.read_bytes(), wrapped in plain.read_bytes()) == (False, False)
    moving = school.folder / "moving"
    school.succeed("backup", str(moving), "--with-keys")
    assert master in next(moving.glob("*.backup")).read_bytes()
    assert oct(plain.stat().st_mode & 0o777) == "0o600"


def test_who_is_erased_is_unreadable_in_an_older_backup(school: Installation, place: Installation) -> None:
    last_week = backup(school)
    with school.driver() as driver:
        driver.ask("erase")
    school.succeed("backup", str(school.folder / "today"))
    shutil.copy(school.folder / "today" / "bemanning.datakeys", last_week.parent)
    place.succeed("restore", str(last_week))
    assert texts(place) == ["", ""]


def test_who_is_erased_does_not_come_back_with_an_older_backup(school: Installation, place: Installation) -> None:
    with school.driver() as driver:
        assert driver.ask("hire") == "agnes@b.example True True|bob@b.example True True"
        last_week = backup(school)
        after = driver.ask("erase-person", "agnes@b.example")
    school.succeed("backup", str(school.folder / "today"))
    shutil.copy(school.folder / "today" / "bemanning.datakeys", last_week.parent)
    said = place.succeed("restore", str(last_week))
    assert "Accounts deleted since the backup, and deleted here too: 1" in said
    assert "Nobody can set up" not in said
    with place.driver() as driver:
        assert driver.ask("people") == after == "@gewist.invalid False False|bob@b.example True True"


def test_a_school_that_lost_its_last_administrator_gets_another(school: Installation, place: Installation) -> None:
    with school.driver() as driver:
        driver.ask("hire")
        last_week = backup(school)
        driver.ask("erase")
    school.succeed("backup", str(school.folder / "today"))
    shutil.copy(school.folder / "today" / "bemanning.datakeys", last_week.parent)
    said = place.succeed("restore", str(last_week))
    assert "bemanning appoint ADDRESS 'De Vuurtoren'" in said
    assert "works there" in place.run("appoint", "agnes@b.example", "De Vuurtoren").stderr


def test_keys_from_before_the_backup_are_refused(school: Installation, place: Installation) -> None:
    old = backup(school).with_name("bemanning.datakeys").read_bytes()
    later = school.folder / "later"
    school.succeed("backup", str(later))
    (later / "bemanning.datakeys").write_bytes(old)
    assert refusal(place, next(later.glob("*.backup"))).endswith(
        "is older than the backup. Use the newest one; say --datakeys FILE."
    )


def test_a_backup_of_a_newer_version_is_refused(school: Installation, place: Installation) -> None:
    with school.driver() as driver:
        driver.ask("age")
    said = refusal(place, backup(school))
    assert "was made by a newer Bemanning" in said
    assert said.endswith("schools.0999_newer. Install that version, then restore again.")


def test_a_restore_that_breaks_off_takes_the_keys_away_again(school: Installation, place: Installation) -> None:
    """Also when it breaks in a way that nobody thought of: here the folder of files is not a folder."""
    (school.folder / "files").mkdir()
    (school.folder / "files" / "picture").write_bytes(b"1")
    file = backup(school, "--with-keys")
    (place.folder / "encryption.keys").unlink()
    (place.folder / "files").write_bytes(b"")
    done = place.run("restore", str(file))
    assert done.returncode == 1
    assert [path.name for path in place.folder.iterdir()] == ["files"]


def test_nothing_is_overwritten(school: Installation) -> None:
    done = school.run("restore", str(backup(school)))
    assert done.returncode == 1
    assert "left as it is" in done.stderr
    assert texts(school) == [TEXT, TEXT]


def test_another_master_key_is_found_at_once(school: Installation, place: Installation) -> None:
    file = backup(school)
    (place.folder / "encryption.keys").write_text(base64.b64encode(bytes(32)).decode() + "\n", encoding="ascii")
    assert "is not in the key file" in refusal(place, file)


def test_a_backup_that_lost_a_row_is_found(school: Installation, place: Installation, tmp_path: Path) -> None:
    """The seeded fault: a copy that is not the database it says it is, with a checksum that fits."""
    if "DATABASE_URL" in school.env:
        place = install(place.folder)  # the copy below is changed as a file
        (place.folder / "bemanning.sqlite3").unlink()
        school = install(school.folder)
        with school.driver() as driver:
            driver.ask("queue", 2)
    file = backup(school)
    inside = tmp_path / "inside"
    manifest = archive.unpack(file, inside)
    copy = sqlite3.connect(inside / "database")
    copy.execute("DELETE FROM mail_outgoingmail WHERE event = 'm:1'")
    copy.commit()
    copy.close()
    archive.write(file, manifest, {"database": inside / "database"})
    assert refusal(place, file).endswith("The database does not hold as many rows as the backup says.")
