"""One HTML page, without anything from outside, that shows the results of bench/run.py as bars and a table."""

import html
import math

COLOURS = {"taipan": "#2f6f4f", "pypy": "#c98a2b", "cpython": "#8a8f98"}
OTHER_COLOURS = ["#5b6fb5", "#a04f7d", "#4a90a4"]
ROW, BAR, LEFT, WIDTH = 34, 12, 230, 620

STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 960px; color: #222;
  background: #fff; padding: 0 1em }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { padding: .25em .6em; text-align: right; border-bottom: 1px solid #e4e4e4 }
th:first-child, td:first-child { text-align: left }
svg text { font: 12px system-ui, sans-serif; fill: #333 }
.problem { color: #a22 }
"""


def colour(name, others):
    return COLOURS.get(name) or OTHER_COLOURS[others.index(name) % len(OTHER_COLOURS)]


def speed(row, name, base):
    if "cpu" in row.get(base, {}) and row.get(name, {}).get("cpu"):
        return row[base]["cpu"] / row[name]["cpu"]
    return None


def bars(rows, names, base):
    """Horizontal bars on a logarithmic scale; the line at 1 is CPython."""
    speeds = [s for row in rows.values() for name in names if (s := speed(row, name, base))]
    low = math.floor(math.log2(min(speeds + [0.5])))
    high = math.ceil(math.log2(max(speeds + [2])))

    def x(value):
        return LEFT + (math.log2(value) - low) / (high - low) * WIDTH

    height = len(rows) * ROW + 50
    out = [f'<svg viewBox="0 0 {LEFT + WIDTH + 60} {height}" role="img" aria-label="speed against CPython">']
    for power in range(low, high + 1):
        value = 2.0**power
        weight = 2 if power == 0 else 1
        out.append(
            f'<line x1="{x(value):.1f}" x2="{x(value):.1f}" y1="22" y2="{height - 20}" stroke="#ccc" '
            f'stroke-width="{weight}"/>'
        )
        out.append(f'<text x="{x(value):.1f}" y="14" text-anchor="middle">{value:g}x</text>')
    for i, (program, row) in enumerate(rows.items()):
        y = 30 + i * ROW
        out.append(f'<text x="{LEFT - 8}" y="{y + BAR}" text-anchor="end">{html.escape(program)}</text>')
        for k, name in enumerate(names):
            top = y + k * (BAR + 1) - 2
            value = speed(row, name, base)
            if value is None:
                problem = html.escape(row.get(name, {}).get("problem", "not run"))
                out.append(f'<text class="problem" x="{x(1) + 4:.1f}" y="{top + BAR - 2}">{problem[:60]}</text>')
                continue
            start, end = sorted((x(1), x(value)))
            out.append(
                f'<rect x="{start:.1f}" y="{top}" width="{max(end - start, 1):.1f}" height="{BAR}" '
                f'fill="{colour(name, names)}"><title>{html.escape(program)}, {name}: {value:.2f}x</title></rect>'
            )
            side = 'start" x="%.1f' % (end + 3) if value >= 1 else 'end" x="%.1f' % (start - 3)
            out.append(f'<text text-anchor="{side}" y="{top + BAR - 2}">{value:.2f}</text>')
    out.append("</svg>")
    return "\n".join(out)


def table(rows, names):
    out = ["<table><tr><th></th>" + "".join(f"<th>{html.escape(name)}, s</th><th>MB</th>" for name in names) + "</tr>"]
    for program, row in rows.items():
        cells = []
        for name in names:
            result = row.get(name, {})
            if "cpu" in result:
                cells.append(f"<td>{result['cpu']:.3f}</td><td>{result['memory'] / (1 << 20):.0f}</td>")
            else:
                cells.append(f'<td class="problem" colspan="2">{html.escape(result.get("problem", ""))[:60]}</td>')
        out.append(f"<tr><td>{html.escape(program)}</td>{''.join(cells)}</tr>")
    return "\n".join(out + ["</table>"])


def page(results, base):
    rows = results["programs"]
    names = list(next(iter(rows.values()), {}))
    compared = [name for name in names if name != base]
    legend = ", ".join(f'<b style="color:{colour(name, compared)}">{html.escape(name)}</b>' for name in compared)
    means = "".join(
        f"<li>{html.escape(name)}: {values['speed']:.2f} times the speed of CPython, "
        f"{values['programs']} programs</li>"
        for name, values in results["summary"].items()
        if values["speed"] and name != base
    )
    start_up = "<h2>Start-up and imports</h2>" + table(results["start_up"], names) if results["start_up"] else ""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Taipan benchmarks</title><style>{STYLE}</style></head><body>
<h1>Benchmarks, {html.escape(results['size'])} size</h1>
<p>CPU time of whole processes, best of {results['runs']}.
Bars: how many times faster than CPython 3.11 (logarithmic): {legend}.</p>
<ul>{means}</ul>
{bars(rows, compared, base)}
<h2>Times and memory</h2>
{table(rows, names)}
{start_up}
</body></html>
"""
