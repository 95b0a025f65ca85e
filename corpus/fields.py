"""The YAML of an entry or of front matter in, its fields out, or what is wrong with it."""

from collections.abc import Mapping

import yaml

LONGEST_FIELDS = 100_000
"""Characters."""
_MOST_BRACKETS = 500
"""Reading YAML takes time that grows with the square of its open brackets."""


class FieldsError(ValueError):
    """YAML that is no list of fields; the message says why."""


def load_fields(text: str) -> Mapping[str, object]:
    """Return the fields of `text`; raise FieldsError when it is anything but `name: value` lines.

    Aliases are refused: an entry needs none, and a few lines of them stand for gigabytes.
    """
    if len(text) > LONGEST_FIELDS or text.count("[") + text.count("{") > _MOST_BRACKETS:
        raise FieldsError("it is too long or too nested for fields")
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
            raise FieldsError("it holds aliases")
        fields = yaml.safe_load(text)
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        raise FieldsError("it is not valid YAML" + (f" at its line {place.line + 1}" if place else "")) from error
    except RecursionError as error:
        raise FieldsError("it is nested too deep") from error
    except ValueError as error:
        raise FieldsError(str(error)) from error
    if not isinstance(fields, Mapping):
        raise FieldsError("it is not a list of `name: value` lines")
    return {str(name): value for name, value in fields.items()}
