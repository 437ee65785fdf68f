namespace JourneyTrace.Journeys;

/// <summary>
/// The promises that have not ended, by maker: which of them a hand-off serves that names none (replay, section 3,
/// rules 3 and 4). What ended or was moved stays in the queues until it comes up.
/// </summary>
sealed class OpenPromises
{
    readonly Dictionary<string, Queues> _byMaker = new(StringComparer.Ordinal);
    readonly Queues _all = new();

    public void Add(Promise promise)
    {
        if (!_byMaker.TryGetValue(promise.Link, out var mine))
            _byMaker[promise.Link] = mine = new Queues();
        mine.Add(promise);
        _all.Add(promise);
    }

    /// <summary>The one due last (ties: made last) among those that the requester made, else among all.</summary>
    public Promise? For(string requester, bool complaint)
    {
        var own = _byMaker.TryGetValue(requester, out var mine) ? mine.Last(complaint) : null;
        return own ?? _all.Last(complaint);
    }

    sealed class Queues
    {
        readonly PriorityQueue<(Promise Promise, DateTime Due), (long Due, int Order)> _promises = new();
        readonly PriorityQueue<(Promise Promise, DateTime Due), (long Due, int Order)> _complaints = new();

        public void Add(Promise promise) =>
            (promise.IsComplaint ? _complaints : _promises).Enqueue((promise, promise.Due), (-promise.Due.Ticks, -promise.Order));

        public Promise? Last(bool complaint) => complaint
            ? Last(_complaints) ?? Last(_promises)
            : Last(_promises) ?? Last(_complaints);

        static Promise? Last(PriorityQueue<(Promise Promise, DateTime Due), (long Due, int Order)> queue)
        {
            while (queue.TryPeek(out var next, out _))
            {
                if (next.Promise.End is null && next.Promise.Due == next.Due)
                    return next.Promise;
                queue.Dequeue();
            }
            return null;
        }
    }
}
