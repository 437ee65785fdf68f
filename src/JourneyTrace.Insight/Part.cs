namespace JourneyTrace.Insight;

/// <summary>The part of a list that a request asks for, by rows.</summary>
sealed class Part
{
    readonly string _of;

    public Part(Parameters parameters)
    {
        _of = parameters.Asked;
        var cursor = parameters.Cursor<Offset>();
        if (cursor is not null && cursor.Of != _of)
            throw Parameters.Invalid("cursor", "belongs to another question; begin without it");
        From = cursor?.Rows ?? 0;
        Limit = parameters.Limit;
    }

    /// <summary>How many rows were given before.</summary>
    public int From { get; }

    public int Limit { get; }

    /// <summary>Where to go on after so many rows more; null at the end.</summary>
    public string? Next(int given, long all) => given > 0 && From + given < all ? Parameters.Next(new Offset(From + given, _of)) : null;

    public (IReadOnlyList<T> Items, string? Next) Of<T>(IReadOnlyList<T> all)
    {
        var items = all.Skip(From).Take(Limit).ToList();
        return (items, Next(items.Count, all.Count));
    }

    sealed record Offset(int Rows, string Of);
}
