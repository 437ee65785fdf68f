using JourneyTrace.Columns.Blocks;

namespace JourneyTrace.Columns;

/// <summary>
/// The read models of one tenant in memory, as tables of numbers: a report runs through them in milliseconds. A case that changed is
/// put in again as a whole; others take the room of its former rows.
/// </summary>
sealed class CaseColumns
{
    readonly Dictionary<long, int> _places = [];
    readonly bool _passing;
    long _caseNames;

    /// <param name="names">Which they are numbers of.</param>
    /// <param name="passing">Nothing is asked of them: they are only on their way into others.</param>
    public CaseColumns(Names names, bool passing = false)
    {
        (Names, _passing) = (names, passing);
        (ByName, Customers, Remembered) = (new CasesByName(Cases), new CustomerCases(Blocks), new RememberedQuestions(this));
    }

    public Names Names { get; }

    public CasesByName ByName { get; }

    public CustomerCases Customers { get; }

    /// <summary>Which cases changed.</summary>
    public CaseBlocks Blocks { get; } = new();

    /// <summary>What the last questions counted.</summary>
    public RememberedQuestions Remembered { get; }

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
    public bool IsMostlyLeft => Free > 1000 && Free > Used;

    /// <summary>About how much memory all of it takes, with the names.</summary>
    public long Bytes =>
        Cases.Bytes + Promises.Bytes + Shares.Bytes + Handoffs.Bytes + Steps.Bytes + Complaints.Bytes + Effects.Bytes + Contacts.Bytes + Obstacles.Bytes + Setbacks.Bytes + Numbers.Bytes
        + _caseNames + ((long)_places.Capacity * Room.OfEntry) + Names.Bytes + ByName.Bytes + Customers.Bytes + Remembered.Bytes;

    int Used =>
        Promises.Count + Shares.Count + Handoffs.Count + Steps.Count + Complaints.Count + Effects.Count + Contacts.Count + Obstacles.Count + Setbacks.Count + Numbers.Count;

    int Free => Promises.Free + Shares.Free + Handoffs.Free + Steps.Free + Complaints.Free + Effects.Free + Contacts.Free + Obstacles.Free + Setbacks.Free + Numbers.Free;

    /// <summary>Where a case's row is, or -1.</summary>
    public int PlaceOf(long number) => _places.GetValueOrDefault(number, -1);

    /// <summary>A new case, whose rows are there.</summary>
    public int Add(in CaseFacts facts)
    {
        var place = Cases.Count;
        Cases.Add(facts);
        _caseNames += Room.Of(facts.Name);
        _places.Add(facts.Number, place);
        if (_passing)
            return place;
        Customers.Came(facts.Customer, place);
        Blocks.Changed(place);
        return place;
    }

    /// <summary>Puts in every case of another, in place of what was known of it. Both know names by the same numbers.</summary>
    public void Absorb(CaseColumns changed)
    {
        for (var i = 0; i < changed.Cases.Count; i++)
        {
            ref readonly var facts = ref changed.Cases[i];
            if (_places.TryGetValue(facts.Number, out var place))
            {
                Customers.Went(Cases[place].Customer);
                Give(Cases[place]);
                Cases[place] = Copy(changed, facts);
                Customers.Came(facts.Customer, place);
                Blocks.Changed(place);
            }
            else
            {
                Add(Copy(changed, facts));
            }
        }
        ByName.Came();
    }

    /// <summary>The same without what is left over.</summary>
    public CaseColumns Compacted()
    {
        var kept = new CaseColumns(Names);
        for (var i = 0; i < Cases.Count; i++)
            kept.Add(kept.Copy(this, Cases[i]));
        return kept;
    }

    void Give(in CaseFacts facts)
    {
        foreach (ref readonly var promise in Promises.Of(facts.Promises))
        {
            Numbers.Give(promise.Links);
            Numbers.Give(promise.Arrows);
            Numbers.Give(promise.Causes);
            Numbers.Give(promise.Decisions);
            Shares.Give(promise.Shares);
        }
        foreach (ref readonly var handoff in Handoffs.Of(facts.Handoffs))
            Numbers.Give(handoff.Promises);
        Promises.Give(facts.Promises);
        Handoffs.Give(facts.Handoffs);
        Steps.Give(facts.Steps);
        Complaints.Give(facts.Complaints);
        Effects.Give(facts.Effects);
        Contacts.Give(facts.Contacts);
        Obstacles.Give(facts.Obstacles);
        Setbacks.Give(facts.Setbacks);
    }

    /// <summary>Takes over the rows of another's case, and says where they lie now.</summary>
    CaseFacts Copy(CaseColumns from, in CaseFacts facts)
    {
        var copy = facts with
        {
            Promises = Promises.Add(from.Promises.Of(facts.Promises)),
            Handoffs = Handoffs.Add(from.Handoffs.Of(facts.Handoffs)),
            Steps = Steps.Add(from.Steps.Of(facts.Steps)),
            Complaints = Complaints.Add(from.Complaints.Of(facts.Complaints)),
            Effects = Effects.Add(from.Effects.Of(facts.Effects)),
            Contacts = Contacts.Add(from.Contacts.Of(facts.Contacts)),
            Obstacles = Obstacles.Add(from.Obstacles.Of(facts.Obstacles)),
            Setbacks = Setbacks.Add(from.Setbacks.Of(facts.Setbacks)),
        };
        foreach (ref var promise in Promises.In(copy.Promises))
        {
            promise.Links = Numbers.Add(from.Numbers.Of(promise.Links));
            promise.Arrows = Numbers.Add(from.Numbers.Of(promise.Arrows));
            promise.Causes = Numbers.Add(from.Numbers.Of(promise.Causes));
            promise.Decisions = Numbers.Add(from.Numbers.Of(promise.Decisions));
            promise.Shares = Shares.Add(from.Shares.Of(promise.Shares));
        }
        foreach (ref var handoff in Handoffs.In(copy.Handoffs))
            handoff.Promises = Numbers.Add(from.Numbers.Of(handoff.Promises));
        return copy;
    }
}
