namespace JourneyTrace.Server.Demo;

/// <summary>Internal decisions of the made-up company.</summary>
sealed record DemoDecisions(string Name, string Title, string Link, int Month, int Day, int Days, string Cause, int Saves)
{
    public static readonly IReadOnlyList<DemoDecisions> All =
    [
        new("stocktaking", "Stocktaking with the whole shift", "warehouse", 3, 30, 2, "absence", 6000),
        new("hiring-freeze", "No cover for holidays in July", "finance", 7, 6, 12, "absence", 9000),
        new("new-till", "A new till system in one night", "billing", 5, 18, 3, "system-down", 15000),
        new("summer-course", "Lawyers' course at the sea", "legal", 6, 15, 3, "absence", 2000),
    ];

    public string Line(int number)
    {
        var from = new DateTime(2026, Month, Day, 6, 0, 0, DateTimeKind.Utc);
        return DemoCase.Line(
            $"decision-{number}", "decision.taken", "organisation", from.AddDays(-10),
            $$"""
            {"decision":"{{Name}}","title":"{{Title}}","links":["{{Link}}"],"from":"{{DemoCase.Text(from)}}","to":"{{DemoCase.Text(from.AddDays(Days))}}","cause":"{{Cause}}","saves":{{Saves}}}
            """.Trim());
    }
}
