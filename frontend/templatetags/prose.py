"""What people wrote in a large field: `{% load prose %}{{ text|prose }}`."""

from django import template

from frontend.prose import as_html

register = template.Library()

register.filter("prose", as_html, is_safe=True)
