"""What the staff's pages show of organisations: `{% load staff %}`."""

from django import template

from frontend.present import changed_since_verified

register = template.Library()

register.filter("changed_since_verified", changed_since_verified)
