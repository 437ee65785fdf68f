namespace JourneyTrace.Waiting;

/// <summary>One activity that was begun and ended by a resource. UTC.</summary>
/// <param name="Link">Whose working hours hold for the resource; null for none.</param>
public sealed record Instance(string Case, string Activity, string Resource, string? Link, DateTime Start, DateTime End)
{
    /// <summary>What had to be done before it: of its case, the last that ended by its begin and is not done beside it; null for the first.</summary>
    public Instance? Enabler { get; internal set; }

    /// <summary>When it could have been begun.</summary>
    public DateTime Enabled => Enabler?.End ?? Start;

    /// <summary>The batch that it was done in, where it was.</summary>
    internal Batch? Batch { get; set; }
}

/// <summary>Instances of one activity that were gathered and then done one after the other, or together.</summary>
/// <param name="Enabled">When the last of them could have been begun.</param>
sealed record Batch(DateTime Enabled);
