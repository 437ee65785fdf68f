namespace JourneyTrace.Storage;

/// <summary>Questions that trace viewers ask: links are services, hand-offs and promises are operations.</summary>
public interface IJourneyAnswers
{
    /// <summary>Every link that something was asked of or that made a promise, by name.</summary>
    Task<IReadOnlyList<string>> ServicesAsync(CancellationToken stop);

    /// <summary>What a link was asked for, and what it promised.</summary>
    Task<IReadOnlyList<OperationRow>> OperationsAsync(string link, CancellationToken stop);

    /// <summary>The kinds of cases; null among them where there are cases without.</summary>
    Task<IReadOnlyList<string?>> KindsOfCasesAsync(CancellationToken stop);

    /// <summary>Cases in which something of the kind asked for began, the latest first.</summary>
    Task<IReadOnlyList<string>> JourneysAsync(JourneyQuery query, int limit, CancellationToken stop);

    /// <summary>Who asked whom how often, and to whom promises were made (the asker is null: the customer), in a time.</summary>
    Task<IReadOnlyList<DependencyRow>> DependenciesAsync(DateTime from, DateTime to, CancellationToken stop);
}

/// <summary>An operation of a link.</summary>
/// <param name="Promise">A promise that it made; null for a hand-off.</param>
/// <param name="Kind">The kind of hand-off; null for a promise.</param>
/// <param name="From">Who asked; null for a promise.</param>
public sealed record OperationRow(string? Promise, string? Kind, string? From);

/// <summary>Which journeys are looked for.</summary>
/// <param name="Link">The link at which something began; null for the case's own opening.</param>
/// <param name="Operation">What began there; null for anything.</param>
/// <param name="CaseKind">Of openings: the kind of case; null for any.</param>
/// <param name="From">Not before this, UTC.</param>
/// <param name="To">Not after this, UTC.</param>
public sealed record JourneyQuery(string? Link, OperationRow? Operation, string? CaseKind, DateTime From, DateTime To);

/// <summary>One that asks another.</summary>
/// <param name="From">Null for the customer.</param>
public sealed record DependencyRow(string? From, string To, long Count);
