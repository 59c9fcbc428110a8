"""A mapping as YAML that a person edits, and back, with limits and errors in Japanese."""

import re
from typing import Any

import yaml
from pydantic import ValidationError

from ayumi.importing.rules.mapping.mapping import Mapping

KEY = "ayumi-mapping"
"""The key of the format's version, first in the file."""
LARGEST = 1024 * 1024
_DEEPEST = 12
_LINE_BREAKS = re.compile(r"[\n\r\x85\u2028\u2029\ufeff]")


class BadMapping(ValueError):
    """A text that is no mapping; the message is for the person, in Japanese."""


def to_yaml(mapping: Mapping) -> str:
    """Return the mapping as YAML; what has its default is left out."""
    plain = mapping.model_dump(mode="json", exclude_defaults=True)
    plain.pop("version", None)
    return yaml.dump(
        {KEY: mapping.version} | plain,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=4096,
    )


def from_yaml(text: str) -> Mapping:
    """Return the mapping that ``text`` says. Raises BadMapping in Japanese, naming the place."""
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise BadMapping("対応付けのファイルが大きすぎます（上限 1 MB）。")
    plain = _loaded(text)
    if not isinstance(plain, dict) or KEY not in plain:
        raise BadMapping(f"対応付けのファイルではありません。「{KEY}: 1」で始まるYAMLをお選びください。")
    version = plain.pop(KEY)
    if version != 1:
        raise BadMapping(f"対応付けの版 {str(version)[:20]} は読み取れません。読み取れるのは版 1 です。")
    try:
        return Mapping.model_validate(plain)
    except ValidationError as problem:
        raise BadMapping(sentence_of(problem)) from problem


class _Dumper(yaml.SafeDumper):
    """A column stands on a line of its own, so that a person can read 200 of them."""


def _mapping_lines(dumper: yaml.SafeDumper, value: dict[str, Any]) -> yaml.Node:
    node = dumper.represent_mapping("tag:yaml.org,2002:map", value.items())
    node.flow_style = not any(isinstance(each, (dict, list)) for each in value.values()) and (
        "at" in value or "offset" in value or set(value) <= {"fiscal_year", "basis"}
    )
    return node


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    # Outside double quotes YAML takes these for line breaks or drops them.
    style = '"' if _LINE_BREAKS.search(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(dict, _mapping_lines)
_Dumper.add_representer(str, _text)


def _loaded(text: str) -> Any:
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            # Aliases let a short text grow without bounds, and no mapping needs one.
            if isinstance(event, yaml.AliasEvent):
                raise BadMapping("対応付けのファイルでは、YAMLの参照（*名前）は使えません。")
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise BadMapping("対応付けのファイルの入れ子が深すぎます。")
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        where = f"{mark.line + 1}行目" if mark else "どこか"
        raise BadMapping(f"対応付けのファイルの{where}が、YAMLとして読み取れません。") from problem
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        if isinstance(problem, BadMapping):
            raise
        raise BadMapping("対応付けのファイルを、YAMLとして読み取れません。") from problem


_REASONS = {
    "missing": "必要な項目がありません。",
    "extra_forbidden": "知らない項目です。つづりをお確かめください。",
    "enum": "使えない言葉です。",
    "literal_error": "使えない値です。",
    "string_too_long": "文字が長すぎます。",
    "too_long": "数が多すぎます。",
    "too_short": "空にはできません。",
    "string_too_short": "空にはできません。",
    "int_parsing": "数ではありません。",
    "int_type": "数ではありません。",
    "string_type": "文字ではありません。番号は引用符で囲んでください。",
    "greater_than_equal": "数が小さすぎます。",
    "less_than_equal": "数が大きすぎます。",
}


def sentence_of(problem: ValidationError) -> str:
    """Return what is wrong with a mapping, in Japanese, naming the place."""
    error = problem.errors(include_url=False)[0]
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    place = "".join(
        f"の{part + 1}番目" if isinstance(part, int) else f" {part}" for part in error["loc"]
    ).strip()
    accepted = error.get("ctx", {}).get("expected")
    words = f"（使えるもの: {accepted}）" if accepted else ""
    return f"対応付けの「{place[:100]}」: {_REASONS.get(error['type'], '読み取れない値です。')}{words}"
