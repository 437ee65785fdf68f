namespace JourneyTrace.Columns;

/// <summary>
/// The read models of one tenant in memory, as tables of numbers: a report runs through them in milliseconds. A case that changed is
/// put in again as a whole; its former rows stay until they are more than those in use.
/// </summary>
sealed class CaseColumns(Names names)
{
    readonly Dictionary<long, int> _places = [];
    int _left;

    public Names Names { get; } = names;

    public Table<CaseFacts> Cases { get; } = new();

    public Table<PromiseFacts> Promises { get; } = new();

    public Table<ShareFacts> Shares { get; } = new();

    public Table<HandoffFacts> Handoffs { get; } = new();

    public Table<StepFacts> Steps { get; } = new();

    public Table<ComplaintFacts> Complaints { get; } = new();

    public Table<EffectFacts> Effects { get; } = new();

    public Table<ContactFacts> Contacts { get; } = new();

    public Table<ObstacleFacts> Obstacles { get; } = new();

    public Table<SetbackFacts> Setbacks { get; } = new();

    /// <summary>Lists of names: links, arrows and causes of promises, promises of hand-offs.</summary>
    public Table<int> Numbers { get; } = new();

    /// <summary>Whether more rows are left over from before than are in use.</summary>
    public bool IsMostlyLeft => _left > 1000 && _left * 2 > Rows;

    int Rows =>
        Promises.Count + Shares.Count + Handoffs.Count + Steps.Count + Complaints.Count + Effects.Count + Contacts.Count + Obstacles.Count + Setbacks.Count + Numbers.Count;

    /// <summary>Where a case's row is, or -1.</summary>
    public int PlaceOf(long number) => _places.GetValueOrDefault(number, -1);

    /// <summary>A new case, whose rows are given afterwards.</summary>
    public int Add(in CaseFacts facts)
    {
        Cases.Add(facts);
        _places.Add(facts.Number, Cases.Count - 1);
        return Cases.Count - 1;
    }

    /// <summary>Puts in every case of another, in place of what was known of it. Both know names by the same numbers.</summary>
    public void Absorb(CaseColumns changed)
    {
        var shift = new Shift(this, changed);
        for (var i = 0; i < changed.Cases.Count; i++)
        {
            var facts = shift.Of(changed.Cases[i]);
            if (!_places.TryGetValue(facts.Number, out var place))
            {
                Add(facts);
                continue;
            }
            _left += RowsOf(Cases[place]);
            Cases[place] = facts;
        }
    }

    int RowsOf(in CaseFacts facts)
    {
        var rows = facts.Promises.Count + facts.Handoffs.Count + facts.Steps.Count + facts.Complaints.Count + facts.Effects.Count + facts.Contacts.Count
            + facts.Obstacles.Count + facts.Setbacks.Count;
        foreach (ref readonly var promise in Promises.Of(facts.Promises))
            rows += promise.Shares.Count + promise.Links.Count + promise.Arrows.Count + promise.Causes.Count + promise.Decisions.Count;
        foreach (ref readonly var handoff in Handoffs.Of(facts.Handoffs))
            rows += handoff.Promises.Count;
        return rows;
    }

    /// <summary>The same without what is left over.</summary>
    public CaseColumns Compacted()
    {
        var kept = new CaseColumns(Names);
        for (var i = 0; i < Cases.Count; i++)
            kept.Take(this, Cases[i]);
        return kept;
    }

    void Take(CaseColumns from, CaseFacts facts)
    {
        var (promises, handoffs) = (Promises.Count, Handoffs.Count);
        foreach (var promise in from.Promises.Of(facts.Promises))
        {
            Promises.Add(promise with
            {
                Links = Numbers.Add(from.Numbers.Of(promise.Links)),
                Arrows = Numbers.Add(from.Numbers.Of(promise.Arrows)),
                Causes = Numbers.Add(from.Numbers.Of(promise.Causes)),
                Decisions = Numbers.Add(from.Numbers.Of(promise.Decisions)),
                Shares = Shares.Add(from.Shares.Of(promise.Shares)),
            });
        }
        foreach (var handoff in from.Handoffs.Of(facts.Handoffs))
            Handoffs.Add(handoff with { Promises = Numbers.Add(from.Numbers.Of(handoff.Promises)) });
        Add(facts with
        {
            Promises = new Stretch(promises, facts.Promises.Count),
            Handoffs = new Stretch(handoffs, facts.Handoffs.Count),
            Steps = Steps.Add(from.Steps.Of(facts.Steps)),
            Complaints = Complaints.Add(from.Complaints.Of(facts.Complaints)),
            Effects = Effects.Add(from.Effects.Of(facts.Effects)),
            Contacts = Contacts.Add(from.Contacts.Of(facts.Contacts)),
            Obstacles = Obstacles.Add(from.Obstacles.Of(facts.Obstacles)),
            Setbacks = Setbacks.Add(from.Setbacks.Of(facts.Setbacks)),
        });
    }

    /// <summary>Adds all rows of another, and says where they lie now.</summary>
    sealed class Shift
    {
        readonly int _promises, _handoffs, _steps, _complaints, _effects, _contacts, _obstacles, _setbacks;

        public Shift(CaseColumns into, CaseColumns from)
        {
            (_promises, _handoffs, _steps, _complaints) = (into.Promises.Count, into.Handoffs.Count, into.Steps.Count, into.Complaints.Count);
            (_effects, _contacts, _obstacles, _setbacks) = (into.Effects.Count, into.Contacts.Count, into.Obstacles.Count, into.Setbacks.Count);
            var (numbers, shares) = (into.Numbers.Count, into.Shares.Count);
            into.Promises.Add(from.Promises);
            for (var i = _promises; i < into.Promises.Count; i++)
            {
                ref var promise = ref into.Promises[i];
                (promise.Links, promise.Arrows) = (promise.Links.Moved(numbers), promise.Arrows.Moved(numbers));
                (promise.Causes, promise.Decisions) = (promise.Causes.Moved(numbers), promise.Decisions.Moved(numbers));
                promise.Shares = promise.Shares.Moved(shares);
            }
            into.Handoffs.Add(from.Handoffs);
            for (var i = _handoffs; i < into.Handoffs.Count; i++)
                into.Handoffs[i].Promises = into.Handoffs[i].Promises.Moved(numbers);
            into.Numbers.Add(from.Numbers);
            into.Shares.Add(from.Shares);
            into.Steps.Add(from.Steps);
            into.Complaints.Add(from.Complaints);
            into.Effects.Add(from.Effects);
            into.Contacts.Add(from.Contacts);
            into.Obstacles.Add(from.Obstacles);
            into.Setbacks.Add(from.Setbacks);
        }

        public CaseFacts Of(in CaseFacts facts) => facts with
        {
            Promises = facts.Promises.Moved(_promises),
            Handoffs = facts.Handoffs.Moved(_handoffs),
            Steps = facts.Steps.Moved(_steps),
            Complaints = facts.Complaints.Moved(_complaints),
            Effects = facts.Effects.Moved(_effects),
            Contacts = facts.Contacts.Moved(_contacts),
            Obstacles = facts.Obstacles.Moved(_obstacles),
            Setbacks = facts.Setbacks.Moved(_setbacks),
        };
    }
}
