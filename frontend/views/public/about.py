"""What this is, how it decides, and what happens to people’s data."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def how_it_works(request: HttpRequest) -> HttpResponse:
    return render(request, "public/how_it_works.html")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "public/privacy.html")
