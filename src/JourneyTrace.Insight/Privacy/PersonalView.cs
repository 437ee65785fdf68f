namespace JourneyTrace.Insight.Privacy;

/// <summary>Personal values for whoever may see them; all others get the pseudonyms that stand in the log.</summary>
sealed class PersonalView(PersonalVault vault)
{
    /// <summary>What stands in these cases.</summary>
    public Task<PersonalValues> OfCasesAsync(HttpContext http, IReadOnlyList<string> cases) => MaySee(http) && cases.Count > 0
        ? vault.OfCasesAsync(cases, http.RequestAborted)
        : Task.FromResult(PersonalValues.None);

    /// <summary>What a report calls the people that it counts by.</summary>
    /// <param name="people">Whether it counts by people at all.</param>
    /// <param name="names">Everything that it names.</param>
    public async Task<PeopleNames> NamesAsync(HttpContext http, bool people, IEnumerable<string?> names) => new(people && MaySee(http)
        ? await vault.NamesOfAsync(names.OfType<string>(), http.RequestAborted)
        : new Dictionary<string, string>(StringComparer.Ordinal));

    public static bool MaySee(HttpContext http) => Caller.Of(http).Scopes.HasFlag(Scope.Personal);
}

/// <summary>Names by their pseudonyms.</summary>
sealed class PeopleNames(IReadOnlyDictionary<string, string> names)
{
    /// <summary>The name, or what was given where there is none for it.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(name))]
    public string? Of(string? name) => name is not null && names.TryGetValue(name, out var known) ? known : name;
}
