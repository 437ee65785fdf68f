using JourneyTrace.Catalogues;

namespace JourneyTrace.Waiting;

/// <summary>All that one resource did, by its begin.</summary>
sealed class Workload
{
    readonly List<Instance> _work;

    // The longest piece of work: what began further back than that cannot reach into a wait.
    readonly TimeSpan _longest;

    public Workload(List<Instance> work)
    {
        _work = work;
        _longest = work.Max(i => i.End - i.Start);
        FindBatches();
    }

    /// <summary>
    /// A batch: of one activity, one after the other without a pause or beside each other, at least two, all of which could have been begun when the first was.
    /// </summary>
    void FindBatches()
    {
        for (var first = 0; first < _work.Count;)
        {
            var next = FirstAfterBatch(first);
            if (next - first > 1)
            {
                var batch = new Batch(_work.Skip(first).Take(next - first).Max(i => i.Enabled));
                for (var i = first; i < next; i++)
                    _work[i].Batch = batch;
            }
            first = next;
        }
    }

    int FirstAfterBatch(int first)
    {
        var (next, end) = (first + 1, _work[first].End);
        if (_work[first].Enabler is null)
            return next;
        for (; next < _work.Count; next++)
        {
            var work = _work[next];
            if (work.Activity != _work[first].Activity || work.Start > end || work.Enabler is null || work.Enabled > _work[first].Start)
                break;
            end = work.End > end ? work.End : end;
        }
        return next;
    }

    public Wait WaitOf(Instance instance, Catalogue catalogue)
    {
        var from = instance.Batch is { } batch && batch.Enabled < instance.Start ? batch.Enabled : instance.Batch is null ? instance.Enabled : instance.Start;
        var (contention, prioritisation) = (new List<(long From, long To)>(), new List<(long From, long To)>());
        foreach (var other in Busy(from, instance.Start))
        {
            if (other == instance)
                continue;
            // Of its own batch, what is done first was chosen to be; of all else, what there was when the wait began.
            var since = other.Batch is not null && other.Batch == instance.Batch ? instance.Enabled : from;
            (other.Enabled <= since ? contention : prioritisation).Add((Math.Max(other.Start.Ticks, from.Ticks), Math.Min(other.End.Ticks, instance.Start.Ticks)));
        }
        var contended = Merged(contention);
        var busy = Merged([.. contended, .. prioritisation]);
        var free = Complement(busy, from.Ticks, instance.Start.Ticks);
        var (away, idle) = (0L, 0L);
        foreach (var (begin, end) in free)
        {
            var open = catalogue.Measure(instance.Link ?? instance.Resource, new DateTime(begin, DateTimeKind.Utc), new DateTime(end, DateTimeKind.Utc)).Ticks;
            (away, idle) = (away + end - begin - open, idle + open);
        }
        return new Wait((from - instance.Enabled).Ticks, Length(busy) - Length(contended), Length(contended), away, idle);
    }

    IEnumerable<Instance> Busy(DateTime from, DateTime to)
    {
        for (var i = FirstFrom(from - _longest); i < _work.Count && _work[i].Start < to; i++)
        {
            if (_work[i].End > from)
                yield return _work[i];
        }
    }

    int FirstFrom(DateTime instant)
    {
        int low = 0, high = _work.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_work[middle].Start < instant)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    static long Length(List<(long From, long To)> spans) => spans.Sum(s => s.To - s.From);

    static List<(long From, long To)> Merged(List<(long From, long To)> spans)
    {
        var merged = new List<(long From, long To)>();
        foreach (var span in spans.Where(s => s.To > s.From).Order())
        {
            if (merged.Count > 0 && span.From <= merged[^1].To)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, span.To));
            else
                merged.Add(span);
        }
        return merged;
    }

    static IEnumerable<(long From, long To)> Complement(List<(long From, long To)> busy, long from, long to)
    {
        foreach (var span in busy)
        {
            if (span.From > from)
                yield return (from, span.From);
            from = span.To;
        }
        if (to > from)
            yield return (from, to);
    }
}
