namespace JourneyTrace.Http.Access;

/// <summary>What a key may do.</summary>
[Flags]
public enum Scope
{
    /// <summary>Nothing needs to be allowed: health, documents, the console's own files.</summary>
    None = 0,

    /// <summary>Post events, import logs, post dead letters again.</summary>
    Intake = 1,

    /// <summary>Ask anything.</summary>
    Read = 2,

    /// <summary>Change the catalogue, replay, make and revoke keys.</summary>
    Admin = 4,

    /// <summary>See what stands in events as <c>person</c> and <c>customer</c>; without it pseudonyms stand there.</summary>
    Personal = 8,

    All = Intake | Read | Admin | Personal,
}

/// <summary>Scopes by their names.</summary>
public static class Scopes
{
    static readonly (string Name, Scope Scope)[] Named = [("intake", Scope.Intake), ("read", Scope.Read), ("admin", Scope.Admin), ("personal", Scope.Personal)];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Named.Select(n => n.Name)];

    public static Scope Of(IEnumerable<string> names) => Named.Where(n => names.Contains(n.Name, StringComparer.Ordinal)).Aggregate(Scope.None, (all, n) => all | n.Scope);

    public static IReadOnlyList<string> NamesOf(Scope scope) => [.. Named.Where(n => scope.HasFlag(n.Scope)).Select(n => n.Name)];
}
