namespace JourneyTrace.Columns.Blocks;

/// <summary>Where a bound in time may be moved to without any moment that was seen coming to lie on its other side.</summary>
struct Between(long bound)
{
    long _before = long.MinValue, _after = long.MaxValue;

    public void See(long moment)
    {
        if (moment < bound)
            _before = Math.Max(_before, moment);
        else
            _after = Math.Min(_after, moment);
    }

    /// <summary>Whether what was counted on either side of the bound is the same for another bound.</summary>
    public readonly bool Holds(long other) => other == bound || (other > _before && other <= _after);
}
