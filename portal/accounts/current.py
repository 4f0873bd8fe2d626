"""Who is asking."""

from typing import Any

from portal.accounts.models import User


def signed_in(request: Any) -> User:
    """The user of a request that only signed-in people can make.

    Raises TypeError when the view forgot to require that.
    """
    user = request.user
    if not isinstance(user, User):
        raise TypeError("nobody is signed in")
    return user
