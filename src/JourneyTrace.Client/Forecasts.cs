namespace JourneyTrace.Client;

/// <summary>What may become of the promises that are open: a forecast, and no finding. The likeliest to break first, those without a forecast last.</summary>
/// <param name="Judged">How good forecasts of each sort were on promises that they were not made from.</param>
/// <param name="Missing">What no forecast is made of, and why.</param>
public sealed record ForecastAnswer(IReadOnlyList<ForecastItem> Items, string? Next, IReadOnlyList<JudgedSort> Judged, IReadOnlyList<string> Missing);

/// <summary>One open promise.</summary>
/// <param name="AtRisk">A fact: what it waits for was refused, is over its term, or cannot be in time.</param>
/// <param name="Forecast">Always true: this says what may happen.</param>
/// <param name="Chance">Of <paramref name="N"/> promises of the sort that stood like this one, the part that broke; with its 95 % interval. Null where no forecast is made.</param>
/// <param name="Like">What they had in common with it.</param>
public sealed record ForecastItem(
    string Case, string Promise, string? Kind, string MadeBy, DateTime DueAt, bool AtRisk, bool Forecast, double? Chance, double[]? Ci95, long N, string? Like);

/// <summary>Promises of one name and kind of case: forecasts learned from the earlier half of their history, and judged on the later.</summary>
/// <param name="Brier">The mean square of what was said less what happened; less is better.</param>
/// <param name="BaseRateBrier">The same for saying one rate every time: that of earlier promises which were still open when they were asked about. Forecasts are given only where they beat it beyond chance.</param>
public sealed record JudgedSort(string? Kind, string Promise, int Past, double? Brier, double? BaseRateBrier, int N, bool Given);
