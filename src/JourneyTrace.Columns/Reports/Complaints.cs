using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>How far complaints came.</summary>
static class Complaints
{
    const int Prefix = 10;

    /// <summary>By the link that heard them; and where those that were never answered were last.</summary>
    public static IReadOnlyList<ComplaintCounts> Funnel(CaseColumns columns, Filter filter)
    {
        var ways = new Groups<(int HeardBy, int LastLink, string LostAfter), Way>();
        Each(columns, filter, (in CaseFacts _, in PromiseFacts _, in ComplaintFacts complaint) =>
            ways[(complaint.HeardBy, complaint.LastLink, LostAfter(complaint) ?? "")].See(complaint));
        return
        [
            .. ways.All.Select(w => w.Value.Counts(
                    columns.Names[w.Key.HeardBy]!, columns.Names[w.Key.LastLink]!, w.Key.LostAfter.Length == 0 ? null : w.Key.LostAfter))
                .OrderBy(c => c.HeardBy, StringComparer.Ordinal).ThenBy(c => c.LastLink, StringComparer.Ordinal)
                .ThenBy(c => c.LostAfter, NamesInOrder.NoneLast),
        ];
    }

    /// <summary>Each of them, the latest first.</summary>
    public static IReadOnlyList<ComplaintRow> List(CaseColumns columns, Filter filter)
    {
        var rows = new List<ComplaintRow>();
        var (names, taken) = (columns.Names, columns.Names.Find("complaint"));
        Each(columns, filter, (in CaseFacts facts, in PromiseFacts promise, in ComplaintFacts complaint) =>
        {
            var levels = new List<string>();
            foreach (ref readonly var handoff in columns.Handoffs.Of(facts.Handoffs))
            {
                if (handoff.Kind == taken && columns.Numbers.Of(handoff.Promises).Contains(complaint.Name))
                    levels.Add(names[handoff.To]!);
            }
            rows.Add(new ComplaintRow(
                new string(columns.NameOf(facts)), names[complaint.Name]![Prefix..], names[complaint.HeardBy]!, Moments.Instant(complaint.Voiced), Moments.Maybe(complaint.Registered),
                names[complaint.RegisteredBy], complaint.Tries, Moments.Maybe(complaint.Resolved), names[complaint.ResolvedBy], [.. levels],
                complaint.Reached != Moments.Never, Words.Of(promise.Fate)));
        });
        return
        [
            .. rows.OrderByDescending(r => r.VoicedAt).ThenBy(r => r.Case, StringComparer.Ordinal).ThenBy(r => r.Complaint, StringComparer.Ordinal),
        ];
    }

    delegate void Heard(in CaseFacts facts, in PromiseFacts promise, in ComplaintFacts complaint);

    static void Each(CaseColumns columns, Filter filter, Heard see)
    {
        new Selection(columns, filter).Each((in CaseFacts facts, in PromiseFacts promise) =>
        {
            foreach (ref readonly var complaint in columns.Complaints.Of(facts.Complaints))
            {
                if (complaint.Name == promise.Name)
                    see(facts, promise, complaint);
            }
        });
    }

    static string? LostAfter(in ComplaintFacts complaint) => complaint switch
    {
        { Resolved: not Moments.Never } => null,
        { Reached: not Moments.Never } => "management",
        { Passed: > 0 } => "passed-on",
        { Registered: not Moments.Never } => "registered",
        _ => "voiced",
    };

    sealed class Way
    {
        readonly List<double> _toRegistered = [];
        long _voiced, _passed, _reached, _resolved, _levels;

        public void See(in ComplaintFacts complaint)
        {
            _voiced++;
            if (complaint.Registered != Moments.Never)
                _toRegistered.Add(Moments.Seconds(complaint.Voiced, complaint.Registered));
            _passed += complaint.Passed > 0 ? 1 : 0;
            _reached += complaint.Reached != Moments.Never ? 1 : 0;
            _resolved += complaint.Resolved != Moments.Never ? 1 : 0;
            _levels += complaint.Passed;
        }

        public ComplaintCounts Counts(string heardBy, string lastLink, string? lostAfter) => new(
            heardBy, lastLink, lostAfter, _voiced, _toRegistered.Count, _passed, _reached, _resolved, Quantile.Of(_toRegistered, 0.5), _levels);
    }
}
