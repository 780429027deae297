"""Fills a database for measuring the pages, and says where they are as a line of JSON.

python -m benchmarks.seed day|year      a school of 60 people with a day, or a year, of questions
python -m benchmarks.seed bare          the bare project with twenty lines
"""

import json
import os
import sys
from typing import Any
from uuid import uuid4

import django

CSRF = "c" * 32
FULL_PAGE = 20  # questions of the one who looks: Vragen shows as many lines after a day as after a year


def bare() -> dict[str, Any]:
    """A user with twenty lines."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from benchmarks.bare.models import Item

    user = get_user_model().objects.create_user("anke")
    Item.objects.bulk_create(Item(owner=user, text=f"Regel {number}") for number in range(20))
    client = Client()
    client.force_login(user)
    return {"cookie": f"sessionid={client.cookies['sessionid'].value}; csrftoken={CSRF}", "queries": {}}


def school(questions: int) -> dict[str, Any]:
    """Sixty people, questions with two answers each, and one with ten. The newest of one person are the same each time."""
    from django.db import transaction

    from bemanning.core import clock
    from bemanning.helprequests.actions import thread
    from bemanning.helprequests.models import Ask
    from tests import factories

    phrases = ("rekenen", "formatief evalueren", "ouders", "gedrag in de klas", "lezen", "studiedagen", "NT2")
    text = "Ik zoek een werkvorm voor het teamoverleg over ouders. Jij hebt dit vaker gedaan. Denk je met me mee?"

    def answer(request: Any, times: int = 1) -> None:
        for ask in Ask.objects.filter(request=request).select_related("key", "request__key", "member__user"):
            for _ in range(times):
                thread.answer(ask=ask, message_id=uuid4(), text=text * 2, now=clock.now())

    with transaction.atomic():
        place = factories.make_school()
        people = [factories.make_member(place, name=f"Collega {number} de Vries") for number in range(60)]
        for number, person in enumerate(people):
            factories.make_profile(person, phrases[number % 7], phrases[(number + 3) % 7], about=text)
        for number in range(questions):
            asker, first, second = (people[(number * step + step) % 60] for step in (1, 7, 11))
            others = [one for one in (first, second) if one != asker] or [people[(number + 1) % 60]]
            answer(factories.make_request(asker, *dict.fromkeys(others), text=text))
        for number in range(FULL_PAGE):
            answer(factories.make_request(people[0], people[6 + number], people[7 + number], text=text))
        long_one = factories.make_request(people[0], *people[1:6], text=text)
        answer(long_one, times=2)
        asked = factories.make_request(people[0], people[1], text=text)
    return _pages(people, long_one.id, asked.id)


def _pages(people: list[Any], long_one: Any, asked: Any) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests import factories

    asker, helper = factories.client_for(people[0]), factories.client_for(people[1])
    asker.defaults["SERVER_NAME"] = helper.defaults["SERVER_NAME"] = "localhost"
    pages = {
        "Vandaag": "/",
        "A question with 10 answers": f"/vragen/{long_one}/",
        "Vragen": "/vragen/",
        "Mensen, 60 people": "/mensen/",
    }
    queries = {}
    for name, path in pages.items():
        asker.get(path)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert asker.get(path).status_code == 200, path
        queries[name] = len(captured)
    with CaptureQueriesContext(connection) as captured:
        sent = helper.post(f"/vragen/{asked}/antwoord/", {"message_id": str(uuid4()), "text": "Graag."})
    assert sent.status_code == 302, sent.status_code
    queries["Sending an answer"] = len(captured)
    cookies = [f"session={client.cookies['session'].value}; csrf={CSRF}" for client in (asker, helper)]
    return {"pages": pages, "cookie": cookies[0], "helper": cookies[1], "asked": str(asked), "queries": queries}


if __name__ == "__main__":
    what = sys.argv[1]
    os.environ["DJANGO_SETTINGS_MODULE"] = (
        "benchmarks.bare.settings" if what == "bare" else "bemanning.config.settings"
    )
    django.setup()
    print(json.dumps(bare() if what == "bare" else school({"day": 10, "year": 1500}[what])))
