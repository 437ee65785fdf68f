namespace JourneyTrace.Catalogues;

/// <summary>The time within which one link has agreed to serve another. What is null matches anything.</summary>
/// <param name="Needed">Within which the requester says that it needs it; null where it was not asked. No verdict looks at it.</param>
public sealed record Term(string? From, string? To, string? Kind, TimeSpan Within, TimeSpan? Needed = null)
{
    /// <summary>How closely it names what it is for (to 4, from 2, kind 1), or -1 where it does not match.</summary>
    internal int Weight(string from, string to, string kind)
    {
        if ((From is not null && From != from) || (To is not null && To != to) || (Kind is not null && Kind != kind))
            return -1;
        return (To is null ? 0 : 4) + (From is null ? 0 : 2) + (Kind is null ? 0 : 1);
    }
}
