namespace JourneyTrace.Forecasts;

/// <summary>How one promise went: when it was made, due and ended, and who was asked when.</summary>
/// <param name="Sort">What it is compared with: others of the same kind of case and name.</param>
/// <param name="Ended">UTC; null while it has not.</param>
/// <param name="Broken">Whether it was not kept in time; of one that is open, false.</param>
/// <param name="Links">Who was asked, in order, at the <paramref name="Times"/>.</param>
public sealed record Course(
    (string? Kind, string Promise) Sort, string Maker, DateTime Made, DateTime Due, DateTime? Ended, bool Broken, IReadOnlyList<string> Links, IReadOnlyList<DateTime> Times)
{
    /// <summary>Which part of its time was over at a moment, 0 to 1.</summary>
    public double Part(DateTime moment) => Due <= Made ? 1 : Math.Clamp((moment - Made) / (Due - Made), 0, 1);

    /// <summary>The moment at which this part of its time was over.</summary>
    public DateTime At(double part) => Made + (Due - Made) * part;

    /// <summary>Whether it had not ended by then.</summary>
    public bool OpenAt(DateTime moment) => Ended is null || Ended > moment;

    /// <summary>When its outcome was known: at its end, or when it was due before that.</summary>
    public DateTime Known => Broken || Ended is null ? Due : Ended.Value;

    /// <summary>Who was asked last by then; the maker where nobody was.</summary>
    public string LinkAt(DateTime moment)
    {
        var link = Maker;
        for (var i = 0; i < Times.Count && Times[i] <= moment; i++)
            link = Links[i];
        return link;
    }
}
