namespace JourneyTrace.Columns.Reports;

/// <summary>What became of some promises.</summary>
struct Tally
{
    public long Promises, Kept, Released, Broken, Abandoned, Open;

    public readonly long Failed => Broken + Abandoned;

    public void See(in PromiseFacts promise)
    {
        Promises++;
        switch (promise.Fate)
        {
            case Fate.Kept:
                Kept++;
                break;
            case Fate.Released:
                Released++;
                break;
            case Fate.Broken:
                Broken++;
                break;
            case Fate.Abandoned:
                Abandoned++;
                break;
            default:
                Open++;
                break;
        }
    }

    /// <summary>Those that others saw, too.</summary>
    public void Add(in Tally others)
    {
        (Promises, Kept, Released) = (Promises + others.Promises, Kept + others.Kept, Released + others.Released);
        (Broken, Abandoned, Open) = (Broken + others.Broken, Abandoned + others.Abandoned, Open + others.Open);
    }

    /// <summary>Sees those promises of a case that are asked about.</summary>
    public void See(CaseColumns columns, Selection selection, in CaseFacts facts)
    {
        foreach (ref readonly var promise in columns.Promises.Of(facts.Promises))
        {
            if (selection.Has(promise))
                See(promise);
        }
    }
}
