using JourneyTrace.Columns.Blocks;
using JourneyTrace.Columns.Memory;

namespace JourneyTrace.Columns;

/// <summary>
/// The read models of one tenant in memory, as tables of numbers: a report runs through them in milliseconds. A case that changed is
/// put in again as a whole; others take the room of its former rows.
/// </summary>
sealed class CaseColumns
{
    readonly bool _passing;
    readonly HashIndex _places;

    /// <param name="names">Which they are numbers of.</param>
    /// <param name="passing">Nothing is asked of them: they are only on their way into others.</param>
    /// <param name="blocks">Where they lie; null for the process's own memory.</param>
    public CaseColumns(Names names, bool passing = false, IBlocks? blocks = null)
    {
        (Names, _passing) = (names, passing);
        blocks ??= OwnBlocks.Instance;
        Cases = new Table<CaseFacts>(blocks);
        Promises = new Table<PromiseFacts>(blocks);
        Shares = new Table<ShareFacts>(blocks);
        Handoffs = new Table<HandoffFacts>(blocks);
        Steps = new Table<StepFacts>(blocks);
        Complaints = new Table<ComplaintFacts>(blocks);
        Effects = new Table<EffectFacts>(blocks);
        Contacts = new Table<ContactFacts>(blocks);
        Obstacles = new Table<ObstacleFacts>(blocks);
        Setbacks = new Table<SetbackFacts>(blocks);
        Numbers = new Table<int>(blocks);
        Texts = new Table<char>(blocks);
        _places = new HashIndex(blocks, place => Hash(Cases[place].Number));
        (ByName, Customers, Remembered) = (new CasesByName(this), new CustomerCases(Blocks, blocks), new RememberedQuestions(this));
    }

    public Names Names { get; }

    public CasesByName ByName { get; }

    public CustomerCases Customers { get; }

    /// <summary>Which cases changed.</summary>
    public CaseBlocks Blocks { get; } = new();

    /// <summary>What the last questions counted.</summary>
    public RememberedQuestions Remembered { get; }

    public Table<CaseFacts> Cases { get; }

    public Table<PromiseFacts> Promises { get; }

    public Table<ShareFacts> Shares { get; }

    public Table<HandoffFacts> Handoffs { get; }

    public Table<StepFacts> Steps { get; }

    public Table<ComplaintFacts> Complaints { get; }

    public Table<EffectFacts> Effects { get; }

    public Table<ContactFacts> Contacts { get; }

    public Table<ObstacleFacts> Obstacles { get; }

    public Table<SetbackFacts> Setbacks { get; }

    /// <summary>Lists of names: links, arrows and causes of promises, promises of hand-offs.</summary>
    public Table<int> Numbers { get; }

    /// <summary>The names of cases, which are never called otherwise.</summary>
    public Table<char> Texts { get; }

    /// <summary>Whether more rows are left over from before than are in use.</summary>
    public bool IsMostlyLeft => Free > 1000 && Free > Used;

    /// <summary>About how much memory all of it takes, with the names.</summary>
    public long Bytes =>
        Cases.Bytes + Promises.Bytes + Shares.Bytes + Handoffs.Bytes + Steps.Bytes + Complaints.Bytes + Effects.Bytes + Contacts.Bytes + Obstacles.Bytes + Setbacks.Bytes + Numbers.Bytes
        + Texts.Bytes + _places.Bytes + Names.Bytes + ByName.Bytes + Customers.Bytes + Remembered.Bytes;

    static uint Hash(long number) => (uint)number ^ (uint)(number >> 32);

    /// <summary>How much of that is no part of the process's own memory: it lies in files, of which the system keeps in memory what it has room for.</summary>
    public long MappedBytes =>
        Cases.MappedBytes + Promises.MappedBytes + Shares.MappedBytes + Handoffs.MappedBytes + Steps.MappedBytes + Complaints.MappedBytes + Effects.MappedBytes + Contacts.MappedBytes
        + Obstacles.MappedBytes + Setbacks.MappedBytes + Numbers.MappedBytes + Texts.MappedBytes + _places.MappedBytes + Names.MappedBytes + Customers.MappedBytes;

    long Used =>
        (long)Promises.Count + Shares.Count + Handoffs.Count + Steps.Count + Complaints.Count + Effects.Count + Contacts.Count + Obstacles.Count + Setbacks.Count + Numbers.Count;

    long Free => (long)Promises.Free + Shares.Free + Handoffs.Free + Steps.Free + Complaints.Free + Effects.Free + Contacts.Free + Obstacles.Free + Setbacks.Free + Numbers.Free;

    /// <summary>Where a case's row is, or -1.</summary>
    public int PlaceOf(long number)
    {
        for (var slot = _places.First(Hash(number)); _places[slot] is >= 0 and var place; slot = _places.After(slot))
        {
            if (Cases[place].Number == number)
                return place;
        }
        return -1;
    }

    /// <summary>A case's name.</summary>
    public ReadOnlySpan<char> NameOf(in CaseFacts facts) => Texts.Of(facts.Name);

    /// <summary>A new case, whose rows are there.</summary>
    public int Add(in CaseFacts facts)
    {
        var place = Cases.Count;
        if (PlaceOf(facts.Number) >= 0)
            throw new ArgumentException($"There is a case with the number {facts.Number} already", nameof(facts));
        Cases.Add(facts);
        _places.AddNext();
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
            if (PlaceOf(facts.Number) is >= 0 and var place)
            {
                Customers.Went(Cases[place].Customer);
                Give(Cases[place]);
                Cases[place] = Copy(changed, facts) with { Name = Cases[place].Name };
                Customers.Came(facts.Customer, place);
                Blocks.Changed(place);
            }
            else
            {
                Add(Named(changed, facts));
            }
        }
        ByName.Came();
    }

    /// <summary>The same without what is left over.</summary>
    /// <param name="blocks">Where it lies; null for the process's own memory.</param>
    public CaseColumns Compacted(IBlocks? blocks = null)
    {
        var kept = new CaseColumns(Names, blocks: blocks);
        for (var i = 0; i < Cases.Count; i++)
            kept.Add(kept.Named(this, Cases[i]));
        return kept;
    }

    CaseFacts Named(CaseColumns from, in CaseFacts facts) => Copy(from, facts) with { Name = Texts.Add(from.Texts.Of(facts.Name)) };

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
