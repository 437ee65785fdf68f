using JourneyTrace.Catalogues;

namespace JourneyTrace.Waiting;

/// <summary>All that one resource did, by its begin.</summary>
sealed class Workload
{
    readonly Work[] _work;
    readonly int[] _order;

    // The latest end of all up to a place: what lies before the first that reaches into a wait cannot.
    readonly long[] _latest;

    /// <param name="work">Of all resources.</param>
    /// <param name="order">The places of this one's, by their begin.</param>
    public Workload(Work[] work, int[] order)
    {
        (_work, _order, _latest) = (work, order, new long[order.Length]);
        var latest = long.MinValue;
        for (var i = 0; i < order.Length; i++)
            _latest[i] = latest = Math.Max(latest, work[order[i]].End);
        FindBatches();
    }

    /// <summary>
    /// A batch: of one activity, one after the other without a pause or beside each other, at least two, all of which could have been begun when the first was.
    /// </summary>
    void FindBatches()
    {
        for (var first = 0; first < _order.Length;)
        {
            var next = FirstAfterBatch(first);
            var enabled = long.MinValue;
            for (var i = first; i < next; i++)
                enabled = Math.Max(enabled, _work[_order[i]].Enabled);
            for (var i = first; i < next; i++)
                (_work[_order[i]].Batch, _work[_order[i]].BatchEnabled) = (next - first > 1 ? first : -1, enabled);
            first = next;
        }
    }

    int FirstAfterBatch(int first)
    {
        ref readonly var begin = ref _work[_order[first]];
        var (next, end) = (first + 1, begin.End);
        if (begin.Enabler < 0)
            return next;
        for (; next < _order.Length; next++)
        {
            ref readonly var work = ref _work[_order[next]];
            if (work.Activity != begin.Activity || work.Start > end || work.Enabler < 0 || work.Enabled > begin.Start)
                break;
            end = Math.Max(end, work.End);
        }
        return next;
    }

    /// <param name="hours">The working hours; null for around the clock.</param>
    public Wait WaitOf(int place, Calendar? hours)
    {
        ref readonly var own = ref _work[place];
        var from = own.Batch < 0 ? own.Enabled : Math.Min(own.BatchEnabled, own.Start);
        if (from >= own.Start)
            return new Wait(Math.Max(0, from - own.Enabled), 0, 0, 0, 0);
        // By the begin of what else was done, so that each span begins no earlier than the one before.
        var (contended, busy, contendedUntil, busyUntil, away, idle) = (0L, 0L, from, from, 0L, 0L);
        for (var i = FirstReaching(from); i < _order.Length && _work[_order[i]].Start < own.Start; i++)
        {
            ref readonly var other = ref _work[_order[i]];
            if (_order[i] == place || other.End <= from)
                continue;
            var (begin, end) = (Math.Max(other.Start, from), Math.Min(other.End, own.Start));
            if (begin > busyUntil)
                Free(busyUntil, begin, hours, ref away, ref idle);
            busy += Added(begin, end, ref busyUntil);
            // Of its own batch, what is done first was chosen to be; of all else, what there was when the wait began.
            var since = other.Batch >= 0 && other.Batch == own.Batch ? own.Enabled : from;
            if (other.Enabled <= since)
                contended += Added(begin, end, ref contendedUntil);
        }
        Free(busyUntil, own.Start, hours, ref away, ref idle);
        return new Wait(from - own.Enabled, busy - contended, contended, away, idle);
    }

    /// <summary>How much a span adds to those before it.</summary>
    static long Added(long begin, long end, ref long until)
    {
        var added = Math.Max(0, end - Math.Max(begin, until));
        until = Math.Max(until, end);
        return added;
    }

    static void Free(long from, long to, Calendar? hours, ref long away, ref long idle)
    {
        if (to <= from)
            return;
        var open = hours is null ? to - from : hours.Working(new DateTime(from, DateTimeKind.Utc), new DateTime(to, DateTimeKind.Utc)).Ticks;
        (away, idle) = (away + to - from - open, idle + open);
    }

    int FirstReaching(long from)
    {
        int low = 0, high = _latest.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_latest[middle] <= from)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
