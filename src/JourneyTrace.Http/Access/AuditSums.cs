using JourneyTrace.Storage;

namespace JourneyTrace.Http.Access;

/// <summary>Requests that come too often to be noted one by one: those of one key with one answer are one entry, which says how many they were.</summary>
sealed class AuditSums
{
    readonly Lock _lock = new();
    Dictionary<AuditEntry, Sum> _sums = [];

    /// <param name="entry">The last one's, when it was.</param>
    public void Add(AuditEntry entry, AuditedPost post)
    {
        // All but when.
        var key = entry with { At = default };
        lock (_lock)
        {
            var sum = _sums.GetValueOrDefault(key);
            _sums[key] = new Sum(entry.At, sum.Requests + 1, sum.Accepted + post.Accepted, sum.Duplicates + post.Duplicates, sum.Rejected + post.Rejected);
        }
    }

    /// <summary>What was gathered, and is no longer.</summary>
    public IReadOnlyList<AuditEntry> Take()
    {
        Dictionary<AuditEntry, Sum> taken;
        lock (_lock)
            (taken, _sums) = (_sums, []);
        return
        [
            .. taken.Select(t => t.Key with
            {
                At = t.Value.At,
                Path = FormattableString.Invariant($"{t.Key.Path}: {t.Value.Requests} requests, {t.Value.Accepted} accepted, {t.Value.Duplicates} duplicates, {t.Value.Rejected} rejected"),
            }),
        ];
    }

    readonly record struct Sum(DateTime At, long Requests, long Accepted, long Duplicates, long Rejected);
}
