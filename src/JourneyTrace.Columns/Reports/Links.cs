using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>How each link serves, and what becomes of the promises that it has a part in.</summary>
sealed class Links
{
    readonly CaseColumns _columns;
    readonly Selection _selection;
    readonly int _noAuthority;
    readonly Groups<int, Link> _links = new();

    Links(CaseColumns columns, Filter filter)
    {
        (_columns, _selection) = (columns, new Selection(columns, filter));
        _noAuthority = columns.Names.Find("no-authority");
    }

    public static IReadOnlyList<LinkCounts> Of(CaseColumns columns, Filter filter)
    {
        var links = new Links(columns, filter);
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (links._selection.HasKind(facts))
                links.See(facts, i);
        }
        return
        [
            .. links._links.All.Where(l => l.Value.Cases.Count > 0).Select(l => l.Value.Counts(columns.Names[l.Key]!))
                .Where(l => filter.Link is null || l.Link == filter.Link)
                .OrderByDescending(l => l.Blame).ThenBy(l => l.Link, StringComparer.Ordinal),
        ];
    }

    void See(in CaseFacts facts, int place)
    {
        var asked = false;
        foreach (ref readonly var promise in _columns.Promises.Of(facts.Promises))
        {
            if (!_selection.Has(promise))
                continue;
            asked = true;
            Promised(promise, place);
            foreach (ref readonly var complaint in _columns.Complaints.Of(facts.Complaints))
            {
                if (complaint.Name != promise.Name)
                    continue;
                var heard = _links[complaint.HeardBy];
                heard.Complaints++;
                heard.Cases.See(place);
            }
        }
        foreach (ref readonly var handoff in _columns.Handoffs.Of(facts.Handoffs))
        {
            if (!_selection.Has(facts, handoff))
                continue;
            _links[handoff.From].Cases.See(place);
            _links[handoff.To].Cases.See(place);
            if (!handoff.Informs)
                _links[handoff.To].Serve(handoff);
        }
        if (!asked)
            return;
        foreach (ref readonly var obstacle in _columns.Obstacles.Of(facts.Obstacles))
            _links[obstacle.Link].NoAuthority += obstacle.Cause == _noAuthority ? 1 : 0;
    }

    void Promised(in PromiseFacts promise, int place)
    {
        foreach (var number in _columns.Numbers.Of(promise.Links))
        {
            var link = _links[number];
            link.Cases.See(place);
            link.Reached.See(place);
            link.Promises++;
            link.Kept += promise.Fate is Fate.Kept or Fate.Released ? 1 : 0;
            link.Failed += promise.Failed ? 1 : 0;
        }
        if (!promise.Failed)
            return;
        foreach (ref readonly var share in _columns.Shares.Of(promise.Shares))
            _links[share.Link].Blame += share.Part;
    }

    sealed class Link
    {
        readonly List<double> _taken = [];
        long _handoffs, _withTerm, _inTerm, _refused, _orphans;

        public CaseCounter Cases, Reached;
        public long Promises, Kept, Failed, Complaints, NoAuthority;
        public double Blame;

        public void Serve(in HandoffFacts handoff)
        {
            _handoffs++;
            var inTerm = handoff.Taken <= handoff.Allowance;
            _withTerm += handoff.HasTerm && handoff.Outcome != Outcome.Withdrawn && !(handoff.Outcome == Outcome.Open && inTerm) ? 1 : 0;
            _inTerm += inTerm && (handoff.Outcome is Outcome.Delivered or Outcome.Incomplete) ? 1 : 0;
            _refused += handoff.Outcome == Outcome.Refused ? 1 : 0;
            _orphans += handoff.Passes && handoff.Accepted == Moments.Never && handoff.Ended == Moments.Never ? 1 : 0;
            if (handoff.Ended != Moments.Never)
                _taken.Add(handoff.Taken);
        }

        public LinkCounts Counts(string name) => new(
            name, Cases.Count, _handoffs, _withTerm, _inTerm, _refused, _orphans, Quantile.Of(_taken, 0.5), Promises, Kept, Failed, Reached.Count, Sums.Settled(Blame),
            Complaints, NoAuthority);
    }
}
