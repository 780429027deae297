"""The page /stijl: every part of the look in every state. For development and the demo only."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from bemanning.accounts.enums import Theme
from bemanning.web.forms import SampleForm

SECTIONS = (
    ("knoppen", "Knoppen en koppelingen", "web/style/_buttons.html"),
    ("vlaggen", "Vlaggen en staat", "web/style/_flags.html"),
    ("kaarten", "Kaarten en rijen", "web/style/_cards.html"),
    ("schrijven", "Schrijven met de coach", "web/style/_writing.html"),
    ("mensen", "Mensen", "web/style/_people.html"),
    ("gesprek", "Een gesprek", "web/style/_thread.html"),
    ("velden", "Velden", "web/style/_fields.html"),
    ("meldingen", "Meldingen en leegte", "web/style/_notices.html"),
    ("zoeken", "Zoeken, bladeren en openen", "web/style/_lists.html"),
    ("tabel", "Tabel", "web/style/_table.html"),
    ("kleur", "Kleur en letter", "web/style/_colours.html"),
)

WRONG = {"wrong-email": "geen adres", "wrong-about": "", "wrong-room": "", "wrong-limit": "99"}


@login_not_required
def style(request: HttpRequest) -> HttpResponse:
    """Every component; `?thema=dark` or `?thema=light` shows the other side."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404("only while building")
    theme = request.GET.get("thema", Theme.AUTO)
    context = {
        "sections": SECTIONS,
        "theme": theme if theme in Theme.values else Theme.AUTO,
        "empty_form": SampleForm(),
        "wrong_form": SampleForm(WRONG, prefix="wrong"),
    }
    return render(request, "web/style.html", context)
