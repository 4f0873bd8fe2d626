from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files that people hand in: checked by their content, kept where no web server looks."""

    name = "portal.files"
