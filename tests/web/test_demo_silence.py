"""In the demo school one question has a plan for when nobody answers, and one has been carried out."""

import pytest

from bemanning.core import clock
from bemanning.helprequests.enums import AskState, PlanState
from bemanning.helprequests.models import Ask, SilencePlan
from bemanning.web import demo_school

pytestmark = pytest.mark.django_db


def test_a_plan_waits_and_another_let_somebody_off_the_hook() -> None:
    demo_school.load(now=clock.now())
    plans = SilencePlan.objects.order_by("state").values_list("state", "request__asker__user__name")
    assert list(plans) == [(PlanState.DONE, "Sem de Wit"), (PlanState.WAITING, "Anke Terpstra")]
    released = Ask.objects.get(state=AskState.RELEASED)
    assert str(released.member) == "Karim Boutahar"
