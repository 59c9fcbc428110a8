"""Filters and tags for printing values the way municipal books do."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from ayumi.ground.era import era_year
from ayumi.ground.fiscal_year import FiscalYear

register = template.Library()


@register.filter
def fiscal_year(year: int | None) -> str:
    """Print 2025 as 令和7年度, in English as FY2025; nothing for None."""
    if year is None:
        return ""
    return FiscalYear(year).japanese if get_language() == "ja" else f"FY{year}"


@register.filter
def fiscal_year_both(year: int | None) -> str:
    """Print 2025 as 令和7(2025)年度, in English as FY2025."""
    if year is None:
        return ""
    return FiscalYear(year).both_calendars if get_language() == "ja" else f"FY{year}"


@register.filter
def short_year(year: int) -> str:
    """Print 2025 as 令和7 for a table head, in English as FY2025."""
    return era_year(year) if get_language() == "ja" else f"FY{year}"


@register.filter
def number(value: Any) -> str:
    """Print a number with thousands separators and its own decimals; a dash for a missing one."""
    if value is None or value == "":
        return gettext("－")
    return f"{Decimal(str(value)):,f}"


@register.filter
def percent(value: Decimal | None) -> str:
    """Print a percentage that is already rounded; a dash for a missing one."""
    return gettext("－") if value is None else f"{value:,f}%"


@register.filter
def day(value: Any) -> str:
    """Print a date as 令和5年4月1日, in English as 1 April 2023."""
    if value is None:
        return ""
    if get_language() == "ja":
        return f"{era_year(value.year)}年{value.month}月{value.day}日"
    return f"{value.day} {value:%B %Y}"


@register.filter
def partial_day(text: str) -> str:
    """Print 2016-03 as 平成28年3月, in English as March 2016: other text stays as it is."""
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return text
    year, *rest = (int(part) for part in parts)
    if get_language() != "ja":
        month = f"{date(year, rest[0], 1):%B} " if rest else ""
        return f"{rest[1]} {month}{year}" if len(rest) == 2 else f"{month}{year}"
    return f"{era_year(year)}年" + "".join(f"{part}{name}" for part, name in zip(rest, "月日", strict=False))


@register.filter
def drawing(svg: str) -> SafeString:
    """Put a figure of ours into the page; ``formats/svg`` escaped every value in it."""
    return mark_safe(svg)


@register.simple_tag
def mark(kind: str, label: str) -> SafeString:
    """Return a small label; the words carry the meaning, the colour only helps."""
    return format_html('<span class="mark mark-{}">{}</span>', kind, label)
