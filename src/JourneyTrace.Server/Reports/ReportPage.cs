using System.Globalization;
using System.Net;
using System.Text;
using JourneyTrace.Client;
using JourneyTrace.Server.Terminal;

namespace JourneyTrace.Server.Reports;

/// <summary>A report as one page of HTML: charts are drawn in it, and it asks for nothing else.</summary>
static class ReportPage
{
    const int MostBars = 20;
    const int MostRows = 100;

    const string Style = """
        :root { color-scheme: light dark; --ink: light-dark(#212529, #e9ecef); --quiet: light-dark(#5c636a, #adb5bd); --paper: light-dark(#fff, #1f1f1f); --line: light-dark(#dee2e6, #373a40);
          --broken: light-dark(#c92a2a, #e05252); --kept: light-dark(#2b8a3e, #51a36a); --open: light-dark(#868e96, #868e96); --way: #f08c00; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 24px; max-width: 1100px; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
        h1 { margin: 0; font-size: 28px; } h2 { margin: 36px 0 8px; font-size: 19px; }
        p { margin: 4px 0 12px; color: var(--quiet); }
        .figures { display: flex; flex-wrap: wrap; gap: 16px 40px; margin: 20px 0; } .figures b { display: block; font-size: 32px; line-height: 1.2; }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); text-align: left; } .n { text-align: right; white-space: nowrap; }
        .bar { display: block; height: 12px; border-radius: 3px; background: var(--broken); min-width: 1px; }
        svg { width: 100%; height: auto; } svg text { fill: var(--quiet); font-size: 11px; }
        summary { cursor: pointer; } ul { padding-left: 20px; } @media print { details { display: block; } }
        """;

    public static string Of(FileReport report)
    {
        var page = new StringBuilder();
        var name = Text(Path.GetFileName(report.File));
        var all = report.Hotspots["link"];
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{name}: broken promises</title><style>{Style}</style></head><body><main>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{name}</h1><p>{Show.Number(report.Cases)} cases, {Show.Number(report.Rows)} rows, {Show.Number(report.Events)} events, as of {Show.Instant(report.AsOf)} UTC.</p>\n");
        Figures(page, all, report.Split);
        foreach (var missing in report.Hotspots.Values.SelectMany(h => h.Missing).Concat(report.Split.Missing).Distinct(StringComparer.Ordinal))
            page.Append(CultureInfo.InvariantCulture, $"<p>{Text(missing)}.</p>\n");
        Trend(page, report.Trend);
        foreach (var (word, hotspots) in report.Hotspots.Where(h => h.Value.Items.Any(i => i.Blame > 0)))
            Blame(page, word, hotspots);
        HandoffTable(page, report.Handoffs);
        PingPongTable(page, report.PingPong);
        VariantTable(page, report.Variants);
        Problems(page, report);
        return page.Append("</main></body></html>\n").ToString();
    }

    static void Figures(StringBuilder page, HotspotsAnswer all, SplitAnswer split)
    {
        var decided = all.Promises - all.Open;
        var kept = decided - all.Broken - all.Abandoned;
        page.Append("<div class=\"figures\">");
        void Figure(string value, string what) => page.Append(CultureInfo.InvariantCulture, $"<div><b>{value}</b>{what}</div>");
        Figure(Show.Percent(decided == 0 ? null : (double)kept / decided), "of promises kept in time");
        Figure(Show.Number(all.Broken), $"broken of {Show.Number(all.Promises)}");
        if (all.Abandoned > 0)
            Figure(Show.Number(all.Abandoned), "abandoned");
        if (all.Open > 0)
            Figure(Show.Number(all.Open), "open");
        if (split.Contact.Rate is not null)
            Figure(Show.Percent(split.Contact.Rate), "rooted in contact staff");
        page.Append("</div>\n");
    }

