namespace JourneyTrace.Http.Access;

/// <summary>A bucket that fills at a steady rate and holds what comes in two seconds, but room for one at least: each request takes one.</summary>
public sealed class RequestBucket(TimeProvider time)
{
    readonly Lock _lock = new();
    double _held = double.MaxValue;
    long _at = time.GetTimestamp();

    /// <summary>Takes one; where there is none, says how long it takes until there is.</summary>
    /// <param name="perSecond">How fast it fills; above 0.</param>
    public TimeSpan? Take(double perSecond)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _held = Math.Min(Math.Max(1, 2 * perSecond), _held + time.GetElapsedTime(_at, now).TotalSeconds * perSecond);
            _at = now;
            if (_held < 1)
                return TimeSpan.FromSeconds((1 - _held) / perSecond);
            _held--;
            return null;
        }
    }
}
