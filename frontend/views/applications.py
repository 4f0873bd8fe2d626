"""What both sides of an application may have."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs.applications.models import Application
from portal.accounts.current import signed_in
from portal.files.serving import serve


@require_safe
@never_cache
def cv(request: HttpRequest, pk: int) -> FileResponse:
    """The CV of an application, for the applicant, the employer and the centre."""
    rows = Application.objects.visible_to(signed_in(request))
    application = get_object_or_404(rows, pk=pk)
    if not application.cv:
        raise Http404
    return serve(application.cv, application.cv_name)
