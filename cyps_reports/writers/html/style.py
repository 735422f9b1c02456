"""How a report looks as HTML: its stylesheet, in the theme's colours, for screen and for paper."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports import theme
from cyps_reports.theme import PAINTS, Tone

ROOT = "cyps-report"
"""The class of the whole report: no rule of the stylesheet reaches beyond it."""


def stylesheet() -> str:
    """The rules of the report itself, on screen and on paper."""
    tones, widths = "".join(_tone_rules()), "".join(_width_rules())
    return f"{_RULES}{tones}{widths}@media print{{{_ON_PAPER}}}\n{_NARROW}"


def width_class(hundredths: float) -> str:
    """The class of a column that is so wide a part of its table; a page may forbid other styles."""
    return f"cyps-w{max(1, round(hundredths))}"


def _width_rules() -> Iterator[str]:
    yield from (f".{ROOT} .{width_class(each)}{{width:{each}%}}\n" for each in range(1, 101))


def _tone_rules() -> Iterator[str]:
    for tone, paint in PAINTS.items():
        if tone is not Tone.PLAIN:
            look = f"background:#{paint.background};color:#{paint.ink}"
            yield f".{ROOT} .{tone}{{{look}}}\n"


def sheets_of_paper(marking: str, footer: str) -> str:
    """The rules of the pages it is printed on: `marking` at the head of each, `footer` below."""
    head = f"@top-left{{content:{_css_text(marking)};font:bold 9pt {_FONTS}}}" if marking else ""
    numbered = f'{_css_text(f"{footer}. Page ")} counter(page) " of " counter(pages)'
    foot = f"@bottom-left{{content:{numbered};font:8pt {_FONTS}}}"
    return f"@page{{size:A4;margin:18mm 14mm;{head}{foot}}}\n@page wide{{size:A4 landscape}}\n"


def _css_text(text: str) -> str:
    """A text in a stylesheet: what is neither letter nor digit is written as its number."""
    signs = (each if each.isascii() and each.isalnum() else f"\\{ord(each):x} " for each in text)
    return f'"{"".join(signs)}"'


_FONTS = f"{theme.FONT},Helvetica,sans-serif"

_RULES = f"""
.{ROOT}{{box-sizing:border-box;max-width:78rem;margin:0 auto;padding:0 1rem 3rem;
font:1rem/1.5 {_FONTS};color:#{theme.INK};background:#{theme.PAPER};overflow-wrap:break-word}}
.{ROOT} *{{box-sizing:border-box}}
.{ROOT} h1,.{ROOT} h2,.{ROOT} h3,.{ROOT} h4{{color:#{theme.ACCENT};line-height:1.25;
margin:1.6em 0 .5em}}
.{ROOT} h1{{font-size:2rem;margin-top:.4em}}
.{ROOT} h2{{font-size:1.5rem;border-bottom:2px solid #{theme.ACCENT};padding-bottom:.2em}}
.{ROOT} h3{{font-size:1.2rem}}
.{ROOT} h4{{font-size:1.05rem}}
.{ROOT} p,.{ROOT} li{{max-width:46rem}}
.{ROOT} p{{margin:.6em 0}}
.{ROOT} a{{color:#{theme.ACCENT}}}
.{ROOT} a:focus-visible,.{ROOT} [tabindex]:focus-visible{{outline:3px solid #{theme.ACCENT};
outline-offset:2px}}
.{ROOT} .skip{{position:absolute;left:-100vw}}
.{ROOT} .skip:focus{{position:static}}
.{ROOT} .unseen{{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;
clip-path:inset(50%);white-space:nowrap}}
.{ROOT} .subtitle{{font-size:1.2rem;color:#{theme.MUTED};margin:0 0 1em}}
.{ROOT} .note,.{ROOT} .notes{{font-size:.875rem;color:#{theme.MUTED}}}
.{ROOT} .callout{{padding:.6em .9em;font-weight:bold;max-width:none}}
.{ROOT} .edition{{font-weight:bold;font-size:.875rem}}
.{ROOT} .headline{{background:#{theme.BAND};border-left:.4em solid #{theme.ACCENT};
padding:.6em .9em;max-width:none}}
.{ROOT} svg.bar{{display:block;min-width:9rem}}
.{ROOT} dl.facts{{display:grid;grid-template-columns:max-content 1fr;gap:.15em 1em;margin:1em 0}}
.{ROOT} dl.facts dt{{font-weight:bold}}
.{ROOT} dl.facts dd{{margin:0}}
.{ROOT} nav ul{{list-style:none;padding:0}}
.{ROOT} nav li{{padding:.2em 0}}
.{ROOT} .scroll{{overflow-x:auto;margin:.8em 0 .4em}}
.{ROOT} table{{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4}}
.{ROOT} table.many{{min-width:46rem}}
.{ROOT} td.figure{{white-space:nowrap}}
.{ROOT} caption{{text-align:left;font-weight:bold;padding:.3em 0}}
.{ROOT} th,.{ROOT} td{{border:1px solid #{theme.LINE};padding:.35em .5em;text-align:left;
vertical-align:top}}
.{ROOT} thead th{{background:#{theme.ACCENT};color:#{theme.ON_ACCENT}}}
.{ROOT} tbody th{{font-weight:normal}}
.{ROOT} tbody th.band{{background:#{theme.BAND};font-weight:bold}}
.{ROOT} th.right,.{ROOT} td.right{{text-align:right;font-variant-numeric:tabular-nums}}
.{ROOT} .chip{{display:inline-block;padding:.05em .4em;border-radius:.2em;font-weight:bold;
print-color-adjust:exact;-webkit-print-color-adjust:exact}}
.{ROOT} .icon,.{ROOT} .trend{{vertical-align:middle;margin-right:.35em}}
.{ROOT} sup{{line-height:0}}
.{ROOT} sup a{{padding:0 .15em}}
.{ROOT} .charts{{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr));
gap:1.4em 1.6em;margin:1em 0}}
.{ROOT} .exhibit{{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,21rem),1fr));
gap:.5em 2em;align-items:start;margin:.6em 0 1.4em;break-inside:avoid}}
.{ROOT} .exhibit figure{{max-width:26rem}}
.{ROOT} figure{{margin:0;break-inside:avoid}}
.{ROOT} .charts figure{{display:flex;flex-direction:column}}
.{ROOT} .charts .plot{{margin-top:auto}}
.{ROOT} figure.wide{{max-width:60rem;margin:1em 0}}
.{ROOT} figcaption{{font-weight:bold;color:#{theme.ACCENT};line-height:1.3}}
.{ROOT} figcaption .of{{display:block;font-weight:normal;font-size:.875rem;
color:#{theme.MUTED}}}
.{ROOT} .legend{{display:flex;flex-wrap:wrap;gap:.1em 1em;list-style:none;padding:0;
margin:.35em 0;font-size:.8125rem}}
.{ROOT} .legend svg{{vertical-align:middle;margin-right:.4em}}
.{ROOT} svg{{max-width:100%}}
.{ROOT} svg text{{font-family:{_FONTS}}}
.{ROOT} svg.plot{{display:block;width:100%;height:auto}}
"""

_GOES_ON = f"box-shadow:inset -.7em 0 .5em -.5em #{theme.MUTED}"
"""The shadow at the edge of a table that is wider than the screen."""

_NARROW = f"""\
@media screen and (max-width:34rem){{.{ROOT} .scroll:has(svg.bar){{{_GOES_ON}}}}}
@media screen and (max-width:48rem){{.{ROOT} .scroll:has(table.many){{{_GOES_ON}}}}}
"""

_ON_PAPER = (
    f".{ROOT}{{max-width:none;padding:0;font-size:11pt}}"
    f".{ROOT} .skip{{display:none}}"
    f".{ROOT} .scroll{{overflow:visible;margin-top:0;break-before:avoid}}"
    f".{ROOT} caption,.{ROOT} thead{{break-after:avoid}}"
    f".{ROOT} tbody tr:first-child{{break-before:avoid}}"
    f".{ROOT} table,.{ROOT} table.many{{font-size:9pt;min-width:0}}"
    f".{ROOT} th,.{ROOT} td{{padding:.2em .35em;line-height:1.25}}"
    f".{ROOT} .exhibit:has(figure){{grid-template-columns:3fr 2fr}}"
    f".{ROOT} p,.{ROOT} li{{max-width:none}}"
    f".{ROOT} thead{{display:table-header-group}}"
    f".{ROOT} tr{{break-inside:avoid}}"
    f".{ROOT} h1,.{ROOT} h2,.{ROOT} h3,.{ROOT} h4{{break-after:avoid}}"
    f".{ROOT} section.wide{{page:wide}}"
    f".{ROOT} .charts{{grid-template-columns:1fr 1fr}}"
    f".{ROOT} section.wide .charts{{grid-template-columns:1fr 1fr 1fr}}"
    f".{ROOT} thead th,.{ROOT} .band,.{ROOT} .callout"
    "{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
)
