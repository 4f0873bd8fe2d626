"""Files of outside sets: read with one clear line about what is wrong with them."""

from pathlib import Path


class BadFileError(Exception):
    """A file that cannot be used; the message names it and the reason."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


def text(path: Path) -> str:
    """The file's text, a byte order mark left out. Raises BadFileError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadFileError(path, error.strerror or type(error).__name__) from None
    except UnicodeDecodeError as error:
        raise BadFileError(path, f"not UTF-8 text (byte {error.start})") from None
