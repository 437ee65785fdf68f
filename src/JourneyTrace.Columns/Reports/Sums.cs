namespace JourneyTrace.Columns.Reports;

/// <summary>Parts that were added up.</summary>
static class Sums
{
    /// <summary>
    /// A sum of parts without its last digits, which depend on the order of adding: the same cases have the same sum, and the same place among equals, in whatever order they came.
    /// </summary>
    public static double Settled(double sum) => Math.Round(sum, 6);
}
