namespace JourneyTrace.Demo;

/// <summary>Numbers that look random and are the same on every machine (SplitMix64: Steele, Lea and Flood 2014).</summary>
public sealed class DemoRandom(ulong seed)
{
    ulong _state = seed;

    /// <summary>Its own for each name.</summary>
    public static DemoRandom Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        // FNV-1a.
        var hash = 14695981039346656037;
        foreach (var c in name)
            hash = (hash ^ c) * 1099511628211;
        return new DemoRandom(hash);
    }

    /// <summary>From 0, included, to 1, excluded.</summary>
    public double Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) / (double)(1UL << 53);
    }

    public bool Chance(double probability) => Next() < probability;

    public int From(int least, int most) => least + (int)(Next() * (most - least + 1));

    public T Of<T>(IReadOnlyList<T> items) => items[(int)(Next() * items.Count)];
}
