namespace JourneyTrace.Columns.Reports;

/// <summary>How far values lie from their mean.</summary>
static class Spread
{
    /// <summary>The sample standard deviation; null where there are fewer than two.</summary>
    public static double? Deviation(List<double> values)
    {
        if (values.Count < 2)
            return null;
        var (mean, squares) = (values.Sum() / values.Count, 0.0);
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return Math.Sqrt(squares / (values.Count - 1));
    }
}
