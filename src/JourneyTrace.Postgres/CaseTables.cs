namespace JourneyTrace.Postgres;

/// <summary>The tables of the read models that hold rows of cases. A new one is added here, and nowhere else.</summary>
static class CaseTables
{
    /// <summary>Every table; each has tenant, model and case_no.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["journeys", "promises"];

    /// <summary>A statement of <c>Sql/</c> for one table.</summary>
    public static string Statement(string name, string table) => Sql.Of(name).Replace("{table}", table, StringComparison.Ordinal);

    /// <summary>A statement of <c>Sql/</c> for every table.</summary>
    public static IEnumerable<string> Statements(string name) => All.Select(table => Statement(name, table));
}
