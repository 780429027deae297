"""The words of the exercises, once: the worksheets print them and the logbook asks them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Belief:
    """A thought that keeps people from asking, and what research found about it."""

    id: str
    thought: Promise
    fact: Promise


# "What holds me back?": four double questions, in the order in which they are asked.
QUESTIONS: tuple[Promise, ...] = (
    _("What do I struggle with on my own right now? And about what would I like somebody to think along?"),
    _("What keeps me from asking? And which thought do I hear then?"),
    _("Is that thought entirely true? And what would I say to a colleague who thinks this?"),
    _("What can it bring me and my team when I do ask? And what is a first small question, and for whom?"),
)

BELIEFS: tuple[Belief, ...] = (
    Belief(
        "not_a_good_leader",
        _("Then I am not a good leader."),
        _(
            "Leaders who shared what feedback they had received had a safer team a year later. "
            "Their good name did not suffer (Coutifaris & Grant, 2022)."
        ),
    ),
    Belief(
        "burden",
        _("I am a burden to others."),
        _(
            "People who ask directly for something small hear yes far more often than they think "
            "(Flynn & Lake, 2008; Bohns, 2016)."
        ),
    ),
    Belief(
        "find_it_myself",
        _("I have to work it out myself."),
        _(
            "Help that lets you go on yourself improves your work; a ready-made solution often does not "
            "(Geller & Bamberger, 2012; Tan et al., 2023)."
        ),
    ),
    Belief(
        "lose_control",
        _("Then I lose my grip on it."),
        _(
            "In Dutch teams that share leadership, asking advice takes no effort, and teachers are asked most "
            "(De Jong, Utrecht University)."
        ),
    ),
)
