"""A list, and a form that adds a line to it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from benchmarks.bare.models import Item


@login_required
def items(request: HttpRequest) -> HttpResponse:
    """The newest twenty lines; a POST adds one."""
    if request.method == "POST":
        Item.objects.create(owner=request.user, text=request.POST["text"])
        return redirect("items")
    return render(request, "bare/list.html", {"items": Item.objects.filter(owner=request.user).order_by("-at")[:20]})


urlpatterns = [path("", items, name="items")]
