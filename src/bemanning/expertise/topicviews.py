"""The pages on which an administrator adds topics and words."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bemanning.core.clock import now
from bemanning.expertise import schooltopics
from bemanning.expertise.access import access_school_topic
from bemanning.expertise.lexicon import vocabulary
from bemanning.expertise.models import SchoolTopic
from bemanning.expertise.topicforms import TopicForm, WordsForm
from bemanning.schools.access import access_administration, viewer_of


@require_safe
def school_topics(request: HttpRequest) -> HttpResponse:
    """What this school added: topics of its own, and words for topics that everybody has."""
    school = access_administration(viewer_of(request))
    known = vocabulary(school.id)
    rows = [(row, known.topics.get(row.topic)) for row in SchoolTopic.objects.filter(school=school).order_by("id")]
    context = {
        "own": [row for row, _topic in rows if row.label],
        "worded": [(row, topic) for row, topic in rows if not row.label and topic is not None],
    }
    return render(request, "expertise/school_topics.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def school_topic_new(request: HttpRequest) -> HttpResponse:
    """A topic of the school itself."""
    viewer = viewer_of(request)
    form = TopicForm(request.POST or None, vocabulary=vocabulary(access_administration(viewer).id))
    if request.method == "POST" and form.is_valid():
        schooltopics.add_topic(by=viewer.member, now=now(), **form.cleaned_data)
        messages.success(request, gettext("The topic is on the map. Words of colleagues find it from now on."))
        return redirect("school_topics")
    return render(request, "expertise/school_topic.html", {"form": form, "title": gettext("A topic of our school")})


@require_http_methods(["GET", "HEAD", "POST"])
def school_words_new(request: HttpRequest) -> HttpResponse:
    """More words for a topic."""
    viewer = viewer_of(request)
    form = WordsForm(request.POST or None, vocabulary=vocabulary(access_administration(viewer).id))
    if request.method == "POST" and form.is_valid():
        schooltopics.add_words(by=viewer.member, now=now(), **form.cleaned_data)
        messages.success(request, gettext("Saved. Whoever writes these words is found with the topic."))
        return redirect("school_topics")
    return render(request, "expertise/school_topic.html", {"form": form, "title": gettext("Our words for a topic")})


@require_http_methods(["GET", "HEAD", "POST"])
def school_topic_edit(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Change what was added."""
    viewer = viewer_of(request)
    row = access_school_topic(viewer, row_id)
    known = vocabulary(row.school_id)
    initial = {"label": row.label, "group": row.group, "words": "\n".join(row.words)}
    kind = TopicForm if row.label else WordsForm
    form = kind(request.POST or None, vocabulary=known, own=row.topic, initial=initial)
    if request.method == "POST" and form.is_valid():
        schooltopics.change(by=viewer.member, row=row, now=now(), **form.cleaned_data)
        messages.success(request, gettext("Saved."))
        return redirect("school_topics")
    topic = known.topics.get(row.topic)
    context = {"form": form, "row": row, "title": topic.label if topic else row.topic}
    return render(request, "expertise/school_topic.html", context)


@require_POST
def school_topic_remove(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Take away what was added."""
    viewer = viewer_of(request)
    row = access_school_topic(viewer, row_id)
    schooltopics.remove(by=viewer.member, row=row, now=now())
    messages.success(request, gettext("It is gone. The words of colleagues stay as they are."))
    return redirect("school_topics")
