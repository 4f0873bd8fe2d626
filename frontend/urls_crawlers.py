"""What crawlers ask for at fixed addresses, without a language."""

from django.urls import path

from frontend.views.listings import sitemaps
from frontend.views.listings.robots import robots

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap"),
]
