using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>What trace viewers ask: services, operations, journeys and who asks whom.</summary>
static class TraceSearch
{
    public static IReadOnlyList<string> Services(CaseColumns columns)
    {
        var links = new HashSet<int>();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            foreach (ref readonly var promise in columns.Promises.Of(facts.Promises))
                links.Add(promise.MadeBy);
            foreach (ref readonly var handoff in columns.Handoffs.Of(facts.Handoffs))
                links.Add(handoff.To);
        }
        return [.. links.Select(link => columns.Names[link]!).Order(StringComparer.Ordinal)];
    }

    public static IReadOnlyList<OperationRow> Operations(CaseColumns columns, string link)
    {
        var (number, found) = (columns.Names.Find(link), new HashSet<(int Promise, int Kind, int From)>());
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            foreach (ref readonly var promise in columns.Promises.Of(facts.Promises))
            {
                if (promise.MadeBy == number)
                    found.Add((promise.Sort, Names.None, Names.None));
            }
            foreach (ref readonly var handoff in columns.Handoffs.Of(facts.Handoffs))
            {
                if (handoff.To == number)
                    found.Add((Names.None, handoff.Kind, handoff.From));
            }
        }
        return [.. found.Select(f => new OperationRow(columns.Names[f.Promise], columns.Names[f.Kind], columns.Names[f.From]))];
    }

    public static IReadOnlyList<string?> Kinds(CaseColumns columns)
    {
        var kinds = new HashSet<int>();
        for (var i = 0; i < columns.Cases.Count; i++)
            kinds.Add(columns.Cases[i].Kind);
        return [.. kinds.Select(kind => columns.Names[kind]).Order(StringComparer.Ordinal)];
    }

    public static IReadOnlyList<string> Find(CaseColumns columns, JourneyQuery query, int limit)
    {
        var wanted = new Wanted(columns, query);
        var latest = new Smallest<(long At, int Place)>(
            limit, Comparer<(long At, int Place)>.Create((x, y) => x.At != y.At ? y.At.CompareTo(x.At) : columns.NameOf(columns.Cases[x.Place]).SequenceCompareTo(columns.NameOf(columns.Cases[y.Place]))));
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            if (wanted.LatestIn(facts) is { } at)
                latest.See((at, i));
        }
        return [.. latest.All().Select(found => new string(columns.NameOf(columns.Cases[found.Place])))];
    }

    public static IReadOnlyList<DependencyRow> Dependencies(CaseColumns columns, DateTime from, DateTime to)
    {
        var counts = new Dictionary<(int From, int To), long>();
        void Count(int asker, int asked, long at)
        {
            if (at >= from.Ticks && at <= to.Ticks && asker != asked)
                counts[(asker, asked)] = counts.GetValueOrDefault((asker, asked)) + 1;
        }
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            ref readonly var facts = ref columns.Cases[i];
            foreach (ref readonly var promise in columns.Promises.Of(facts.Promises))
                Count(Names.None, promise.MadeBy, promise.Made);
            foreach (ref readonly var handoff in columns.Handoffs.Of(facts.Handoffs))
                Count(handoff.From, handoff.To, handoff.Requested);
        }
        return
        [
            .. counts.Select(c => new DependencyRow(columns.Names[c.Key.From], columns.Names[c.Key.To]!, c.Value))
                .OrderBy(d => d.From, StringComparer.Ordinal).ThenBy(d => d.To, StringComparer.Ordinal),
        ];
    }

    /// <summary>What is looked for, in numbers.</summary>
    sealed class Wanted(CaseColumns columns, JourneyQuery query)
    {
        readonly long _from = query.From.Ticks;
        readonly long _to = query.To.Ticks;
        readonly int? _link = Number(columns, query.Link);
        readonly int? _promise = Number(columns, query.Operation?.Promise);
        readonly int? _kind = Number(columns, query.Operation?.Kind);
        readonly int? _asker = Number(columns, query.Operation?.From);
        readonly int? _caseKind = Number(columns, query.CaseKind);

        /// <summary>When the latest of what is looked for began in a case; null where there is none.</summary>
        public long? LatestIn(in CaseFacts facts)
        {
            if (_link is null)
                return (_caseKind is null || facts.Kind == _caseKind) && IsIn(facts.Opened) ? facts.Opened : null;
            long? latest = null;
            if (_kind is null)
            {
                foreach (ref readonly var promise in columns.Promises.Of(facts.Promises))
                {
                    if (promise.MadeBy == _link && (_promise is null || promise.Sort == _promise) && IsIn(promise.Made))
                        latest = Math.Max(latest ?? 0, promise.Made);
                }
            }
            if (_promise is null)
            {
                foreach (ref readonly var handoff in columns.Handoffs.Of(facts.Handoffs))
                {
                    if (handoff.To == _link && (_kind is null || handoff.Kind == _kind && handoff.From == _asker) && IsIn(handoff.Requested))
                        latest = Math.Max(latest ?? 0, handoff.Requested);
                }
            }
            return latest;
        }

        bool IsIn(long at) => at >= _from && at <= _to;

        static int? Number(CaseColumns columns, string? name) => name is null ? null : columns.Names.Find(name);
    }
}
