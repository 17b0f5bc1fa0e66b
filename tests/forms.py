"""Forms of a page as a browser without JavaScript sees and sends them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class Form:
    """`required` are the names that a browser would not send empty."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    labelled: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._name = ""
        self._writing = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given["action"]))
        elif tag == "label":
            self.forms[-1].labelled.add(given["for"])
        elif tag == "fieldset":
            self.forms[-1].labelled.add(given["id"])
        elif tag in ("input", "select", "textarea"):
            self._field(tag, given)
        elif tag == "option":
            form = self.forms[-1]
            form.options.setdefault(self._name, []).append(given["value"])
            # An optional field begins with an empty choice, and a browser leaves it there.
            if "selected" in given or (self._name in form.required and not form.values[self._name]):
                form.values[self._name] = given["value"]

    def _field(self, tag: str, given: Mapping[str, str]) -> None:
        self._name, self._writing = given["name"], tag == "textarea"
        form = self.forms[-1]
        if given.get("type") == "checkbox":
            self._box(form, given)
            return
        form.values[self._name] = given.get("value", "")
        if "required" in given:
            form.required.add(self._name)
        if given.get("type") == "hidden":
            form.labelled.add(given.get("id", ""))

    def _box(self, form: Form, given: Mapping[str, str]) -> None:
        """Ticked boxes of one name are lines of one value, as the service reads them."""
        form.options.setdefault(self._name, []).append(given["value"])
        before = form.values.setdefault(self._name, "")
        if "checked" in given:
            form.values[self._name] = f"{before}\n{given['value']}".strip()

    def handle_data(self, data: str) -> None:
        if self._writing:
            self.forms[-1].values[self._name] = data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        self._writing = self._writing and tag != "textarea"


def forms_of(page: str) -> dict[str, Form]:
    """By the last part of the address that they are sent to."""
    reader = _Reader()
    reader.feed(page)
    return {form.action.partition("#")[0].rpartition("/")[2]: form for form in reader.forms}
