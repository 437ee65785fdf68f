namespace JourneyTrace.Columns;

/// <summary>Moments as ticks: they compare, and one that has not come is later than all.</summary>
static class Moments
{
    public const long Never = long.MaxValue;

    public static long Ticks(DateTime? moment) => moment?.Ticks ?? Never;

    public static DateTime Instant(long ticks) => new(ticks, DateTimeKind.Utc);

    public static DateTime? Maybe(long ticks) => ticks == Never ? null : Instant(ticks);

    public static double Seconds(long from, long to) => (to - from) / (double)TimeSpan.TicksPerSecond;

    public static long Micros(long ticks) => (ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
