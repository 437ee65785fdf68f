using JourneyTrace.Events;
using JourneyTrace.Journeys.Paths;

namespace JourneyTrace.Journeys.Shares;

/// <summary>Divides a promise's lateness among those whose time it was. Source: docs/replay.md, section 5. Ticks, exact.</summary>
sealed class Division
{
    readonly Promise _promise;
    readonly Journey _journey;
    readonly PathWalk _path;
    readonly Dictionary<Node, Account> _accounts = [];
    readonly Dictionary<(Node Node, Phase Phase, string Cause, string? Decision), (long Ticks, DateTime Since)> _excess = [];

    Division(Promise promise, Journey journey, PathWalk path)
    {
        _promise = promise;
        _journey = journey;
        _path = path;
        foreach (var segment in path.Segments)
            AccountOf(segment.Node).Add(segment, journey.Catalogue.Measure(segment.Link, segment.From, segment.To).Ticks);
    }

    /// <summary>The shares of a broken or abandoned promise, the largest first.</summary>
    public static IReadOnlyList<Share> Of(Promise promise, Journey journey, PathWalk path, bool abandoned)
    {
        var division = new Division(promise, journey, path);
        if (abandoned)
            division.ChargeAbandoned();
        else
            division.ChargeBroken();
        return division._excess.Count > 0 ? division.Sorted() : [division.StandIn(abandoned)];
    }

    /// <summary>Of a broken promise's path: the segments that no budget paid wholly, with what was left unpaid of each.</summary>
    public static IReadOnlyList<(Segment Segment, long Ticks, long Of)> UnpaidOf(Promise promise, Journey journey, PathWalk path)
    {
        var division = new Division(promise, journey, path);
        division.ChargeBroken();
        return [.. division._unpaid.Select(u => (u.Segment, u.Ticks, journey.Catalogue.Measure(u.Segment.Link, u.Segment.From, u.Segment.To).Ticks))];
    }

    readonly List<(Segment Segment, long Ticks)> _unpaid = [];

    void ChargeBroken()
    {
        var window = (_promise.Due - _promise.Start).Ticks;
        long used = 0, openEnded = 0;
        foreach (var account in _accounts.Values)
        {
            if (account.Allowance is { } allowance)
                used += Math.Min(allowance, account.Served);
            else
                openEnded += account.Served;
        }
        var slack = Math.Max(0, window - used);
        foreach (var account in _accounts.Values)
            Charge(account, account.Allowance ?? Portion(slack, account.Served, openEnded));
        if (used > window)
            Add(_promise, Phase.Promise, Causes.OverPromise, null, used - window, _promise.Start);
    }

    void ChargeAbandoned()
    {
        foreach (var account in _accounts.Values)
            Charge(account, account.Allowance ?? account.Worked);
        if (_excess.Count > 0)
            return;
        foreach (var (segment, ticks) in _accounts.Values.SelectMany(account => account.Pieces))
        {
            if (ticks > 0)
                Add(segment.Node, segment.Phase, segment.Cause, segment.Decision, ticks, segment.From);
        }
    }

    void Charge(Account account, long budget)
    {
        foreach (var (segment, ticks) in account.Unpaid(budget))
        {
            _unpaid.Add((segment, ticks));
            Add(segment.Node, segment.Phase, segment.Cause, segment.Decision, ticks, segment.From);
        }
    }

    void Add(Node node, Phase phase, string cause, string? decision, long ticks, DateTime since)
    {
        var key = (node, phase, cause, decision);
        _excess[key] = _excess.TryGetValue(key, out var sum)
            ? (sum.Ticks + ticks, sum.Since < since ? sum.Since : since)
            : (ticks, since);
    }

    List<Share> Sorted()
    {
        var total = _excess.Values.Sum(sum => sum.Ticks);
        var shares = new List<Share>(_excess.Count);
        foreach (var (key, sum) in _excess)
        {
            shares.Add(new Share(
                key.Node, key.Phase, key.Cause, key.Decision, (double)sum.Ticks / total, TimeSpan.FromTicks(sum.Ticks), sum.Since));
        }
        shares.Sort(LargestFirst);
        return shares;
    }

    /// <summary>Largest first, then by the earliest segment, then by link; the rest makes one order of it.</summary>
    static int LargestFirst(Share a, Share b)
    {
        if (a.Excess != b.Excess)
            return b.Excess.CompareTo(a.Excess);
        if (a.Since != b.Since)
            return a.Since.CompareTo(b.Since);
        if (string.CompareOrdinal(a.Link, b.Link) is var link && link != 0)
            return link;
        if (a.Node.Order != b.Node.Order)
            return a.Node.Order.CompareTo(b.Node.Order);
        if (a.Phase != b.Phase)
            return a.Phase.CompareTo(b.Phase);
        return string.CompareOrdinal(a.Cause, b.Cause) is var cause && cause != 0 ? cause : string.CompareOrdinal(a.Decision, b.Decision);
    }

    Share StandIn(bool abandoned)
    {
        if (abandoned && LastUnserved() is { } handoff)
        {
            return _journey.Catalogue.SideOf(handoff.Link) == Catalogues.Side.Customer
                ? new Share(handoff, Phase.Customer, Causes.Customer, null, 1, TimeSpan.Zero, handoff.End!.Value)
                : new Share(handoff, Phase.Unmet, handoff.Cause!, handoff.Decision, 1, TimeSpan.Zero, handoff.End!.Value);
        }
        return new Share(_promise, Phase.Promise, Causes.OverPromise, null, 1, TimeSpan.Zero, _promise.Start);
    }

    Handoff? LastUnserved() => Tree.Of(_promise)
        .OfType<Handoff>()
        .Where(handoff => handoff.LeftANeed && handoff.Mode != HandoffMode.Inform)
        .MaxBy(handoff => handoff.EndOrder);

    Account AccountOf(Node node)
    {
        if (_accounts.TryGetValue(node, out var account))
            return account;
        return _accounts[node] = new Account { Allowance = OwnAllowance(node) };
    }

    long? OwnAllowance(Node node)
    {
        if (node is not Handoff handoff || Allowance.Of(handoff, _journey.Catalogue) is not { } allowance)
            return null;
        return Math.Max(0, (allowance - _path.AgreedBelow(node)).Ticks);
    }

    static long Portion(long slack, long served, long all) =>
        all == 0 ? 0 : (long)(((Int128)slack * served + all / 2) / all);
}