    /// <summary>Kept, broken and open by month, one above the other.</summary>
    static void Trend(StringBuilder page, IReadOnlyList<TrendPeriod> periods)
    {
        if (periods.Count == 0)
            return;
        const double height = 180;
        var most = Math.Max(1, periods.Max(p => p.Promises));
        var width = Math.Max(12, Math.Min(60, 1000.0 / periods.Count));
        page.Append("<h2>Promises by the month in which they were due</h2>\n");
        page.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width * periods.Count + 40:0} {height + 40:0}\" role=\"img\" aria-label=\"Promises by month: kept, broken, open\" style=\"max-width: {width * periods.Count + 40:0}px\">");
        var every = (int)Math.Ceiling(periods.Count / (width * periods.Count / 70));
        for (var i = 0; i < periods.Count; i++)
        {
            var (period, x, y) = (periods[i], 40 + i * width, height);
            foreach (var (count, colour, word) in new[] { (period.Kept + period.Released, "kept", "kept"), (period.Broken + period.Abandoned, "broken", "broken or abandoned"), (period.Open, "open", "open") })
            {
                if (count == 0)
                    continue;
                var part = height * count / most;
                y -= part;
                page.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{y:0.##}\" width=\"{width * 0.8:0.##}\" height=\"{part:0.##}\" fill=\"var(--{colour})\"><title>{period.From:yyyy-MM}: {count} {word}</title></rect>");
            }
            if (i % every == 0)
                page.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{height + 16:0}\">{period.From:yyyy-MM}</text>");
        }
        page.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"12\">{Show.Number(most)}</text><text x=\"0\" y=\"{height:0}\">0</text></svg>\n<p>Green: kept. Red: broken or abandoned. Grey: open.</p>\n");
    }

    static void Blame(StringBuilder page, string word, HotspotsAnswer hotspots)
    {
        var most = hotspots.Items.Max(i => i.Blame);
        page.Append(CultureInfo.InvariantCulture, $"<h2>Whose time it was: by {(word == "handoff" ? "hand-off" : word)}</h2>\n");
        if (hotspots.Pareto.Top20Share is { } top && hotspots.Items.Count >= 10)
            page.Append(CultureInfo.InvariantCulture, $"<p>The top fifth holds {Show.Percent(top)} of the blame: 20/80 {(hotspots.Pareto.Holds ? "holds" : "does not hold")} here.</p>\n");
        Table(page, [(Title(word), false), ("Blame", true), ("", false), ("Cumulative", true), ("Broken", true), ("Of", true), ("Rate", true), ("95 %", true), ("Root of", true)],
            hotspots.Items.Where(i => i.Blame > 0).Take(MostBars).Select(i => (IReadOnlyList<string>)
            [
                Text(i.Key), Show.Number(Math.Round(i.Blame, 1)), Bar(i.Blame / most), Show.Percent(i.CumulativeShare), Show.Number(i.Broken), Show.Number(i.Served), Show.Percent(i.Rate), Show.Interval(i.Ci95), Show.Number(i.RootOf),
            ]));
        More(page, hotspots.Items.Count(i => i.Blame > 0), MostBars);
    }

    static void HandoffTable(StringBuilder page, IReadOnlyList<HandoffItem> handoffs)
    {
        if (handoffs.Count == 0)
            return;
        var most = handoffs.Max(h => h.Count);
        page.Append("<h2>Who hands to whom</h2>\n");
        Table(page, [("From", false), ("To", false), ("Hand-offs", true), ("", false), ("Median", true), ("90 %", true), ("Over term", true), ("Blame", true)],
            handoffs.OrderByDescending(h => h.Count).Take(MostRows).Select(h => (IReadOnlyList<string>)
            [
                Text(h.From), Text(h.To), Show.Number(h.Count), Bar((double)h.Count / most), Show.Span(h.MedianSeconds), Show.Span(h.P90Seconds), h.WithTerm == 0 ? "–" : Show.Number(h.OverTerm), Show.Number(Math.Round(h.Blame, 1)),
            ]));
        More(page, handoffs.Count, MostRows);
    }

    static void PingPongTable(StringBuilder page, IReadOnlyList<PingPongItem> pairs)
    {
        if (pairs.Count == 0)
            return;
        page.Append("<h2>There and back at once</h2>\n");
        Table(page, [("From", false), ("To, and back", false), ("Times", true), ("Cases", true), ("Of hand-overs", true)],
            pairs.Take(MostBars).Select(p => (IReadOnlyList<string>)[Text(p.A), Text(p.B), Show.Number(p.PingPongs), Show.Number(p.Cases), Show.Percent(p.Rate)]));
        More(page, pairs.Count, MostBars);
    }

    static void VariantTable(StringBuilder page, VariantsAnswer variants)
    {
        if (variants.Items.Count == 0)
            return;
        page.Append(CultureInfo.InvariantCulture, $"<h2>Ways that cases take</h2><p>{Show.Number(variants.Variants)} ways of {Show.Number(variants.Cases)} cases.</p>\n");
        Table(page, [("Cases", true), ("Share", true), ("Median", true), ("Kept", true), ("Way", false)],
            variants.Items.Take(MostBars).Select(v => (IReadOnlyList<string>)
                [Show.Number(v.Cases), Show.Percent(v.Share), Show.Span(v.MedianSeconds), Show.Percent(v.KeptRate), Text(string.Join(" → ", v.Path.Take(30)) + (v.Path.Count > 30 ? " → …" : ""))]));
        More(page, (int)variants.Variants, Math.Min(MostBars, variants.Items.Count));
    }

    static void Problems(StringBuilder page, FileReport report)
    {
        if (report.Rejected == 0)
            return;
        page.Append(CultureInfo.InvariantCulture, $"<details><summary>{Show.Number(report.Rejected)} rows or events were not understood</summary><ul>");
        foreach (var problem in report.Problems)
            page.Append(CultureInfo.InvariantCulture, $"<li>{Text(problem)}</li>");
        page.Append("</ul></details>\n");
    }

    /// <param name="rows">Cells in HTML.</param>
    static void Table(StringBuilder page, IReadOnlyList<(string Title, bool Number)> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        page.Append("<div class=\"scroll\"><table><thead><tr>");
        foreach (var (title, number) in columns)
            page.Append(CultureInfo.InvariantCulture, $"<th{(number ? " class=\"n\"" : "")}>{Text(title)}</th>");
        page.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            page.Append("<tr>");
            for (var i = 0; i < row.Count; i++)
                page.Append(CultureInfo.InvariantCulture, $"<td{(columns[i].Number ? " class=\"n\"" : "")}>{row[i]}</td>");
            page.Append("</tr>\n");
        }
        page.Append("</tbody></table></div>\n");
    }

    static void More(StringBuilder page, int all, int shown)
    {
        if (all > shown)
            page.Append(CultureInfo.InvariantCulture, $"<p>The first {Show.Number(shown)} of {Show.Number(all)}.</p>\n");
    }

    static string Bar(double part) => string.Create(CultureInfo.InvariantCulture, $"<span class=\"bar\" style=\"width: {Math.Max(0, part) * 160:0.#}px\"></span>");

    static string Title(string word) => word == "handoff" ? "Hand-off" : char.ToUpperInvariant(word[0]) + word[1..];

    static string Text(string text) => WebUtility.HtmlEncode(text);
}
