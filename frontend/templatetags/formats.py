"""The functions of `frontend.formats` for templates: `{% load formats %}`."""

from django import template

from frontend import formats

register = template.Library()

register.filter("number", formats.number)
register.filter("money", formats.money)
register.filter("fee", formats.fee)
register.filter("distance", formats.distance)
register.filter("day", formats.day)
register.filter("days_left", formats.days_left)
register.filter("ago", formats.ago)
register.filter("duration", formats.duration)
register.filter("months", formats.months)
register.filter("phone", formats.phone)
register.filter("fit_word", formats.fit_word)
register.filter("highlight", formats.highlight, is_safe=True)
register.simple_tag(formats.pay, name="pay")
