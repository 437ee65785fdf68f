namespace JourneyTrace.Demo;

/// <summary>An internal decision of the made-up company, so many days before its last one.</summary>
/// <param name="Answers">Which of the four questions somebody answered, as JSON.</param>
sealed record DemoDecision(string Name, string Title, string Link, int DaysAgo, int Days, string Cause, int Saves, string Answers)
{
    public static readonly IReadOnlyList<DemoDecision> All =
    [
        new("stocktaking", "Stocktaking with the whole shift", "warehouse", 225, 5, "absence", 6000, """{"impact":"no parcels for a week","plan":"in the quiet month"}"""),
        new("new-till", "A new till system in one night", "billing", 180, 3, "system-down", 15000, """{"impact":"none"}"""),
        new("hiring-freeze", "No cover for holidays", "finance", 130, 12, "absence", 9000, "{}"),
        new("lawyers-course", "The lawyers' course at the sea", "legal", 75, 5, "absence", 2000, """{"impact":"contracts wait","mitigation":"an outside lawyer","plan":"two by two","alternatives":"online"}"""),
        new("key-accounts-first", "All account managers at the fair", "account-manager", 24, 5, "absence", 4000, """{"alternatives":"none were looked for"}"""),
    ];

    public DateTime From(DateTime end) => end.AddDays(-DaysAgo).AddHours(6);

    public DateTime To(DateTime end) => From(end).AddDays(Days);

    public string Line(int number, DateTime end) => DemoEvent.Line(
        $"decision-{number}", "decision.taken", "organisation", From(end).AddDays(-10),
        $$"""{"decision":"{{Name}}","title":"{{Title}}","links":["{{Link}}"],"from":"{{DemoEvent.Text(From(end))}}","to":"{{DemoEvent.Text(To(end))}}","cause":"{{Cause}}","saves":{{Saves}},"answers":{{Answers}} }""");
}
