using System.Collections.Concurrent;
using JourneyTrace.Storage;

namespace JourneyTrace.Faults.Tests;

/// <summary>What was tried and what was answered, and what of that may not be: in the manner of Jepsen's list-append, with a case for a list.</summary>
sealed class History
{
    readonly ConcurrentDictionary<string, (string Case, int Writer, int Number)> _tried = new(StringComparer.Ordinal);
    // With how many before it.
    readonly ConcurrentDictionary<string, int> _acknowledged = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _acknowledgedByCase = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<string> _anomalies = new();
    readonly ConcurrentQueue<(string Case, IReadOnlyList<string> Ids)> _readings = new();
    readonly List<string> _followed = [];
    LogMark _mark;
    int _retries, _refusals, _reads, _order;

    public int Acknowledged => _acknowledged.Count;

    /// <summary>How often something was sent again because nobody knew what had become of it.</summary>
    public int Retries => _retries;

    public void Try(string id, string @case, int writer, int number) => _tried[id] = (@case, writer, number);

    public void Retry() => Interlocked.Increment(ref _retries);

    /// <summary>How often who sent was told to come again later (503 or 429, with the time).</summary>
    public int Refusals => _refusals;

    public void Refuse() => Interlocked.Increment(ref _refusals);

    public void Acknowledge(string id)
    {
        _acknowledged[id] = Interlocked.Increment(ref _order) - 1;
        _acknowledgedByCase.GetOrAdd(_tried[id].Case, _ => new ConcurrentQueue<string>()).Enqueue(id);
    }

    /// <summary>A case was read: it holds everything that was acknowledged before the reading began, and nothing twice.</summary>
    public void Read(string @case, IReadOnlyCollection<string> acknowledgedBefore, IReadOnlyList<string> read)
    {
        Interlocked.Increment(ref _reads);
        _readings.Enqueue((@case, read));
        foreach (var id in acknowledgedBefore.Except(read, StringComparer.Ordinal))
            _anomalies.Enqueue($"{id} was acknowledged, and a later reading of {@case} has it not");
        foreach (var id in read.GroupBy(id => id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            _anomalies.Enqueue($"{id.Key} is twice in {@case}");
    }

    public IReadOnlyList<string> AcknowledgedOf(string @case) => _acknowledgedByCase.TryGetValue(@case, out var ids) ? [.. ids] : [];

    /// <summary>Follows the log by position, as a Tracer does: what it sees is the log from its begin, so that it is a prefix of what the log is at the end, or not.</summary>
    public async Task FollowAsync(IEventLog log, CancellationToken stop)
    {
        var slice = await log.ReadAsync(_mark, 500, stop);
        Follow(slice.Events.Select(e => e.Id));
        _mark = slice.End;
    }

    public void Follow(IEnumerable<string> ids) => _followed.AddRange(ids);

    /// <summary>How many acknowledged events a log lacks; -1 where they are not the last ones that each writer had acknowledged.</summary>
    /// <param name="until">How many had been acknowledged by then.</param>
    public async Task<int> LostAsync(IEventLog log, int until, CancellationToken stop)
    {
        // What a running transaction may still come in front of is not lost.
        while ((await log.StateAsync(stop)).Unreadable > 0)
            await Task.Delay(20, stop);
        var kept = new HashSet<string>(StringComparer.Ordinal);
        for (var mark = default(LogMark); ;)
        {
            var slice = await log.ReadAsync(mark, 1000, stop);
            if (slice.Events.Count == 0)
                break;
            kept.UnionWith(slice.Events.Select(e => e.Id));
            mark = slice.End;
        }
        var lost = _acknowledged.Keys.Where(id => !kept.Contains(id)).Select(id => _tried[id]).GroupBy(e => e.Writer, e => e.Number).ToList();
        var last = _acknowledged.Where(one => one.Value < until).Select(one => _tried[one.Key]).GroupBy(e => e.Writer).ToDictionary(writer => writer.Key, writer => writer.Max(e => e.Number));
        return lost.TrueForAll(numbers => numbers.Max() == last[numbers.Key] && numbers.Max() - numbers.Min() + 1 == numbers.Count()) ? lost.Sum(numbers => numbers.Count()) : -1;
    }

    /// <summary>The whole log against what was tried, acknowledged and followed.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(IEventLog log, CancellationToken stop)
    {
        while (true)
        {
            // Looked at before the reading: what can be read by then is in what is read.
            var (readable, before) = ((await log.StateAsync(stop)).Unreadable == 0, _followed.Count);
            await FollowAsync(log, stop);
            if (readable && _followed.Count == before)
                break;
        }
        var all = new List<string>();
        for (var mark = default(LogMark); ;)
        {
            var slice = await log.ReadAsync(mark, 1000, stop);
            if (slice.Events.Count == 0)
                break;
            all.AddRange(slice.Events.Select(e => e.Id));
            mark = slice.End;
        }
        return Judge(all);
    }

    /// <summary>What of the history may not be.</summary>
    /// <param name="all">The log at the end.</param>
    public IReadOnlyList<string> Judge(List<string> all)
    {
        if (!all.SequenceEqual(_followed))
            _anomalies.Enqueue($"Who followed the log saw {_followed.Count} events, and it holds {all.Count}, or in another order: something was skipped");
        foreach (var lost in _acknowledged.Keys.Except(all, StringComparer.Ordinal))
            _anomalies.Enqueue($"{lost} was acknowledged and is lost");
        foreach (var doubled in all.GroupBy(id => id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            _anomalies.Enqueue($"{doubled.Key} is stored {doubled.Count()} times");
        foreach (var invented in all.Except(_tried.Keys, StringComparer.Ordinal))
            _anomalies.Enqueue($"{invented} was never sent");
        CompareReadings(all);
        foreach (var list in all.Where(_tried.ContainsKey).Select(id => _tried[id]).GroupBy(t => (t.Case, t.Writer)))
        {
            var numbers = list.Select(t => t.Number).ToList();
            if (!numbers.SequenceEqual(numbers.Order()))
                _anomalies.Enqueue($"What writer {list.Key.Writer} sent to {list.Key.Case} one after the other stands in another order");
        }
        return [.. _anomalies];
    }

    /// <summary>
    /// What was once read of a case is there at the end, in the order in which it was read. It need not be its begin: by case all is read that is committed, and what nobody has heard of yet may come
    /// to stand before it.
    /// </summary>
    void CompareReadings(List<string> all)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (place, id) in all.Index())
            places[id] = place;
        foreach (var (@case, ids) in _readings)
        {
            var last = -1;
            foreach (var id in ids)
            {
                if (!places.TryGetValue(id, out var place))
                    _anomalies.Enqueue($"{id} was read in {@case}, and is gone");
                else if (place < last)
                    _anomalies.Enqueue($"{id} was read in {@case} behind what stands behind it");
                last = Math.Max(last, places.GetValueOrDefault(id, last));
            }
        }
    }

    public override string ToString() => $"{_tried.Count} events tried, {_acknowledged.Count} acknowledged, {_retries} sent again ({_refusals} told to), {_reads} readings of cases, {_anomalies.Count} anomalies";
}
