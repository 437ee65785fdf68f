namespace JourneyTrace.Client;

/// <summary>Promises by the period in which they were due; periods in which none was due are left out.</summary>
/// <param name="By">day, week (from Monday on) or month, UTC.</param>
public sealed record TrendAnswer(string By, IReadOnlyList<TrendPeriod> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>One period.</summary>
/// <param name="To">The first moment after it.</param>
/// <param name="Rate">Broken and abandoned ones of those that are decided; with its 95 % interval (Wilson) in <paramref name="Ci95"/>.</param>
public sealed record TrendPeriod(
    DateTime From, DateTime To, long Promises, long Kept, long Released, long Broken, long Abandoned, long Open, double? Rate, double[]? Ci95);
