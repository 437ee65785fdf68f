using System.Collections.Concurrent;

namespace JourneyTrace.Storage;

/// <summary>
/// What was used of late, in two generations: when the younger one is full, the older one is forgotten. Never holds more than twice
/// <paramref name="generation"/>. Safe to share between threads.
/// </summary>
public sealed class Remembered<TKey, TValue>(int generation, IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    ConcurrentDictionary<TKey, TValue> _young = new(comparer);
    ConcurrentDictionary<TKey, TValue> _old = new(comparer);
    int _youngCount;

    public bool TryFind(TKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value)
    {
        if (_young.TryGetValue(key, out value))
            return true;
        if (!_old.TryGetValue(key, out value))
            return false;
        Remember(key, value);
        return true;
    }

    /// <summary>Keeps it, in place of what was kept under this key.</summary>
    public void Remember(TKey key, TValue value)
    {
        if (!_young.TryAdd(key, value))
        {
            _young[key] = value;
            return;
        }
        // A dictionary that counts itself stops everybody who uses it.
        if (Interlocked.Increment(ref _youngCount) < generation)
            return;
        Interlocked.Exchange(ref _youngCount, 0);
        (_old, _young) = (_young, new ConcurrentDictionary<TKey, TValue>(comparer));
    }

    public void Clear()
    {
        Interlocked.Exchange(ref _youngCount, 0);
        (_old, _young) = (new ConcurrentDictionary<TKey, TValue>(comparer), new ConcurrentDictionary<TKey, TValue>(comparer));
    }
}
