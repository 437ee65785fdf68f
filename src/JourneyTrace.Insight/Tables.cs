using System.Text.Json;

namespace JourneyTrace.Insight;

/// <summary>The columns of each table as CSV.</summary>
static class Tables
{
    public static readonly IReadOnlyList<(string Name, Func<HotspotItem, object?> Value)> Hotspots =
    [
        ("key", i => i.Key), ("served", i => i.Served), ("broken", i => i.Broken), ("rate", i => i.Rate), ("rate_low", i => i.Ci95?[0]),
        ("rate_high", i => i.Ci95?[1]), ("blame", i => i.Blame), ("blame_share", i => i.BlameShare), ("cumulative_share", i => i.CumulativeShare),
        ("root_of", i => i.RootOf), ("excess_seconds", i => i.ExcessSeconds), ("customers", i => i.Customers), ("value", i => i.Value),
        ("rescues", i => i.Rescues), ("trend_difference", i => i.Trend?.Difference), ("trend_low", i => i.Trend?.Ci95?[0]), ("trend_high", i => i.Trend?.Ci95?[1]),
        ("state", i => i.State),
    ];

    public static readonly IReadOnlyList<(string Name, Func<(string Of, ComparedLink Row), object?> Value)> Compared =
    [
        ("of", r => r.Of), ("key", r => r.Row.Key), ("served_a", r => r.Row.ServedA), ("broken_a", r => r.Row.BrokenA), ("rate_a", r => r.Row.RateA),
        ("blame_a", r => r.Row.BlameA), ("served_b", r => r.Row.ServedB), ("broken_b", r => r.Row.BrokenB), ("rate_b", r => r.Row.RateB),
        ("blame_b", r => r.Row.BlameB), ("difference", r => r.Row.Difference), ("difference_low", r => r.Row.Ci95?[0]), ("difference_high", r => r.Row.Ci95?[1]),
    ];

    public static IEnumerable<(string Of, ComparedLink Row)> RowsOf(CompareAnswer answer) =>
        answer.Links.Select(link => ("link", link)).Concat(answer.Causes.Select(cause => ("cause", cause)));

    public static readonly IReadOnlyList<(string Name, Func<HandoffItem, object?> Value)> Handoffs =
    [
        ("from", i => i.From), ("to", i => i.To), ("count", i => i.Count), ("accepted", i => i.Accepted), ("delivered", i => i.Delivered),
        ("refused", i => i.Refused), ("returned", i => i.Returned), ("incomplete", i => i.Incomplete), ("open", i => i.Open),
        ("median_seconds", i => i.MedianSeconds), ("p90_seconds", i => i.P90Seconds), ("with_term", i => i.WithTerm),
        ("over_term", i => i.OverTerm), ("over_term_seconds", i => i.OverTermSeconds), ("broken_charged", i => i.BrokenCharged), ("blame", i => i.Blame),
    ];

    public static readonly IReadOnlyList<(string Name, Func<CaseItem, object?> Value)> Cases =
    [
        ("case", i => i.Case), ("kind", i => i.Kind), ("segment", i => i.Segment), ("customer", i => i.Customer), ("value", i => i.Value),
        ("opened_at", i => i.OpenedAt), ("last_event_at", i => i.LastEventAt), ("closed", i => i.Closed), ("events", i => i.Events),
        ("promises", i => i.Promises), ("broken", i => i.Broken), ("status", i => i.Status), ("at_risk", i => i.AtRisk), ("as_of", i => i.AsOf),
    ];

    public static readonly IReadOnlyList<(string Name, Func<PromiseCells, object?> Value)> Promises =
    [
        ("case", p => p.Case), ("promise", p => p.Text("promise")), ("what", p => p.Text("what")), ("made_by", p => p.Text("madeBy")),
        ("made_at", p => p.Text("madeAt")), ("due_at", p => p.Text("dueAt")), ("status", p => p.Text("status")), ("at_risk", p => p.Raw("atRisk")),
        ("kept_at", p => p.Text("keptAt")), ("lateness_seconds", p => p.Raw("latenessSeconds")), ("root_link", p => p.Root("link")),
        ("root_cause", p => p.Root("cause")), ("root_decision", p => p.Root("decision")), ("explanation", p => p.Verdict("explanation")),
    ];

    public static readonly IReadOnlyList<(string Name, Func<MapArrow, object?> Value)> Arrows =
    [
        ("from", a => a.From), ("to", a => a.To), ("count", a => a.Count), ("cases", a => a.Cases), ("mean_seconds", a => a.MeanSeconds),
        ("median_seconds", a => a.MedianSeconds), ("p90_seconds", a => a.P90Seconds), ("min_seconds", a => a.MinSeconds), ("max_seconds", a => a.MaxSeconds),
        ("sum_seconds", a => a.SumSeconds), ("deviation_seconds", a => a.DeviationSeconds), ("over_term", a => a.OverTerm), ("blame", a => a.Blame),
    ];

    public static readonly IReadOnlyList<(string Name, Func<VariantItem, object?> Value)> Variants =
    [
        ("cases", v => v.Cases), ("share", v => v.Share), ("length", v => v.Path.Count), ("median_seconds", v => v.MedianSeconds), ("promises", v => v.Promises),
        ("kept_rate", v => v.KeptRate), ("kept_low", v => v.Ci95?[0]), ("kept_high", v => v.Ci95?[1]), ("path", v => string.Join(" -> ", v.Path)),
    ];

