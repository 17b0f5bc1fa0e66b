"""What the database says, in words of the house."""

from collections.abc import Iterator
from contextlib import contextmanager

from shared.store.driver import PyMongoError, as_failure


@contextmanager
def asking() -> Iterator[None]:
    """Raises Transient when MongoDB is away."""
    try:
        yield
    except PyMongoError as error:
        raise as_failure(error) from error
