namespace JourneyTrace.Postgres.Sources;

/// <summary>What a source sent on a day (UTC), or on several.</summary>
/// <param name="Events">How many events.</param>
/// <param name="FirstAt">When the first of them came, UTC.</param>
/// <param name="LastAt">When the last of them came, UTC.</param>
/// <param name="Ahead">How far one was dated ahead of our clock at the most, in seconds; less than 0 where each was late.</param>
/// <param name="Late">How late they came at the least, in seconds.</param>
/// <param name="Latest">How late they came at the most, in seconds.</param>
/// <param name="FirstTime">When the first of them happened, in seconds since 1970.</param>
/// <param name="LastTime">When the last of them happened, in seconds since 1970.</param>
sealed record SourceDay(long Events, DateTime FirstAt, DateTime LastAt, double Ahead, double Late, double Latest, double FirstTime, double LastTime)
{
    // Fewer say nothing of a clock.
    const int Enough = 10;

    // Clocks of servers are kept to far less than this, in seconds.
    const double LeastBehind = 60;

    /// <summary>As late each time, while they come as fast as they happen: no file that was brought later, and no queue that was long for once.</summary>
    public bool IsBehind =>
        Events >= Enough && Late >= LeastBehind && Latest - Late <= Late / 2 && LastTime > FirstTime && (LastAt - FirstAt).TotalSeconds * 2 >= LastTime - FirstTime;

    public SourceDay With(SourceDay other) => new(
        Events + other.Events, FirstAt < other.FirstAt ? FirstAt : other.FirstAt, LastAt > other.LastAt ? LastAt : other.LastAt, Math.Max(Ahead, other.Ahead),
        Math.Min(Late, other.Late), Math.Max(Latest, other.Latest), Math.Min(FirstTime, other.FirstTime), Math.Max(LastTime, other.LastTime));
}
