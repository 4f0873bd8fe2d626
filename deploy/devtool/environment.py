"""The two environments, `dev` and `test`: their ports, addresses, and what Django is told."""

import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .layout import RUN, write_private
from .output import SetupError

HOST = "127.0.0.1"

# Test ports lie below the range from which Linux takes ports for outgoing connections.
PORTS = {
    "dev": {
        "web": 8000,
        "postgres": 54320,
        "redis": 63790,
        "elasticsearch": 9270,
        "elasticsearch_transport": 9370,
    },
    "test": {
        "web": 18000,
        "postgres": 15432,
        "redis": 16379,
        "elasticsearch": 19200,
        "elasticsearch_transport": 19300,
    },
}
URL_VARIABLES = {
    "postgres": "DATABASE_URL",
    "redis": "REDIS_URL",
    "elasticsearch": "ELASTICSEARCH_URL",
}


@dataclass(frozen=True)
class Environment:
    """One set of running parts with its data.

    `search_nodes` None means: as many as last time, else one.
    """

    name: str
    search_nodes_wanted: int | None = None

    @property
    def folder(self) -> Path:
        return RUN / self.name

    def port_variable(self, part: str) -> str:
        prefix = "PORTAL_TEST_" if self.name == "test" else "PORTAL_"
        return prefix + ("PORT" if part == "web" else f"{part.upper()}_PORT")

    def port(self, part: str, number: int = 1) -> int:
        """The port of a part, or of its `number`-th node; those follow each other."""
        variable = self.port_variable(part)
        text = os.environ.get(variable) or str(PORTS[self.name][part])
        if not text.isdigit() or not 1024 <= int(text) <= 65535 - number:
            raise SetupError(
                f"{variable} must be a port number between 1024 and 65535, but is {text!r}."
            )
        return int(text) + number - 1

    def external_url(self, part: str) -> str | None:
        """The address of a server that somebody else runs, if one is given."""
        return os.environ.get(URL_VARIABLES[part]) or None

    @cached_property
    def search_nodes(self) -> int:
        remembered = self.folder / "search-nodes"
        if self.search_nodes_wanted:
            return self.search_nodes_wanted
        return int(remembered.read_text()) if remembered.exists() else 1

    @property
    def base_url(self) -> str:
        return f"http://{HOST}:{self.port('web')}"

    @property
    def database_url(self) -> str:
        return self.external_url("postgres") or (
            f"postgresql://portal:{self.secret('database-password')}@{HOST}:{self.port('postgres')}/portal"
        )

    @property
    def redis_url(self) -> str:
        return self.external_url("redis") or f"redis://{HOST}:{self.port('redis')}"

    @property
    def elasticsearch_url(self) -> str:
        nodes = range(1, self.search_nodes + 1)
        return self.external_url("elasticsearch") or ",".join(
            f"http://{HOST}:{self.port('elasticsearch', node)}" for node in nodes
        )

    def secret(self, name: str) -> str:
        """A random text, made at first use and kept."""
        path = self.folder / name
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            write_private(path, secrets.token_urlsafe(48))
        return path.read_text()

    @property
    def media(self) -> Path:
        return Path(os.environ.get("PORTAL_MEDIA_ROOT") or self.folder / "media")

    @property
    def private(self) -> Path:
        return Path(os.environ.get("PORTAL_PRIVATE_ROOT") or self.folder / "private")

    @property
    def uploads(self) -> dict[str, Path]:
        """The folders with what people handed in, by their names in a backup."""
        return {"media": self.media, "private": self.private}

    def django(self) -> dict[str, str]:
        """What the project's processes find in their environment."""
        return {
            "PORTAL_ENV": "dev",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "SECRET_KEY": self.secret("secret-key"),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "ELASTICSEARCH_URL": self.elasticsearch_url,
            "SEARCH_REPLICAS": os.environ.get("SEARCH_REPLICAS")
            or ("1" if self.search_nodes > 1 else "0"),
            "PORTAL_BASE_URL": os.environ.get("PORTAL_BASE_URL") or self.base_url,
            "PORTAL_MEDIA_ROOT": str(self.media),
            "PORTAL_PRIVATE_ROOT": str(self.private),
            "PORTAL_STATIC_ROOT": str(self.folder / "static"),
            "PYTHONUNBUFFERED": "1",
            "LANG": "C.UTF-8",
        }

    def database(self) -> dict[str, str]:
        """The same address as PostgreSQL's own tools read it."""
        url = urlsplit(self.database_url)
        return {
            "PGHOST": url.hostname or HOST,
            "PGPORT": str(url.port or 5432),
            "PGUSER": unquote(url.username or ""),
            "PGPASSWORD": unquote(url.password or ""),
            "PGDATABASE": unquote(url.path.lstrip("/")),
        }