    public static readonly IReadOnlyList<(string Name, Func<PingPongItem, object?> Value)> PingPong =
    [
        ("a", p => p.A), ("b", p => p.B), ("ping_pongs", p => p.PingPongs), ("cases", p => p.Cases), ("handovers", p => p.Handovers), ("rate", p => p.Rate),
        ("rate_low", p => p.Ci95?[0]), ("rate_high", p => p.Ci95?[1]),
    ];

    public static readonly IReadOnlyList<(string Name, Func<ReworkItem, object?> Value)> Rework =
    [
        ("name", r => r.Name), ("cases", r => r.Cases), ("repeated", r => r.Repeated), ("extra", r => r.Extra), ("rate", r => r.Rate), ("rate_low", r => r.Ci95?[0]),
        ("rate_high", r => r.Ci95?[1]),
    ];

    public static readonly IReadOnlyList<(string Name, Func<HeardComplaints, object?> Value)> Complaints =
    [
        ("link", h => h.Link), ("voiced", h => h.Voiced), ("registered", h => h.Registered), ("passed_on", h => h.PassedOn),
        ("reached_management", h => h.ReachedManagement), ("resolved", h => h.Resolved), ("levels", h => h.Levels),
    ];

    public static readonly IReadOnlyList<(string Name, Func<DecisionItem, object?> Value)> Decisions =
    [
        ("decision", d => d.Decision), ("title", d => d.Title), ("cases", d => d.Cases), ("customers", d => d.Customers), ("promises", d => d.Promises),
        ("roots", d => d.Roots), ("common_cause", d => d.CommonCause), ("common_low", d => d.Ci95?[0]), ("common_high", d => d.Ci95?[1]), ("blame", d => d.Blame),
        ("hours_lost", d => d.HoursLost), ("value", d => d.Value), ("unanswered", d => string.Join(' ', d.Unanswered)),
    ];

    public static readonly IReadOnlyList<(string Name, Func<LinkItem, object?> Value)> Links =
    [
        ("link", l => l.Link), ("side", l => l.Side), ("cases", l => l.Cases), ("handoffs", l => l.Handoffs), ("with_term", l => l.WithTerm),
        ("in_term_rate", l => l.InTermRate), ("in_term_low", l => l.InTermCi95?[0]), ("in_term_high", l => l.InTermCi95?[1]), ("health", l => l.Health),
        ("refused", l => l.Refused), ("orphans", l => l.Orphans), ("median_seconds", l => l.MedianSeconds), ("promises", l => l.Promises),
        ("kept_rate", l => l.KeptRate), ("kept_low", l => l.KeptCi95?[0]), ("kept_high", l => l.KeptCi95?[1]), ("reach", l => l.Reach), ("blame", l => l.Blame), ("complaints", l => l.Complaints), ("no_authority", l => l.NoAuthority),
        ("flags", l => string.Join(' ', l.Flags)),
    ];

    public static readonly IReadOnlyList<(string Name, Func<ProfileItem, object?> Value)> Profile =
    [
        ("from", p => p.From), ("to", p => p.To), ("count", p => p.Count), ("mean_seconds", p => p.MeanSeconds), ("deviation_seconds", p => p.DeviationSeconds),
        ("beyond", p => p.Beyond), ("cases_beyond", p => p.CasesBeyond),
    ];

    public static readonly IReadOnlyList<(string Name, Func<(string Side, SplitPart Part), object?> Value)> Split =
    [
        ("side", s => s.Side), ("promises", s => s.Part.Promises), ("rate", s => s.Part.Rate), ("rate_low", s => s.Part.Ci95?[0]), ("rate_high", s => s.Part.Ci95?[1]),
    ];

    public static readonly IReadOnlyList<(string Name, Func<JsonElement, object?> Value)> Events =
    [
        ("position", e => e.GetProperty("position").GetInt64()), ("time", e => Text(e, "time")), ("recorded_at", e => Text(e, "recordedat")), ("type", e => Text(e, "type")),
        ("subject", e => Text(e, "subject")), ("source", e => Text(e, "source")), ("id", e => Text(e, "id")), ("data", e => e.GetProperty("data").GetRawText()),
    ];

    static string? Text(JsonElement e, string name) => e.GetProperty(name).GetString();

    /// <summary>The cells of a promise, read from its trace.</summary>
    public sealed class PromiseCells(PromiseRow row)
    {
        readonly JsonElement _trace = JsonDocument.Parse(row.Trace).RootElement;

        public string Case => row.Case;

        public string? Text(string name) => _trace.GetProperty(name).GetString();

        public string Raw(string name) => _trace.GetProperty(name).GetRawText();

        public string? Verdict(string name) => _trace.TryGetProperty("verdict", out var verdict) ? verdict.GetProperty(name).GetString() : null;

        public string? Root(string name) => _trace.TryGetProperty("verdict", out var verdict) ? verdict.GetProperty("root").GetProperty(name).GetString() : null;
    }
}
