using JourneyTrace.Testing;

namespace JourneyTrace.Benchmarks;

/// <summary>A case of ten events of some 400 bytes each: a promise, two hand-offs, and one in four broken.</summary>
static class BenchmarkCase
{
    static readonly string[] Offices = ["account-manager", "payments", "warehouse", "legal", "billing", "finance"];

    /// <summary>What source systems send besides, and is kept as it came.</summary>
    static readonly string Note = new([.. Enumerable.Range(0, 180).Select(i => "the customer asked for it at the counter and was told so "[i * 7 % 57])]);

    public static IEnumerable<string> Lines(int number)
    {
        var name = $"bench-{number:000000}";
        var (first, second) = (Offices[number % 6], Offices[(number + 1) % 6]);
        var late = number % 4 == 0 ? 9 : 1;
        return new (string Id, string Type, int Minute, string Data)[]
        {
            ("1", "case.opened", 0, $$"""{"kind":"bench","customer":{"id":"cu-{{number % 5000}}","segment":"gold","value":100} }"""),
            ("2", "promise.made", 0, """{"promise":"swap","by":"store","within":"PT4H","what":"your phone is swapped today"}"""),
            ("3", "handoff.requested", 10, $$"""{"handoff":"h1","from":"store","to":"{{first}}","need":"order"}"""),
            ("4", "handoff.accepted", 20, """{"handoff":"h1"}"""),
            ("5", "handoff.requested", 30, $$"""{"handoff":"h2","from":"{{first}}","to":"{{second}}","kind":"information"}"""),
            ("6", "handoff.accepted", 35, """{"handoff":"h2"}"""),
            ("7", "handoff.delivered", 60 * late, """{"handoff":"h2"}"""),
            ("8", "handoff.delivered", 60 * late + 10, """{"handoff":"h1"}"""),
            ("9", "promise.kept", 60 * late + 20, """{"promise":"swap"}"""),
            ("10", "case.closed", 60 * late + 30, """{"outcome":"swapped"}"""),
        }.Select(e => Told.Json($"{name}-{e.Id}", e.Type, name, Told.Monday.AddMinutes(e.Minute), $"{e.Data.TrimEnd('}', ' ')}{(e.Data.EndsWith("} }", StringComparison.Ordinal) ? "}" : "")},\"ticket\":\"{name}-{e.Id}\",\"note\":\"{Note}\"}}", "/bench"));
    }
}
