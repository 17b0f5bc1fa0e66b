"""Why something was not done to a letter, as its page says it: the same answers as the API's, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.correspondence.refusals import NotThere, StaleLetter
from casework.http.api.letter_failures import ANSWERS
from casework.http.letters.naming import in_words
from casework.http.order_failures import ORDER_STATUS
from casework.http.order_forms import BadFields
from casework.letters.steps import Fact

STATUS = {kind: answer[0] for kind, answer in {**ANSWERS, **ORDER_STATUS}.items() if kind is not NotThere}
NOT_TAKEN: tuple[type[Exception], ...] = (BadFields, *STATUS)
"""NotThere is another page: nothing may be told about a letter that is not to be seen."""


@dataclass(frozen=True, slots=True)
class Failed:
    """`news`: what others have done since the page was opened."""

    status: int
    why: str
    news: Sequence[Fact] = ()


def failed(error: Exception, history: Sequence[Fact] = ()) -> Failed:
    if isinstance(error, BadFields):
        return Failed(422, str(error))
    status = next(STATUS[known] for known in type(error).__mro__ if known in STATUS)
    return Failed(status, in_words(str(error)), history[error.read :] if isinstance(error, StaleLetter) else ())
